//! Faults put into the parser on purpose, to see that tests and targets find them.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use super::build::{folder, targets_with_coverage};
use crate::repo::{self, Outcome, root};

/// Applies each patch of `fuzz/planted` to a copy of the work tree, and runs there what the patch's first lines name. It has to fail.
pub(crate) fn run() -> Outcome {
    let copy = folder().join("planted");
    let _ = (targets_with_coverage, root, copy);
    let _ = (fs::read_dir::<&Path>, Command::new("git"), Instant::now());
    let _: fn(&mut Command) -> Outcome<String> = repo::output;
    Err("not yet".into())
}
