//! The line from the modem to its end, with its faults.

use std::collections::BTreeMap;

use super::stage::{Due, Stage};
use super::watch::Piece;
use super::{Fault, Faults, Pace};
use crate::time::Moment;

/// Bytes on the line after which the modem is asked for no more.
const FULL: usize = 64 * 1024;

/// What a fault does beside the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Reboot,
    LoseNetwork,
}

/// From the modem to its end.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    stages: Vec<Stage>,
    /// What is due when, and whether the module keeps it back until then.
    queue: BTreeMap<(Moment, u64), (Vec<u8>, bool)>,
    queued: usize,
    count: u64,
    pace: Pace,
}

impl Line {
    pub(crate) fn new(faults: &Faults) -> Self {
        let mut line = Self { stages: Vec::new(), queue: BTreeMap::new(), queued: 0, count: 0, pace: Pace::default() };
        for fault in &faults.list {
            line.add(*fault, faults.seed);
        }
        line
    }

    /// One more fault, behind the others.
    pub(crate) fn add(&mut self, fault: Fault, seed: u64) {
        if let Fault::Baud(baud) = fault {
            self.pace.set(Some(baud));
        }
        // Distinct numbers give generators that have nothing in common.
        let own = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(self.stages.len() as u64);
        self.stages.push(Stage::new(fault, own));
    }

    /// No fault any more; what is on the line stays on it.
    pub(crate) fn mend(&mut self) {
        self.stages.clear();
        self.pace.set(None);
    }

    /// Whether it has nothing to do and holds nothing.
    pub(crate) fn is_plain(&self) -> bool {
        self.stages.is_empty() && self.queue.is_empty() && self.pace.len() == 0
    }

    /// Whether the modem should be asked for more.
    pub(crate) fn has_room(&self) -> bool {
        self.queued + self.pace.len() < FULL
    }

    /// The module says something. What follows from it beside the line is given back.
    pub(crate) fn push(&mut self, at: Moment, pieces: Vec<Piece>) -> Option<Order> {
        let mut order = None;
        let mut due: Vec<Due> = pieces.into_iter().map(|piece| Due { at, piece, kept: false }).collect();
        for stage in &mut self.stages {
            let mut out = Vec::with_capacity(due.len());
            for piece in due {
                if stage.pass(piece, &mut out) {
                    order = Some(Order::Reboot);
                    break;
                }
            }
            due = out;
        }
        // A line that was mended has to say first what it still holds.
        let last = self.stages.is_empty().then(|| self.queue.keys().next_back()).flatten().map(|(at, _)| *at);
        for Due { at, piece, kept } in due {
            self.enqueue(last.map_or(at, |last| at.max(last)), piece.bytes, kept);
        }
        order
    }

    /// Bytes that pass no fault but the line's speed.
    pub(crate) fn put(&mut self, at: Moment, bytes: Vec<u8>) {
        self.enqueue(at, bytes, false);
    }

    fn enqueue(&mut self, at: Moment, bytes: Vec<u8>, kept: bool) {
        if !bytes.is_empty() {
            self.count += 1;
            self.queued += bytes.len();
            self.queue.insert((at, self.count), (bytes, kept));
        }
    }

    /// The module restarts: it never says what it kept back, nor what a slow line had not taken yet. What is on the line arrives.
    pub(crate) fn restart(&mut self) {
        if self.pace.restart() {
            self.queue.clear();
            self.queued = 0;
        }
        let queued = &mut self.queued;
        self.queue.retain(|_, (bytes, kept)| {
            *queued -= if *kept { bytes.len() } else { 0 };
            !*kept
        });
    }

    /// Bytes that have reached the end.
    pub(crate) fn poll(&mut self, at: Moment) -> Option<Vec<u8>> {
        while let Some(entry) = self.queue.first_entry().filter(|entry| entry.key().0 <= at) {
            let (due, _) = *entry.key();
            let (bytes, _) = entry.remove();
            self.queued -= bytes.len();
            self.pace.push(due, &bytes);
        }
        self.pace.poll(at)
    }

    pub(crate) fn poll_timeout(&self) -> Option<Moment> {
        let queued = self.queue.keys().next().map(|(at, _)| *at);
        let coming = self.stages.iter().filter_map(Stage::known_next);
        coming.chain(queued).chain(self.pace.poll_timeout()).min()
    }

    /// Faults that come of their own accord. `silent` is a time where notices have no place.
    pub(crate) fn handle_timeout(&mut self, at: Moment, silent: bool) -> Option<Order> {
        let mut order = None;
        for index in 0..self.stages.len() {
            let Some(stage) = self.stages.get_mut(index) else { break };
            if stage.next(at).is_none_or(|next| next > at) {
                continue;
            }
            let notices = stage.comes();
            stage.next(at);
            match stage.fault {
                Fault::LoseNetwork(_) => order = Some(Order::LoseNetwork),
                _ if !silent => self.put(at, notices),
                _ => {}
            }
        }
        order
    }
}
