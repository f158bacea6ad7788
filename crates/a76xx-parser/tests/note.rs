//! The dialogues of the application note's chapter 3 meet the expectations written by hand beside them.

#![allow(clippy::expect_used, clippy::panic, reason = "a fault here is a failed test")]

mod support;

use std::fs;

use a76xx_corpus::{Transcript, corpus_files, parse_expectations};
use a76xx_parser::Limits;

#[test]
fn every_dialogue_of_the_note_meets_its_expectation() {
    let files = corpus_files("note", "at").expect("corpus/note is there");
    assert_eq!(files.len(), 13);
    let mut faults = Vec::new();
    for file in files {
        let transcript = Transcript::parse(fs::read_to_string(&file).expect("readable")).expect("a transcript");
        let expected = parse_expectations(&fs::read_to_string(file.with_extension("expect")).expect("readable")).expect("expectations");
        let expected: Vec<String> = expected
            .iter()
            .map(|line| format!("{}\t{}\t{}", line.kind.name(), line.name.as_deref().unwrap_or("-"), show(line.link)))
            .collect();
        let feed = support::transcript(&transcript, Limits::DEFAULT, usize::MAX);
        let mut lines = Vec::new();
        for seen in feed.seen.iter().filter(|seen| seen.kind != "blank") {
            // The byte that ends data is part of them; so is what the expectation leaves to the context: names and links of prompts and payload.
            if seen.what.ends_with("CtrlZ") {
                continue;
            }
            let of_line = !matches!(seen.kind, "payload" | "prompt");
            let name = if seen.name.is_empty() { "-" } else { &seen.name };
            lines.push((
                seen.kind,
                of_line,
                format!("{}\t{name}\t{}", seen.kind, show(if seen.kind == "final" { None } else { seen.link })),
            ));
        }
        for at in 0..lines.len().max(expected.len()) {
            let (want, got) = (expected.get(at).map_or("nothing", String::as_str), lines.get(at));
            let same = got.is_some_and(|(kind, of_line, text)| if *of_line { text == want } else { want.starts_with(kind) });
            if !same {
                faults.push(format!("{} event {at}: expected {want:?}, got {got:?}", file.display()));
                break;
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn show(link: Option<u8>) -> String {
    link.map_or("-".into(), |link| link.to_string())
}
