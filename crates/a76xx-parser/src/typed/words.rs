//! Fields whose values are words.

use super::cells::Taken;
use super::part::{Args, Part};
use super::plan::{Want, Wants};
use crate::encode::Arg;

/// Declares a type of words; any other text is kept.
macro_rules! words {
    ($( $(#[$doc:meta])* $Words:ident { $($(#[$about:meta])* $Word:ident = $text:literal),* $(,)? } )*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $Words<'b> {
            $( $(#[$about])* $Word, )*
            /// Any other text.
            Other(&'b [u8]),
        }

        impl<'b> $Words<'b> {
            /// The type of a text.
            pub fn of(text: &'b [u8]) -> Self {
                $(
                    if text == $text.as_bytes() {
                        return Self::$Word;
                    }
                )*
                Self::Other(text)
            }

            /// The text.
            pub const fn text(&self) -> &'b [u8] {
                match self {
                    $( Self::$Word => $text.as_bytes(), )*
                    Self::Other(text) => text,
                }
            }
        }

        impl core::fmt::Display for $Words<'_> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                self.text().escape_ascii().fmt(f)
            }
        }

        impl<'b> Part<'b> for $Words<'b> {
            const WANTS: Wants = Wants::one(Want::TEXT);

            #[inline]
            fn take(cells: &mut Taken<'_, 'b>) -> Option<Self> {
                cells.next().text().map(Self::of)
            }

            fn write<'a>(&'a self, args: &mut Args<'a>) {
                args.push(Arg::Bare(self.text()));
            }
        }
    )* };
}

words! {
    /// `<type>` of `+CIPOPEN` (M 15.2.3).
    Protocol {
        /// TCP.
        Tcp = "TCP",
        /// UDP.
        Udp = "UDP",
        /// UDP that answers whoever sends; since V1.09 of the manual.
        UdpServer = "UDP SERVER",
    }

    /// `<code>` of `+CPIN` (M 6.2.2).
    SimState {
        /// No code is needed.
        Ready = "READY",
        /// The SIM waits for its PIN.
        SimPin = "SIM PIN",
        /// The SIM is blocked and waits for its PUK.
        SimPuk = "SIM PUK",
        /// The module is locked to another SIM.
        PhSimPin = "PH-SIM PIN",
        /// The SIM waits for PIN2.
        SimPin2 = "SIM PIN2",
        /// The SIM waits for PUK2.
        SimPuk2 = "SIM PUK2",
        /// The module is locked to a network.
        PhNetPin = "PH-NET PIN",
        /// The SIM still starts; only unasked.
        NotReady = "NOT READY",
        /// There is no SIM; only unasked.
        Removed = "SIM REMOVED",
    }
}
