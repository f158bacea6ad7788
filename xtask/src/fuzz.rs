//! A short run of every fuzz target with the stable toolchain.
//!
//! Nothing in the workspace is `unsafe`, so a sanitizer has nothing to find and a nightly toolchain is not needed: the coverage that
//! libFuzzer steers by is an option of the stable compiler. Long runs are `cargo fuzz run`.

use std::fs;
use std::process::Command;

use crate::repo::{self, Outcome, root};

/// What `cargo fuzz` passes, without its sanitizer.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cdebug-assertions -Coverflow-checks";

/// Inputs tried for each target where the command line names no number: some ten seconds.
pub(crate) const RUNS: &str = "200000";

/// Builds every target and feeds each the same number of inputs, the same ones in every run.
pub(crate) fn run(runs: &str) -> Outcome {
    let host = repo::stdout(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let host = host.trim();
    let out = root().join("target/fuzz");
    let mut build = repo::cargo();
    // With a target named, build scripts and macros are spared the flags.
    build.args(["build", "-q", "--locked", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", host]);
    repo::run(build.env("CARGO_TARGET_DIR", &out).env("RUSTFLAGS", FLAGS))?;
    for target in repo::files()?.iter().filter_map(|path| path.strip_prefix("fuzz/fuzz_targets/")?.strip_suffix(".rs")) {
        println!("fuzz: {target}, {runs} inputs");
        let artifacts = root().join("fuzz/artifacts").join(target);
        fs::create_dir_all(&artifacts).map_err(|error| format!("{}: {error}", artifacts.display()))?;
        let mut fuzzer = Command::new(out.join(host).join("release").join(target));
        fuzzer.args(["-seed=1", "-max_len=2048", "-timeout=10", "-verbosity=0", "-print_final_stats=0"]);
        fuzzer.args([format!("-runs={runs}"), format!("-artifact_prefix={}/", artifacts.display())]);
        // The fuzzer's own report is of use only when it found something; the error carries it.
        repo::stdout(&mut fuzzer)?;
    }
    Ok(())
}
