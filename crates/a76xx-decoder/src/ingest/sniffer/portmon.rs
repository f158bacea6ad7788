//! Portmon: a row for each request to the serial driver, with its data as text or as digits.

use std::ops::Range;

use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::hexdump::row::digits;
use crate::ingest::time::{Clock, stamp};
use crate::ingest::{Micros, Zero};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "portmon",
    title: "requests to the serial driver (`IRP_MJ_WRITE`), a row for each, columns parted by tabs",
    tools: "Portmon",
    keeps: Keeps {
        direction: "marked",
        time: "of each request",
        line_ends: "exact in hexadecimal",
        bytes: "as many as it shows; in text, dots stand for others than text",
    },
    packed: false,
    fit: |head| {
        let rows: Vec<Request<'_>> = head.rows.iter().filter_map(|row| Request::of(row.text)).collect();
        if rows.len() < 2 { Fit::NO } else { Fit::marked(940, "requests to read and to write") }
    },
    open: |head: &Head<'_>, input: Input| {
        let hexadecimal = head.rows.iter().filter_map(|row| Request::of(row.text)).all(|request| request.is_hexadecimal());
        let rows = Portmon { hexadecimal, clock: Clock::default(), at: None };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// One request with data.
struct Request<'a> {
    side: Side,
    /// Seconds since the capture began, or the time of day, as it stands there.
    time: &'a [u8],
    /// Bytes that went over.
    len: usize,
    /// As many of them as are shown.
    shown: &'a [u8],
    from: usize,
}

impl<'a> Request<'a> {
    fn of(text: &'a [u8]) -> Option<Self> {
        let mut from = 0;
        let (mut time, mut side) = (None, None);
        for (index, column) in text.split(|byte| *byte == b'\t').enumerate().take(12) {
            match column.trim_ascii() {
                b"IRP_MJ_WRITE" => side = Some(Side::Host),
                b"IRP_MJ_READ" => side = Some(Side::Module),
                column if index == 1 => time = Some(column),
                said => {
                    if let (Some(side), Some(time), Some(rest)) = (side, time, said.strip_prefix(b"Length ")) {
                        let colon = rest.iter().position(|byte| *byte == b':')?;
                        let len = std::str::from_utf8(rest.get(..colon)?).ok()?.trim().parse().ok()?;
                        let blank = usize::from(rest.get(colon + 1) == Some(&b' '));
                        let begins = from + (column.len() - column.trim_ascii_start().len()) + b"Length ".len() + colon + 1 + blank;
                        let ends = from + column.len();
                        return Some(Self { side, time, len, shown: text.get(begins..ends)?, from: begins });
                    }
                }
            }
            from += column.len() + 1;
        }
        None
    }

    fn is_hexadecimal(&self) -> bool {
        let mut count = 0;
        let end = digits(self.shown, 0, false, |_, _| count += 1);
        count > 0 && count <= self.len && self.shown.get(end..).unwrap_or_default().trim_ascii().is_empty()
    }

    /// Hands on the bytes of the text. Where the wire has line ends, dots stand: two or four of them, three behind an echo, one at the end.
    fn each(&self, mut each: impl FnMut(u8, Range<usize>)) {
        let text = self.shown.get(..self.len).unwrap_or(self.shown);
        let mut at = 0;
        while let Some(byte) = text.get(at) {
            let dots = text.get(at..).unwrap_or_default().iter().take_while(|byte| **byte == b'.').count();
            let ends: &[u8] = match dots {
                1 if at + 1 == text.len() => b"\r",
                2 => b"\r\n",
                3 => b"\r\r\n",
                4 => b"\r\n\r\n",
                _ => &[],
            };
            if ends.is_empty() {
                for place in at..at + dots.max(1) {
                    each(*byte, place..place + 1);
                }
            }
            for (index, byte) in ends.iter().enumerate() {
                each(*byte, at + index..at + index + 1);
            }
            at += dots.max(1);
        }
    }
}

struct Portmon {
    hexadecimal: bool,
    clock: Clock,
    at: Option<Micros>,
}

impl Rows for Portmon {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let Some(request) = Request::of(row.text) else {
            return page.outside(Role::Remark, row.at, row.from..row.to);
        };
        self.at = stamp(request.time).map(|(stamp, _)| self.clock.read(stamp)).or(self.at).or(row.at);
        page.begin(Some(request.side), self.at);
        let from = row.from + request.from;
        let byte = |byte: u8, at: Range<usize>| page.byte(byte, from + at.start..from + at.end);
        if self.hexadecimal {
            digits(request.shown, 0, false, byte);
        } else {
            request.each(byte);
        }
        page.end();
    }

    fn is_lossy(&self) -> bool {
        !self.hexadecimal
    }

    fn zero(&self) -> Option<Zero> {
        self.clock.zero()
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::tests::wire;
    use a76xx_parser::Side;

    fn read(write: &str, read: &str) -> (&'static str, Vec<(Option<Side>, String)>) {
        let text = format!(
            "0\t0.00001\tapp.exe\tIRP_MJ_CREATE\tSerial0\tSUCCESS\tOptions: Open \t\n1\t0.01\tapp.exe\tIRP_MJ_WRITE\tSerial0\tSUCCESS\tLength 7: {write}\t\n\
             2\t0.25\tapp.exe\tIRP_MJ_READ\tSerial0\tSUCCESS\tLength 15: {read}\t\n"
        );
        wire(text.as_bytes())
    }

    #[test]
    fn text_and_digits() {
        let both = |host: &str, module: &str| vec![(Some(Side::Host), host.to_owned()), (Some(Side::Module), module.to_owned())];
        let answer = "\r\n+CSQ: 9,99\r\n";
        assert_eq!(read("AT+CSQ.", "..+CSQ: 9,99..."), ("portmon", both("AT+CSQ\r", "\r\n+CSQ: 9,99\r\r\n")));
        let (host, module) = ("41 54 2B 43 53 51 0D", "0D 0A 2B 43 53 51 3A 20 39 2C 39 39 0D 0A");
        assert_eq!(read(host, module), ("portmon", both("AT+CSQ\r", answer)));
        assert_eq!(read("AT.5...", "1.2.....3"), ("portmon", both("AT.5\r\r\n", "1.2.....3")));
    }
}
