//! The compiler for bare metal.
//!
//! Targets for bare metal come without prebuilt libraries, so `core` is built from source. The compiler and its sources must be of one version:
//! Debian's packages ship both.

use std::path::Path;
use std::process::Command;

use crate::repo::{Outcome, root};

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const SOURCES: &str = "/usr/lib/rustlib/src/rust";
const PACKAGES: &str = "rustc-web cargo-web rust-web-src lld-22";

/// Of the same packages.
pub(crate) const LINKER: &str = "ld.lld-22";

/// Debian's cargo with Debian's compiler, which builds into `target`; says what to install where they are missing.
pub(crate) fn cargo(target: &Path) -> Outcome<Command> {
    for place in [RUSTC, CARGO, SOURCES] {
        if !Path::new(place).exists() {
            return Err(format!("{place} is missing. Debian's compiler and its sources are needed: apt-get install {PACKAGES}"));
        }
    }
    let mut cargo = Command::new(CARGO);
    cargo.current_dir(root());
    // What the running toolchain leaves in the environment would send the other one to the wrong compiler and libraries.
    for (name, _) in std::env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("CARGO") && told != "CARGO_HOME" || told.starts_with("RUST") || told == "LD_LIBRARY_PATH" {
            cargo.env_remove(&name);
        }
    }
    cargo.env("RUSTC", RUSTC).env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", target);
    Ok(cargo)
}
