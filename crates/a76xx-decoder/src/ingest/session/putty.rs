//! `PuTTY`'s session log: a line of its own on top, then what came.

use crate::ingest::Role;
use crate::ingest::engine::{Cutter, Page, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use memchr::memchr;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "putty",
    title: "what came over a session, behind a line that names PuTTY",
    tools: "PuTTY, KiTTY",
    keeps: Keeps { direction: "by the grammar", time: "no", line_ends: "exact", bytes: "all, or what can be printed" },
    packed: false,
    fit: |head| if head.bytes.starts_with(MARK) { Fit::merged(990, "the first line names PuTTY") } else { Fit::NO },
    open: |_: &Head<'_>, input: Input| Box::new(Tape::new(Putty { at_start: true }, input)),
};

const MARK: &[u8] = b"=~=~=~=~=~=~=~=~=~=~=~= PuTTY log";
/// Longest such line.
const LINE: usize = 160;

struct Putty {
    /// A line begins here.
    at_start: bool,
}

impl Cutter for Putty {
    fn cut(&mut self, page: &mut Page<'_>, ended: bool) -> usize {
        let window = page.window();
        let stop = memchr(b'\n', window).map_or(window.len(), |at| at + 1);
        if self.at_start && (MARK.starts_with(window) || window.starts_with(MARK)) {
            // A log that is appended to has more than one.
            if stop == window.len() && window.last() != Some(&b'\n') && window.len() < LINE && !ended {
                return 0;
            }
            page.outside(Role::Remark, None, 0..stop.min(LINE));
            return stop.min(LINE);
        }
        self.at_start = window.get(stop.wrapping_sub(1)) == Some(&b'\n');
        page.wire(None, None, 0..stop);
        stop
    }

    fn waits(&self, window: &[u8]) -> bool {
        window.is_empty()
    }
}
