//! What runner and handles share, below the lock of a face.

use core::task::Waker;

use a76xx_tracker::Moment;

use super::waiting::{Slot, Waiting};
use crate::{Config, Error, Machine};

/// Machine, and whoever waits for it.
#[derive(Debug)]
pub(super) struct Shared<const LINKS: usize, const RX: usize, const TX: usize> {
    pub(super) machine: Machine<LINKS, RX, TX>,
    waiting: Waiting,
    timer: Option<Moment>,
}

impl<const LINKS: usize, const RX: usize, const TX: usize> Shared<LINKS, RX, TX> {
    pub(super) const fn new(config: Config) -> Self {
        Self { machine: Machine::new(config), waiting: Waiting::NOBODY, timer: None }
    }

    /// Does something with the machine, and wakes whom it concerns.
    pub(super) fn with<X>(&mut self, now: Moment, act: impl FnOnce(&mut Machine<LINKS, RX, TX>, Moment) -> X) -> X {
        let out = act(&mut self.machine, now);
        while let Some(news) = self.machine.poll_news() {
            self.waiting.wake(news.into());
            // What was read, or ended, may make room on the line.
            self.waiting.wake(Slot::Line);
        }
        if self.machine.poll_tx(now).is_some() {
            self.waiting.wake(Slot::Line);
        }
        if self.machine.has_pin() {
            self.waiting.wake(Slot::Pin);
        }
        let timer = self.machine.poll_timeout();
        if self.timer != timer {
            self.timer = timer;
            self.waiting.wake(Slot::Timer);
        }
        out
    }

    /// The same; where it gives nothing, the task is woken when there is something new.
    pub(super) fn look<X>(
        &mut self,
        now: Moment,
        slot: Slot,
        waker: &Waker,
        look: impl FnOnce(&mut Machine<LINKS, RX, TX>, Moment) -> Option<X>,
    ) -> Option<X> {
        let out = self.with(now, look);
        if out.is_none() {
            self.waiting.add(slot, waker);
        }
        out
    }

    pub(super) fn wake(&mut self, slot: Slot) {
        self.waiting.wake(slot);
    }
}

/// Something that is so, is not so yet, or never will be, as something to wait for.
pub(super) fn settled(is: Result<bool, Error>) -> Option<Result<(), Error>> {
    match is {
        Ok(false) => None,
        Ok(true) => Some(Ok(())),
        Err(why) => Some(Err(why)),
    }
}
