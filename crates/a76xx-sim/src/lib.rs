//! An A76XX module in software: the other side of the AT wire.
//!
//! ```text
//!              host bytes                                  NetRequest
//!   host ──────────────────▶ ┌───────── Modem ─────────┐ ──────────────▶ ┌── World ──┐
//!        ◀────────────────── │ line ▸ table ▸ behaviour │ ◀────────────── │ scripted, │
//!             module bytes   └──────────▲──────────────┘    NetEvent     │ or sockets│
//!                                       │ Control (DTR, reset, power), Radio └───────────┘
//! ```
//!
//! - [`Modem`] is sans-IO and deterministic: bytes and events go in with their time, bytes and requests come out. Its documentation says how to
//!   drive it.
//! - What a command line means is read by [`a76xx_parser`], and what the module says is written by its encoder, from the same table of the
//!   protocol. Nothing of the grammar stands here.
//! - A [`Profile`] is what models and firmware do differently, as data.
//! - A [`net::World`] is the network behind it: [`net::world`] is a scripted one in virtual time. [`Bench`] holds modem and world together.
//!
//! ```
//! use a76xx_sim::{Config, Modem, Moment};
//!
//! let mut modem = Modem::running(Config::default().instant());
//! modem.receive(Moment::START, b"AT+CSQ\r");
//! assert_eq!(modem.poll_output(Moment::START).as_deref(), Some(&b"AT+CSQ\r\r\n+CSQ: 23,0\r\n\r\nOK\r\n"[..]));
//! ```
//!
//! # What it does not do
//! It opens no port and reads no clock. Of the services above the sockets (HTTP, MQTT, TLS, FTP, SMS) it knows nothing and says `ERROR`, at
//! once, as for every command that it does not know.

mod behaviour;
mod bench;
mod config;
mod device;
#[cfg(feature = "host")]
pub mod end;
pub mod fault;
#[cfg(feature = "io")]
pub mod io;
mod modem;
pub mod net;
mod profile;
#[cfg(feature = "replay")]
mod replay;
mod rig;
pub mod script;
#[cfg(feature = "host")]
pub mod serve;
mod time;

pub use bench::Bench;
pub use config::{Air, Card, CardState, Config, Timing};
pub use device::Device;
pub use fault::{Fault, Faults};
pub use modem::state::{LinkPhase, Service, Settings};
pub use modem::{Control, LinkView, Modem, Radio, RunState};
pub use profile::{Banner, Profile};
#[cfg(feature = "replay")]
pub use replay::{Deviation, Replay};
pub use rig::Rig;
pub use script::{Script, ScriptError};
pub use time::Moment;
