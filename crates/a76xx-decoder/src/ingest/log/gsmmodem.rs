//! python-gsmmodem: `write: AT`, `response: ['OK']`.

use std::ops::Range;

use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::escape::Dialect;
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "gsmmodem",
    title: "commands, and answers as lists of strings",
    tools: "python-gsmmodem, python-gsmmodem-new",
    keeps: Keeps { direction: "marked", time: "if stamped", line_ends: "no", bytes: "text" },
    packed: false,
    fit: |head| {
        let count = |mark: &[u8]| head.rows.iter().filter(|row| row.text.starts_with(mark)).count();
        if count(WRITE) == 0 || count(RESPONSE) == 0 { Fit::NO } else { Fit::marked(920, "commands and lists of strings") }
    },
    open: |head: &Head<'_>, input: Input| Box::new(Tape::new(Lines::new(Gsm, head.peel.clone(), head.clock()), input)),
};

const WRITE: &[u8] = b"write: ";
const RESPONSE: &[u8] = b"response: [";

struct Gsm;

/// The string at the front of a list, between its quotes.
fn string(text: &[u8], from: usize) -> Option<Range<usize>> {
    let at = from + text.get(from..)?.iter().position(|byte| matches!(byte, b'\'' | b'"'))?;
    let quote = text.get(at)?;
    let mut end = at + 1;
    while text.get(end)? != quote {
        end += if text.get(end) == Some(&b'\\') { 2 } else { 1 };
    }
    Some(at + 1..end)
}

impl Rows for Gsm {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        if row.text.starts_with(WRITE) {
            page.wire(Some(Side::Host), row.at, row.from + WRITE.len()..row.stop);
            return;
        }
        if !row.text.starts_with(RESPONSE) {
            if !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        }
        // The list was made by cutting at the line ends: what parts the strings stands for them.
        let mut at = RESPONSE.len();
        while let Some(range) = string(row.text, at) {
            at = range.end + 1;
            let from = row.from + range.start;
            page.begin(Some(Side::Module), row.at);
            let mut ended = false;
            Dialect::Backslash.each(row.text.get(range.clone()).unwrap_or_default(), |byte, place| {
                ended = byte == b'\r';
                page.byte(byte, from + place.start..from + place.end);
            });
            page.byte(b'\n', row.from + range.end..row.from + at);
            page.end();
        }
    }

    fn is_lossy(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn strings_of_a_list() {
        let list = br#"['a\'b', "c"]"#;
        assert_eq!(string(list, 0), Some(2..6));
        assert_eq!(string(list, 7), Some(10..11));
        assert_eq!(string(list, 12), None);
        assert_eq!(string(b"['open", 0), None);
    }
}
