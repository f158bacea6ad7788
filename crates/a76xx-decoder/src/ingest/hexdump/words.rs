//! `hexdump` and `od` as they are without options: words of two bytes, the low byte first, as the machines write them that people have.

use memchr::memchr;

use super::row::pair;
use crate::ingest::Role;
use crate::ingest::engine::{Cutter, Page, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::time::Scan;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "dump-words",
    title: "an offset and words of two bytes, hexadecimal or octal, low byte first",
    tools: "hexdump, od",
    keeps: Keeps { direction: "by the grammar", time: "no", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let shares = [4, 6].map(|digits| head.share(|text| Words::of(text, digits).is_some_and(|row| row.count > 0)));
        let (share, rows) = shares.into_iter().max().unwrap_or((0, 0));
        if rows == 0 || share < 80 { Fit::NO } else { Fit::merged(640 + share * 2, "an offset and words of two bytes") }
    },
    open: |head: &Head<'_>, input: Input| {
        let octal = head.share(|text| Words::of(text, 6).is_some_and(|row| row.count > 0)).0 > 50;
        Box::new(Tape::new(Dump { digits: if octal { 6 } else { 4 }, last: Vec::new(), next: None, repeats: false, line: 0 }, input))
    },
};

/// Longest line of such a dump.
const LONGEST: usize = 4_096;

/// A row: its offset and how many words it has.
struct Words {
    offset: u64,
    count: usize,
}

impl Words {
    /// Reads a row of words of four hexadecimal or six octal digits.
    fn of(text: &[u8], digits: usize) -> Option<Self> {
        let mut scan = Scan::new(text.trim_ascii_end());
        let offset = scan.take(|byte| byte.is_ascii_hexdigit());
        if !(7..=10).contains(&offset.len()) {
            return None;
        }
        let radix = if digits == 6 { 8 } else { 16 };
        let offset = u64::from_str_radix(std::str::from_utf8(offset).ok()?, radix).ok()?;
        let mut count = 0;
        while scan.skip(|byte| byte == b' ') > 0 {
            word(scan.take(|byte| byte.is_ascii_hexdigit()), digits)?;
            count += 1;
        }
        scan.peek().is_none().then_some(Self { offset, count })
    }
}

/// The two bytes of a word, in the order of the wire.
fn word(text: &[u8], digits: usize) -> Option<[u8; 2]> {
    match text {
        [a, b, c, d] if digits == 4 => Some([pair(*c, *d)?, pair(*a, *b)?]),
        _ if digits == 6 && text.len() == 6 => Some(u16::from_str_radix(std::str::from_utf8(text).ok()?, 8).ok()?.to_le_bytes()),
        _ => None,
    }
}

struct Dump {
    digits: usize,
    last: Vec<u8>,
    next: Option<u64>,
    repeats: bool,
    line: u64,
}

impl Cutter for Dump {
    fn cut(&mut self, page: &mut Page<'_>, ended: bool) -> usize {
        let window = page.window();
        let near = window.get(..LONGEST).unwrap_or(window);
        let (to, stop) = match memchr(b'\n', near) {
            Some(at) => (at, at + 1),
            None if ended || near.len() == LONGEST => (near.len(), near.len()),
            None => return 0,
        };
        // The last word is filled up: how long the row is, the offset of the next one tells.
        let rest = window.get(stop..).unwrap_or_default();
        let rest = rest.get(..LONGEST).unwrap_or(rest);
        let behind = memchr(b'\n', rest).or_else(|| ended.then_some(rest.len()));
        if behind.is_none() && rest.len() < LONGEST {
            return 0;
        }
        self.line += 1;
        page.line = self.line;
        let text = window.get(..to).unwrap_or_default();
        if text.trim_ascii() == b"*" && !self.last.is_empty() {
            self.repeats = true;
            return stop;
        }
        let Some(row) = Words::of(text, self.digits) else {
            if !text.trim_ascii().is_empty() {
                page.outside(Role::Remark, None, 0..to);
            }
            return stop;
        };
        if let (true, Some(from)) = (std::mem::take(&mut self.repeats), self.next) {
            page.repeat(None, None, &self.last, row.offset.saturating_sub(from));
        }
        let following = behind.and_then(|len| Words::of(rest.get(..len)?, self.digits)).map(|next| next.offset.saturating_sub(row.offset));
        let len = following.map_or(row.count * 2, |len| (len as usize).min(row.count * 2));
        self.row(text, len, page);
        self.next = Some(row.offset + self.last.len() as u64);
        stop
    }
}

impl Dump {
    fn row(&mut self, text: &[u8], len: usize, page: &mut Page<'_>) {
        self.last.clear();
        page.begin(None, None);
        let mut scan = Scan::new(text);
        scan.take(|byte| byte.is_ascii_hexdigit());
        while scan.skip(|byte| byte == b' ') > 0 {
            let from = scan.taken();
            let Some([first, second]) = word(scan.take(|byte| byte.is_ascii_hexdigit()), self.digits) else { break };
            let middle = from + self.digits / 2;
            for (byte, range) in [(first, from..middle), (second, middle..from + self.digits)] {
                if self.last.len() < len {
                    self.last.push(byte);
                    page.byte(byte, range);
                }
            }
        }
        page.end();
    }
}
