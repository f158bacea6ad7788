//! Bytes in base64.

use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::sniff::{is_answer, is_command};

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "base64",
    title: "bytes in base64",
    tools: "base64, mail, web services",
    keeps: Keeps { direction: "by the grammar", time: "no", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let (share, rows) = head.share(is_line);
        if rows == 0 || share < 95 {
            return Fit::NO;
        }
        // Any word is base64: what comes out must be of the wire.
        let mut bytes = Vec::new();
        let mut code = Code::default();
        for row in &head.rows {
            row.text.iter().for_each(|byte| bytes.extend(code.take(*byte)));
        }
        let lines = bytes.split(|byte| matches!(byte, b'\r' | b'\n')).map(<[u8]>::trim_ascii);
        let known = lines.filter(|line| is_command(line) || is_answer(line)).count();
        if known > 0 { Fit::merged(850, "base64 that holds lines of the wire") } else { Fit::NO }
    },
    open: |head: &Head<'_>, input: Input| Box::new(Tape::new(Lines::new(Base64::default(), head.peel.clone(), head.clock()), input)),
};

/// The six bits that a character stands for.
pub(crate) fn sextet(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

fn is_line(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let body = text.strip_suffix(b"==").or_else(|| text.strip_suffix(b"=")).unwrap_or(text);
    !body.is_empty() && body.iter().all(|byte| sextet(*byte).is_some())
}

/// Bits that are no byte yet.
#[derive(Default)]
pub(crate) struct Code {
    bits: u32,
    count: u32,
}

impl Code {
    /// Takes a character; the byte that it completes.
    pub(crate) fn take(&mut self, byte: u8) -> Option<u8> {
        if byte == b'=' {
            *self = Self::default();
        }
        self.bits = self.bits << 6 & 0xffff | u32::from(sextet(byte)?);
        self.count += 6;
        (self.count >= 8).then(|| {
            self.count -= 8;
            (self.bits >> self.count) as u8
        })
    }
}

#[derive(Default)]
struct Base64 {
    code: Code,
}

impl Rows for Base64 {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        if !is_line(row.text) {
            if !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        }
        page.begin(None, row.at);
        let mut from = row.from;
        for (at, byte) in row.text.iter().enumerate() {
            if let Some(value) = self.code.take(*byte) {
                page.byte(value, from..row.from + at + 1);
                from = row.from + at + 1;
            }
        }
        page.end();
    }
}
