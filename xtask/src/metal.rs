//! Bare metal: builds the crates that claim `no_std` for targets that have no std at all.
//!
//! A host build of a `no_std` crate proves nothing, for std is there to be linked. Targets for bare metal come without prebuilt libraries,
//! so `core` is built from source. The compiler and its sources must be of one version: Debian's packages ship both.

use std::path::Path;
use std::process::Command;

use crate::repo::{self, Outcome, root};

/// The crates that claim `no_std`, with the features to build them with.
const CRATES: &[(&str, &str)] = &[("a76xx-parser", ""), ("a76xx-tracker", ""), ("a76xx-driver", "edge-nal")];

/// What they are built for: a Cortex-M4 or M7 with its floating-point unit. A Cortex-M0+ (`thumbv6m-none-eabi`) or a RISC-V core
/// (`riscv32imac-unknown-none-elf`) can be named on the command line.
const TARGETS: &[&str] = &["thumbv7em-none-eabihf"];

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const SOURCES: &str = "/usr/lib/rustlib/src/rust";
const PACKAGES: &str = "rustc-web cargo-web rust-web-src lld-22";

/// Builds every crate for every target, or for the ones that are named.
pub(crate) fn run(named: &[&str]) -> Outcome {
    for place in [RUSTC, CARGO, SOURCES] {
        if !Path::new(place).exists() {
            return Err(format!("{place} is missing. Debian's compiler and its sources are needed: apt-get install {PACKAGES}"));
        }
    }
    for target in if named.is_empty() { TARGETS } else { named } {
        for (name, features) in CRATES {
            println!("metal: {name} for {target}");
            repo::run(&mut build(name, features, target))?;
        }
    }
    Ok(())
}

fn build(name: &str, features: &str, target: &str) -> Command {
    let mut cargo = Command::new(CARGO);
    cargo.current_dir(root());
    // What the running toolchain leaves in the environment would send the other one to the wrong compiler and libraries.
    for (name, _) in std::env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("CARGO") && told != "CARGO_HOME" || told.starts_with("RUST") || told == "LD_LIBRARY_PATH" {
            cargo.env_remove(&name);
        }
    }
    cargo.env("RUSTC", RUSTC).env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", root().join("target/metal"));
    cargo.args(["build", "--locked", "-Zbuild-std=core,alloc", "--release", "--target", target, "-p", name]);
    cargo.args(["--no-default-features", "--features", features]);
    cargo
}
