//! Data that look like the protocol (`corpus/evil`) are read as what they are: exactly those that went through the links, whole and at every cut.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a fault here is a failed test")]

mod support;

use std::fs;
use std::path::Path;

use a76xx_corpus::{Delivery, Side as From, Step, StepKind, Transcript, corpus_files, parse_truth};
use a76xx_parser::{Limits, Parser, Side};
use support::{Feed, Seen};

/// Data that the parser saw.
#[derive(Debug, Default, PartialEq, Eq)]
struct Data {
    side: Option<Side>,
    /// Where the wire names it.
    link: Option<u8>,
    /// In the data state and without a count nothing parts one from the next.
    stream: bool,
    bytes: Vec<u8>,
}

/// What was sent up to 1A: 03 takes the meaning off the byte behind it.
fn unmarked(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.iter();
    let mut plain = Vec::new();
    while let Some(byte) = bytes.next() {
        plain.extend(if *byte == 3 { bytes.next() } else { Some(byte) });
    }
    plain
}

fn digits(text: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(text).expect("digits");
    (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).expect("two digits")).collect()
}

/// The data among events, and the module's copies of them.
fn data(seen: &[Seen]) -> (Vec<Data>, Vec<Vec<u8>>) {
    let (mut data, mut copies): (Vec<Data>, Vec<Vec<u8>>) = (Vec::new(), Vec::new());
    let (mut announced, mut sending, mut held) = (None, None, Vec::new());
    for event in seen {
        let counted = |link, bytes| Data { side: event.side, link, stream: false, bytes };
        let role = event.what.split([' ', '{']).next().unwrap_or_default();
        match (event.kind, role) {
            ("payload", "Received") => data.push(counted(announced, event.raw.clone())),
            ("payload", "ReceivedHex") => data.push(counted(announced, digits(&event.raw))),
            ("payload", "Sent") if event.what.ends_with("CtrlZ") => data.push(counted(sending, unmarked(&std::mem::take(&mut held)))),
            ("payload", "Sent") if event.what.ends_with("open") => held.extend_from_slice(&event.raw),
            ("payload", "Sent") => data.push(counted(sending, event.raw.clone())),
            ("payload", "SentEcho") => copies.push(event.raw.clone()),
            ("payload", _) => match data.last_mut().filter(|last| last.stream && last.side == event.side) {
                Some(last) => last.bytes.extend_from_slice(&event.raw),
                None => data.push(Data { side: event.side, link: None, stream: true, bytes: event.raw.clone() }),
            },
            ("command", _) => sending = event.link,
            _ if event.side == Some(Side::Module) && event.kind != "blank" => announced = event.link,
            _ => {}
        }
    }
    (data, copies)
}

/// Whether these are the deliveries, each whole, in their order and on their link.
fn compare(name: &str, seen: &[Seen], truth: &[Delivery]) {
    let (data, copies) = data(seen);
    for (side, from) in [(Side::Host, From::Host), (Side::Module, From::Module)] {
        let told: Vec<&Data> = data.iter().filter(|data| data.side == Some(side)).collect();
        let meant: Vec<&Delivery> = truth.iter().filter(|delivery| delivery.side == from).collect();
        let joined: Vec<u8> = told.iter().flat_map(|data| data.bytes.clone()).collect();
        assert_eq!(joined, meant.iter().flat_map(|delivery| delivery.bytes.clone()).collect::<Vec<u8>>(), "{name}: {from}");
        if told.iter().any(|data| data.stream) {
            continue;
        }
        assert_eq!(told.len(), meant.len(), "{name}: {from}");
        for (told, meant) in told.iter().zip(&meant) {
            assert_eq!(told.bytes.escape_ascii().to_string(), meant.bytes.escape_ascii().to_string(), "{name}: {from}");
            assert!(told.link.is_none_or(|link| link == meant.link), "{name}: {told:?} went through link {}", meant.link);
        }
    }
    let sent = truth.iter().filter(|delivery| delivery.side == From::Host);
    assert!(copies.is_empty() || copies.iter().eq(sent.map(|delivery| &delivery.bytes)), "{name}: copies differ");
}

fn read(path: &Path) -> (String, Transcript, Vec<Delivery>) {
    let text = |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let transcript = Transcript::parse(text(path)).expect("a transcript");
    let truth = parse_truth(&text(&path.with_extension("truth"))).expect("the truth");
    (path.display().to_string(), transcript, truth)
}

fn files() -> Vec<(String, Transcript, Vec<Delivery>)> {
    let files: Vec<_> = corpus_files("evil", "at").expect("corpus/evil is there").iter().map(|path| read(path)).collect();
    assert!(files.len() > 20);
    files
}

/// Where a count stands, or the data state ends at lines that the data do not hold, nothing of the data is taken for a line.
#[test]
fn the_data_are_those_of_the_links_at_every_size_of_cut() {
    for (name, transcript, truth) in files() {
        for cut in [usize::MAX, 1, 2, 3, 5, 7, 64, 255] {
            let feed = support::transcript(&transcript, Limits::DEFAULT, cut);
            compare(&format!("{name}, cut at {cut}"), &feed.seen, &truth);
            for (side, from) in [(Side::Host, From::Host), (Side::Module, From::Module)] {
                assert_eq!(feed.joined(side), transcript.side_bytes(from), "{name}: bytes are lost");
            }
        }
    }
}

#[test]
fn no_single_cut_changes_anything() {
    for (name, transcript, _) in files() {
        let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
        for Step { kind, .. } in &transcript.steps {
            let (side, bytes) = match kind {
                StepKind::Host(bytes) => (Side::Host, bytes),
                StepKind::Module(bytes) => (Side::Module, bytes),
                StepKind::Silence(_) => {
                    feed.silence();
                    continue;
                }
                StepKind::Control(_) | StepKind::Comment(_) => continue,
            };
            let mut whole = feed.fork();
            whole.bytes(side, bytes);
            for cut in 1..bytes.len() {
                let mut parts = feed.fork();
                parts.bytes(side, &bytes[..cut]);
                parts.bytes(side, &bytes[cut..]);
                assert_eq!(parts.seen, whole.seen, "{name}: `{}` cut at {cut}", bytes.escape_ascii());
                assert_eq!(parts.held(side), whole.held(side), "{name}: `{}` cut at {cut}", bytes.escape_ascii());
            }
            feed.bytes(side, bytes);
        }
    }
}
