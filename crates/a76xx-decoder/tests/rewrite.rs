//! Logs that people pasted and recordings of real tools, written anew: as transcripts, as packets, and without secrets.
//!
//! They are no part of this repository: the folder that `A76XX_SAMPLES` names holds them. Without it the test says that it skips.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

mod common;

use std::path::{Path, PathBuf};

use a76xx_decoder::redact::{Options, Refused, Source, redact};
use common::recorded::{Form, difference, events, side, write};

/// Longer files take their time in a test build.
const LONGEST: u64 = 300_000;

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = path.extension().is_some_and(|extension| matches!(extension.to_str(), Some("md" | "tsv" | "jsonl")));
        if path.is_dir() {
            files(&path, into);
        } else if !text && path.metadata().unwrap().len() < LONGEST {
            into.push(path);
        }
    }
}

#[test]
fn nothing_is_lost_and_nothing_is_left() {
    let Some(samples) = std::env::var_os("A76XX_SAMPLES").filter(|folder| !folder.is_empty()).map(PathBuf::from) else {
        eprintln!("\n*** SKIPPED: A76XX_SAMPLES names no folder with samples ***");
        return;
    };
    let mut paths = Vec::new();
    for folder in ["captures", "formats"] {
        files(&samples.join(folder), &mut paths);
    }
    paths.sort();
    let (mut redacted, mut refused) = (0, 0);
    for path in &paths {
        let (name, bytes) = (path.display(), std::fs::read(path).unwrap());
        let told = events(&bytes, None);
        for form in [Form::Transcript, Form::Pcapng] {
            let again = events(&write(form, &bytes, None), None);
            assert_eq!(side(&told, "host"), side(&again, "host"), "{name}: {form:?}");
            assert_eq!(side(&told, "module"), side(&again, "module"), "{name}: {form:?}");
            assert_eq!(difference(&told, &again), None, "{name}: {form:?}");
        }
        for payloads in [false, true] {
            let source = Source { name: "sample", bytes: &bytes, format: None, sides: None };
            match redact(&source, Options { apn: true, payloads }) {
                Ok(result) => {
                    assert_eq!(result.bytes.len(), bytes.len(), "{name}");
                    redacted += 1;
                }
                Err(error) => {
                    // Of the rest the program says that it cannot be done; it must not be what most formats come to.
                    assert!(matches!(error, Refused::Spelling { .. }) || payloads, "{name}: {error}");
                    refused += 1;
                }
            }
        }
    }
    eprintln!("{} files give the same events when rewritten; {redacted} redacted, {refused} refused", paths.len());
    assert!(redacted > refused * 20);
}
