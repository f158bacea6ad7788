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
            /// What its variants are read from.
            const DRAFTS: &'static [$crate::typed::plan::Draft] = {
                use $crate::spec::{Shape, id_of};
                use $crate::typed::part::Part;
                use $crate::typed::plan::{Draft, Wants};
                &[$(
                    Draft {
                        rows: &[id_of(&$row) $(, id_of(&$other))*],
                        shape: Shape::$shape,
                        wants: Wants::NONE $(.fixed(stringify!($fixed)))? $($( .and(<$ty as Part<$life>>::WANTS) )*)?,
                    },
                )*]
            };

            /// Reads a line; `None` if it is none of these, or holds what they can not.
            #[allow(non_upper_case_globals, reason = "constants named as the variants that they number")]
            pub(super) fn of(line: &$crate::line::Line<$life>) -> Option<Self> {
                use $crate::typed::part::Part;
                use $crate::typed::cells::Cells;
                use $crate::typed::plan::{self, Plan, Plans};
                enum Number { $($Variant),* }
                $( const $Variant: u8 = Number::$Variant as u8; )*
                const DRAFTS: &[plan::Draft] = $Lines::DRAFTS;
                static FIRST: [u8; plan::rows(DRAFTS)] = plan::first(DRAFTS);
                static PLANS: [Plan; DRAFTS.len()] = plan::plans(DRAFTS);
                static WANTS: [u8; plan::bytes(DRAFTS)] = plan::wants(DRAFTS);
                const ALL: Plans = Plans { first: &FIRST, of: &PLANS, wants: &WANTS };
                if ALL.has(line) {
                    let mut cells = Cells::EMPTY;
                    if let Some(number) = ALL.read(line, &mut cells) {
                        let mut taken = cells.taken();
                        return match number {
                            $( $Variant => {
                                let _ = &mut taken;
                                $( let _ = stringify!($fixed); taken.next(); )?
                                Some(Self::$Variant $({ $( $field: <$ty as Part<$life>>::take(&mut taken)? ),* })?)
                            } )*
                            _ => None,
                        };
                    }
                }
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
