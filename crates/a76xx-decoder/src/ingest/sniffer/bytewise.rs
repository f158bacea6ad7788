//! Sniffers that spell out every byte with its number: interceptty, slsnif.

use std::ops::Range;

use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::label::{Labels, Learner};
use crate::ingest::time::{Clock, Scan, stamp};
use crate::ingest::{Micros, Role};

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "bytewise",
    title: "every byte with its number behind or in front of it (`< 0x41 (A)`, `Host --> A (065)`)",
    tools: "interceptty, slsnif",
    keeps: Keeps { direction: "marked", time: "as the tool was told", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let (share, rows) = head.share(|text| Spelled::of(text).is_some());
        if rows < 2 || share < 25 { Fit::NO } else { Fit::marked(900, "every byte is spelled out") }
    },
    open: |head: &Head<'_>, input: Input| {
        let mut groups: Vec<(&[u8], Vec<u8>)> = Vec::new();
        for row in &head.rows {
            let Some(spelled) = Spelled::of(row.text) else { continue };
            if !groups.iter().any(|(mark, _)| *mark == spelled.mark) {
                groups.push((spelled.mark, Vec::new()));
            }
            if let Some((_, bytes)) = groups.iter_mut().find(|(mark, _)| *mark == spelled.mark) {
                spelled.each(row.text, |byte, _| bytes.push(byte));
            }
        }
        let mut learner = Learner::of_names();
        for (mark, bytes) in &groups {
            learner.take(mark, bytes);
        }
        let rows = Bytewise { labels: learner.learn(), clock: Clock::default(), at: None };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// A line of spelled bytes.
struct Spelled<'a> {
    mark: &'a [u8],
    /// Where the bytes begin.
    from: usize,
    /// The number stands in front of its byte.
    first: bool,
}

impl<'a> Spelled<'a> {
    fn of(text: &'a [u8]) -> Option<Self> {
        let mut scan = Scan::new(text);
        scan.skip(|byte| byte == b' ');
        let start = scan.taken();
        if scan.eat_any(b"<>").is_some() {
            let mark = text.get(start..=start)?;
            scan.skip(|byte| matches!(byte, b' ' | b'\t'));
            let spelled = Self { mark, from: scan.taken(), first: true };
            return number_first(scan.rest()).map(|_| spelled);
        }
        let mark = scan.take(|byte| byte.is_ascii_alphabetic());
        scan.skip(|byte| byte == b' ');
        if mark.is_empty() || !(scan.eat_all(b"--> ") || scan.eat_all(b"<-- ")) {
            return None;
        }
        let spelled = Self { mark, from: scan.taken(), first: false };
        number_last(scan.rest()).map(|_| spelled)
    }

    fn each(&self, text: &[u8], mut each: impl FnMut(u8, Range<usize>)) {
        let mut at = self.from;
        let read = if self.first { number_first } else { number_last };
        while let Some((byte, len)) = text.get(at..).and_then(read) {
            each(byte, at..at + len);
            at += len;
            at += usize::from(text.get(at) == Some(&b' '));
            if self.first {
                return;
            }
        }
    }
}

/// `0x41 (A)`, `41(A)`.
fn number_first(text: &[u8]) -> Option<(u8, usize)> {
    let mut scan = Scan::new(text);
    scan.eat_all(b"0x");
    let digits = scan.take(|byte| byte.is_ascii_hexdigit());
    let len = scan.taken();
    scan.eat(b' ');
    let byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    (digits.len() == 2 && scan.eat(b'(')).then_some((byte, len))
}

/// `A (065)` in decimal digits, `A (41)` in hexadecimal ones. The byte itself may be a bracket or blank; control characters have names.
fn number_last(text: &[u8]) -> Option<(u8, usize)> {
    let named = text.first() == Some(&b'<');
    let name = text.iter().take(8).position(|byte| *byte == b'>').filter(|_| named).map(|at| at + 1);
    // A character that is not ASCII may take several bytes.
    let single = (1..=4).find(|len| text.get(*len..).is_some_and(|rest| rest.starts_with(b" (")));
    let shown = name.filter(|len| text.get(*len..).is_some_and(|rest| rest.starts_with(b" ("))).or(single)?;
    let mut scan = Scan::new(text.get(shown + 2..)?);
    let digits = scan.take(|byte| byte.is_ascii_hexdigit());
    scan.eat(b')').then_some(())?;
    let radix = match digits.len() {
        3 => 10,
        2 => 16,
        _ => return None,
    };
    let byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()?;
    Some((byte, shown + 2 + scan.taken()))
}

struct Bytewise {
    labels: Labels,
    /// For stamps in lines of their own.
    clock: Clock,
    at: Option<Micros>,
}

impl Rows for Bytewise {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let spelled = Spelled::of(row.text);
        let side = spelled.as_ref().and_then(|spelled| self.labels.side(spelled.mark));
        let (Some(spelled), Some(side)) = (spelled, side) else {
            let text = row.text.strip_suffix(b"\0").unwrap_or(row.text);
            match stamp(text).filter(|(_, len)| *len == text.trim_ascii_end().len()) {
                Some((stamp, _)) => self.at = Some(self.clock.read(stamp)),
                None if text.trim_ascii().is_empty() || text.starts_with(b"Total bytes") => {}
                None => page.outside(Role::Remark, row.at, row.from..row.to),
            }
            return;
        };
        page.begin(Some(side), row.at.or(self.at));
        spelled.each(row.text, |byte, range| page.byte(byte, row.from + range.start..row.from + range.end));
        page.end();
    }
}

#[cfg(test)]
mod tests {
    use super::Spelled;

    fn read(text: &str) -> Option<(String, Vec<u8>)> {
        let spelled = Spelled::of(text.as_bytes())?;
        let mut bytes = Vec::new();
        spelled.each(text.as_bytes(), |byte, _| bytes.push(byte));
        Some((String::from_utf8_lossy(spelled.mark).into_owned(), bytes))
    }

    #[test]
    fn spelled() {
        assert_eq!(read("< 0x41 (A)"), Some(("<".into(), vec![0x41])));
        assert_eq!(read("       > \t0x0d ([CR])"), Some((">".into(), vec![0x0d])));
        assert_eq!(read("> 41(A)"), Some((">".into(), vec![0x41])));
        assert_eq!(read("Host   --> A (065) < (060) <CR> (013) "), Some(("Host".into(), vec![65, 60, 13])));
        assert_eq!(read("Device --> ( (28)   (20) <LF> (0a)"), Some(("Device".into(), vec![0x28, 0x20, 0x0a])));
        for text in ["", "> AT", "--> AT", "Host --> AT", "< "] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
