//! Numbers with names: what a code type is, and the reason that stands as a number or as text.

use core::fmt;

use super::cells::Taken;
use super::part::{Args, Part};
use super::plan::{Want, Wants};
use crate::encode::Arg;
use crate::spec::CodeTable;

/// A number whose values have names in the table of the protocol. Values without one are kept, print as numbers and are written back.
pub trait Code: Copy + Eq {
    /// The names. Only what asks for a name or for a text links them.
    const TABLE: &'static CodeTable;

    /// The code of a number; `None` if it does not fit the code's width.
    fn from_number(number: i64) -> Option<Self>;

    /// The number.
    fn number(self) -> i64;

    /// The code whose name is this text. Case, blanks and hyphens do not count, nor does a cause behind it: `(#33)`.
    fn from_text(text: &[u8]) -> Option<Self> {
        Self::TABLE.find(text).and_then(Self::from_number)
    }
}

/// Why something failed: a number or text, as the module was set to print it (`AT+CMEE`, `errMode` of `AT+CIPCCFG`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason<'b, C> {
    /// `+IP ERROR: 22`.
    Number(C),
    /// `+IP ERROR: No data`.
    Text(&'b [u8]),
}

impl<C: Code> Reason<'_, C> {
    /// The code, printed either way; `None` for a text that the table does not hold.
    pub fn code(self) -> Option<C> {
        match self {
            Self::Number(code) => Some(code),
            Self::Text(text) => C::from_text(text),
        }
    }

    /// A code as text; as a number where it has no name.
    pub fn in_words(code: C) -> Self {
        C::TABLE.get(code.number()).map_or(Self::Number(code), |name| Self::Text(name.as_bytes()))
    }
}

impl<C: fmt::Display> fmt::Display for Reason<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(code) => code.fmt(f),
            Self::Text(text) => text.escape_ascii().fmt(f),
        }
    }
}

impl<'b, C: Code> Part<'b> for Reason<'b, C> {
    const WANTS: Wants = Wants::one(Want::REASON);

    #[inline]
    fn take(cells: &mut Taken<'_, 'b>) -> Option<Self> {
        let cell = cells.next();
        let code = cell.number().and_then(|number| C::from_number(number.into()));
        Some(code.map_or(Self::Text(cell.text()?), Self::Number))
    }

    fn write<'a>(&'a self, args: &mut Args<'a>) {
        args.push(match self {
            Self::Number(code) => Arg::Int(code.number()),
            Self::Text(text) => Arg::Bare(text),
        });
    }
}

/// Prints a code with its name: `DNS parse failed (11)`.
pub(super) fn show<C: Code>(code: C, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let number = code.number();
    match C::TABLE.get(number) {
        Some(name) => write!(f, "{name} ({number})"),
        None => write!(f, "{number}"),
    }
}

/// Declares code types: width, table, and a constant for each value of the table.
macro_rules! codes {
    ($( $(#[$doc:meta])* $Code:ident($int:ty) = $table:path { $($NAME:ident = $value:literal),* $(,)? } )*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Code(pub $int);

        impl $Code {
            $(
                #[doc = concat!("`", stringify!($value), "`.")]
                pub const $NAME: Self = Self($value);
            )*

            /// Every value that has a name.
            pub const KNOWN: &'static [Self] = &[$(Self::$NAME),*];

            /// What the value means, if the table knows it.
            pub fn name(self) -> Option<&'static str> {
                $table.get(i64::from(self.0))
            }
        }

        impl $crate::typed::Code for $Code {
            const TABLE: &'static $crate::spec::CodeTable = &$table;

            fn from_number(number: i64) -> Option<Self> {
                number.try_into().ok().map(Self)
            }

            fn number(self) -> i64 {
                i64::from(self.0)
            }
        }

        impl core::fmt::Display for $Code {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                $crate::typed::code::show(*self, f)
            }
        }

        impl<'b> $crate::typed::part::Part<'b> for $Code {
            const WANTS: $crate::typed::plan::Wants = <$int as $crate::typed::part::Part<'_>>::WANTS;

            #[inline]
            fn take(cells: &mut $crate::typed::cells::Taken<'_, 'b>) -> Option<Self> {
                <$int>::take(cells).map(Self)
            }

            fn write<'a>(&'a self, args: &mut $crate::typed::part::Args<'a>) {
                self.0.write(args);
            }
        }
    )* };
}

pub(super) use codes;
