//! Which byte of the wire stood where in the input.

use std::collections::VecDeque;
use std::ops::Range;

use smallvec::SmallVec;

use super::Micros;

/// Neighbouring bytes of the wire that stand behind each other in the input, each in `width` bytes (`\r` written as two, `\x1A` as four).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where the first stands.
    pub origin: u64,
    /// How many bytes of the wire.
    pub bytes: usize,
    /// How many bytes of the input for each.
    pub width: u32,
}

impl Run {
    /// Behind its last byte in the input.
    const fn end(&self) -> u64 {
        self.origin + self.bytes as u64 * self.width as u64
    }

    /// Whether the other goes on where this one ends, in the same way.
    pub(crate) const fn joins(&self, next: &Self) -> bool {
        self.width == next.width && self.end() == next.origin
    }

    /// Takes so many bytes off its front, or all that it has.
    pub(super) const fn split_front(&mut self, bytes: usize) -> Self {
        let bytes = if bytes < self.bytes { bytes } else { self.bytes };
        let front = Self { bytes, ..*self };
        self.origin += bytes as u64 * self.width as u64;
        self.bytes -= bytes;
        front
    }

    /// Takes so many bytes off the front of runs.
    pub(crate) fn split_off_front(runs: &mut Vec<Self>, mut bytes: usize) -> Vec<Self> {
        let (mut front, mut whole) = (Vec::new(), 0);
        for run in runs.iter_mut() {
            if bytes == 0 {
                break;
            }
            let part = run.split_front(bytes);
            bytes -= part.bytes;
            whole += usize::from(run.bytes == 0);
            front.push(part);
        }
        runs.drain(..whole);
        front
    }

    /// Adds a run, to the last one if it can be.
    #[inline]
    pub fn append(self, to: &mut Vec<Self>) {
        match to.last_mut() {
            Some(last) if last.joins(&self) => last.bytes += self.bytes,
            _ if self.bytes > 0 => to.push(self),
            _ => {}
        }
    }
}

/// A range of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub offset: u64,
    /// How many bytes.
    pub len: u64,
}

/// Ranges of the input: hardly ever more than one.
pub type Spans = SmallVec<[Span; 1]>;

/// The ranges that runs cover, neighbours joined.
pub fn spans(runs: &[Run]) -> Spans {
    let mut spans = Spans::new();
    for run in runs {
        let len = run.end() - run.origin;
        if len == 0 {
            continue;
        }
        match spans.last_mut() {
            Some(last) if last.offset + last.len == run.origin => last.len += len,
            _ => spans.push(Span { offset: run.origin, len }),
        }
    }
    spans
}

/// Where some of the bytes that runs hold stand, from the first to the last of them; `None` for bytes that are not in the input.
pub fn place(runs: &[Run], part: Range<usize>) -> Option<Span> {
    let (mut at, mut start, mut end) = (0_usize, None, 0);
    for run in runs {
        let (from, to) = (part.start.saturating_sub(at), part.end.saturating_sub(at).min(run.bytes));
        if from < to && run.width > 0 {
            let width = u64::from(run.width);
            start = start.or(Some(run.origin + from as u64 * width));
            end = run.origin + to as u64 * width;
        }
        at += run.bytes;
    }
    start.map(|offset| Span { offset, len: end.saturating_sub(offset) })
}

/// The places of the bytes in a window, in their order.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    queue: VecDeque<(Run, Option<Micros>)>,
}

impl Runs {
    /// Adds the places of bytes that were put behind the window.
    pub fn push(&mut self, run: Run, at: Option<Micros>) {
        match self.queue.back_mut() {
            Some((last, then)) if *then == at && last.joins(&run) => last.bytes += run.bytes,
            _ if run.bytes > 0 => self.queue.push_back((run, at)),
            _ => {}
        }
    }

    /// When the bytes came: how many at a time.
    pub(crate) fn times(&self, into: &mut Vec<(usize, Option<Micros>)>) {
        for (run, at) in &self.queue {
            match into.last_mut() {
                Some((bytes, then)) if then == at => *bytes += run.bytes,
                _ => into.push((run.bytes, *at)),
            }
        }
    }

    /// Takes the places of the first bytes off, and gives the times of the very first and of the last of them.
    pub fn take(&mut self, mut bytes: usize, into: &mut Vec<Run>) -> [Option<Micros>; 2] {
        let at = self.queue.front().and_then(|(_, at)| *at);
        let (mut until, mut whole) = (at, 0);
        for (run, then) in &mut self.queue {
            if bytes == 0 {
                break;
            }
            until = *then;
            let part = run.split_front(bytes);
            bytes -= part.bytes;
            whole += usize::from(run.bytes == 0);
            part.append(into);
        }
        self.queue.drain(..whole);
        [at, until]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `AT\\r` in a line, then `OK` in the next.
    const RUNS: [Run; 3] =
        [Run { origin: 10, bytes: 2, width: 1 }, Run { origin: 12, bytes: 1, width: 2 }, Run { origin: 20, bytes: 2, width: 1 }];

    #[test]
    fn a_part_is_found_through_escapes_and_gaps() {
        assert_eq!(place(&RUNS, 1..2), Some(Span { offset: 11, len: 1 }));
        assert_eq!(place(&RUNS, 1..3), Some(Span { offset: 11, len: 3 }));
        assert_eq!(place(&RUNS, 2..4), Some(Span { offset: 12, len: 9 }));
        assert_eq!(place(&RUNS, 0..5), Some(Span { offset: 10, len: 12 }));
    }

    #[test]
    fn what_is_not_in_the_input_has_no_place() {
        assert_eq!(place(&RUNS, 5..7), None);
        assert_eq!(place(&RUNS, 2..2), None);
        let added = [RUNS[0], Run { origin: 12, bytes: 2, width: 0 }];
        assert_eq!(place(&added, 2..4), None);
        assert_eq!(place(&added, 1..4), Some(Span { offset: 11, len: 1 }));
    }
}
