//! From fields to values and back: what a typed line is made of.

use super::cells::Taken;
use super::plan::{Want, Wants};
use crate::encode::{Arg, EncodeError, Encoder};
use crate::fit::is_address;
use crate::spec::{Command, Form, Shape, Type};

/// A value that stands in one field of a line, or in several that belong together.
pub(crate) trait Part<'b>: Sized {
    /// What its fields hold.
    const WANTS: Wants;

    /// Takes the value from cells that were read as [`Self::WANTS`] says; `None` where they were not.
    fn take(cells: &mut Taken<'_, 'b>) -> Option<Self>;

    /// Adds the value's fields.
    fn write<'a>(&'a self, args: &mut Args<'a>);
}

/// A field that may be left out. Empty fields behind the last value are not written.
impl<'b, P: Part<'b>> Part<'b> for Option<P> {
    const WANTS: Wants = P::WANTS.optional();

    #[inline]
    fn take(cells: &mut Taken<'_, 'b>) -> Option<Self> {
        if cells.peek().is_absent() {
            cells.next();
            return Some(None);
        }
        P::take(cells).map(Some)
    }

    fn write<'a>(&'a self, args: &mut Args<'a>) {
        match self {
            Some(value) => value.write(args),
            None => args.push(Arg::Empty),
        }
    }
}

macro_rules! integers {
    ($($int:ty = $want:ident),* $(,)?) => { $(
        impl<'b> Part<'b> for $int {
            const WANTS: Wants = Wants::one(Want::$want);

            #[inline]
            fn take(cells: &mut Taken<'_, 'b>) -> Option<Self> {
                Some(cells.next().bits() as Self)
            }

            fn write<'a>(&'a self, args: &mut Args<'a>) {
                args.push(Arg::Int(i64::from(*self)));
            }
        }
    )* };
}

integers!(u8 = U8, i8 = I8, u16 = U16, i16 = I16, u32 = U32, i32 = I32);

impl<'b> Part<'b> for bool {
    const WANTS: Wants = Wants::one(Want::BOOL);

    #[inline]
    fn take(cells: &mut Taken<'_, 'b>) -> Option<Self> {
        Some(cells.next().bits() != 0)
    }

    fn write<'a>(&'a self, args: &mut Args<'a>) {
        args.push(Arg::Int(i64::from(*self)));
    }
}

/// Text, quotes taken off; the form says whether they are written.
impl<'b> Part<'b> for &'b [u8] {
    const WANTS: Wants = Wants::one(Want::TEXT);

    #[inline]
    fn take(cells: &mut Taken<'_, 'b>) -> Option<Self> {
        cells.next().text()
    }

    fn write<'a>(&'a self, args: &mut Args<'a>) {
        args.push(Arg::Bare(self));
    }
}

/// A value that tells forms of one name apart (`+CIPRXGET: 2,…`).
pub(crate) trait Fixed {
    fn arg(&self) -> Arg<'static>;
}

impl Fixed for i32 {
    fn arg(&self) -> Arg<'static> {
        Arg::Int(i64::from(*self))
    }
}

impl Fixed for &'static str {
    fn arg(&self) -> Arg<'static> {
        Arg::Bare(self.as_bytes())
    }
}

/// Most fields that are written: those of a typed line, or ranges.
const MOST: usize = 16;

/// The fields of a line that is to be written.
#[derive(Debug)]
pub(crate) struct Args<'a> {
    args: [Arg<'a>; MOST],
    /// Fields pushed; those above [`MOST`] make the writing fail.
    len: usize,
}

impl<'a> Args<'a> {
    pub(crate) const fn new() -> Self {
        Self { args: [Arg::Empty; MOST], len: 0 }
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(crate) fn push(&mut self, arg: Arg<'a>) {
        if let Some(slot) = self.args.get_mut(self.len) {
            *slot = arg;
        }
        self.len += 1;
    }

    /// Puts the last field between quotes, where the form allows both ways and modules print them.
    pub(crate) fn quoted(&mut self) {
        if let Some(last) = self.len.checked_sub(1).and_then(|last| self.args.get_mut(last)) {
            *last = match *last {
                Arg::Bare(text) => Arg::Quoted(text),
                Arg::Address(ip) => Arg::QuotedAddress(ip),
                other => other,
            };
        }
    }

    /// Writes the line through the form that suits the fields.
    pub(crate) fn encode(mut self, out: &mut Encoder<'_>, row: &'static Command, shape: Shape) -> Result<(), EncodeError> {
        let len = self.len;
        let Some(args) = self.args.get_mut(..len) else { return Err(EncodeError::Count { given: len, min: 0, max: MOST }) };
        let used = args.iter().rposition(|arg| *arg != Arg::Empty).map_or(0, |last| last + 1);
        let args = args.get_mut(..used).unwrap_or_default();
        let Some(form) = choose(row, shape, args) else { return Err(EncodeError::Side(shape)) };
        for (arg, field) in args.iter_mut().zip(form.fields().iter()) {
            if let (Arg::Bare(text), Type::Quoted(_)) = (*arg, field.ty) {
                *arg = Arg::Quoted(text);
            }
        }
        if shape.is_host() { out.command(row, form, args) } else { out.line(row, form, args) }
    }
}

/// The form of a row that suits the fields: in kind and range before merely in number.
fn choose(row: &'static Command, shape: Shape, args: &[Arg<'_>]) -> Option<&'static Form> {
    let of_shape = || row.forms_of(shape).iter();
    let count = |form: &&Form| form.required() <= args.len() && args.len() <= usize::from(form.body().most);
    of_shape()
        .find(|form| count(form) && form.fields().iter().zip(args).all(|(field, arg)| suits(field.ty, arg)))
        .or_else(|| of_shape().find(count))
        .or_else(|| of_shape().next())
}

fn suits(ty: Type, arg: &Arg<'_>) -> bool {
    match (ty, arg) {
        (Type::Int(min, max), Arg::Int(number)) => (min..=max).contains(number),
        (Type::Int(..), Arg::Empty) => true,
        (Type::Int(..), _) | (Type::Quoted(_), Arg::Int(_)) => false,
        (Type::Address, Arg::Bare(text)) => is_address(text),
        (Type::Bare, Arg::Bare(text)) => stands_bare(text),
        _ => true,
    }
}

/// Whether a text keeps its meaning without quotes; `AT+CPIN` has a form with and one without.
fn stands_bare(text: &[u8]) -> bool {
    !text.is_empty()
        && text.trim_ascii() == text
        && !text.iter().any(|byte| matches!(byte, b',' | b';' | b'"' | b'(' | b')' | b'\r' | b'\n'))
}
