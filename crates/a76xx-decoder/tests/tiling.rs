//! Every byte of the input is in exactly one record.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

mod common;

use std::io::{self, Cursor, Read};

use a76xx_decoder::ingest::{self, Sides};
use a76xx_decoder::render::Jsonl;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use common::{jsonl, records, repository};
use proptest::prelude::*;

/// Records without the header.
fn events(bytes: &[u8], sides: Option<Sides>) -> Vec<serde_json::Value> {
    let mut all = records(&match sides {
        // Of a side that is told, all bytes are of the wire.
        Some(sides) => jsonl_by(usize::MAX, bytes, sides),
        None => jsonl("test", bytes, None),
    });
    all.remove(0);
    all
}

/// The spans of all records, in their order in the file.
fn assert_tiles(events: &[serde_json::Value], len: usize) {
    let mut spans: Vec<(u64, u64)> = events
        .iter()
        .flat_map(|event| event["spans"].as_array().unwrap())
        .map(|span| (span[0].as_u64().unwrap(), span[1].as_u64().unwrap()))
        .collect();
    spans.sort_unstable();
    let mut end = 0;
    for (offset, len) in spans {
        assert_eq!(offset, end);
        end += len;
    }
    assert_eq!(end, len as u64);
}

fn raw(event: &serde_json::Value) -> Vec<u8> {
    match event.get("raw") {
        Some(text) => text.as_str().unwrap().as_bytes().to_vec(),
        None => BASE64_STANDARD.decode(event["raw_base64"].as_str().unwrap()).unwrap(),
    }
}

fn assert_whole(bytes: &[u8], sides: Sides) {
    let events = events(bytes, Some(sides));
    assert_tiles(&events, bytes.len());
    assert_eq!(events.iter().flat_map(raw).collect::<Vec<u8>>(), bytes);
    for (index, event) in events.iter().enumerate() {
        assert_eq!(event["seq"].as_u64(), Some(index as u64));
        assert!(event["reply_to"].as_u64().is_none_or(|command| command < index as u64));
    }
}

/// Gives no more than so many bytes at a time.
struct Slow(Cursor<Vec<u8>>, usize);

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = buffer.len().min(self.1);
        self.0.read(&mut buffer[..len])
    }
}

fn jsonl_by(size: usize, bytes: &[u8], sides: Sides) -> String {
    let mut out = Vec::new();
    let mut opened =
        ingest::open_as("test", Box::new(Slow(Cursor::new(bytes.to_vec()), size)), ingest::format_named("raw"), Some(sides)).unwrap();
    a76xx_decoder::decode(&mut opened, a76xx_decoder::judge::Select::ALL, &mut Jsonl::new(&mut out)).unwrap();
    String::from_utf8(out).unwrap()
}

/// Bytes with a good share of what the wire is made of.
fn wire() -> impl Strategy<Value = Vec<u8>> {
    let word = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..12),
        Just(b"AT+CIPSEND=0,20\r".to_vec()),
        Just(b"AT+CIPRXGET=2,0,9;+CSQ\r\r\n".to_vec()),
        Just(b"AT+CIPOPEN=0,\"TCP\",\"a.b\",1\n".to_vec()),
        Just(b"\r\n>".to_vec()),
        Just(b"\r\nOK\r\n".to_vec()),
        Just(b"\r\nCONNECT\r\n".to_vec()),
        Just(b"\r\n+RECEIVE,0,7:\r\n".to_vec()),
        Just(b"+CIPRXGET: 2,0,6000,0\n".to_vec()),
        Just(b"\x1a".to_vec()),
    ];
    proptest::collection::vec(word, 0..24).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn any_bytes_of_any_side(bytes in wire()) {
        for sides in [Sides::Host, Sides::Module, Sides::Merged] {
            assert_whole(&bytes, sides);
        }
    }

    #[test]
    fn reads_of_any_size_give_the_same_records(bytes in wire(), size in 1_usize..7) {
        for sides in [Sides::Host, Sides::Module, Sides::Merged] {
            prop_assert_eq!(jsonl_by(usize::MAX, &bytes, sides), jsonl_by(size, &bytes, sides));
        }
    }

    #[test]
    fn any_transcript(lines in proptest::collection::vec("([<>~!#@] ?|@1\\.5 [<>] )[ -~]{0,12}(\\\\x0[0-9A]|\\\\r\\\\n){0,2}\r?", 0..16)) {
        let text = format!("# a76xx transcript 1\n{}", lines.join("\n"));
        assert_tiles(&events(text.as_bytes(), None), text.len());
    }
}

#[test]
fn the_corpus() {
    for sub in [("note", "at"), ("paste", "log")] {
        for path in a76xx_corpus::corpus_files(sub.0, sub.1).unwrap() {
            let bytes = std::fs::read(&path).unwrap();
            assert_tiles(&events(&bytes, None), bytes.len());
        }
    }
    assert!(repository("corpus/note").is_dir());
}

#[test]
fn long_payloads_and_lines_come_in_parts() {
    let mut bytes = b"\r\n+RECEIVE,0,10000:\r\n".to_vec();
    bytes.resize(bytes.len() + 10_000, b'x');
    assert_whole(&bytes, Sides::Module);
    let parts: Vec<_> = events(&bytes, Some(Sides::Module)).into_iter().filter(|event| event["kind"] == "payload").collect();
    let facts: Vec<_> =
        parts.iter().map(|part| (part["fields"]["length"].as_u64().unwrap(), part["continues"].as_bool().unwrap())).collect();
    assert_eq!(facts, [(4096, false), (4096, true), (1808, true)]);

    let mut long = b"# a76xx transcript 1\n< ".to_vec();
    long.extend(b"\\x41\\r\\n".repeat(40_000));
    long.extend(b"\n# end");
    let events = events(&long, None);
    assert_tiles(&events, long.len());
    assert_eq!(events.iter().filter(|event| event["side"] == "module").flat_map(raw).collect::<Vec<u8>>(), b"A\r\n".repeat(40_000));
}

#[test]
fn a_transcript_reads_as_its_own_crate_reads_it() {
    for path in a76xx_corpus::corpus_files("note", "at").unwrap() {
        let text = std::fs::read(&path).unwrap();
        let transcript = a76xx_corpus::Transcript::parse(&text).unwrap();
        let events = events(&text, None);
        for (name, side) in [("host", a76xx_corpus::Side::Host), ("module", a76xx_corpus::Side::Module)] {
            let bytes: Vec<u8> = events.iter().filter(|event| event["side"] == name).flat_map(raw).collect();
            assert_eq!(bytes, transcript.side_bytes(side), "{}", path.display());
        }
    }
}
