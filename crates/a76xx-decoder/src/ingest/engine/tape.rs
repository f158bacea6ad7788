//! An input that runs through a window.

use std::io::{self, Read};

use super::page::{Page, Sheet};
use crate::ingest::{Fault, Item, READ, Role, Source, Zero, read};

/// A piece of a format that is longer than this is read over: memory does not grow with the input.
const LONGEST: usize = 16 * 1024 * 1024;

/// Takes a format apart.
pub(crate) trait Cutter {
    /// Claims what the front of the window holds and gives how many bytes that were; 0 if more is needed. `ended`: nothing follows.
    fn cut(&mut self, page: &mut Page<'_>, ended: bool) -> usize;

    /// Whether a window that a cut left behind waits for more input.
    fn waits(&self, window: &[u8]) -> bool {
        memchr::memchr(b'\n', window).is_none()
    }

    /// Whether the format loses bytes, so that counts need not fit.
    fn is_lossy(&self) -> bool {
        false
    }

    /// The stamp that time counts from, once something stamped was cut.
    fn zero(&self) -> Option<Zero> {
        None
    }
}

/// A source of one format.
pub(crate) struct Tape<C> {
    cutter: C,
    input: Box<dyn Read>,
    window: Vec<u8>,
    /// What was cut off the front of the window.
    start: usize,
    /// Where the window begins in the input.
    origin: u64,
    /// Where the pieces of the sheet are counted from.
    base: usize,
    ended: bool,
    released: bool,
    sheet: Sheet,
}

impl<C: Cutter> Tape<C> {
    pub(crate) fn new(cutter: C, input: Box<dyn Read>) -> Self {
        Self { cutter, input, window: Vec::new(), start: 0, origin: 0, base: 0, ended: false, released: false, sheet: Sheet::default() }
    }

    /// The cutter, with what it has learned.
    pub(crate) fn into_cutter(self) -> C {
        self.cutter
    }

    fn fill(&mut self) -> io::Result<()> {
        self.window.drain(..self.start);
        self.origin += self.start as u64;
        self.start = 0;
        let len = self.window.len();
        // A piece that needs much is not asked for again and again.
        self.window.resize(len + READ.max(len), 0);
        let got = read(self.input.as_mut(), self.window.get_mut(len..).unwrap_or_default());
        self.window.truncate(len + got.as_ref().copied().unwrap_or(0));
        self.ended = got? == 0;
        Ok(())
    }
}

impl<C: Cutter> Source for Tape<C> {
    fn next(&mut self) -> io::Result<Option<Item<'_>>> {
        while self.sheet.is_done() {
            self.sheet.clear();
            let window = self.window.get(self.start..).unwrap_or_default();
            if window.is_empty() && self.ended {
                if self.released {
                    return Ok(None);
                }
                self.released = true;
                self.sheet.release();
                continue;
            }
            let broken = self.sheet.is_broken();
            let mut page = Page::new(window, self.origin + self.start as u64, &mut self.sheet);
            if broken && !window.is_empty() {
                page.outside(Role::Fault, None, 0..window.len());
                page.finish(window.len());
                self.base = self.start;
                self.start += window.len();
                continue;
            }
            let mut taken = if window.is_empty() { 0 } else { self.cutter.cut(&mut page, self.ended).min(window.len()) };
            if taken == 0 && (window.len() >= LONGEST || self.ended && !window.is_empty()) {
                taken = window.len();
                page.fault(None, 0..taken, if self.ended { "the input ends inside of a record" } else { "a record is too long" });
            }
            page.finish(taken);
            self.base = self.start;
            self.start += taken;
            if taken == 0 {
                self.fill()?;
            }
        }
        Ok(self.sheet.next(self.window.get(self.base..).unwrap_or_default()))
    }

    fn waits(&self) -> bool {
        self.sheet.is_done() && self.cutter.waits(self.window.get(self.start..).unwrap_or_default())
    }

    fn faults(&self) -> &[Fault] {
        self.sheet.faults()
    }

    fn is_lossy(&self) -> bool {
        self.cutter.is_lossy()
    }

    fn zero(&self) -> Option<Zero> {
        self.cutter.zero()
    }
}
