//! Who waits for what.

use core::task::Waker;

use a76xx_parser::typed::{LinkId, ServerId};

use crate::News;

/// What can be waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Bytes for the module, or room for its own.
    Line,
    /// Another time of interest.
    Timer,
    Status,
    Reply,
    Notice,
    /// A line of the module to be moved.
    Pin,
    Server(ServerId),
    Link(LinkId),
}

impl From<News> for Slot {
    fn from(news: News) -> Self {
        match news {
            News::Status => Self::Status,
            News::Link(link) => Self::Link(link),
            News::Server(server) => Self::Server(server),
            News::Reply => Self::Reply,
            News::Notice => Self::Notice,
        }
    }
}

/// Tasks that wait for one thing. A fifth makes all of them look, so that none is forgotten.
#[derive(Debug)]
struct Waiters([Option<Waker>; 4]);

impl Waiters {
    const NONE: Self = Self([const { None }; 4]);

    fn add(&mut self, waker: &Waker) {
        if self.0.iter().flatten().any(|known| known.will_wake(waker)) {
            return;
        }
        if self.0.iter().all(Option::is_some) {
            self.wake();
        }
        if let Some(free) = self.0.iter_mut().find(|slot| slot.is_none()) {
            *free = Some(waker.clone());
        }
    }

    fn wake(&mut self) {
        self.0.iter_mut().filter_map(Option::take).for_each(Waker::wake);
    }
}

/// All of them.
#[derive(Debug)]
pub(super) struct Waiting([Waiters; 20]);

impl Waiting {
    pub(super) const NOBODY: Self = Self([const { Waiters::NONE }; 20]);

    fn of(&mut self, slot: Slot) -> Option<&mut Waiters> {
        let index = match slot {
            Slot::Link(link) => link.get(),
            Slot::Server(server) => 10 + server.get(),
            Slot::Line => 14,
            Slot::Timer => 15,
            Slot::Status => 16,
            Slot::Reply => 17,
            Slot::Notice => 18,
            Slot::Pin => 19,
        };
        self.0.get_mut(usize::from(index))
    }

    pub(super) fn add(&mut self, slot: Slot, waker: &Waker) {
        if let Some(waiters) = self.of(slot) {
            waiters.add(waker);
        }
    }

    pub(super) fn wake(&mut self, slot: Slot) {
        if let Some(waiters) = self.of(slot) {
            waiters.wake();
        }
    }
}
