//! Serial Monitor of VS Code: what came, and between lines of dashes what was sent.

use std::ops::Range;

use memchr::memmem::find;

use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::escape::Dialect;
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::hexdump::row::digits;
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "vscode",
    title: "what came, and what was sent in lines of dashes (`---- Sent utf8 encoded message: \"AT\\r\\n\" ----`)",
    tools: "Serial Monitor of VS Code",
    keeps: Keeps { direction: "marked", time: "if stamped", line_ends: "exact", bytes: "UTF-8; others are replaced" },
    packed: false,
    fit: |head| match head.rows.iter().filter(|row| Dashed::of(row.text).is_some()).count() {
        0 => Fit::NO,
        _ => Fit::marked(930, "what was sent stands in lines of dashes"),
    },
    open: |head: &Head<'_>, input: Input| {
        // What stands for a byte that is no UTF-8: three bytes instead of one.
        let replaced = find(head.bytes, "\u{fffd}".as_bytes()).is_some();
        Box::new(Tape::new(Lines::new(Monitor { replaced }, head.peel.clone(), head.clock()), input))
    },
};

const OPEN: &[u8] = b"---- ";
const CLOSE: &[u8] = b" ----";

/// What the program itself wrote, at the end of a line.
struct Dashed {
    /// Where it begins.
    at: usize,
    sent: Option<Sent>,
}

/// What was sent: the text between the quotes.
struct Sent {
    range: Range<usize>,
    hexadecimal: bool,
}

impl Dashed {
    fn of(text: &[u8]) -> Option<Self> {
        let at = find(text, b"---- Sent ").or_else(|| find(text, b"---- Opened the ")).or_else(|| find(text, b"---- Closed the "))?;
        let inner = text.get(at + OPEN.len()..)?.trim_ascii_end().strip_suffix(CLOSE)?;
        let sent = inner.strip_prefix(b"Sent ").and_then(|said| {
            let quote = find(said, b"message: \"")? + b"message: \"".len();
            let from = at + OPEN.len() + b"Sent ".len() + quote;
            let to = at + OPEN.len() + inner.len().checked_sub(1)?;
            (inner.ends_with(b"\"") && from <= to).then(|| Sent { range: from..to, hexadecimal: said.starts_with(b"hex") })
        });
        Some(Self { at, sent })
    }
}

struct Monitor {
    /// Bytes were replaced, so that counts do not fit.
    replaced: bool,
}

impl Rows for Monitor {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let Some(Dashed { at, sent }) = Dashed::of(row.text) else {
            page.wire(Some(Side::Module), row.at, row.from..row.stop);
            return;
        };
        page.wire(Some(Side::Module), row.at, row.from..row.from + at);
        let Some(Sent { range, hexadecimal }) = sent else { return page.outside(Role::Remark, row.at, row.from + at..row.to) };
        page.begin(Some(Side::Host), row.at);
        let from = row.from + range.start;
        if hexadecimal {
            let text = row.text.get(range).unwrap_or_default();
            digits(text, 0, true, |byte, at| page.byte(byte, from + at.start..from + at.end));
        } else {
            Dialect::Backslash.write(from..row.from + range.end, page);
        }
        page.end();
    }

    fn is_lossy(&self) -> bool {
        self.replaced
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::tests::wire;
    use a76xx_parser::Side;

    #[test]
    fn both_sides() {
        let text = "---- Opened the serial port COM7 ----\n---- Sent utf8 encoded message: \"AT\\r\\n\" ----\nAT\r\n\r\nOK\r\n> ---- Sent hex encoded message: \"68 69 1A\" ----\n\
                    ---- Closed the serial port COM7 ----\n";
        let module = |text: &str| (Some(Side::Module), text.to_owned());
        let host = |text: &str| (Some(Side::Host), text.to_owned());
        let read = vec![host("AT\r\n"), module("AT\r\n\r\nOK\r\n> "), host("hi\u{1a}")];
        assert_eq!(wire(text.as_bytes()), ("vscode", read));
    }
}
