//! Captures: every format, transcripts, and captures without their secrets.

use std::io::{self, Cursor};

use a76xx_corpus::{Side, Transcript};
use a76xx_decoder::ingest::{self, Sides};
use a76xx_decoder::redact::{Options, Source, redact as redacted};
use a76xx_decoder::stream::{self, Piece, Sink};

use crate::attribution::{assert_attributed_as, assert_attributed_if_opened};

/// The first byte picks a format, or none: then it is found out.
pub fn ingest(input: &[u8]) {
    let Some((&first, bytes)) = input.split_first() else { return };
    match usize::from(first).checked_sub(1).and_then(|index| ingest::formats().get(index)) {
        Some(format) => assert_attributed_as(format, bytes),
        None => assert_attributed_if_opened(bytes),
    }
}

/// A transcript, with or without its first line.
pub fn transcript(input: &[u8]) {
    let text = if input.starts_with(b"#") { input.to_vec() } else { [b"# a76xx transcript 1\n\n", input].concat() };
    let (read, faults) = Transcript::read(&text);
    // What could be read is written so that it is read again, and then stays as it is.
    let written = read.to_string();
    let again = Transcript::parse(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
    assert_eq!(again.to_string(), written);
    assert_eq!(again, read);
    if faults.is_empty() {
        both_readers_agree(&written, &again);
    }
}

fn both_readers_agree(text: &str, transcript: &Transcript) {
    let Ok(mut opened) = ingest::open_as("test", Box::new(Cursor::new(text.as_bytes().to_vec())), ingest::format_named("transcript"), None)
    else {
        panic!("not opened: {text}")
    };
    let mut sides = [Vec::new(), Vec::new()];
    while let Ok(Some(item)) = opened.source.next() {
        if let ingest::Item::Chunk(chunk) = item {
            let Some(side) = chunk.side else { panic!("a chunk of no side in {text}") };
            sides[side as usize].extend_from_slice(chunk.bytes);
        }
    }
    assert_eq!(sides, [transcript.side_bytes(Side::Host), transcript.side_bytes(Side::Module)], "{text}");
}

/// The first byte picks what else is taken out, and whose bytes they are.
pub fn redact(input: &[u8]) {
    let Some((&first, bytes)) = input.split_first() else { return };
    let options = Options { apn: first & 1 != 0, payloads: first & 2 != 0 };
    let (format, sides) = match first >> 2 & 3 {
        0 => (None, None),
        1 => (ingest::format_named("raw"), Some(Sides::Host)),
        2 => (ingest::format_named("raw"), Some(Sides::Module)),
        _ => (ingest::format_named("raw"), Some(Sides::Merged)),
    };
    let Ok(out) = redacted(&Source { name: "test", bytes, format, sides }, options) else { return };
    assert_eq!(out.bytes.len(), bytes.len());
    let framing = |bytes: &[u8]| -> Option<Vec<Framed>> {
        let mut opened = ingest::open_as("test", Box::new(Cursor::new(bytes.to_vec())), format, sides).ok()?;
        let (mut events, told) = (Framing(Vec::new()), opened.header.sides);
        stream::run(&opened.header.input, opened.source.as_mut(), told, &mut events).ok()?;
        Some(events.0.into_iter().map(|(kind, no, spans)| (kind, no, joined(&spans))).collect())
    };
    assert_eq!(framing(bytes), framing(&out.bytes), "{}", out.bytes.escape_ascii());
}

/// Spans that touch are one.
fn joined(spans: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let mut all: Vec<(u64, u64)> = Vec::new();
    for &(offset, len) in spans {
        match all.last_mut() {
            Some((from, taken)) if *from + *taken == offset => *taken += len,
            _ => all.push((offset, len)),
        }
    }
    all
}

/// An event without its text: kind, the command it belongs to, and where it stands.
type Framed = (&'static str, Option<u16>, Vec<(u64, u64)>);

struct Framing(Vec<Framed>);

impl Sink for Framing {
    fn take(&mut self, piece: &Piece<'_>) -> io::Result<()> {
        let mut spans: Vec<(u64, u64)> = ingest::spans(piece.runs).iter().map(|span| (span.offset, span.len)).collect();
        let (kind, no) = (piece.event.kind.name(), piece.event.command.map(|no| no.0));
        // Data that could begin the line that ends them are held back; their stand-ins are not.
        match self.0.last_mut() {
            Some((last, of, places)) if kind == "payload" && *last == kind && *of == no => places.append(&mut spans),
            _ => self.0.push((kind, no, spans)),
        }
        Ok(())
    }

    fn idle(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}
