//! Workloads, peers and measurements for `a76xx-parser`. A test tool: it is never published.
//!
//! - [`workload`] writes streams of the module's side together with what they hold;
//! - [`subject`] runs one parser over such a stream, cut into pieces;
//! - [`report`] counts instructions (valgrind), takes CPU time, and writes the tables of `docs/performance.md`.
//!
//! `cargo run --release -p a76xx-benches --bin measure -- help` lists the commands; `cargo bench -p a76xx-benches` runs criterion.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test tool stops at the first thing that is not as it should be"
)]
#![allow(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]

pub mod report;
pub mod rng;
pub mod subject;
pub mod workload;
