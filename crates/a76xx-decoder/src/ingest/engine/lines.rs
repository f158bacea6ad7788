//! Formats of lines: each line is peeled, then the format says what the rest of it is.

use memchr::memchr;

use super::{Cutter, Page};
use crate::ingest::prefix::Peel;
use crate::ingest::time::Clock;
use crate::ingest::{Micros, Zero};

/// A longer line comes in pieces of this size.
const LONGEST: usize = 1024 * 1024;

/// A line, or a piece of a very long one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    /// Without prefixes and line end.
    pub(crate) text: &'a [u8],
    /// Where the text begins in the window.
    pub(crate) from: usize,
    /// Where it ends.
    pub(crate) to: usize,
    /// Behind the line end.
    pub(crate) stop: usize,
    /// When, if a prefix or an earlier one says so.
    pub(crate) at: Option<Micros>,
    /// The line goes on from an earlier piece.
    pub(crate) goes_on: bool,
}

/// A format of lines.
pub(crate) trait Rows {
    /// Claims what a line holds.
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>);

    /// Whether the format loses bytes, so that counts need not fit.
    fn is_lossy(&self) -> bool {
        false
    }

    /// The stamp that time counts from, where the format has its own.
    fn zero(&self) -> Option<Zero> {
        None
    }
}

/// Cuts an input into lines.
pub(crate) struct Lines<R> {
    rows: R,
    peel: Peel,
    clock: Clock,
    at: Option<Micros>,
    line: u64,
    goes_on: bool,
}

impl<R: Rows> Lines<R> {
    pub(crate) fn new(rows: R, peel: Peel, clock: Clock) -> Self {
        Self { rows, peel, clock, at: None, line: 0, goes_on: false }
    }
}

impl<R: Rows> Cutter for Lines<R> {
    fn cut(&mut self, page: &mut Page<'_>, ended: bool) -> usize {
        let window = page.window();
        let near = window.get(..LONGEST).unwrap_or(window);
        let (to, stop, goes_on) = match memchr(b'\n', near) {
            Some(at) if at > 0 && near.get(at - 1) == Some(&b'\r') => (at - 1, at + 1, false),
            Some(at) => (at, at + 1, false),
            None if near.len() == LONGEST => (LONGEST, LONGEST, true),
            None if ended => (near.len(), near.len(), false),
            None => return 0,
        };
        let line = near.get(..to).unwrap_or_default();
        let mut from = 0;
        if !self.goes_on {
            self.line += 1;
            let peeled = self.peel.peel(line);
            from = peeled.len;
            if let Some(stamp) = peeled.stamp {
                self.at = Some(self.clock.read(stamp));
            }
        }
        page.line = self.line;
        let row = Row { text: line.get(from..).unwrap_or_default(), from, to, stop, at: self.at, goes_on: self.goes_on };
        self.goes_on = goes_on;
        self.rows.row(&row, page);
        stop
    }

    fn is_lossy(&self) -> bool {
        self.rows.is_lossy()
    }

    fn zero(&self) -> Option<Zero> {
        self.rows.zero().or_else(|| self.clock.zero())
    }
}
