//! Sockets for programs that wait in place, over a port with the traits of embedded-io.
//!
//! ```text
//! Modem ── machine ──▶ Port (Read + ReadReady + Write), a clock that is asked
//!   └ Socket · Datagrams: one link each, borrowed while it is used
//! ```
//!
//! Whatever waits runs the line meanwhile: all links, not only its own. Where nothing waits call [`Modem::poll`] now and then, at best when the port
//! has bytes or [`Modem::due`] says so; in buffered mode a module keeps what nobody fetches.

mod modem;
#[cfg(feature = "std")]
mod port;
mod socket;

pub use modem::{Failure, Modem};
#[cfg(feature = "std")]
pub use port::{Port, clock};
pub use socket::{Datagrams, Socket};
