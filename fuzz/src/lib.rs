//! What each fuzz target does with an input. A fault is a panic.
//!
//! Nothing here needs a fuzzer: `replay` plays inputs through the same functions. The parser's laws and the reference parser are the property
//! tests' own, included by their path.

#[cfg(feature = "whole")]
pub mod capture;
#[cfg(feature = "whole")]
pub mod driver;
pub mod fields;
pub mod parser;
mod shown;
#[cfg(feature = "whole")]
pub mod tracker;

#[cfg(feature = "whole")]
#[path = "../../crates/a76xx-decoder/tests/law/mod.rs"]
mod attribution;
#[path = "../../crates/a76xx-parser/tests/law/mod.rs"]
mod law;
#[path = "../../crates/a76xx-parser/tests/reference/mod.rs"]
mod reference;

/// What a target does with an input.
pub type Play = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: &[(&str, Play)] = &[
    ("parser_module", parser::module),
    ("parser_duplex", parser::duplex),
    ("merged", parser::merged),
    ("differential", parser::differential),
    ("fields", fields::line),
    ("roundtrip", fields::round_trip),
    #[cfg(feature = "whole")]
    ("tracker", tracker::dialogue),
    #[cfg(feature = "whole")]
    ("ingest", capture::ingest),
    #[cfg(feature = "whole")]
    ("transcript", capture::transcript),
    #[cfg(feature = "whole")]
    ("redact", capture::redact),
    #[cfg(feature = "whole")]
    ("driver_module", driver::module),
    #[cfg(feature = "whole")]
    ("driver_sim", driver::simulated),
];
