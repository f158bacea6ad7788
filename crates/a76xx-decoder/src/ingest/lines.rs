//! Line numbers of the input: people find a line by its number, events know byte offsets.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

use super::Span;

/// Line starts that are remembered: those of more bytes than any step of the chain reads ahead.
const REMEMBERED: usize = 256 * 1024;

/// Where the lines of an input begin, as far as it was read and is still of interest.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    index: Rc<RefCell<Index>>,
    /// Those of a second input, whose bytes are counted from there.
    second: Option<(u64, Rc<RefCell<Index>>)>,
}

/// The line in which a span begins.
pub(crate) struct Row {
    /// From 1.
    pub(crate) number: u64,
    /// Where it begins.
    pub(crate) start: u64,
    /// The span ends in it, too.
    pub(crate) holds: bool,
}

#[derive(Debug, Default)]
struct Index {
    /// Offsets behind line ends, in order.
    starts: VecDeque<u64>,
    /// Line ends that are forgotten.
    dropped: u64,
    read: u64,
    /// The last byte was CR: a line end, unless LF follows.
    after_cr: bool,
    /// Line ends in front of the place that was asked for last, those that are forgotten included: the next one is near it.
    near: Cell<u64>,
}

/// Line ends that are looked at one by one, from the last place on.
const STEPS: usize = 8;

impl Lines {
    /// Number of the line that holds this byte, from 1; `None` for what was forgotten or never read.
    pub fn of(&self, offset: u64) -> Option<u64> {
        let (index, base) = self.part(offset);
        let (index, offset) = (index.borrow(), offset - base);
        if offset >= index.read {
            return None;
        }
        let before = index.before(offset) as u64;
        (before > 0 || index.dropped == 0).then_some(index.dropped + before + 1)
    }

    /// Where the line begins that holds this byte; `None` for what was forgotten or never read.
    pub fn start(&self, offset: u64) -> Option<u64> {
        let (index, base) = self.part(offset);
        let (index, offset) = (index.borrow(), offset - base);
        if offset >= index.read {
            return None;
        }
        match index.before(offset).checked_sub(1) {
            Some(before) => index.starts.get(before).map(|start| base + start),
            None => (index.dropped == 0).then_some(base),
        }
    }

    /// The line that holds the first byte of a span; `None` for what was forgotten or never read.
    pub(crate) fn row(&self, span: Span) -> Option<Row> {
        let (part, base) = self.part(span.offset);
        let (index, offset) = (part.borrow(), span.offset - base);
        if offset >= index.read {
            return None;
        }
        let before = index.before(offset);
        let start = match before.checked_sub(1) {
            Some(last) => index.starts.get(last).copied()?,
            None => (index.dropped == 0).then_some(0)?,
        };
        let last = span.offset + span.len.saturating_sub(1);
        let ends = std::ptr::eq(self.part(last).0, part)
            && last - base < index.read
            && index.starts.get(before).is_none_or(|next| *next > last - base);
        Some(Row { number: index.dropped + before as u64 + 1, start: base + start, holds: ends })
    }

    /// The input that holds this byte, and where its bytes are counted from.
    fn part(&self, offset: u64) -> (&RefCell<Index>, u64) {
        match &self.second {
            Some((base, index)) if offset >= *base => (index, *base),
            _ => (&self.index, 0),
        }
    }

    /// These, and behind them those of another input, whose bytes are counted from `base`.
    pub(crate) fn with(self, base: u64, second: &Self) -> Self {
        Self { index: self.index, second: Some((base, Rc::clone(&second.index))) }
    }

    /// Watches what is read.
    pub(crate) fn watch(&self, input: Box<dyn Read>) -> Box<dyn Read> {
        Box::new(Watched { input, index: Rc::clone(&self.index) })
    }
}

struct Watched {
    input: Box<dyn Read>,
    index: Rc<RefCell<Index>>,
}

impl Read for Watched {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buf)?;
        if let Some(bytes) = buf.get(..read) {
            self.index.borrow_mut().take(bytes);
        }
        Ok(read)
    }
}

impl Index {
    /// How many of the remembered line ends stand in front of a byte.
    fn before(&self, offset: u64) -> usize {
        let from = self.near.get().saturating_sub(self.dropped) as usize;
        let begins = from.checked_sub(1).is_none_or(|last| self.starts.get(last).is_some_and(|start| *start <= offset));
        let near = (from..from + STEPS).find(|at| self.starts.get(*at).is_none_or(|start| *start > offset));
        let before = match near {
            Some(at) if begins && at <= self.starts.len() => at,
            _ => self.starts.partition_point(|start| *start <= offset),
        };
        self.near.set(self.dropped + before as u64);
        before
    }

    /// LF, CR LF, and CR alone end a line.
    fn take(&mut self, bytes: &[u8]) {
        let Some(last) = bytes.last() else { return };
        if self.after_cr && bytes.first() != Some(&b'\n') {
            self.starts.push_back(self.read);
        }
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let lone = bytes.get(at) == Some(&b'\n') || bytes.get(at + 1).is_some_and(|next| *next != b'\n');
            if lone {
                self.starts.push_back(self.read + at as u64 + 1);
            }
        }
        self.after_cr = *last == b'\r';
        self.read += bytes.len() as u64;
        let surplus = self.starts.len().saturating_sub(REMEMBERED);
        self.starts.drain(..surplus);
        self.dropped += surplus as u64;
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test may stop")]
mod tests {
    use super::*;

    fn lines(cuts: &[&[u8]]) -> Lines {
        let lines = Lines::default();
        for cut in cuts {
            lines.index.borrow_mut().take(cut);
        }
        lines
    }

    #[test]
    fn every_line_end_counts_once_wherever_reads_cut() {
        let whole = lines(&[b"a\r\nb\nc\rd"]);
        let cut = lines(&[b"a\r", b"\nb", b"\nc\r", b"d"]);
        for (offset, line, start) in [(0, 1, 0), (2, 1, 0), (3, 2, 3), (5, 3, 5), (7, 4, 7)] {
            assert_eq!((whole.of(offset), cut.of(offset)), (Some(line), Some(line)), "byte {offset}");
            assert_eq!((whole.start(offset), cut.start(offset)), (Some(start), Some(start)), "byte {offset}");
        }
    }

    #[test]
    fn what_was_forgotten_is_not_made_up() {
        let lines = lines(&[&b"\n".repeat(REMEMBERED + 10)]);
        assert_eq!((lines.of(3), lines.start(3)), (None, None));
        assert_eq!(lines.of(REMEMBERED as u64 + 9), Some(REMEMBERED as u64 + 10));
    }

    #[test]
    fn the_order_of_questions_does_not_matter() {
        let text: Vec<u8> = (0..5_000_u32).map(|at| if at % 7 == 3 || at % 11 == 0 { b'\n' } else { b'x' }).collect();
        let asked = lines(&[&text]);
        for at in (0..5_000).chain((0..5_000).rev()).chain((0..5_000).map(|at| at * 1_777 % 5_000)) {
            let line = 1 + memchr::memchr_iter(b'\n', &text[..at as usize]).count() as u64;
            assert_eq!(asked.of(at), Some(line), "byte {at}");
        }
    }
}
