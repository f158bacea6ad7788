//! Builds what stands in `firmware/`, a workspace of its own.

use std::path::PathBuf;

use super::toolchain;
use crate::repo::{self, Outcome, root};

/// What the demonstration runs on.
pub(crate) const BOARD: &str = "thumbv7em-none-eabihf";

/// Builds the programs of a package and gives the folder that they are in.
///
/// `opt` is an optimisation level as a profile names it, `features` are those of the package.
pub(crate) fn build(package: &str, target: &str, opt: &str, features: &str) -> Outcome<PathBuf> {
    let out = root().join("target/firmware");
    let mut cargo = toolchain::cargo(&out)?;
    cargo.env(format!("CARGO_TARGET_{}_LINKER", target.to_uppercase().replace('-', "_")), toolchain::LINKER);
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", opt);
    cargo.args(["build", "-q", "--locked", "--release", "-Zbuild-std=core", "--manifest-path", "firmware/Cargo.toml"]);
    repo::run(cargo.args(["-p", package, "--target", target, "--features", features]))?;
    Ok(out.join(target).join("release"))
}
