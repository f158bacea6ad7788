//! One dialogue, written in the ways in which programs and people write such dialogues down: read without help, each has the bytes of both sides.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod documents;
mod labels;
mod numbers;
mod tables;
mod terminals;

use std::fmt::Write as _;
use std::io::Cursor;

use a76xx_decoder::ingest::{self, Item};
use a76xx_parser::Side;

/// Seconds, side, bytes.
pub(crate) type Chunk = (f64, Side, &'static [u8]);

const H: Side = Side::Host;
const M: Side = Side::Module;

/// Data that look like the protocol, and bytes that cannot be shown.
pub(crate) const DIALOGUE: [Chunk; 16] = [
    (0.3, H, b"AT\r"),
    (0.31, M, b"AT\r\r\nOK\r\n"),
    (0.6, H, b"ATE0\r"),
    (0.61, M, b"ATE0\r\r\nOK\r\n"),
    (0.9, H, b"AT+CSQ\r"),
    (0.91, M, b"\r\n+CSQ: 23,0\r\n\r\nOK\r\n"),
    (1.2, H, b"AT+NETOPEN\r"),
    (1.21, M, b"\r\nOK\r\n"),
    (1.6, M, b"\r\n+NETOPEN: 0\r\n"),
    (1.9, H, b"AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7010\r"),
    (1.91, M, b"\r\nOK\r\n\r\n+CIPOPEN: 0,0\r\n"),
    (2.2, H, b"AT+CIPSEND=0,8\r"),
    (2.21, M, b"\r\n>"),
    (2.25, H, b"a\x00\x1a\xffOK\r\n"),
    (2.3, M, b"\r\nOK\r\n\r\n+CIPSEND: 0,8,8\r\n"),
    (2.5, M, b"\r\nRECV FROM:192.0.2.1:7010\r\n+IPD4\r\nb\x00\xffc"),
];

/// The same with data that are text alone.
pub(crate) fn text() -> Vec<Chunk> {
    let mut chunks = DIALOGUE.to_vec();
    chunks[13].2 = b"hello it";
    chunks[15].2 = b"\r\nRECV FROM:192.0.2.1:7010\r\n+IPD4\r\nback";
    chunks
}

/// Its lines.
pub(crate) fn lines() -> Vec<(f64, Side, String)> {
    let split = |(at, side, bytes): Chunk| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let parts: Vec<String> = text.split(['\r', '\n']).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        parts.into_iter().map(move |line| (at, side, line))
    };
    text().into_iter().flat_map(split).collect()
}

/// How much of it a form keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeps {
    Bytes,
    /// Lines, not how they end.
    Lines,
}

/// What is read: the format, the bytes of host and module, and the bytes of nobody that is known.
fn read(input: &[u8]) -> (&'static str, [Vec<u8>; 3]) {
    let mut opened = ingest::open("form", Box::new(Cursor::new(input.to_vec())), None).unwrap();
    let mut sides = [Vec::new(), Vec::new(), Vec::new()];
    let mut taken = 0;
    while let Some(item) = opened.source.next().unwrap() {
        match item {
            Item::Chunk(chunk) => {
                let index = match chunk.side {
                    Some(Side::Host) => 0,
                    Some(Side::Module) => 1,
                    None => 2,
                };
                sides[index].extend_from_slice(chunk.bytes);
                taken += chunk.runs.iter().map(|run| run.bytes * run.width as usize).sum::<usize>();
            }
            Item::Outside(outside) => taken += outside.bytes.len(),
        }
    }
    assert_eq!(taken, input.len(), "every byte is accounted for");
    (opened.header.format, sides)
}

/// Checks that a form is read as the dialogue that it was made of.
pub(crate) fn check(name: &str, format: &str, keeps: Keeps, input: impl AsRef<[u8]>) {
    let input = input.as_ref();
    let chunks = if keeps == Keeps::Bytes { DIALOGUE.to_vec() } else { text() };
    let (found, told) = read(input);
    let shown = |bytes: &[u8]| match keeps {
        Keeps::Bytes => bytes.escape_ascii().to_string(),
        Keeps::Lines => bytes.split(|byte| matches!(byte, b'\r' | b'\n')).map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()).fold(
            String::new(),
            |mut all, line| {
                writeln!(all, "{}", line.escape_ascii()).unwrap();
                all
            },
        ),
    };
    let of = |side: Side| chunks.iter().filter(|(_, own, _)| *own == side).flat_map(|(_, _, bytes)| bytes.to_vec()).collect::<Vec<_>>();
    assert_eq!(found, format, "{name}:\n{}", String::from_utf8_lossy(input));
    for (side, told) in [H, M].into_iter().zip(&told) {
        assert_eq!(shown(told), shown(&of(side)), "{name}, {side:?}:\n{}", String::from_utf8_lossy(input));
    }
    assert_eq!(told[2].escape_ascii().to_string(), "", "{name}");
}

/// Bytes as programming languages write them.
pub(crate) fn escaped(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        match byte {
            b'\r' => text.push_str("\\r"),
            b'\n' => text.push_str("\\n"),
            b'"' | b'\\' => write!(text, "\\{}", char::from(*byte)).unwrap(),
            b' '..=b'~' => text.push(char::from(*byte)),
            _ => write!(text, "\\x{byte:02x}").unwrap(),
        }
        text
    })
}

/// Two digits for each byte.
pub(crate) fn digits(bytes: &[u8], between: &str) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(between)
}

/// The bytes that can be shown, dots for the others.
pub(crate) fn shown(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| if (b' '..=b'~').contains(byte) { char::from(*byte) } else { '.' }).collect()
}

/// A time of day.
pub(crate) fn clock(at: f64) -> String {
    format!("07:20:{:06.3}", 43.7 + at)
}

/// One of two words.
pub(crate) fn by<'a>(side: Side, host: &'a str, module: &'a str) -> &'a str {
    if side == H { host } else { module }
}
