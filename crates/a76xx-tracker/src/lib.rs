#![cfg_attr(not(test), no_std)]
//! What an A76XX module may do, and who broke it: events of [`a76xx_parser`] go in, a model of the module and findings come out.
//!
//! ```text
//!                 ┌────────────── Model: what is known of the module after all that came ──────────────┐
//! event, silence, │ flow · power · sim · registration · network · links · servers · access · settings │
//! signal ────────▶└───────────────────────────────┬─────────────────────────────────────────────────────┘
//!                                 before, input, after
//!                                                 ▼
//!                  rules: each a pure function of one transition ──▶ findings: code, facts, cause
//! ```
//!
//! - The model is a pure step: [`Model::after`] has no memory beside the model and knows no I/O. What no input has told is `Unknown`, never
//!   assumed: a capture may begin anywhere.
//! - A rule keeps nothing. It sees the model before and after one input, so any rule runs alone and their order does not matter.
//! - A finding is data: a rule, facts, and the event that led to it. It is put into words late, so that text and JSON come from one value.
//!
//! ```
//! use a76xx_parser::{Limits, Parser, Side, Step};
//! use a76xx_tracker::{EventNo, Input, Tracker};
//!
//! let (mut parser, mut tracker) = (Parser::new(Limits::DEFAULT), Tracker::new());
//! let mut said = Vec::new();
//! let wire: [(Side, &[u8]); 4] = [
//!     (Side::Module, b"\r\n*ATREADY: 1\r\n"),
//!     (Side::Host, b"AT+CIPOPEN=0,\"TCP\",\"example.com\",80\r"),
//!     (Side::Module, b"\r\n+CIPOPEN: 0,2\r\n"),
//!     (Side::Module, b"\r\nERROR\r\n"),
//! ];
//! let mut no = 0;
//! for (side, bytes) in wire {
//!     let mut used = 0;
//!     while let Step::Event(event) = parser.next(side, &bytes[used..]) {
//!         used += event.raw.len();
//!         said.extend(tracker.step(EventNo::new(no), None, Input::event(&event)).map(|finding| finding.rule.name));
//!         no += 1;
//!     }
//! }
//! assert!(said.contains(&"link-without-network"));
//! ```

mod input;
pub mod model;
mod seen;
mod time;

#[cfg(feature = "rules")]
pub mod rule;
#[cfg(feature = "rules")]
pub mod rules;
#[cfg(feature = "rules")]
mod tracker;
#[cfg(feature = "rules")]
mod watch;

pub use input::{Input, Signal};
pub use model::Model;
pub use seen::{Class, Said, Seen};
pub use time::{EventNo, Mark, Moment};

#[cfg(feature = "rules")]
pub use rule::{Blame, Code, Fact, Finding, Rule, Severity, Transition};
#[cfg(feature = "rules")]
pub use tracker::Tracker;
#[cfg(feature = "rules")]
pub use watch::Watch;
