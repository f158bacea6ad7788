#![cfg_attr(not(test), no_std)]
//! Reads the AT wire of SIMCom A76XX modules (A7600, A7670, A7672 … and their near relatives): bytes go in, typed events come out.
//!
//! ```text
//!             ┌──── spec: the one table of commands, lines, fields, codes, times ────┐
//!             ▼                    ▼                                                  ▼
//! bytes ──▶ lexer ──▶ line, fields ──▶ context ──▶ events: command echo answer urc final prompt payload …
//!        where a line,     what its        what it means      ▲
//!        prompt or         parts are       after what came    └── Parser (side known) · Merged (one stream, as pasted)
//!        payload ends                      before
//! ```
//!
//! # The loop
//! The caller owns the buffer. A parser takes one event off the front of a window and borrows it; what it consumed is `event.raw`.
//!
//! ```
//! use a76xx_parser::{Kind, Limits, Parser, Side, Step};
//!
//! let mut parser = Parser::new(Limits::DEFAULT);
//! let wire = b"AT+CIPOPEN=0,\"TCP\",\"example.com\",80\r\r\nOK\r\n\r\n+CIPOPEN: 0,11\r\n";
//! let (mut used, mut kinds) = (0, Vec::new());
//! while let Step::Event(event) = parser.next(Side::Module, &wire[used..]) {
//!     used += event.raw.len();
//!     if event.kind != Kind::Blank {
//!         kinds.push(event.kind.name());
//!     }
//! }
//! assert_eq!(kinds, ["echo", "final", "answer"]);
//! assert_eq!(used, wire.len());
//! ```
//!
//! # The contract
//! For every input, held by property tests:
//! - **tiling**: the raws, joined, are the input;
//! - **cut invariance**: however the input is cut, the events are the same once neighbouring pieces of a payload are joined;
//! - **promptness**: no event waits for a byte that the other side has no reason to send;
//! - **bounded**: a window of [`Limits::line`] + 1 bytes suffices, and payloads pass through it in pieces;
//! - **linear**: each byte is examined a constant number of times, whatever the cuts;
//! - **total**: no input panics, loops or errors. What is malformed is an event too;
//! - **round trip**: what [`Encoder`] writes is read back to the same values.
//!
//! # What it does not do
//! It keeps no payload and no history: a few dozen bytes of context tell what a line means. It judges nothing: that a link was never opened is
//! for a tracker to say. It knows no time: silence is told by [`Parser::flush`].
//!
//! # Features
//! `serde`: events serialise (never the other way); it changes no result.
//!
//! `chapters`, on by default, is the whole table: `files`, `ftp`, `gnss`, `http`, `mqtt`, `others`, `sms`, `tls`, `websocket`. The TCP/IP service
//! and what supports it are always there. A firmware that has no use for a chapter saves its flash by leaving it out. Lines of it are then framed
//! as those of unknown commands: they have a name and parameters, but no form, what they announce (`+CCHRECV: DATA,0,512`) is read as lines, and
//! a prompt's data is not expected. So leave out what the host does not use.

mod context;
mod data;
mod encode;
mod event;
mod fields;
mod fit;
mod lexer;
mod line;
mod merged;
mod parser;
mod search;
#[cfg(feature = "serde")]
mod serialize;
pub mod spec;
mod suggest;
pub mod typed;

pub use context::{Assume, Control};
pub use encode::{Arg, EncodeError, Encoder};
pub use event::{CommandNo, End, Event, Final, FinalCode, Guess, Kind, Noise, Payload, Prompt, Role, Side, Step};
pub use fields::{Fields, Value};
pub use lexer::Limits;
pub use line::Line;
pub use merged::Merged;
pub use parser::Parser;
pub use suggest::suggest;
pub use typed::{Answer, Request, Urc};

/// The README's example, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
