//! Text of a terminal with a stamp, a quote mark or another prefix in front of each line. Behind it every byte is of the wire.

use memchr::memchr;

use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::prefix::Bracketed;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "stamped",
    title: "text of a terminal, a time stamp, quote mark or log head in front of each line",
    tools: "tio -t, picocom | ts, minicom, grabserial, Arduino, PlatformIO, Tera Term, CoolTerm, ttylog, syslog, quoted mail",
    keeps: Keeps { direction: "by the grammar", time: "of each line", line_ends: "as the tool", bytes: "as the tool" },
    packed: false,
    fit: |head| {
        if head.peel.is_empty() {
            return Fit::NO;
        }
        Fit::merged(300, "a stamp or mark stands in front of the lines")
    },
    open: |head: &Head<'_>, input: Input| {
        let rows = Stamped { stamp: head.peel.stamp() };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

struct Stamped {
    stamp: Option<Bracketed>,
}

impl Rows for Stamped {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let mut from = row.from;
        // Where a terminal shows what is typed, the answer's stamp stands behind the CR of the command.
        let mut rest = row.text;
        while let Some(stamp) = self.stamp
            && let Some(at) = memchr(b'\r', rest)
        {
            let behind = rest.get(at + 1..).unwrap_or_default();
            match stamp.len(behind) {
                Some((len, _)) if !behind.is_empty() => {
                    let next = row.to - behind.len();
                    page.wire(None, row.at, from..next);
                    from = next + len;
                    rest = behind.get(len..).unwrap_or_default();
                }
                _ => rest = behind,
            }
        }
        page.wire(None, row.at, from..row.stop);
    }
}
