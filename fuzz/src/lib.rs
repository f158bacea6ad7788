//! What each fuzz target does with an input. A fault is a panic.
//!
//! Nothing here needs a fuzzer: `replay` plays inputs through the same functions. The parser's laws and the reference parser are the property
//! tests' own, included by their path.

pub mod capture;
pub mod driver;
pub mod fields;
pub mod parser;
pub mod tracker;

#[path = "../../crates/a76xx-decoder/tests/law/mod.rs"]
mod attribution;
#[path = "../../crates/a76xx-parser/tests/law/mod.rs"]
mod law;
#[path = "../../crates/a76xx-parser/tests/reference/mod.rs"]
mod reference;

/// Every target by its name.
pub const TARGETS: &[(&str, fn(&[u8]))] = &[
    ("parser_module", parser::module),
    ("parser_duplex", parser::duplex),
    ("merged", parser::merged),
    ("differential", parser::differential),
    ("fields", fields::line),
    ("roundtrip", fields::round_trip),
    ("tracker", tracker::dialogue),
    ("ingest", capture::ingest),
    ("transcript", capture::transcript),
    ("redact", capture::redact),
    ("driver_module", driver::module),
    ("driver_sim", driver::simulated),
];
