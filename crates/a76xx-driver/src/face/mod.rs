//! The machine for an executor: a runner that owns the line, and handles that wait.
//!
//! ```text
//! Stack ── TcpSocket · UdpSocket · Listener ──▶ State: Machine + who waits for what ◀── Runner ── serial line, clock
//! ```

mod clock;
#[cfg(feature = "edge-nal")]
mod edge;
#[cfg(feature = "edge-nal")]
mod edge_udp;
#[cfg(feature = "tokio")]
pub mod host;
mod nal;
mod pins;
mod runner;
mod shared;
mod stack;
mod tcp;
mod udp;
mod waiting;

pub use clock::Clock;
#[cfg(feature = "embassy-time")]
pub use clock::EmbassyClock;
#[cfg(feature = "tokio")]
pub use clock::TokioClock;
pub use pins::{NoPins, Pins};
pub use runner::{RunError, Runner};
pub use stack::{Stack, State};
pub use tcp::{Listener, TcpReader, TcpSocket, TcpWriter};
pub use udp::UdpSocket;
