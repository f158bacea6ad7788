//! The driver's machine: before a module that says anything, and before a simulated one.

mod hostile;
mod pair;
mod talk;

pub use hostile::module;
pub use talk::simulated;

use std::net::{Ipv4Addr, SocketAddrV4};

const PEER: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::new(192, 0, 2, 7), 7000);
