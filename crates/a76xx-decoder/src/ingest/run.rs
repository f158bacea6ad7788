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

    /// Adds runs that no two of can be one, the first of them to the last one if it can be.
    #[inline]
    pub(crate) fn extend(runs: &[Self], to: &mut Vec<Self>) {
        if let [first, rest @ ..] = runs {
            first.append(to);
            to.extend_from_slice(rest);
        }
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
    let mut last = Span { offset: 0, len: 0 };
    for run in runs {
        let len = run.end() - run.origin;
        if last.offset + last.len == run.origin {
            last.len += len;
        } else if len > 0 {
            if last.len > 0 {
                spans.push(last);
            }
            last = Span { offset: run.origin, len };
        }
    }
    if last.len > 0 {
        spans.push(last);
    }
    spans
}

/// Where some of the bytes that runs hold stand, from the first to the last of them; `None` for bytes that are not in the input.
pub fn place(runs: &[Run], part: Range<usize>) -> Option<Span> {
    let (mut at, mut first, mut last) = (0_usize, None, None);
    for run in runs {
        if at >= part.end {
            break;
        }
        if at + run.bytes > part.start && run.width > 0 {
            first = first.or(Some((run, at)));
            last = Some((run, at));
        }
        at += run.bytes;
    }
    let ((first, begins), (last, ends)) = first.zip(last)?;
    let offset = first.origin + part.start.saturating_sub(begins) as u64 * u64::from(first.width);
    let end = last.origin + (part.end - ends).min(last.bytes) as u64 * u64::from(last.width);
    (part.start < part.end).then(|| Span { offset, len: end.saturating_sub(offset) })
}

/// The places of the bytes in a window, in their order.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    /// Those behind `taken` of them.
    queue: Vec<Run>,
    taken: usize,
    /// How many bytes came at a time.
    times: VecDeque<(usize, Option<Micros>)>,
}

impl Runs {
    /// Adds the places of bytes that were put behind the window.
    pub fn push(&mut self, runs: &[Run], at: Option<Micros>) {
        if self.taken * 2 > self.queue.len() {
            self.queue.drain(..self.taken);
            self.taken = 0;
        }
        Run::extend(runs, &mut self.queue);
        let bytes = runs.iter().map(|run| run.bytes).sum();
        match self.times.back_mut() {
            Some((count, then)) if *then == at => *count += bytes,
            _ if bytes > 0 => self.times.push_back((bytes, at)),
            _ => {}
        }
    }

    /// When the bytes came: how many at a time.
    pub(crate) fn times(&self, into: &mut Vec<(usize, Option<Micros>)>) {
        into.extend(&self.times);
    }

    /// Takes the places of the first bytes off, and gives the times of the very first and of the last of them.
    pub fn take(&mut self, bytes: usize, into: &mut Vec<Run>) -> [Option<Micros>; 2] {
        let left = self.queue.get_mut(self.taken..).unwrap_or_default();
        let (mut whole, mut part) = (0, bytes);
        while let Some(run) = left.get(whole)
            && run.bytes <= part
        {
            part -= run.bytes;
            whole += 1;
        }
        let (front, behind) = left.split_at_mut_checked(whole).unwrap_or_default();
        Run::extend(front, into);
        if let Some(run) = behind.first_mut() {
            run.split_front(part).append(into);
        }
        self.taken += whole;
        self.times_of(bytes)
    }

    /// Takes the times of the first bytes off, and gives those of the very first and of the last of them.
    fn times_of(&mut self, mut bytes: usize) -> [Option<Micros>; 2] {
        let first = self.times.front().and_then(|(_, at)| *at);
        let mut last = first;
        while bytes > 0
            && let Some((count, at)) = self.times.front_mut()
        {
            last = *at;
            let part = bytes.min(*count);
            *count -= part;
            bytes -= part;
            if *count == 0 {
                self.times.pop_front();
            }
        }
        [first, last]
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test may stop")]
mod tests {
    use proptest::prelude::*;

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

    proptest! {
        /// Each run is of one width, and begins where the last one ends, or behind a gap.
        #[test]
        fn places_and_times_are_taken_as_they_were_put(
            chunks in proptest::collection::vec((proptest::collection::vec((0..3_u64, 1..4_usize, 0..3_u32), 1..4), 0..3_u64), 1..8),
            cuts in proptest::collection::vec(1..6_usize, 0..40),
        ) {
            let (mut runs, mut expected, mut origin) = (Runs::default(), Vec::new(), 0);
            for (parts, at) in &chunks {
                let mut chunk = Vec::new();
                for (gap, bytes, width) in parts {
                    let run = Run { origin: origin + gap, bytes: *bytes, width: *width };
                    origin = run.end();
                    run.append(&mut chunk);
                    expected.extend((0..*bytes as u64).map(|index| (run.origin + index * u64::from(*width), *width, Some(*at))));
                }
                runs.push(&chunk, Some(*at));
            }
            let mut rest = &expected[..];
            for cut in cuts.into_iter().chain([usize::MAX]) {
                let (front, behind) = rest.split_at(cut.min(rest.len()));
                let mut taken = Vec::new();
                let times = runs.take(front.len(), &mut taken);
                let places = taken.iter().flat_map(|run| (0..run.bytes as u64).map(|index| (run.origin + index * u64::from(run.width), run.width)));
                prop_assert_eq!(places.collect::<Vec<_>>(), front.iter().map(|(place, width, _)| (*place, *width)).collect::<Vec<_>>());
                if let ([first, ..], [.., last]) = (front, front) {
                    prop_assert_eq!(times, [first.2, last.2]);
                }
                let covered: u64 = taken.iter().map(|run| run.bytes as u64 * u64::from(run.width)).sum();
                prop_assert_eq!(spans(&taken).iter().map(|span| span.len).sum::<u64>(), covered);
                rest = behind;
            }
        }
    }
}
