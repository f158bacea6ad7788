//! `ModemManager --debug`: `<debug> [1795365579.974504] [ttyS0/at] --> 'AT<CR>'`, in each of its dialects.

use std::ops::Range;

use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::sniff::{is_answer, is_command};
use crate::ingest::time::{Clock, Scan, Stamp, stamp};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "modemmanager",
    title: "the debug log of ModemManager",
    tools: "ModemManager --debug, also through syslog, journalctl or logread",
    keeps: Keeps {
        direction: "marked",
        time: "of each piece, 1 us where stamped",
        line_ends: "exact",
        bytes: "all but what looks like an escape",
    },
    packed: false,
    fit: |head| {
        if head.rows.iter().filter(|row| Said::of(row.text).is_some()).take(2).count() > 1 {
            Fit::marked(960, "pieces as ModemManager shows them")
        } else {
            Fit::NO
        }
    },
    open: |head: &Head<'_>, input: Input| {
        let mut ports: Vec<(Vec<u8>, u32)> = Vec::new();
        for said in head.rows.iter().filter_map(|row| Said::of(row.text).map(|said| (row.text, said))) {
            let (text, said) = said;
            let mut bytes = Vec::new();
            each(text.get(said.text).unwrap_or_default(), |byte, _| bytes.push(byte));
            let lines = bytes.split(|byte| matches!(byte, b'\r' | b'\n')).map(<[u8]>::trim_ascii);
            let known = lines.filter(|line| is_command(line) || is_answer(line)).count() as u32;
            match ports.iter_mut().find(|(port, _)| port == said.port) {
                Some((_, sum)) => *sum += known,
                None => ports.push((said.port.to_vec(), known)),
            }
        }
        let port = ports.into_iter().max_by_key(|(_, known)| *known).map(|(port, _)| port);
        let rows = Mm { port, clock: Clock::default() };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// Where the arrow stands at the latest.
const NEAR: usize = 200;

/// A piece that went over a port.
struct Said<'a> {
    port: &'a [u8],
    stamp: Option<Stamp>,
    side: Side,
    /// Between the quotes.
    text: Range<usize>,
}

impl<'a> Said<'a> {
    fn of(line: &'a [u8]) -> Option<Self> {
        let near = line.get(..NEAR).unwrap_or(line);
        let arrow = |mark: &[u8]| near.windows(mark.len()).position(|window| window == mark);
        let (at, side) = match (arrow(b" --> '"), arrow(b" <-- '")) {
            (Some(out), Some(back)) if back < out => (back, Side::Module),
            (Some(out), _) => (out, Side::Host),
            (None, Some(back)) => (back, Side::Module),
            (None, None) => return None,
        };
        // In front of the arrow: the port in brackets, perhaps a colon.
        let before = line.get(..at)?.strip_suffix(b":").unwrap_or(line.get(..at)?);
        let close = *before.last()?;
        let open = match close {
            b']' => b'[',
            b')' => b'(',
            _ => return None,
        };
        let start = before.iter().rposition(|byte| *byte == open)?;
        let port = before.get(start + 1..before.len() - 1)?;
        let stamp = before.get(..start)?.iter().position(|byte| *byte == b'[').and_then(|at| {
            let mut scan = Scan::new(before);
            scan.advance(at + 1);
            stamp(scan.rest()).map(|(stamp, _)| stamp)
        });
        let from = at + 6;
        let to = line.iter().rposition(|byte| *byte == b'\'').filter(|to| *to >= from)?;
        Some(Self { port, stamp, side, text: from..to })
    }
}

/// `<CR>`, `<LF>`, and `\` with the decimal number of a byte.
fn each(text: &[u8], mut each: impl FnMut(u8, Range<usize>)) {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (byte, len) = match rest {
            [b'<', b'C', b'R', b'>', ..] => (b'\r', 4),
            [b'<', b'L', b'F', b'>', ..] => (b'\n', 4),
            [b'\\', digits @ ..] => decimal(digits).map_or((b'\\', 1), |(byte, len)| (byte, 1 + len)),
            [byte, ..] => (*byte, 1),
            [] => return,
        };
        each(byte, at..at + len);
        at += len;
    }
}

/// A number of up to three digits, as long as it is a byte.
fn decimal(text: &[u8]) -> Option<(u8, usize)> {
    let digits = text.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    (1..=digits).rev().find_map(|len| Some((std::str::from_utf8(text.get(..len)?).ok()?.parse().ok()?, len)))
}

struct Mm {
    /// The port that carries the commands.
    port: Option<Vec<u8>>,
    clock: Clock,
}

impl Rows for Mm {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let said = Said::of(row.text).filter(|said| self.port.as_deref().is_none_or(|port| port == said.port));
        let Some(said) = said else {
            if !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        };
        let at = said.stamp.map(|stamp| self.clock.read(stamp)).or(row.at);
        let from = row.from + said.text.start;
        page.begin(Some(said.side), at);
        each(row.text.get(said.text).unwrap_or_default(), |byte, range| page.byte(byte, from + range.start..from + range.end));
        page.end();
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, each};
    use a76xx_parser::Side;

    #[test]
    fn dialects() {
        for (line, port, side) in [
            ("<debug> [1700000000.500000] [ttyUSB2/at] --> 'AT<CR>'", "ttyUSB2/at", Side::Host),
            ("<debug> (ttyUSB2): <-- '<CR><LF>OK<CR><LF>'", "ttyUSB2", Side::Module),
            ("<dbg> [modem0/ttyUSB2/at] --> 'AT+CSQ<CR>'", "modem0/ttyUSB2/at", Side::Host),
        ] {
            let said = Said::of(line.as_bytes()).map(|said| (said.port.to_vec(), said.side));
            assert_eq!(said, Some((port.as_bytes().to_vec(), side)), "{line}");
        }
        for line in ["", "<debug> [ttyS0/at] device open count is 1", "--> 'x'", "<-- '"] {
            assert!(Said::of(line.as_bytes()).is_none(), "{line}");
        }
    }

    #[test]
    fn numbers_are_decimal() {
        let mut bytes = Vec::new();
        each(b"a<CR><LF>\\26\\0\\255\\300\\x", |byte, _| bytes.push(byte));
        assert_eq!(bytes, b"a\r\n\x1a\0\xff\x1e0\\x");
    }
}
