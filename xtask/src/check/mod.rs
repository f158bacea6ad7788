//! House rules that neither the compiler nor clippy knows.

mod links;
mod manifests;
mod readme;
mod sizes;
mod words;

use crate::repo::{self, Outcome};

/// Applies every rule and shows all that is wrong at once.
pub(crate) fn run() -> Outcome {
    let files = repo::files()?;
    let mut faults = Vec::new();
    for rule in [sizes::check, words::check, manifests::check, readme::check, links::check] {
        faults.extend(rule(&files)?);
    }
    for fault in &faults {
        eprintln!("{fault}");
    }
    match faults.len() {
        0 => {
            println!("check: {} files, nothing to complain about", files.len());
            Ok(())
        }
        count => Err(format!("{count} house rules broken")),
    }
}

/// Whether a path has this extension.
fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end == extension)
}
