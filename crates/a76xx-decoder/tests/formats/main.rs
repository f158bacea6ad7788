//! One dialogue, recorded with many tools: what the decoder makes of each recording, and what really went over the wire.
//!
//! The recordings are no part of this repository: the folder that `A76XX_SAMPLES` names holds them. Without it the test says that it skips.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

#[path = "../common/mod.rs"]
mod common;
mod reasons;
mod seen;
mod table;
mod truth;

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Files beside the recordings: what the tool was told, what it said of itself, what reads the recording in another way.
const BESIDE: [&str; 13] = [
    "truth.jsonl",
    "PROVENANCE.txt",
    "player.log",
    "stdout.log",
    "stderr.log",
    "ns.err",
    "err.log",
    "rsyslog.conf",
    "wvdial.conf",
    "timing",
    "dialogue.vcd.bytes.json",
    "terminal_output.raw",
    "README.md",
];

fn recordings(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // What socat says of itself is the recording, where it was told to show the bytes.
        let said = name == "stderr.log" && folder.file_name().unwrap().to_string_lossy().starts_with("socat-");
        let only = name == "terminal_output.raw" && folder.file_name().is_some_and(|name| name == "cu");
        if path.is_dir() {
            found.extend(recordings(&path));
        } else if (said || only || !BESIDE.contains(&name.as_str())) && path.metadata().unwrap().len() > 0 {
            found.push(path);
        }
    }
    found
}

#[test]
fn recordings_are_read_as_they_went_over_the_wire() {
    let Some(samples) = std::env::var_os("A76XX_SAMPLES") else {
        let _ = writeln!(std::io::stderr(), "A76XX_SAMPLES is not set: recordings SKIPPED");
        return;
    };
    let folder = Path::new(&samples).join("formats");
    let mut rows = Vec::new();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for tool in folders.into_iter().filter(|path| path.join("truth.jsonl").exists()) {
        let truth = truth::read(&tool.join("truth.jsonl"));
        let mut files = recordings(&tool);
        files.sort();
        for file in files {
            let name = file.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
            let seen = seen::read(&file);
            assert!(seen.tiles, "{name}: not every byte is attributed once");
            rows.push(table::Row::new(&name, &truth, &seen));
        }
        for (name, seen) in seen::together(&tool) {
            let name = format!("{}/{name}", tool.file_name().unwrap().to_string_lossy());
            assert!(seen.tiles, "{name}: not every byte is attributed once");
            rows.push(table::Row::new(&name, &truth, &seen));
        }
    }
    for row in &rows {
        let _ = write!(std::io::stderr(), "{}", row.cells());
    }
    table::compare(&rows);
}
