//! The machine and a simulated module, in virtual time.

#![allow(
    missing_docs,
    clippy::cast_precision_loss,
    clippy::duration_suboptimal_units,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::large_types_passed_by_value,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a fault here is a failed test"
)]

mod clean;
mod desk;
mod faults;
mod hostile;
mod late;
mod more;
mod pins;
mod prompts;
mod support;
mod tcp;
mod throughput;
mod transparent;
