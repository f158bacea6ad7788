//! Faults put into the parser on purpose, to see that tests and targets find them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::build;
use crate::repo::{self, Outcome, root};

/// Tests that state the parser's contract.
const TESTS: [&str; 4] = ["contract", "framing", "note", "roundtrip"];

/// Targets that do.
const TARGETS: [&str; 3] = ["parser_module", "parser_duplex", "differential"];

/// Seconds that a target may look, from nothing but the dictionary.
const PATIENCE: u32 = 120;

/// Applies each patch of `fuzz/planted` to a copy of the work tree, and runs tests and targets there. One of each has to fail.
pub(crate) fn run() -> Outcome {
    let copy = std::env::temp_dir().join(format!("a76xx-planted-{}", std::process::id()));
    let outcome = all(&copy);
    // What is left behind is of no use.
    let _ = fs::remove_dir_all(&copy);
    outcome
}

fn all(copy: &Path) -> Outcome {
    let files = repo::files()?;
    let mut unseen = Vec::new();
    let patches = files.iter().filter_map(|path| Some((path, path.strip_prefix("fuzz/planted/")?.strip_suffix(".patch")?)));
    for (path, name) in patches {
        copy_tree(&files, copy)?;
        let about = repo::read(path)?.lines().next().unwrap_or_default().to_owned();
        println!("planted: {name}: {about}");
        repo::stdout(Command::new("git").current_dir(copy).arg("apply").arg(root().join(path)))?;
        let (tests, targets) = (failing_tests(copy)?, failing_targets(copy)?);
        for found in tests.iter().chain(&targets) {
            println!("  found by {found}");
        }
        if tests.is_empty() || targets.is_empty() {
            unseen.push(name.to_owned());
        }
    }
    if unseen.is_empty() { Ok(()) } else { Err(format!("not found by both tests and targets: {}", unseen.join(", "))) }
}

/// The work tree as it is, in another place. Files of the copy before keep their times where nothing has changed, so that little is built anew.
fn copy_tree(files: &[String], copy: &Path) -> Outcome {
    for path in files {
        let (from, to) = (root().join(path), copy.join(path));
        let error = |error: std::io::Error| format!("{}: {error}", to.display());
        let bytes = fs::read(&from).map_err(error)?;
        if fs::read(&to).is_ok_and(|there| there == bytes) {
            continue;
        }
        fs::create_dir_all(to.parent().unwrap_or(copy)).and_then(|()| fs::write(&to, bytes)).map_err(error)?;
    }
    Ok(())
}

/// The tests of the contract that fail in a copy.
fn failing_tests(copy: &Path) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    for test in TESTS {
        let mut cargo = repo::cargo();
        cargo.current_dir(copy).args(["test", "-q", "--locked", "-p", "a76xx-parser", "--test", test]);
        cargo.env("CARGO_TARGET_DIR", tests_dir()).env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "true");
        let output = cargo.output().map_err(|error| format!("cargo test: {error}"))?;
        let said = String::from_utf8_lossy(&output.stdout);
        if output.status.success() {
            continue;
        }
        let mut names: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("    ")).filter(|line| is_test(line)).collect();
        names.sort_unstable();
        names.dedup();
        if names.is_empty() {
            return Err(format!("the copy does not build:\n{}", String::from_utf8_lossy(&output.stderr)));
        }
        found.extend(names.into_iter().map(|name| format!("test {test}::{name}")));
    }
    Ok(found)
}

/// Whether a line of a test's report is the name of one: it also shows what a failed one compared.
fn is_test(line: &str) -> bool {
    line.starts_with(|first: char| first.is_ascii_alphabetic())
        && line.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_:".contains(&byte))
}

/// The targets that find something in a copy, with the number of inputs that it took.
fn failing_targets(copy: &Path) -> Outcome<Vec<String>> {
    let programs = build::parser_targets_of(copy, &TARGETS)?;
    let mut found = Vec::new();
    for target in TARGETS {
        let inputs = copy.join("inputs").join(target);
        // Of the patch before.
        let _ = fs::remove_dir_all(&inputs);
        fs::create_dir_all(&inputs).map_err(|error| format!("{}: {error}", inputs.display()))?;
        let mut fuzzer = Command::new(programs.join(target));
        fuzzer.current_dir(copy).args([
            "-seed=1",
            "-print_final_stats=1",
            "-max_len=512",
            "-dict=fuzz/at.dict",
            "-artifact_prefix=inputs/",
        ]);
        let output =
            fuzzer.arg(format!("-max_total_time={PATIENCE}")).arg(&inputs).output().map_err(|error| format!("{target}: {error}"))?;
        if output.status.success() {
            continue;
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let runs = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:")).map_or("?", str::trim);
        let why = said.lines().skip_while(|line| !line.contains("panicked at")).nth(1).unwrap_or_default();
        found.push(format!("target {target} after {runs} inputs from nothing: {}", why.chars().take(100).collect::<String>()));
    }
    Ok(found)
}

/// Where the tests are built: apart from those of the work tree, for programs hold the paths of the tree that they were built in.
fn tests_dir() -> PathBuf {
    build::folder().join("tests")
}
