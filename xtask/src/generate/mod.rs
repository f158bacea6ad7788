//! Files that are written from the code, committed, and compared with it by a test.

mod commands;
mod dictionary;
mod picture;
mod rules;
mod state;

use std::collections::BTreeSet;
use std::fs;

use crate::repo::{Outcome, root};

/// Begins every generated text.
const MARK: &str = "<!-- Written by `cargo xtask gen`. -->";

/// A file to write.
#[derive(Debug)]
struct File {
    /// Path from the workspace's root.
    path: String,
    text: String,
}

/// Everything that is generated.
fn all() -> Outcome<Vec<File>> {
    let mut files = commands::pages();
    files.extend(picture::pictures()?);
    files.extend(rules::pages());
    files.push(state::page());
    files.push(dictionary::file());
    Ok(files)
}

/// Writes the files, and removes pages that nothing generates any more.
pub(crate) fn write() -> Outcome {
    let files = all()?;
    for path in abandoned(&files)? {
        println!("gen: remove {path}");
        fs::remove_file(root().join(&path)).map_err(|error| format!("{path}: {error}"))?;
    }
    let mut written = 0;
    for File { path, text } in &files {
        let full = root().join(path);
        if fs::read_to_string(&full).is_ok_and(|there| there == *text) {
            continue;
        }
        let made = full.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&full, text));
        made.map_err(|error| format!("{path}: {error}"))?;
        println!("gen: write {path}");
        written += 1;
    }
    println!("gen: {} files, {written} written", files.len());
    Ok(())
}

/// Compares the files with what would be written.
pub(crate) fn compare() -> Outcome {
    let files = all()?;
    let mut stale: Vec<String> = abandoned(&files)?.into_iter().map(|path| format!("{path}: nothing generates it")).collect();
    for File { path, text } in &files {
        match fs::read_to_string(root().join(path)) {
            Ok(there) => stale.extend(difference(&there, text).map(|what| format!("{path}{what}"))),
            Err(error) => stale.push(format!("{path}: {error}")),
        }
    }
    if stale.is_empty() {
        println!("gen: {} files, all as the code says", files.len());
        return Ok(());
    }
    Err(format!("generated files are not current:\n{}\nwrite them with `cargo xtask gen` and commit them", stale.join("\n")))
}

/// The first line in which two texts differ.
fn difference(there: &str, wanted: &str) -> Option<String> {
    if there == wanted {
        return None;
    }
    let same = there.lines().zip(wanted.lines()).take_while(|(a, b)| a == b).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(the end)").to_owned();
    Some(format!(":{}\n  - {}\n  + {}", same + 1, line(there), line(wanted)))
}

/// Pages in the folders of the generator that it no longer writes.
fn abandoned(files: &[File]) -> Outcome<Vec<String>> {
    let wanted: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut found = Vec::new();
    for folder in [commands::FOLDER, rules::FOLDER] {
        let Ok(entries) = fs::read_dir(root().join(folder)) else { continue };
        for entry in entries {
            let entry = entry.map_err(|error| format!("{folder}: {error}"))?;
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if !wanted.contains(path.as_str()) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    #[test]
    fn generated_files_are_current() -> Result<(), String> {
        super::compare()
    }

    #[test]
    fn the_first_difference_is_shown() {
        assert_eq!(super::difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(super::difference("a\nb\n", "a\nc\n").as_deref(), Some(":2\n  - b\n  + c"));
        assert_eq!(super::difference("a\n", "a\nc\n").as_deref(), Some(":2\n  - (the end)\n  + c"));
    }
}
