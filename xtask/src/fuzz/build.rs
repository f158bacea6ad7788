//! Building the targets with the stable toolchain.
//!
//! Nothing in the workspace is `unsafe`, so a sanitizer has nothing to find and a nightly toolchain is not needed: the coverage that libFuzzer
//! steers by is an option of the stable compiler.

use std::path::PathBuf;
use std::process::Command;

use crate::repo::{self, Outcome, root};

/// What `cargo fuzz` passes, without its sanitizer.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cdebug-assertions -Coverflow-checks";

/// Every target's name, in the order of their files.
pub(super) fn targets() -> Outcome<Vec<String>> {
    let files = repo::files()?;
    Ok(files.iter().filter_map(|path| path.strip_prefix("fuzz/fuzz_targets/")?.strip_suffix(".rs")).map(String::from).collect())
}

/// The folder of everything that fuzzing makes.
pub(super) fn folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from).join("fuzz")
}

/// Builds the targets; gives the folder of the programs.
pub(super) fn targets_with_coverage(names: &[String]) -> Outcome<PathBuf> {
    let bins: Vec<&str> = names.iter().flat_map(|name| ["--bin", name]).collect();
    build(FLAGS, &bins)
}

/// Builds the program that plays inputs, with the compiler's own coverage; gives it.
pub(super) fn replay_with_regions() -> Outcome<PathBuf> {
    let folder = build("-Cinstrument-coverage -Cdebug-assertions -Coverflow-checks", &["--no-default-features", "--bin", "replay"])?;
    Ok(folder.join("replay"))
}

fn build(flags: &str, what: &[&str]) -> Outcome<PathBuf> {
    let host = repo::stdout(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let host = host.trim();
    let regions = flags.contains("instrument-coverage");
    let out = folder().join(if regions { "regions" } else { "build" });
    let mut build = repo::cargo();
    // With a target named, build scripts and macros are spared the flags.
    build.args(["build", "-q", "--locked", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", host]).args(what);
    repo::run(build.env("CARGO_TARGET_DIR", &out).env("RUSTFLAGS", flags))?;
    Ok(out.join(host).join("release"))
}
