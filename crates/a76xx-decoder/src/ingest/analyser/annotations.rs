//! Annotations of sigrok's UART decoder: a line for each, with its place in samples, the decoder and the row.

use std::ops::Range;

use super::channels::{learn, micros};
use super::value::Radix;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::escape::Dialect;
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::hexdump::row::digits;
use crate::ingest::label::Labels;
use crate::ingest::time::Scan;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "sigrok-annotations",
    title: "annotations of a UART decoder, a line for each",
    tools: "sigrok-cli -A, sigrok-cli --protocol-decoder-jsontrace, PulseView",
    keeps: Keeps { direction: "where rows are named", time: "jsontrace only, 1 us", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let Some(rows) = Annotations::of(head) else { return Fit::NO };
        if rows.labels.is_complete() {
            Fit::marked(940, "annotations of a UART decoder, by row")
        } else {
            Fit::merged(940, "annotations of a UART decoder")
        }
    },
    open: |head: &Head<'_>, input: Input| {
        let rows = Annotations::of(head).unwrap_or(Annotations {
            shape: Shape::Bytes(Radix::Hexadecimal),
            labels: Labels::default(),
            first: None,
        });
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// Longest name of a row.
const NAME: usize = 40;

/// An annotation.
struct Annotation<'a> {
    row: &'a [u8],
    text: Range<usize>,
    micros: Option<i64>,
}

/// Takes a line apart.
fn annotation(line: &[u8]) -> Option<Annotation<'_>> {
    if line.starts_with(b"{\"ph\"") {
        return traced(line);
    }
    let mut scan = Scan::new(line);
    if scan.number(1, 18).is_some() && !(scan.eat(b'-') && scan.number(1, 18).is_some() && scan.eat(b' ')) {
        return None;
    }
    let name = scan.take(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    // The decoder, numbered where there are several.
    let number = name.get(4..)?;
    let is_uart = name.get(..4)?.eq_ignore_ascii_case(b"uart") && number.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-');
    if !is_uart || !scan.eat_all(b": ") {
        return None;
    }
    // The name of the row, where there is one.
    let rest = scan.rest();
    let near = rest.get(..NAME).unwrap_or(rest);
    let named = near
        .windows(2)
        .position(|pair| pair == b": ")
        .filter(|at| *at > 1 && near.get(..*at).is_some_and(|name| name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b' ')));
    let (row, from) = named.map_or((&b""[..], scan.taken()), |at| (near.get(..at).unwrap_or_default(), scan.taken() + at + 2));
    let row = row.strip_suffix(b" data").unwrap_or(row);
    let mut text = from..line.len();
    if let Some([b'"', .., b'"']) = line.get(text.clone())
        && text.len() > 2
    {
        text = text.start + 1..text.end - 1;
    }
    Some(Annotation { row, text, micros: None })
}

/// An event of a trace: `{"ph": "B", "ts": 50078.0, "pid": "uart-1", "tid": "TX", "name": "41"},`.
fn traced(line: &[u8]) -> Option<Annotation<'_>> {
    let value = |key: &str| {
        let at = line.windows(key.len()).position(|window| window == key.as_bytes())? + key.len();
        let rest = line.get(at..)?;
        let blanks = rest.iter().take_while(|byte| **byte == b' ').count();
        let rest = rest.get(blanks..)?;
        let quoted = usize::from(rest.first() == Some(&b'"'));
        let len = rest.get(quoted..)?.iter().position(|byte| if quoted == 1 { *byte == b'"' } else { matches!(byte, b',' | b'}') })?;
        Some(at + blanks + quoted..at + blanks + quoted + len)
    };
    if line.get(value("\"ph\":")?)? != b"B" {
        return None;
    }
    let row = line.get(value("\"tid\":")?)?;
    Some(Annotation { row, text: value("\"name\":")?, micros: micros(line.get(value("\"ts\":")?)?, 1e-6) })
}

/// What the texts are.
#[derive(Clone, Copy)]
enum Shape {
    /// A byte each.
    Bytes(Radix),
    /// Several bytes in hexadecimal digits.
    Packets,
    /// Several bytes as characters.
    Strings,
}

struct Annotations {
    shape: Shape,
    labels: Labels,
    first: Option<i64>,
}

impl Annotations {
    fn of(head: &Head<'_>) -> Option<Self> {
        let all: Vec<(&[u8], &[u8])> = head
            .rows
            .iter()
            .filter_map(|row| annotation(row.text).and_then(|found| Some((found.row, row.text.get(found.text)?))))
            .collect();
        if all.len() < 2 || all.len() * 10 < head.rows.len() * 4 {
            return None;
        }
        let is_bit = |text: &[u8]| matches!(text, b"0" | b"1") || text.ends_with(b" bit") || text.ends_with(b" error");
        let data = || all.iter().filter(|(_, text)| !is_bit(text));
        let count = data().count().max(1);
        let single = data().filter(|(_, text)| Radix::Hexadecimal.read(text).is_some()).count();
        let packets = data().filter(|(_, text)| is_packet(text)).count();
        let shape = if single * 2 > count {
            Shape::Bytes(Radix::Hexadecimal)
        } else if packets * 10 > count * 9 {
            Shape::Packets
        } else if data().filter(|(_, text)| Radix::Character.read(text).is_some()).count() * 10 > count * 9 {
            Shape::Bytes(Radix::Character)
        } else {
            Shape::Strings
        };
        let mut bytes = Vec::new();
        for (row, text) in data() {
            shape.each(text, |byte, _| bytes.push((*row, byte)));
        }
        Some(Self { shape, labels: learn(bytes.into_iter()), first: None })
    }
}

fn is_packet(text: &[u8]) -> bool {
    digits(text, 0, false, |_, _| {}) == text.len() && !text.is_empty()
}

impl Shape {
    fn each(self, text: &[u8], mut each: impl FnMut(u8, Range<usize>)) {
        match self {
            Self::Bytes(radix) => {
                if let Some(byte) = radix.read(text) {
                    each(byte, 0..text.len());
                }
            }
            Self::Packets if is_packet(text) => {
                digits(text, 0, false, each);
            }
            Self::Packets => {}
            Self::Strings => Dialect::Square.each(text, each),
        }
    }
}

impl Rows for Annotations {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let Some(found) = annotation(row.text) else { return };
        let side = self.labels.side(found.row);
        if side.is_none() && self.labels.is_complete() {
            return;
        }
        let at = found.micros.map(|micros| {
            let first = *self.first.get_or_insert(micros);
            u64::try_from(micros - first).unwrap_or(0)
        });
        let from = row.from + found.text.start;
        page.begin(side, at);
        self.shape.each(row.text.get(found.text).unwrap_or_default(), |byte, range| page.byte(byte, from + range.start..from + range.end));
        page.end();
    }
}

#[cfg(test)]
mod tests {
    use super::annotation;

    #[test]
    fn lines() {
        for (line, row, text) in [
            ("50009-50079 uart-1: 41", "", "41"),
            ("uart-1: [0D]", "", "[0D]"),
            ("5-9 uart-1: \"41\"", "", "41"),
            ("5-9 UART: TX: 41", "TX", "41"),
            ("5-9 UART: RX data: 0D", "RX", "0D"),
            ("{\"ph\": \"B\", \"ts\": 12.5, \"pid\": \"uart-1\", \"tid\": \"RX\", \"name\": \"41\"},", "RX", "41"),
        ] {
            let found = annotation(line.as_bytes()).map(|found| (found.row, line.as_bytes().get(found.text).unwrap_or_default()));
            assert_eq!(found, Some((row.as_bytes(), text.as_bytes())), "{line}");
        }
        for line in ["", "AT", "5-9 I2C: Write: 38", "{\"ph\": \"E\", \"tid\": \"RX\", \"name\": \"41\"}", "uart"] {
            assert!(annotation(line.as_bytes()).is_none(), "{line}");
        }
    }
}
