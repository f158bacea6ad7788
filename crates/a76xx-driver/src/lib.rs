#![no_std]
//! Sockets from a SIMCom A76XX module (A7600, A7670, A7672 … and their near relatives), on anything that runs Rust.
//!
//! ```text
//! application ── open, send, receive … ──▶ ┌──────── Machine ────────┐ ── poll_tx ──▶ serial line
//!             ◀── news, data, errors ───── │ schedule ▸ one exchange │ ◀─ handle_rx ─
//!                                          │ links · servers · desk  │
//!                            time ───────▶ │ bring-up · recovery     │ ── poll_timeout ──▶ clock
//!                                          └─ parser ────────────────┘
//! ```
//!
//! [`Machine`] does no I/O, reads no clock and allocates nothing. It brings the module up, keeps up to ten links and four servers, reads what they
//! receive, sends what they are given, and finds its way back after whatever goes wrong on the line, in the module or in the network.
//!
//! # What it does not do
//! It knows the TCP/IP service of the module, not its HTTP, MQTT or TLS: these run on top of its sockets. Other commands of the module go through
//! [`Machine::command`].

#![allow(clippy::large_types_passed_by_value, reason = "a configuration is moved once, to where it stays")]

#[cfg(any(test, feature = "std"))]
extern crate std;

#[cfg(feature = "blocking")]
pub mod blocking;
mod config;
mod error;
#[cfg(feature = "async")]
mod face;
mod machine;
mod say;

pub use a76xx_parser as parser;
pub use a76xx_parser::typed::{LinkId, ServerId};
pub use a76xx_parser::{Request, Urc};
#[cfg(feature = "model")]
pub use a76xx_tracker::Model;
pub use a76xx_tracker::Moment;
pub use config::{Config, Credentials, Patience, Reception, Wiring};
pub use error::{Delivery, Error, Trouble};
#[cfg(feature = "embassy-time")]
pub use face::EmbassyClock;
#[cfg(feature = "tokio")]
pub use face::TokioClock;
#[cfg(feature = "tokio")]
pub use face::host;
#[cfg(feature = "async")]
pub use face::{Clock, Listener, NoPins, Pins, RunError, Runner, Stack, State, TcpReader, TcpSocket, TcpWriter, UdpSocket};
pub use machine::{Accepted, Datagram, Host, Machine, News, Notice, Operation, Pin, Reply, Stage, Status, Text};

/// The manual's examples, run as tests.
#[cfg(all(doctest, feature = "blocking", feature = "tokio"))]
#[doc = include_str!("../../../docs/driver.md")]
struct Manual;
