//! Dumps with an offset in front of each row: `xxd`, `hexdump -C`, `od -t x1`, and what imitates them.

use super::row::{count, digits};
use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::indent::{Indents, indent};
use crate::ingest::sniff::{is_answer, is_command};
use crate::ingest::time::Scan;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "hexdump",
    title: "rows of an offset and hexadecimal bytes, perhaps with characters behind them",
    tools: "xxd, hexdump -C, od -t x1, od -t x1z, Wireshark and its followed streams",
    keeps: Keeps { direction: "by the grammar", time: "no", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let shape = Shape::of(head);
        let (share, rows) = head.share(|text| Dumped::of(text, shape.wide).is_some());
        match share {
            _ if rows == 0 => Fit::NO,
            50.. if indents(head, shape).is_some() => Fit::marked(660 + share * 2, "rows of one side stand further to the right"),
            70.. => Fit::merged(600 + share * 2, "rows of an offset and hexadecimal bytes"),
            // A log with dumps in it: what the dumps hold must be of the wire.
            10.. if rows > 1 && holds_wire(head, shape) => Fit::merged(550 + share, "rows of an offset and hexadecimal bytes among others"),
            _ => Fit::NO,
        }
    },
    open: |head: &Head<'_>, input: Input| {
        let shape = Shape::of(head);
        let rows = Dump { shape, indents: indents(head, shape), last: Vec::new(), next: None, repeats: false };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// Whether the rows of the head hold lines of the wire.
fn holds_wire(head: &Head<'_>, shape: Shape) -> bool {
    let mut bytes = Vec::new();
    for row in &head.rows {
        if let Some(dumped) = Dumped::of(row.text, shape.wide) {
            digits(row.text, dumped.from, shape.wide && dumped.colon, |byte, _| bytes.push(byte));
        }
    }
    bytes.split(|byte| matches!(byte, b'\r' | b'\n')).map(<[u8]>::trim_ascii).any(|line| is_command(line) || is_answer(line))
}

/// Whose the rows are, where those of one side stand further to the right and each side counts its own bytes.
fn indents(head: &Head<'_>, shape: Shape) -> Option<Indents> {
    let mut next = [0; 2];
    let mut rows = Vec::new();
    for row in &head.rows {
        let Some(dumped) = Dumped::of(row.text, shape.wide) else { continue };
        let (indent, mut bytes) = (indent(row.text), Vec::new());
        digits(row.text, dumped.from, shape.wide && dumped.colon, |byte, _| bytes.push(byte));
        let next = next.get_mut(usize::from(indent > 0))?;
        if number(dumped.offset, shape.base) != Some(*next) {
            return None;
        }
        *next += bytes.len() as u64;
        rows.push((indent, bytes));
    }
    Indents::of(&rows)
}

/// How the rows of an input are written.
#[derive(Clone, Copy)]
struct Shape {
    /// Groups may have more than two digits.
    wide: bool,
    /// Base of the offsets.
    base: u32,
}

impl Shape {
    fn of(head: &Head<'_>) -> Self {
        // Only `xxd` joins bytes to groups; its offset has a colon.
        let (colons, _) = head.share(|text| Dumped::of(text, true).is_some_and(|row| row.colon));
        let wide = colons > 50;
        let rows: Vec<(&[u8], usize)> = head
            .rows
            .iter()
            .filter_map(|row| Dumped::of(row.text, wide).map(|dumped| (dumped.offset, count(row.text, dumped.from, wide))))
            .collect();
        let fits = |base: u32| {
            let step = |pair: &[(&[u8], usize)]| match pair {
                [(first, len), (second, _)] => {
                    number(first, base).zip(number(second, base)).is_some_and(|(first, second)| first + *len as u64 == second)
                }
                _ => false,
            };
            rows.windows(2).filter(|pair| step(pair)).count()
        };
        let base = [16, 8, 10].into_iter().rev().max_by_key(|base| fits(*base)).unwrap_or(16);
        Self { wide, base: if fits(base) == 0 { 16 } else { base } }
    }
}

/// A row apart.
struct Dumped<'a> {
    offset: &'a [u8],
    colon: bool,
    /// Where the digits begin.
    from: usize,
}

impl<'a> Dumped<'a> {
    fn of(text: &'a [u8], wide: bool) -> Option<Self> {
        let mut scan = Scan::new(text);
        scan.skip(|byte| byte == b' ' || byte == b'\t');
        scan.eat_all(b"0x");
        let offset = scan.take(|byte| byte.is_ascii_hexdigit());
        let colon = scan.eat(b':');
        let blanks = scan.skip(|byte| byte == b' ' || byte == b'\t');
        let from = scan.taken();
        let is = (4..=16).contains(&offset.len()) && blanks > 0 && count(text, from, wide && colon) > 0;
        is.then_some(Self { offset, colon, from })
    }
}

fn number(text: &[u8], base: u32) -> Option<u64> {
    u64::from_str_radix(std::str::from_utf8(text).ok()?, base).ok()
}

struct Dump {
    shape: Shape,
    indents: Option<Indents>,
    /// The bytes of the last row: `*` stands for more of the same.
    last: Vec<u8>,
    /// Where the next row should begin.
    next: Option<u64>,
    /// A `*` was read.
    repeats: bool,
}

impl Rows for Dump {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        if row.text.trim_ascii() == b"*" && !self.last.is_empty() {
            self.repeats = true;
            return;
        }
        let shape = self.shape;
        let dumped = Dumped::of(row.text, shape.wide);
        let offset = match &dumped {
            Some(dumped) => number(dumped.offset, shape.base),
            // The last row is the length alone.
            None => number(row.text.trim_ascii(), shape.base).filter(|_| self.next.is_some()),
        };
        if let (true, Some(from), Some(to)) = (std::mem::take(&mut self.repeats), self.next, offset) {
            page.repeat(None, row.at, &self.last, to.saturating_sub(from));
        }
        let Some(dumped) = dumped else {
            if offset.is_none() && !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        };
        self.last.clear();
        page.begin(self.indents.as_mut().and_then(|indents| indents.side(indent(row.text))), row.at);
        digits(row.text, dumped.from, shape.wide && dumped.colon, |byte, range| {
            self.last.push(byte);
            page.byte(byte, row.from + range.start..row.from + range.end);
        });
        page.end();
        // Two sides that count on their own leave no bytes out.
        self.next = offset.filter(|_| self.indents.is_none()).map(|offset| offset + self.last.len() as u64);
    }
}
