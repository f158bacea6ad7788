//! The events of every dialogue of the application note, serialised: one snapshot for each transcript, one event a line.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a fault here is a failed test")]

use std::fmt::Write as _;
use std::fs;

use a76xx_corpus::{StepKind, Transcript, corpus_files};
use a76xx_parser::{Kind, Limits, Parser, Side, Step};

/// A parser with a window for each side, and what it said.
struct Reader {
    parser: Parser,
    windows: [Vec<u8>; 2],
    events: String,
}

impl Reader {
    fn read(&mut self, side: Side, bytes: &[u8], flush: bool) {
        let mut window = std::mem::take(&mut self.windows[side as usize]);
        window.extend_from_slice(bytes);
        let mut from = 0;
        loop {
            let rest = &window[from..];
            let Step::Event(event) = (if flush { self.parser.flush(side, rest) } else { self.parser.next(side, rest) }) else { break };
            from += event.raw.len();
            assert!(!matches!(event.kind, Kind::Text(_) | Kind::Noise(_) | Kind::Foreign(_)), "not understood: {event:?}");
            let json = serde_json::to_string(&event).expect("an event can be serialised");
            assert!(!json.contains("\"extra\""), "a value without a name: {json}");
            assert!(event.kind.line().is_none_or(|line| line.form().is_some()), "a line without a form: {json}");
            writeln!(self.events, "{json}").expect("a string takes everything");
        }
        self.windows[side as usize] = window[from..].to_vec();
    }

    fn silence(&mut self) {
        for side in [Side::Host, Side::Module] {
            self.read(side, b"", true);
        }
    }
}

#[test]
fn every_dialogue_of_the_note() {
    let files = corpus_files("note", "at").expect("corpus/note is there");
    assert_eq!(files.len(), 13);
    for file in files {
        let transcript = Transcript::parse(fs::read_to_string(&file).expect("readable")).expect("a transcript");
        let mut reader = Reader { parser: Parser::new(Limits::DEFAULT), windows: [Vec::new(), Vec::new()], events: String::new() };
        for step in &transcript.steps {
            match &step.kind {
                StepKind::Host(bytes) => reader.read(Side::Host, bytes, false),
                StepKind::Module(bytes) => reader.read(Side::Module, bytes, false),
                StepKind::Silence(_) => reader.silence(),
                StepKind::Control(_) | StepKind::Comment(_) => {}
            }
        }
        reader.silence();
        let name = file.file_stem().expect("a file has a name").to_string_lossy();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name.as_ref(), reader.events);
        });
    }
}
