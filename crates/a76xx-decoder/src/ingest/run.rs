//! Which byte of the wire stood where in the input.

use std::collections::VecDeque;

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

    /// Adds a run, to the last one if it can be.
    pub fn append(self, to: &mut Vec<Self>) {
        match to.last_mut() {
            Some(last) if last.joins(&self) => last.bytes += self.bytes,
            _ => to.push(self),
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

/// The ranges that runs cover, neighbours joined.
pub fn spans(runs: &[Run]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::with_capacity(1);
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

    /// Takes the places of the first bytes off, and gives the time of the very first.
    pub fn take(&mut self, mut bytes: usize, into: &mut Vec<Run>) -> Option<Micros> {
        let at = self.queue.front().and_then(|(_, at)| *at);
        while bytes > 0
            && let Some((run, _)) = self.queue.front_mut()
        {
            let part = bytes.min(run.bytes);
            Run { bytes: part, ..*run }.append(into);
            run.origin += part as u64 * u64::from(run.width);
            run.bytes -= part;
            bytes -= part;
            if run.bytes == 0 {
                self.queue.pop_front();
            }
        }
        at
    }
}
