//! One dialogue, recorded with many tools (`corpus/recorded/tools`): read without help, each recording gives the events of the simulator's own
//! transcript, as far as the tool wrote them down.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod common;

use std::fmt::Write as _;
use std::fs;

use a76xx_corpus::{corpus_dir, corpus_index};
use common::recorded::raw;
use common::{jsonl, records};
use serde_json::Value;

/// Recordings that do not hold every event as it was, and why.
const LESS: &[(&str, &str)] = &[
    ("chat.log", "chat reads up to the word that it waits for, and logs no line ends"),
    ("hercules.txt", "both directions in one window: data that were sent and their echo look alike"),
    ("issue.md", "pasted: the echo is all that shows the commands, and line ends are changed"),
    ("minicom.cap", "minicom writes no CR: the echo looks like the command itself"),
    ("script-io.log", "keys that the terminal program took for itself were typed as well"),
];

/// An event, as far as every recording should tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Event {
    side: String,
    kind: String,
    name: String,
    /// Of data alone.
    data: Vec<u8>,
}

/// The events of the wire, and the format that they were found in.
fn decoded(path: &str) -> (Vec<Event>, String) {
    let bytes = fs::read(corpus_dir().join(path)).unwrap();
    let text = |record: &Value, key: &str| record[key].as_str().unwrap_or_default().to_owned();
    let records = records(&jsonl(path, &bytes, None));
    let mut events: Vec<Event> = Vec::new();
    for record in &records {
        let kind = text(record, "kind");
        if matches!(kind.as_str(), "header" | "verdict" | "finding" | "foreign" | "blank") {
            continue;
        }
        let data = if kind == "payload" { raw(record) } else { Vec::new() };
        match events.last_mut() {
            Some(last) if record["continues"] == true => last.data.extend(data),
            _ => events.push(Event { side: text(record, "side"), kind, name: text(record, "name"), data }),
        }
    }
    (events, text(&records[0], "format"))
}

/// How well the data were kept.
fn kept(told: &[Event], meant: &[Event]) -> &'static str {
    let data = |events: &[Event], bytes: fn(&[u8]) -> Vec<u8>| events.iter().map(|event| bytes(&event.data)).collect::<Vec<_>>();
    let text = |bytes: &[u8]| bytes.iter().copied().filter(|byte| *byte != b'\r').collect::<Vec<u8>>().trim_ascii().to_vec();
    if data(told, <[u8]>::to_vec) == data(meant, <[u8]>::to_vec) {
        "exact"
    } else if data(told, text) == data(meant, text) {
        "text"
    } else {
        "other"
    }
}

#[test]
fn recordings_are_read_as_the_simulator_wrote_them_down() {
    let mut table = String::from("recording: read as, events, data\n");
    let mut wrong = Vec::new();
    let recordings: Vec<_> = corpus_index().unwrap().into_iter().filter(|entry| entry.kind == "recording").collect();
    assert!(recordings.len() > 40);
    for entry in recordings {
        let (truth, _) = decoded(entry.truth.as_ref().unwrap());
        let name = entry.path.rsplit('/').next().unwrap();
        let (told, format) = decoded(&entry.path);
        let sides = |side: &str| told.iter().any(|event| event.side == side);
        let meant: Vec<Event> = match (sides("host"), sides("module")) {
            (true, true) => truth.clone(),
            (true, false) => truth.iter().filter(|event| event.side == "host").cloned().collect(),
            (false, _) => truth.iter().filter(|event| event.side == "module").cloned().collect(),
        };
        let names =
            |events: &[Event]| events.iter().map(|event| (event.side.clone(), event.kind.clone(), event.name.clone())).collect::<Vec<_>>();
        let same = names(&told) == names(&meant);
        let kept = if same { kept(&told, &meant) } else { "-" };
        let less = LESS.iter().find(|(less, _)| *less == name);
        match (same && kept != "other", less) {
            (false, None) => wrong.push(format!("{}:\n{told:?}\nis not\n{meant:?}", entry.path)),
            (true, Some(_)) if kept == "exact" => wrong.push(format!("{}: it is read as it was", entry.path)),
            _ => {}
        }
        let why = less.map(|(_, why)| format!(" ({why})")).unwrap_or_default();
        writeln!(table, "{name}: {format}, {} of {}, {kept}{why}", told.len(), meant.len()).unwrap();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    insta::assert_snapshot!("tools", table);
}
