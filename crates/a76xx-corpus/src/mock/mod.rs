//! A module that says what a transcript has, for programs under test.
//!
//! A [`Mock`] takes what the host sends and gives what the module says behind it, as the transcript has them: bytes of the module come once all
//! of the host's that stand before them have come. It knows no time: silences, stamps and control lines of the transcript pass by.
//!
//! - [`Mock::port`] is a port of `embedded-io` and `embedded-io-async` to give to a program.
//! - [`serve()`] and [`serve_async`] play the module at the other end of a port that there already is.
//! - [`Mock::finish`] says whether the host kept to the transcript, and where it left it; [`Mock::heard`] is what really was said.
//!
//! What the host may do differently is a [`Leeway`].

mod play;
mod port;
mod script;
mod serve;

pub use play::{Deviation, Mock};
pub use port::{Port, PortError};
pub use serve::{ServeError, serve, serve_async};

/// How closely the host has to keep to the transcript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leeway {
    /// Each byte as it was recorded.
    #[default]
    Strict,
    /// The same commands, and data of the same length. Letters outside quotes may be of either case, blanks outside quotes and a line feed
    /// behind the CR do not count, and what the data are does not matter.
    Lenient,
}
