#![no_std]

//! skeleton
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
#[cfg(feature = "serde")]
mod serialize;
pub mod spec;
mod suggest;
mod swar;
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
