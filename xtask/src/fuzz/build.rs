//! Building the targets with the stable toolchain.
//!
//! Nothing in the workspace is `unsafe`, so a sanitizer has nothing to find and a nightly toolchain is not needed: the coverage that libFuzzer
//! steers by is an option of the stable compiler.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::corpus;
use crate::repo::{self, Outcome, root};

/// What `cargo fuzz` passes, without its sanitizer.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cdebug-assertions -Coverflow-checks";

/// Builds every target, and puts each beside its dictionary and its inputs, as OSS-Fuzz wants it.
pub(crate) fn collect(into: &str) -> Outcome {
    let names = targets()?;
    let programs = targets_with_coverage(&names)?;
    let into = Path::new(into);
    let error = |error: std::io::Error| format!("{}: {error}", into.display());
    fs::create_dir_all(into).map_err(error)?;
    for name in &names {
        fs::copy(programs.join(name), into.join(name)).map_err(error)?;
        fs::copy(root().join("fuzz/at.dict"), into.join(format!("{name}.dict"))).map_err(error)?;
        let inputs = into.join(format!("{name}_seed_corpus"));
        fs::create_dir_all(&inputs).map_err(error)?;
        for (index, input) in corpus::packed(name)?.into_iter().chain(corpus::samples(name)?).enumerate() {
            fs::write(inputs.join(format!("{index:05}")), input).map_err(error)?;
        }
    }
    println!("fuzz: {} targets in {}", names.len(), into.display());
    Ok(())
}

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
    build(&root(), &folder().join("build"), FLAGS, &bins)
}

/// Builds targets that need no more than the parser, of another work tree.
pub(super) fn parser_targets_of(tree: &Path, names: &[&str]) -> Outcome<PathBuf> {
    let mut what = vec!["--no-default-features", "--features", "fuzzer"];
    what.extend(names.iter().flat_map(|name| ["--bin", name]));
    build(tree, &folder().join("build"), FLAGS, &what)
}

/// Builds the program that plays inputs, with the compiler's own coverage; gives it.
pub(super) fn replay_with_regions() -> Outcome<PathBuf> {
    let what = ["--no-default-features", "--features", "whole", "--bin", "replay"];
    let flags = "-Cinstrument-coverage -Cdebug-assertions -Coverflow-checks";
    Ok(build(&root(), &folder().join("regions"), flags, &what)?.join("replay"))
}

fn build(tree: &Path, into: &Path, flags: &str, what: &[&str]) -> Outcome<PathBuf> {
    let host = repo::stdout(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let host = host.trim();
    let more = std::env::var("A76XX_FUZZ_FLAGS").unwrap_or_default();
    let mut build = repo::cargo();
    // With a target named, build scripts and macros are spared the flags.
    build
        .current_dir(tree)
        .args(["build", "-q", "--locked", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", host])
        .args(what);
    repo::run(build.env("CARGO_TARGET_DIR", into).env("RUSTFLAGS", format!("{flags} {more}").trim()))?;
    Ok(into.join(host).join("release"))
}
