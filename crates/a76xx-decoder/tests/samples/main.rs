//! Logs that people pasted, seen by the decoder and by regular expressions that know nothing of it.
//!
//! The logs are no part of this repository: the folder that `A76XX_SAMPLES` names holds them. Without it the tests say that they skip.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

#[path = "../common/mod.rs"]
mod common;
mod list;
mod note;
mod seen;
mod table;
mod verdicts;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use common::{jsonl, records};
use list::{EXCEPTIONS, OTHERS, TEXTS};
use seen::Seen;

/// The folder with samples. Where none is named, says so past the capture of the test runner.
fn folder(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("A76XX_SAMPLES").filter(|folder| !folder.is_empty());
    if folder.is_none() {
        let _ = writeln!(std::io::stderr(), "\n*** SKIPPED: {test}: A76XX_SAMPLES names no folder with samples ***");
    }
    folder.map(PathBuf::from)
}

/// The logs of the folder, by their number.
fn logs(folder: &std::path::Path) -> BTreeMap<u16, PathBuf> {
    let captures = folder.join("captures");
    let entries = std::fs::read_dir(&captures).unwrap_or_else(|error| panic!("{}: {error}", captures.display()));
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "log"))
        .filter_map(|path| Some((path.file_name()?.to_str()?.split('-').next()?.parse().ok()?, path)))
        .collect()
}

/// Records of a log without the header.
fn events(bytes: &[u8]) -> Vec<serde_json::Value> {
    records(&jsonl("log", bytes, None)).split_off(1)
}

/// Every byte of the input is in exactly one record.
fn assert_tiles(number: u16, events: &[serde_json::Value], len: usize) {
    let mut spans: Vec<(u64, u64)> = events.iter().flat_map(spans_of).collect();
    spans.sort_unstable();
    let end = spans.into_iter().fold(0, |end, (offset, len)| {
        assert_eq!(offset, end, "capture {number:03}");
        end + len
    });
    assert_eq!(end, len as u64, "capture {number:03}");
}

fn spans_of(event: &serde_json::Value) -> Vec<(u64, u64)> {
    let number = |value: &serde_json::Value| value.as_u64().unwrap();
    event["spans"].as_array().unwrap().iter().map(|span| (number(&span[0]), number(&span[1]))).collect()
}

/// The kind of the record that holds a byte.
fn kind_at(events: &[serde_json::Value], at: usize) -> &str {
    let holds = |event: &&serde_json::Value| spans_of(event).iter().any(|(offset, len)| (*offset..offset + len).contains(&(at as u64)));
    events.iter().find(holds).and_then(|event| event["kind"].as_str()).unwrap()
}

#[test]
fn pasted_logs_are_read_as_a_person_reads_them() {
    let Some(folder) = folder("pasted logs") else { return };
    let logs = logs(&folder);
    let mut rows = Vec::new();
    let mut wrong = Vec::new();
    for number in TEXTS {
        // Another folder of samples may hold others; what it lacks is said, and the table is left alone.
        let Some(path) = logs.get(&number) else {
            let _ = writeln!(std::io::stderr(), "no capture {number:03} in this folder: SKIPPED");
            continue;
        };
        let bytes = std::fs::read(path).unwrap();
        let events = events(&bytes);
        assert_tiles(number, &events, bytes.len());
        let mut row = table::Row::new(number, &bytes, &events);
        for Seen { line, at, what } in seen::all(&bytes) {
            row.seen += 1;
            let kind = kind_at(&events, at);
            if !what.kinds().contains(&kind) {
                row.exceptions += 1;
                wrong.push((number, line, what, kind.to_owned()));
            }
        }
        rows.push(row);
    }
    let _ = writeln!(std::io::stderr(), "\n{}", table::totals(&rows));

    let listed = |number: u16, line: usize| EXCEPTIONS.iter().any(|(known, lines, _)| *known == number && lines.contains(&line));
    let unlisted: Vec<_> = wrong.iter().filter(|(number, line, ..)| !listed(*number, *line)).collect();
    assert!(unlisted.is_empty(), "capture, line, what it is, what it was taken for: {unlisted:#?}");
    for (number, lines, why) in EXCEPTIONS.iter().filter(|(number, ..)| logs.contains_key(number)) {
        for line in *lines {
            assert!(wrong.iter().any(|(known, at, ..)| known == number && at == line), "no exception any more: {number:03}:{line} ({why})");
        }
    }
    let seen: usize = rows.iter().map(|row| row.seen).sum();
    assert!(wrong.len() * 100 <= seen, "{} exceptions among {seen}", wrong.len());
    if rows.len() == TEXTS.len() {
        table::compare(&rows);
    }
}

#[test]
fn every_log_tiles_and_none_is_listed_twice() {
    let Some(folder) = folder("list of logs") else { return };
    for (number, path) in logs(&folder) {
        let times = usize::from(TEXTS.contains(&number)) + OTHERS.iter().filter(|(_, numbers)| numbers.contains(&number)).count();
        assert!(times <= 1, "capture {number:03} is listed {times} times");
        if times == 0 {
            let _ = writeln!(std::io::stderr(), "capture {number:03} is in no list yet: only its spans are checked");
        }
        let bytes = std::fs::read(path).unwrap();
        assert_tiles(number, &events(&bytes), bytes.len());
    }
}
