//! Bare metal: builds the crates that claim `no_std` for targets that have no std at all.
//!
//! A host build of a `no_std` crate proves nothing, for std is there to be linked.

pub(crate) mod firmware;
pub(crate) mod toolchain;

use crate::repo::{self, Outcome, root};

/// The crates that claim `no_std`.
const CRATES: [&str; 3] = ["a76xx-parser", "a76xx-tracker", "a76xx-driver"];

/// Faces that are `no_std` too.
const FEATURES: &str = "a76xx-driver/edge-nal";

/// A Cortex-M0+, which has no compare-and-swap, so that nothing may need it; a Cortex-M4 or M7 with its floating-point unit; a RISC-V core.
pub(crate) const TARGETS: [&str; 3] = ["thumbv6m-none-eabi", "thumbv7em-none-eabihf", "riscv32imac-unknown-none-elf"];

/// Builds every crate for every target, or for the ones that are named.
pub(crate) fn run(named: &[&str]) -> Outcome {
    let mut cargo = toolchain::cargo(&root().join("target/metal"))?;
    // What is built is not run: as little work as proves that it builds.
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_PROFILE_DEV_OPT_LEVEL", "0");
    cargo.args(["build", "--locked", "-Zbuild-std=core", "--no-default-features", "--features", FEATURES]);
    for name in CRATES {
        cargo.args(["-p", name]);
    }
    let targets = if named.is_empty() { &TARGETS[..] } else { named };
    for target in targets {
        cargo.args(["--target", target]);
    }
    println!("metal: {} for {}", CRATES.join(", "), targets.join(", "));
    repo::run(&mut cargo)
}
