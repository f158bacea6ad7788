//! `od -c`: an offset and a cell of four columns for each byte.

use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "od-c",
    title: "an offset and a cell of four columns for each byte",
    tools: "od -c",
    keeps: Keeps { direction: "by the grammar", time: "no", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let (share, rows) = head.share(|text| cells(text).is_some_and(|count| count > 0));
        let (wide, _) = head.share(|text| text.windows(3).any(|three| three == b"  \\"));
        if rows == 0 || share < 80 || wide == 0 { Fit::NO } else { Fit::merged(650 + share * 2, "an offset and cells of characters") }
    },
    open: |head: &Head<'_>, input: Input| {
        let rows = Chars { last: Vec::new(), next: None, repeats: false };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// Columns of the offset.
const OFFSET: usize = 7;
/// Columns of a cell.
const CELL: usize = 4;

/// The byte of a cell.
fn cell(cell: &[u8]) -> Option<u8> {
    let text = cell.get(1..)?.trim_ascii_start();
    Some(match text {
        b"" => b' ',
        [byte] => *byte,
        b"\\0" => 0,
        b"\\a" => 7,
        b"\\b" => 8,
        b"\\t" => b'\t',
        b"\\n" => b'\n',
        b"\\v" => 0x0b,
        b"\\f" => 0x0c,
        b"\\r" => b'\r',
        [_, _, _] => u8::try_from(octal(text)?).ok()?,
        _ => return None,
    })
}

fn octal(text: &[u8]) -> Option<u64> {
    u64::from_str_radix(std::str::from_utf8(text).ok()?, 8).ok()
}

/// How many cells a line has; `None` if it is none of the dump.
fn cells(text: &[u8]) -> Option<usize> {
    octal(text.get(..OFFSET)?)?;
    let rest = text.get(OFFSET..)?;
    let fits = rest.len().is_multiple_of(CELL) && rest.chunks(CELL).all(|part| part.first() == Some(&b' ') && cell(part).is_some());
    fits.then_some(rest.len() / CELL)
}

struct Chars {
    last: Vec<u8>,
    next: Option<u64>,
    repeats: bool,
}

impl Rows for Chars {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        if row.text == b"*" && !self.last.is_empty() {
            self.repeats = true;
            return;
        }
        if cells(row.text).is_none() {
            if !row.text.is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        }
        let offset = row.text.get(..OFFSET).and_then(octal);
        if let (true, Some(from), Some(to)) = (std::mem::take(&mut self.repeats), self.next, offset) {
            page.repeat(None, row.at, &self.last, to.saturating_sub(from));
        }
        self.last.clear();
        page.begin(None, row.at);
        for (index, part) in row.text.get(OFFSET..).unwrap_or_default().chunks(CELL).enumerate() {
            let from = row.from + OFFSET + index * CELL;
            if let Some(byte) = cell(part) {
                self.last.push(byte);
                page.byte(byte, from..from + CELL);
            }
        }
        page.end();
        self.next = offset.map(|offset| offset + self.last.len() as u64);
    }
}
