//! The machine for an executor: a runner that owns the line, and handles that wait.
//!
//! ```text
//! Stack ── TcpSocket · UdpSocket · Listener ──▶ State: Machine + who waits for what ◀── Runner ── serial line, clock
//! ```

#[cfg(feature = "edge-nal")]
mod edge;
mod nal;
mod runner;
mod stack;
mod tcp;
mod udp;
mod waiting;

pub use runner::{RunError, Runner};
pub use stack::{Clock, Stack, State};
pub use tcp::{Listener, TcpReader, TcpSocket, TcpWriter};
pub use udp::UdpSocket;
