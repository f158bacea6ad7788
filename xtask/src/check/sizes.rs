//! A file that does one thing is short.

use super::has_extension;
use crate::repo::{self, Outcome};

/// Most lines of a source file, documentation included.
const LIMIT: usize = 400;

pub(super) fn check(files: &[String]) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    // A test may list many cases; that is no reason to take them apart.
    let counts = |path: &&String| has_extension(path, "rs") && !path.contains("/tests/");
    for path in files.iter().filter(counts) {
        let lines = repo::read(path)?.lines().count();
        if lines > LIMIT {
            faults.push(format!("{path}: {lines} lines, at most {LIMIT} are allowed: split it by subject"));
        }
    }
    Ok(faults)
}
