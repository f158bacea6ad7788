//! pyserial's `spy://`: a line for each call, data in rows of hexadecimal digits.

use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::hexdump::row::digits;
use crate::ingest::time::{Clock, Scan, Stamp, stamp};
use crate::ingest::{Role, Signal};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "pyserial-spy",
    title: "pyserial's record of the calls to a port",
    tools: "pyserial with spy://PORT?file=…",
    keeps: Keeps { direction: "marked", time: "of each call, 1 ms", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let (share, rows) = head.share(|text| Call::of(text).is_some());
        if rows == 0 || share < 60 { Fit::NO } else { Fit::marked(960, "calls as pyserial records them") }
    },
    open: |head: &Head<'_>, input: Input| {
        Box::new(Tape::new(Lines::new(Spy { clock: Clock::default() }, head.peel.clone(), Clock::default()), input))
    },
};

/// A line apart.
struct Call<'a> {
    stamp: Stamp,
    name: &'a [u8],
    rest: usize,
}

impl<'a> Call<'a> {
    /// `000001.345 TX   0000  41 54 0D      AT.`.
    fn of(text: &'a [u8]) -> Option<Self> {
        const NAMES: [&[u8]; 15] =
            [b"TX", b"RX", b"Q-RX", b"Q-TX", b"FLSH", b"BRK", b"RTS", b"DTR", b"CTS", b"DSR", b"RI", b"CD", b"BAUD", b"XOFF", b"XON"];
        let mut scan = Scan::new(text);
        let (stamp, len) = stamp(text)?;
        scan.advance(len);
        scan.eat(b' ').then_some(())?;
        let name = scan.take(|byte| byte.is_ascii_uppercase() || byte == b'-');
        let known = NAMES.contains(&name) && text.first().is_some_and(u8::is_ascii_digit);
        scan.skip(|byte| byte == b' ');
        known.then_some(Self { stamp, name, rest: scan.taken() })
    }
}

struct Spy {
    clock: Clock,
}

impl Rows for Spy {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let Some(call) = Call::of(row.text) else {
            if !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        };
        let at = Some(self.clock.read(call.stamp));
        let rest = row.text.get(call.rest..).unwrap_or_default();
        let on = !rest.starts_with(b"in");
        let signal = match call.name {
            b"DTR" if rest.ends_with(b"active") => Some(Signal::Dtr(on)),
            b"RTS" if rest.ends_with(b"active") => Some(Signal::Rts(on)),
            _ => None,
        };
        if let Some(signal) = signal {
            page.outside(Role::Signal(signal), at, row.from..row.to);
            return;
        }
        let side = match call.name {
            b"TX" => Side::Host,
            b"RX" => Side::Module,
            _ => return,
        };
        // Behind the offset.
        let mut scan = Scan::new(rest);
        if scan.skip(|byte| byte.is_ascii_hexdigit()) < 4 || scan.skip(|byte| byte == b' ') == 0 {
            return;
        }
        page.begin(Some(side), at);
        digits(row.text, call.rest + scan.taken(), false, |byte, range| page.byte(byte, row.from + range.start..row.from + range.end));
        page.end();
    }
}
