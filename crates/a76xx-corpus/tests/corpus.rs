//! The samples are whole: listed, readable, canonical, and of one mind with the expectations beside them.
#![allow(clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use a76xx_corpus::{ExpectedKind, Side, Transcript, corpus_dir, corpus_files, corpus_index, parse_expectations};

fn transcript(path: &Path) -> (String, Transcript) {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let transcript = Transcript::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (text, transcript)
}

#[test]
fn the_index_lists_every_file_and_no_other() {
    fn walk(dir: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(dir).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else {
                let parts: Vec<_> =
                    path.strip_prefix(corpus_dir()).expect("below").iter().map(|part| part.to_string_lossy().into_owned()).collect();
                found.insert(parts.join("/"));
            }
        }
    }
    let mut found = BTreeSet::new();
    walk(&corpus_dir(), &mut found);
    for own in ["README.md", "index.tsv", ".gitattributes"] {
        assert!(found.remove(own), "{own}");
    }
    let index = corpus_index().expect("an index");
    assert_eq!(index.iter().map(|entry| entry.path.clone()).collect::<BTreeSet<_>>(), found);
    assert_eq!(index.len(), found.len(), "a file is listed twice");
    for entry in &index {
        let ext = entry.path.rsplit('.').next().unwrap_or_default();
        let fits = match entry.kind.as_str() {
            "transcript" => ext == "at",
            "expect" | "truth" => ext == entry.kind,
            "fuzz" => ext == "txt",
            "paste" | "recording" | "tool" => true,
            _ => false,
        };
        assert!(fits, "{entry:?}");
        assert!(!entry.about.is_empty(), "{entry:?}");
        if let Some(truth) = &entry.truth {
            assert!(found.contains(truth) || index.iter().any(|other| other.path == *truth), "{entry:?}");
        }
        let beside = |ext: &str| entry.path.strip_suffix(".at").map(|stem| format!("{stem}.{ext}"));
        if entry.kind == "transcript" {
            let there = ["expect", "truth"].into_iter().filter_map(beside).find(|path| found.contains(path));
            assert_eq!(entry.truth, there, "{}: what lies beside it is its truth", entry.path);
        }
    }
}

#[test]
fn every_transcript_is_canonical_and_says_what_it_assumes() {
    for entry in corpus_index().expect("an index").iter().filter(|entry| entry.kind == "transcript") {
        let (text, transcript) = transcript(&corpus_dir().join(&entry.path));
        assert_eq!(transcript.to_string(), text, "{}", entry.path);
        for key in ["title", "source", "settings"] {
            assert!(transcript.values(key).any(|value| !value.is_empty()), "{}: no {key}", entry.path);
        }
    }
}

#[test]
fn the_note_is_complete() {
    let sections: Vec<_> =
        corpus_files("note", "at").expect("a folder").iter().map(|path| transcript(path).1.values("section").collect::<String>()).collect();
    let chapter = ["3.1.1", "3.1.2", "3.1.3", "3.1.4", "3.2.1", "3.2.2", "3.2.3", "3.3.1", "3.3.2", "3.3.3", "3.4.1", "3.4.2", "3.4.3"];
    assert_eq!(sections, chapter);
}

/// The name of a command without `AT`, or of a line: up to the sign that ends it.
fn name(text: &str) -> String {
    let end = text.find(['?', '=', ':', '\r']).unwrap_or(text.len());
    let name = text.get(..end).unwrap_or_default();
    // `+IPD16` carries its count without a sign; `CONNECT 115200` its rate.
    name.split(' ').next().filter(|word| *word == "CONNECT").unwrap_or(name).trim_end_matches(|char: char| char.is_ascii_digit()).to_owned()
}

/// What one chunk of a note transcript is, judged by its looks alone: `line` for an answer or a URC, none for a bare line end.
fn looks(side: Side, text: &str, last_command: &str) -> Option<(&'static str, String)> {
    let line = text.trim_matches(['\r', '\n']);
    match side {
        Side::Host if text == "+++" => Some(("command", text.to_owned())),
        Side::Host if text.starts_with("AT") && text.ends_with('\r') => Some(("command", name(line.trim_start_matches("AT")))),
        Side::Module if text == last_command => Some(("echo", name(line.trim_start_matches("AT")))),
        Side::Module if text == "\r\n" => None,
        Side::Module if line == ">" => Some(("prompt", "-".to_owned())),
        Side::Module if text.ends_with("\r\n") && (line.starts_with('+') || line.starts_with("RECV FROM:") || line == "CLOSED") => {
            Some(("line", name(line)))
        }
        Side::Module if text.starts_with("\r\n") && (matches!(line, "OK" | "ERROR") || line.starts_with("CONNECT")) => {
            Some(("final", name(line)))
        }
        _ => Some(("payload", String::new())),
    }
}

#[test]
fn each_expectation_tells_of_its_transcript() {
    for path in corpus_files("note", "at").expect("a folder") {
        let transcript = transcript(&path).1;
        let beside = path.with_extension("expect");
        let text = fs::read_to_string(&beside).unwrap_or_else(|error| panic!("{}: {error}", beside.display()));
        let expected = parse_expectations(&text).unwrap_or_else(|error| panic!("{}: {error}", beside.display()));

        let mut seen: Vec<(Side, &str, String)> = Vec::new();
        let mut command = String::new();
        for (side, bytes) in transcript.steps.iter().filter_map(a76xx_corpus::Step::chunk) {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let Some((kind, name)) = looks(side, &text, &command) else { continue };
            if kind == "command" {
                command = text;
            }
            let event = (side, kind, name);
            if kind != "payload" || seen.last() != Some(&event) {
                seen.push(event);
            }
        }
        let lines = |kind: ExpectedKind| if matches!(kind, ExpectedKind::Answer | ExpectedKind::Urc) { "line" } else { kind.name() };
        let expected: Vec<_> = expected
            .iter()
            .map(|event| match event.kind {
                ExpectedKind::Payload => ("payload", String::new()),
                kind => (lines(kind), event.name.clone().unwrap_or_else(|| "-".to_owned())),
            })
            .collect();
        let seen: Vec<_> = seen.into_iter().map(|(_, kind, name)| (kind, name)).collect();
        assert_eq!(seen, expected, "{}", path.display());
    }
}

#[test]
fn announced_lengths_are_right() {
    let mut counted = 0;
    for path in corpus_files("note", "at").expect("a folder") {
        let transcript = transcript(&path).1;
        let chunks: Vec<_> = transcript.steps.iter().filter_map(a76xx_corpus::Step::chunk).collect();
        for pair in chunks.windows(2) {
            let [(_, head), (_, data)] = pair else { continue };
            let head = String::from_utf8_lossy(head).trim().to_owned();
            let fields: Vec<_> = head.split([':', ',']).map(str::trim).collect();
            let announced = match fields.as_slice() {
                [one] => one.strip_prefix("+IPD").and_then(|count| count.parse::<usize>().ok()),
                ["+CIPRXGET", "2", _, read, _] => read.parse().ok(),
                ["+CIPRXGET", "3", _, read, _] => read.parse::<usize>().ok().map(|read| 2 * read),
                _ => None,
            };
            if let Some(announced) = announced {
                counted += 1;
                assert_eq!(data.len(), announced, "{}: {head}", path.display());
            }
        }
    }
    assert_eq!(counted, 8);
}
