//! `script`: a line on top and one at the end, between them what the terminal showed.

use crate::ingest::Role;
use crate::ingest::engine::{Cutter, Page, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use memchr::memchr;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "script",
    title: "a terminal session, between `Script started` and `Script done`",
    tools: "script, script --log-io",
    keeps: Keeps { direction: "by the grammar", time: "no (it is in the timing file)", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| if head.bytes.starts_with(STARTED) { Fit::merged(990, "the first line is script's") } else { Fit::NO },
    open: |_: &Head<'_>, input: Input| Box::new(Tape::new(Script { first: true }, input)),
};

const STARTED: &[u8] = b"Script started on ";
const DONE: &[u8] = b"\nScript done on ";
/// Longest line of script's own.
const LINE: usize = 1_024;

struct Script {
    first: bool,
}

impl Cutter for Script {
    fn cut(&mut self, page: &mut Page<'_>, ended: bool) -> usize {
        let window = page.window();
        if self.first {
            let Some(at) = memchr(b'\n', window.get(..LINE).unwrap_or(window)) else {
                if window.len() < LINE && !ended {
                    return 0;
                }
                self.first = false;
                page.outside(Role::Remark, None, 0..window.len().min(LINE));
                return window.len().min(LINE);
            };
            self.first = false;
            page.outside(Role::Remark, None, 0..at);
            return at + 1;
        }
        // The last line stands behind a line end of its own.
        match memchr(b'\n', window) {
            Some(0) if DONE.starts_with(window) && !ended => 0,
            Some(0) if window.starts_with(DONE) => {
                let len = window.get(1..).and_then(|rest| memchr(b'\n', rest)).map(|at| at + 2);
                let Some(len) = len.or_else(|| (ended || window.len() > LINE).then_some(window.len())) else { return 0 };
                page.outside(Role::Remark, None, 1..len);
                len
            }
            Some(0) => {
                page.wire(None, None, 0..1);
                1
            }
            at => {
                let len = at.unwrap_or(window.len());
                page.wire(None, None, 0..len);
                len
            }
        }
    }

    fn waits(&self, window: &[u8]) -> bool {
        window.is_empty()
    }
}
