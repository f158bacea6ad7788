//! Modules in real time: at the ends that other programs open, and with sockets of this machine behind them.

#![cfg(all(feature = "host", target_os = "linux"))]
#![allow(
    missing_docs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a fault here is a failed test"
)]

mod datagrams;
mod desk;
mod ends;
mod sockets;
