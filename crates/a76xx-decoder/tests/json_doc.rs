//! The examples in `docs/json.md` are what the program writes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod common;

use std::fmt::Write as _;

use common::{jsonl, records, repository};

const KINDS: [(&str, &str); 13] = [
    ("header", "the input"),
    ("command", "a command line of the host"),
    ("echo", "the module's copy of it"),
    ("answer", "an information line that belongs to a command, or the line that completes it"),
    ("urc", "a line that the module sent on its own"),
    ("final", "a final result code"),
    ("prompt", "the module asks for data"),
    ("payload", "data"),
    ("text", "a line that neither side's grammar explains"),
    ("blank", "a line end or blank that carries nothing"),
    ("noise", "bytes that are no line"),
    ("foreign", "not of the wire: marks and remarks of the capture, prints of a program"),
    ("verdict", "what to make of the input"),
];
const START: &str = "<!-- examples: written by the test json_doc -->\n";
const END: &str = "<!-- end of examples -->";

#[test]
fn examples_are_current() {
    let capture = jsonl("kinds.at", include_bytes!("data/kinds.at"), None);
    let paste = jsonl("paste.log", include_bytes!("data/paste.log"), None);
    let mut examples = String::new();
    for (kind, what) in KINDS {
        let line = record(&capture, kind);
        write!(examples, "\n`{kind}`: {what}\n```json\n{line}\n```\n").unwrap();
    }
    let guessed = paste.lines().find(|line| line.contains("\"guess\":\"echo\"")).unwrap();
    write!(examples, "\nWith a guess, from pasted text:\n```json\n{guessed}\n```\n\n").unwrap();

    let path = repository("docs/json.md");
    let document = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once(START).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let current = format!("{before}{START}{examples}{END}{after}");
    if current != document {
        std::fs::write(&path, current).unwrap();
        panic!("docs/json.md was not current; it is now, commit it");
    }
}

fn record<'t>(lines: &'t str, kind: &str) -> &'t str {
    let all = records(lines);
    let of_kind = |index: &usize| all.get(*index).is_some_and(|record| record.get("kind").is_some_and(|found| found == kind));
    let index = (0..all.len()).find(of_kind).unwrap_or_else(|| panic!("no {kind} in the capture"));
    lines.lines().nth(index).unwrap()
}
