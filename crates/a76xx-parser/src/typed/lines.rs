//! How a typed line is declared: one list for the type, its reading and its writing.
//!
//! ```text
//! /// `+CIPRXGET: 2,0,7,3`: so many bytes follow (M 15.2.5).
//! RxRead = CIPRXGET / Info(2) { link: LinkId, len: u16, rest: u32 }
//! ```
//!
//! reads: the variant is what a line of the row `CIPRXGET` and of shape `Info` says whose first field is 2 and whose others, in their order,
//! are a link and two numbers. `or` names further rows that are read to the same variant; `as quoted` puts quotes where the table leaves
//! them open. Where several variants share row and shape, the first that fits is taken. What a field's name means stands once, in
//! [`about!`](super::about).

macro_rules! lines {
    ($(#[$doc:meta])* $Lines:ident<$life:lifetime> {
        $(
            $(#[$about:meta])*
            $Variant:ident = $row:ident $(or $other:ident)* / $shape:ident $(($fixed:literal))?
                $({ $($field:ident: $ty:ty $(as $how:ident)?),* $(,)? })?
        )*
        $( ; $( $(#[$more_about:meta])* $More:ident($more:ty) = $read:expr, $write:expr; )* )?
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $Lines<$life> {
            $( $(#[$about])* $Variant $({ $( #[doc = $crate::typed::about::about!($field)] $field: $ty ),* })?, )*
            $($( $(#[$more_about])* $More($more), )*)?
        }

        impl<$life> $Lines<$life> {
            /// Reads a line; `None` if it is none of these, or holds what they can not.
            pub(super) fn of(line: &$crate::line::Line<$life>) -> Option<Self> {
                use $crate::spec::{Shape, id_of};
                use $crate::typed::part::{Part, fixed, whole};
                let (key, all) = (line.row.with(line.shape()?), line.fields());
                $(
                    if key == const { id_of(&$row).with(Shape::$shape) } $(|| key == const { id_of(&$other).with(Shape::$shape) })* {
                        let value = whole(all.clone(), |fields| {
                            let _ = &fields;
                            $( fixed(fields, &$fixed)?; )?
                            Some(Self::$Variant $({ $( $field: <$ty as Part<$life>>::read(fields)? ),* })?)
                        });
                        if value.is_some() {
                            return value;
                        }
                    }
                )*
                $($(
                    if let Some(value) = $read(line) {
                        return Some(Self::$More(value));
                    }
                )*)?
                None
            }

            /// Writes the line, with its line ends.
            ///
            /// # Errors
            /// When the buffer is full, or a text holds a byte that would end it; nothing is written then.
            pub fn encode(&self, out: &mut $crate::Encoder<'_>) -> Result<(), $crate::EncodeError> {
                use $crate::typed::part::{Args, Fixed, Part};
                let mut args = Args::new();
                let (row, shape) = match self {
                    $(
                        Self::$Variant $({ $($field),* })? => {
                            $( args.push($fixed.arg()); )?
                            $($(
                                Part::write($field, &mut args);
                                $( args.$how(); )?
                            )*)?
                            (&$row, $crate::spec::Shape::$shape)
                        }
                    )*
                    $($( Self::$More(value) => return $write(value, out), )*)?
                };
                args.encode(out, row, shape)
            }
        }
    };
}

pub(super) use lines;
