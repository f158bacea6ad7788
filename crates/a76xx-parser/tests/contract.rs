//! The parser's contract: the laws of `law/` on generated dialogues, every cut of short inputs, and what must not wait.

#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a fault here is a failed test")]

mod law;
mod reference;
mod support;

use std::fs;

use a76xx_corpus::{StepKind, Transcript, corpus_files};
use a76xx_parser::{Limits, Merged, Parser, Side};
use law::{Dialogue, LIMITS, MARK, Move};
use proptest::prelude::*;
use support::Feed;

/// What the wire is made of, and what imitates it.
const FRAGMENTS: &[&[u8]] = &[
    b"AT+CIPSEND=0,5\r",
    b"AT+CIPSEND=1,\r",
    b"AT+CIPRXGET=2,0,7\r",
    b"AT+CIPOPEN=0,\"TCP\",\"h\",80\r",
    b"AT+CIPMODE=1\r",
    b"AT+CIPHEAD=0\r",
    b"AT+CIPSEND=0,5\n",
    b"AT+CSQ\n",
    b"AT+CSQ\r\n",
    b"ATV0\r",
    b"ATE0\r\n",
    b"ATI\n",
    b"AT\r",
    b"A/",
    b"+++",
    b"ATO\r",
    b"at+cmee=1;+creg?\r",
    b"AT+CMGS=\"1\"\r",
    b"AT+HTTPDATA=4,9\r",
    b"\r\nDOWNLOAD\r\n",
    b"\r\nOK\r\n",
    b"OK\n",
    b"\r\nERROR\r\n",
    b"ERROR\n",
    b"0\r",
    b"4\r",
    b"2\r",
    b"\r\n>",
    b">",
    b"> ",
    b"\r\nCONNECT 115200\r\n",
    b"CONNECT\n",
    b"\r\nCLOSED\r\n",
    b"\r\nNO CARRIER\r\n",
    b"\r\n+CME ERROR: 10\r\n",
    b"\r\n+IPD5\r\n",
    b"+IPD9\n",
    b"+IPD(3)\r\n",
    b"RECV FROM:1.2.3.4:80\r\n",
    b"+RECEIVE,0,4:\r\n",
    b"\r\n+CIPRXGET: 2,0,7,0\r\n",
    b"+CIPRXGET: 3,1,2,0\n",
    b"\r\n+CIPRXGET: 1,0\r\n",
    b"\r\n+CIPOPEN: 0,0\r\n",
    b"+NETOPEN: 0AT+IPADDR\n",
    b"\r\n*ATREADY: 1\r\n",
    b"RDY\n",
    b"SMS DONESet apn\n",
    b"+CMGR: \"REC READ\",\"+49\",,\"t\"\r\n",
    b"text of a message\r\n",
    b"hello",
    b"GET / HTTP/1.1\r\n",
    b"\n",
    b"\r",
    b"\r\r\n",
    b"\0",
    b"\x1a",
    b"\x1b",
    b"\x03",
    b"\xff",
    b"+",
    b"  ",
    b"+IPD1500\r\n",
    b"waiting...AT+CREG?\n",
    b"+CSQ: 1,99 // weak\n",
    b"abcdefghijklmnop",
];

fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        8 => prop::sample::select(FRAGMENTS).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..12),
        1 => prop::collection::vec(prop::sample::select(&b"\r\n>+AT0 O"[..]), 0..12),
    ]
}

/// A piece, or a mark of the fuzz targets' inputs.
fn marked() -> impl Strategy<Value = Vec<u8>> {
    let mark = prop::sample::select(&b"><|~-RDdVvTtHhPpCc@"[..]);
    prop_oneof![2 => piece(), 1 => mark.prop_map(|mark| vec![MARK, mark])]
}

/// Chunks of the two sides, with silences between.
fn dialogue() -> impl Strategy<Value = Vec<(Side, Vec<u8>, bool)>> {
    let side = prop_oneof![Just(Side::Host), Just(Side::Module)];
    let chunk = prop::collection::vec(piece(), 0..5).prop_map(|pieces| pieces.concat());
    prop::collection::vec((side, chunk, prop::bool::weighted(0.15)), 0..12)
}

/// The same as the laws take it.
fn said(dialogue: &[(Side, Vec<u8>, bool)]) -> Dialogue {
    let mut said = Dialogue::default();
    for (side, chunk, silence) in dialogue {
        said.say(*side, chunk);
        if *silence {
            said.moves.push(Move::SilenceOf(*side));
        }
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig { cases: support::cases(500), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_parser_says_what_the_reference_says(dialogue in dialogue(), cuts in prop::collection::vec(1_usize..40, 1..6)) {
        reference::agree(&said(&dialogue), LIMITS, &cuts);
    }

    #[test]
    fn the_parser_says_what_the_reference_says_of_a_fuzzers_input(input in prop::collection::vec(marked(), 0..16)) {
        reference::agree(&Dialogue::decode(&input.concat()), LIMITS, &[7, 2]);
    }
}

/// Found by a fuzzer: a restart in the middle of what was looked at as something else.
#[test]
fn what_a_restart_finds_of_a_line_is_looked_at_anew() {
    for input in [&b"+CDS:2\r\0\x7fR\n\xff"[..], b"+CDS:2\r\0\x7fR1\r"] {
        law::two_sided(&Dialogue::decode(input), LIMITS, &[7, 2]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: support::cases(1500), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_sided_input_obeys_every_law(dialogue in dialogue(), cuts in prop::collection::vec(1_usize..40, 1..6)) {
        law::two_sided(&said(&dialogue), LIMITS, &cuts);
    }

    #[test]
    fn merged_input_obeys_every_law(dialogue in dialogue(), cuts in prop::collection::vec(1_usize..40, 1..6)) {
        law::merged(&said(&dialogue).one_stream(), LIMITS, &cuts);
    }

    #[test]
    fn a_fuzzers_input_obeys_every_law(input in prop::collection::vec(marked(), 0..16)) {
        let dialogue = Dialogue::decode(&input.concat());
        law::two_sided(&dialogue, LIMITS, &[7, 2]);
        law::merged(&dialogue.one_stream(), LIMITS, &[7, 2]);
    }

    #[test]
    fn every_cut_of_a_short_input_gives_the_same(pieces in prop::collection::vec(piece(), 1..4), host in any::<bool>()) {
        let mut bytes: Vec<u8> = pieces.concat();
        bytes.truncate(11);
        let side = if host { Side::Host } else { Side::Module };
        let setup: &[u8] = b"AT+CIPSEND=0,5\r";
        let run = |parts: &[&[u8]]| {
            let mut feed = Feed::new(Parser::new(LIMITS));
            feed.bytes(Side::Host, setup);
            for part in parts {
                feed.bytes(side, part);
            }
            feed.silence();
            feed.seen
        };
        let run_merged = |parts: &[&[u8]]| {
            let mut feed = Feed::new(Merged::new(LIMITS));
            feed.bytes(Side::Module, setup);
            for part in parts {
                feed.bytes(Side::Module, part);
            }
            feed.silence();
            feed.seen
        };
        let (whole, merged) = (run(&[&bytes]), run_merged(&[&bytes]));
        for mask in 0_u32..1 << bytes.len().saturating_sub(1) {
            let mut parts = Vec::new();
            let mut from = 0;
            for at in 1..bytes.len() {
                if mask >> (at - 1) & 1 == 1 {
                    parts.push(&bytes[from..at]);
                    from = at;
                }
            }
            parts.push(&bytes[from..]);
            prop_assert_eq!(&run(&parts), &whole);
            prop_assert_eq!(&run_merged(&parts), &merged);
        }
    }
}

/// A module pauses behind each chunk of a dialogue: what it has said must be an event by then. In the data state a line end may begin the line
/// that ends it, and waits.
#[test]
fn nothing_waits_at_the_end_of_a_chunk() {
    for file in corpus_files("note", "at").expect("corpus/note is there") {
        let transcript = Transcript::parse(fs::read_to_string(&file).expect("readable")).expect("a transcript");
        let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
        let mut said = [0_usize; 2];
        for step in &transcript.steps {
            let (side, bytes) = match &step.kind {
                StepKind::Host(bytes) => (Side::Host, bytes),
                StepKind::Module(bytes) => (Side::Module, bytes),
                StepKind::Silence(_) => {
                    feed.silence();
                    continue;
                }
                _ => continue,
            };
            for byte in bytes {
                feed.bytes(side, &[*byte]);
            }
            said[side as usize] += bytes.len();
            let transparent = feed.seen.last().is_some_and(|seen| seen.what.starts_with("Transparent"));
            let held = said[side as usize] - feed.joined(side).len();
            assert!(held == 0 || (transparent && held <= 2), "{}: {held} bytes wait behind {}", file.display(), bytes.escape_ascii());
        }
    }
}

/// Each of these is complete at its last byte, whatever comes or does not come behind it.
#[test]
fn complete_things_are_events_at_their_last_byte() {
    for (before, last, kind) in [
        (&b""[..], &b"\r\n>"[..], "prompt"),
        (b"", b"AT+CSQ\r", "echo"),
        (b"ATV0\r0\r", b"4\r", "final"),
        (b"AT+IPADDR\r\r\n+IPADDR: 10.0.0.1\r\n", b"\r\nOK\r\n", "final"),
        (b"\r\n+IPD4\r\n", b"\r\n\r\n", "payload"),
    ] {
        let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
        for byte in before.iter().chain(last) {
            feed.bytes(Side::Module, &[*byte]);
        }
        let seen = feed.seen.last().expect("an event");
        assert_eq!((seen.kind, feed.joined(Side::Module).len()), (kind, before.len() + last.len()), "{}", last.escape_ascii());
    }
}

#[test]
fn the_parser_is_small() {
    let (parser, merged, event) = (size_of::<Parser>(), size_of::<Merged>(), size_of::<a76xx_parser::Event<'_>>());
    println!("Parser {parser} bytes, Merged {merged} bytes, Event {event} bytes");
    assert!(parser <= 128, "{parser}");
    assert!(merged <= 128, "{merged}");
}
