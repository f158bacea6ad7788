//! `wvdial`: what it says and sends stands behind `-->`, all else is what it received, line by line.

use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "wvdial",
    title: "what wvdial prints: its own words and commands behind `-->`, the module's lines between",
    tools: "wvdial",
    keeps: Keeps { direction: "marked", time: "no", line_ends: "no", bytes: "text" },
    packed: false,
    fit: |head| {
        let sent = head.rows.iter().filter(|row| row.text.starts_with(SENDING)).count();
        let own = head.rows.iter().any(|row| row.text.starts_with(b"--> WvDial") || row.text.starts_with(b"--> Initializing modem"));
        if sent > 0 && own { Fit::marked(950, "what wvdial said and sent") } else { Fit::NO }
    },
    open: |head: &Head<'_>, input: Input| {
        Box::new(Tape::new(Lines::new(Wvdial { heard: false, ended: false }, head.peel.clone(), head.clock()), input))
    },
};

/// What stands in front of a command.
const SENDING: &[u8] = b"--> Sending: ";
/// What stands in front of everything that wvdial says.
const SAYS: &[u8] = b"-->";

struct Wvdial {
    /// A command was sent: lines may be the module's.
    heard: bool,
    /// wvdial was told to stop: what follows is its own.
    ended: bool,
}

impl Rows for Wvdial {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        if row.text.starts_with(SENDING) {
            self.heard = true;
            page.begin(Some(Side::Host), row.at);
            let from = row.from + SENDING.len();
            for (index, byte) in row.text.get(SENDING.len()..).unwrap_or_default().iter().enumerate() {
                page.byte(*byte, from + index..from + index + 1);
            }
            // The CR that ends a command is not shown; the line's own end stands for it.
            if row.stop > row.to {
                page.byte(b'\r', row.to..row.stop);
            }
            page.end();
            return;
        }
        self.ended |= row.text.starts_with(b"Caught signal");
        if self.heard && !self.ended && !row.text.starts_with(SAYS) {
            page.wire(Some(Side::Module), row.at, row.from..row.stop);
        } else if !row.text.is_empty() {
            page.outside(Role::Remark, row.at, row.from..row.to);
        }
    }

    fn is_lossy(&self) -> bool {
        true
    }
}
