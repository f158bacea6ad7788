//! The speed of a line.

use std::collections::VecDeque;

use core::time::Duration;

use crate::time::Moment;

/// Bits of a byte on the line: one to start, eight, one to stop.
const BITS: u64 = 10;
/// Bytes go over in pieces of about so long.
const PIECE: Duration = Duration::from_millis(5);

/// One direction of a line with a speed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pace {
    /// Bits in a second; none for a line that takes no time.
    baud: Option<u32>,
    waiting: VecDeque<u8>,
    /// Bytes that are on the line, and when the last of them has arrived.
    under_way: Option<(Moment, Vec<u8>)>,
}

impl Pace {
    pub(crate) fn set(&mut self, baud: Option<u32>) {
        self.baud = baud.filter(|baud| *baud > 0);
    }

    pub(crate) fn push(&mut self, at: Moment, bytes: &[u8]) {
        self.waiting.extend(bytes);
        self.load(at);
    }

    /// Drops what is not on the line yet, where the line takes its time; tells whether it does.
    pub(crate) fn restart(&mut self) -> bool {
        if self.baud.is_some() {
            self.waiting.clear();
        }
        self.baud.is_some()
    }

    /// Bytes that have not arrived.
    pub(crate) fn len(&self) -> usize {
        self.waiting.len() + self.under_way.as_ref().map_or(0, |(_, bytes)| bytes.len())
    }

    /// Bytes that have arrived.
    pub(crate) fn poll(&mut self, at: Moment) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        while let Some((arrived, bytes)) = self.under_way.take_if(|(arrived, _)| *arrived <= at) {
            out.extend(bytes);
            self.load(arrived);
        }
        (!out.is_empty()).then_some(out)
    }

    pub(crate) fn poll_timeout(&self) -> Option<Moment> {
        self.under_way.as_ref().map(|(arrived, _)| *arrived)
    }

    /// Puts the next piece on the line.
    fn load(&mut self, at: Moment) {
        if self.under_way.is_some() || self.waiting.is_empty() {
            return;
        }
        let Some(baud) = self.baud.map(u64::from) else {
            self.under_way = Some((at, self.waiting.drain(..).collect()));
            return;
        };
        let most = (PIECE.as_micros() as u64 * baud / BITS / 1_000_000).max(1) as usize;
        let count = most.min(self.waiting.len());
        let micros = (count as u64 * BITS * 1_000_000).div_ceil(baud);
        self.under_way = Some((at.after(Duration::from_micros(micros)), self.waiting.drain(..count).collect()));
    }
}
