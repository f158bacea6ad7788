//! The samples of `corpus/`, as the decoder reads them: their events in short form, and what the rules find in them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use a76xx_corpus::{IndexEntry, Side, corpus_dir, corpus_index, parse_truth};
use common::recorded::raw;
use common::{jsonl, records};
use serde_json::Value;

/// The samples that are captures.
fn captures() -> Vec<IndexEntry> {
    let is_capture = |entry: &IndexEntry| matches!(entry.kind.as_str(), "transcript" | "paste" | "recording");
    corpus_index().unwrap().into_iter().filter(is_capture).collect()
}

/// Events, findings and verdict of a sample.
fn decoded(entry: &IndexEntry) -> Vec<Value> {
    records(&jsonl(&entry.path, &fs::read(corpus_dir().join(&entry.path)).unwrap(), None))
}

fn text<'v>(record: &'v Value, key: &str) -> &'v str {
    record[key].as_str().unwrap_or_default()
}

/// An event in a word or two: `> +CIPSEND` for a command of the host, `+CIPSEND(0)` for a line that names its link, `"12"` for so many bytes of data.
fn short(event: &Value) -> Option<String> {
    let name = text(event, "name");
    let link = event["link"].as_i64().map(|link| format!("({link})")).unwrap_or_default();
    Some(match text(event, "kind") {
        "command" if text(event, "side") == "host" => format!("> {}{link}", if name.is_empty() { "AT" } else { name }),
        "echo" => "=".to_owned(),
        "prompt" => ">".to_owned(),
        "payload" => format!(
            "{}\"{}\"",
            if text(event, "side") == "host" { "> " } else { "" },
            event["fields"]["length"].as_u64().unwrap_or_default()
        ),
        "answer" | "final" | "command" => format!("{name}{link}"),
        "urc" => format!("*{name}{link}"),
        kind @ ("text" | "noise") => kind.to_owned(),
        _ => return None,
    })
}

/// The events of a sample, a line for each command; the same line again is counted.
fn told(events: &[Value]) -> String {
    let mut lines: Vec<(String, usize)> = vec![(String::new(), 1)];
    for event in events.iter().filter_map(short) {
        let new = event.starts_with("> ") && !event.starts_with("> \"");
        match lines.last_mut() {
            Some((line, _)) if !new => line.extend([" ", &event]),
            _ => lines.push((event, 1)),
        }
    }
    lines.dedup_by(|next, last| {
        let same = next.0 == last.0;
        last.1 += usize::from(same);
        same
    });
    let mut told = String::new();
    for (line, times) in lines.iter().filter(|(line, _)| !line.is_empty()) {
        let times = if *times > 1 { format!("   × {times}") } else { String::new() };
        writeln!(told, "  {}{times}", line.trim()).unwrap();
    }
    told
}

/// How many events there are of each kind and name.
fn counted(events: &[Value]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for event in events.iter().filter(|event| short(event).is_some()) {
        *counts.entry(format!("{} {} {}", text(event, "side"), text(event, "kind"), text(event, "name"))).or_default() += 1;
    }
    let mut told = String::new();
    for (what, count) in counts {
        writeln!(told, "  {count} {what}").unwrap();
    }
    told
}

/// What a sample holds. Of many events alike, their numbers alone; where bytes were harmed, too: which they are is of no interest.
fn golden(folder: &str, form: fn(&[Value]) -> String) -> String {
    let mut all = String::new();
    for entry in captures().iter().filter(|entry| entry.path.starts_with(folder)) {
        writeln!(all, "{}", entry.path).unwrap();
        all.push_str(&form(&decoded(entry)));
    }
    assert!(!all.is_empty(), "{folder}");
    all
}

#[test]
fn sessions_of_modes_are_read() {
    insta::assert_snapshot!("modes", golden("recorded/mode-", told));
}

#[test]
fn sessions_of_misuse_are_read() {
    insta::assert_snapshot!("misuse", golden("recorded/misuse-", told));
}

#[test]
fn sessions_under_faults_are_read() {
    insta::assert_snapshot!("faults", golden("recorded/fault-", counted));
}

#[test]
fn evil_data_are_read() {
    insta::assert_snapshot!("evil", golden("evil/", counted));
}

#[test]
fn what_the_driver_says_is_read() {
    insta::assert_snapshot!("driver", golden("driver/", told));
}

#[test]
fn what_people_paste_is_read() {
    insta::assert_snapshot!("paste", golden("paste/", told));
}

/// The last column but one of the index: brought up to date where snapshots are.
#[test]
fn the_findings_are_those_of_the_index() {
    let path = corpus_dir().join("index.tsv");
    let mut index = fs::read_to_string(&path).unwrap();
    let mut wrong = Vec::new();
    for entry in captures() {
        let found: BTreeSet<String> = decoded(&entry)
            .iter()
            .flat_map(|record| match text(record, "kind") {
                "finding" => vec![record.clone()],
                _ => record["findings"].as_array().cloned().unwrap_or_default(),
            })
            .map(|finding| text(&finding, "code").to_owned())
            .collect();
        let found: Vec<String> = found.into_iter().collect();
        if found != entry.findings {
            wrong.push(format!("{}: {:?} where the index has {:?}", entry.path, found, entry.findings));
            let cell = |codes: &[String]| if codes.is_empty() { "-".to_owned() } else { codes.join(",") };
            let truth = entry.truth.as_deref().unwrap_or("-");
            let row = |codes: &[String]| format!("\n{}\t{}\t{truth}\t{}\t", entry.path, entry.kind, cell(codes));
            index = index.replace(&row(&entry.findings), &row(&found));
        }
    }
    if !wrong.is_empty() && std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, index).unwrap();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What went through the links of a session of a mode is what the decoder says.
#[test]
fn the_data_of_the_modes_are_those_of_their_links() {
    for entry in captures().iter().filter(|entry| entry.path.starts_with("recorded/mode-")) {
        let Some(truth) = &entry.truth else { panic!("{}: no truth", entry.path) };
        let truth = parse_truth(&fs::read_to_string(corpus_dir().join(truth)).unwrap()).unwrap();
        let events = decoded(entry);
        for side in [Side::Host, Side::Module] {
            let meant = truth.iter().filter(|delivery| delivery.side == side).flat_map(|delivery| delivery.bytes.clone());
            let is_data = |event: &&Value| text(event, "kind") == "payload" && text(&event["fields"], "role") != "sent-echo";
            let own = events.iter().filter(is_data).filter(|event| text(event, "side") == side.name());
            let told: Vec<u8> = own
                .flat_map(|event| match text(&event["fields"], "role") {
                    "received-hex" => digits(&raw(event)),
                    _ => raw(event),
                })
                .collect();
            assert_eq!(told.escape_ascii().to_string(), meant.collect::<Vec<u8>>().escape_ascii().to_string(), "{}: {side}", entry.path);
        }
    }
}

fn digits(text: &[u8]) -> Vec<u8> {
    text.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}
