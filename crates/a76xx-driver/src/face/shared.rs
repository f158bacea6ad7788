//! What runner and handles share, below the lock of a face.

use core::future::poll_fn;
use core::task::{Poll, Waker};

use a76xx_parser::typed::LinkId;
use a76xx_tracker::Moment;

use super::waiting::{Slot, Waiting};
use crate::{Config, Error, Host, Machine, Notice, Reply, Stage, Trouble};

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
        if self.machine.has_tx(now) {
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

    /// Whether there are bytes for the module.
    #[cfg(feature = "tokio")]
    pub(super) fn has_tx(&self, now: Moment) -> bool {
        self.machine.has_tx(now)
    }
}

/// Shared state behind the lock of a face: what the handles of all of them wait for.
pub(super) trait Access<const LINKS: usize, const RX: usize, const TX: usize> {
    /// Does something with the machine, and wakes whom it concerns.
    fn with<X>(&self, act: impl FnOnce(&mut Machine<LINKS, RX, TX>, Moment) -> X) -> X;

    /// The same; where it gives nothing, the task is woken when there is something new.
    fn look<X>(&self, slot: Slot, waker: &Waker, look: impl FnOnce(&mut Machine<LINKS, RX, TX>, Moment) -> Option<X>) -> Option<X>;

    /// Lets those look again who wait for this.
    fn wake(&self, slot: Slot);

    /// Waits until the machine gives something.
    async fn wait<X>(&self, slot: Slot, mut look: impl FnMut(&mut Machine<LINKS, RX, TX>, Moment) -> Option<X>) -> X {
        poll_fn(|cx| self.look(slot, cx.waker(), &mut look).map_or(Poll::Pending, Poll::Ready)).await
    }

    /// Waits until something is so, or never will be.
    async fn settled(&self, slot: Slot, mut is: impl FnMut(&mut Machine<LINKS, RX, TX>) -> Result<bool, Error>) -> Result<(), Error> {
        let settled = |is| match is {
            Ok(false) => None,
            Ok(true) => Some(Ok(())),
            Err(why) => Some(Err(why)),
        };
        self.wait(slot, |machine, _| settled(is(machine))).await
    }

    /// Waits until sockets can be used.
    async fn up(&self) -> Result<(), Trouble> {
        let look = |machine: &mut Machine<LINKS, RX, TX>, _| match machine.status().stage {
            Stage::Up => Some(Ok(())),
            Stage::Failed(why) => Some(Err(why)),
            _ => None,
        };
        self.wait(Slot::Status, look).await
    }

    /// Takes a link for a connection, which then opens. Where the place of a peer's name is taken by a question it waits for that.
    async fn open(&self, host: Host<'_>) -> Result<LinkId, Error> {
        let open = |machine: &mut Machine<LINKS, RX, TX>, now| match machine.open_tcp(now, host) {
            Err(Error::Busy) if matches!(host, Host::Name(..)) && !machine.is_desk_free() => None,
            done => Some(done),
        };
        self.wait(Slot::Reply, open).await
    }

    /// Closes a connection, and waits until it is closed.
    async fn close(&self, link: LinkId) -> Result<(), Error> {
        self.with(|machine, now| machine.close(now, link));
        self.settled(Slot::Link(link), |machine| match (machine.is_open(link), machine.is_flushed(link)) {
            (Ok(_), _) => Ok(false),
            (Err(_), flushed) => flushed.map(|_| true),
        })
        .await
    }

    /// Puts a question when its place is free, and waits for the answer.
    async fn question<X>(
        &self,
        mut put: impl FnMut(&mut Machine<LINKS, RX, TX>, Moment) -> Result<(), Error>,
        look: impl FnOnce(Reply<'_>) -> X,
    ) -> Result<X, Error> {
        let free = |machine: &mut Machine<LINKS, RX, TX>, now| match put(machine, now) {
            Err(Error::Busy) => None,
            done => Some(done),
        };
        self.wait(Slot::Reply, free).await?;
        let _question = Question(self);
        let mut look = Some(look);
        let answered = |machine: &mut Machine<LINKS, RX, TX>, _| machine.reply().and_then(|reply| look.take().map(|look| look(reply)));
        Ok(self.wait(Slot::Reply, answered).await)
    }

    /// The same for a command that asks for data.
    async fn question_with<X>(&self, line: &[u8], data: &[u8], look: impl FnOnce(Reply<'_>) -> X) -> Result<X, Error> {
        let free = |machine: &mut Machine<LINKS, RX, TX>, now| match machine.command_with(now, line, data.len()) {
            Err(Error::Busy) => None,
            done => Some(done),
        };
        self.wait(Slot::Reply, free).await?;
        let _question = Question(self);
        let (mut look, mut rest) = (Some(look), data);
        let answered = |machine: &mut Machine<LINKS, RX, TX>, now| {
            while !rest.is_empty() && machine.wanted().is_some_and(|room| room > 0) {
                match machine.give(now, rest) {
                    Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                    Err(why) => return Some(Err(why)),
                }
            }
            machine.reply().and_then(|reply| look.take().map(|look| Ok(look(reply))))
        };
        self.wait(Slot::Reply, answered).await
    }

    /// Waits for a line that the module sends on its own.
    async fn notice<'b>(&self, into: &'b mut [u8]) -> Notice<'b> {
        let (len, lost) = self.wait(Slot::Notice, |machine, _| machine.take_notice(into).map(|got| (got.raw.len(), got.lost))).await;
        Notice { raw: into.get(..len).unwrap_or_default(), lost }
    }

    /// Enters or leaves the data state of the transparent link.
    async fn switch(&self, online: bool) -> Result<(), Error> {
        self.with(|machine, now| if online { machine.resume(now) } else { machine.pause(now) });
        let is = |machine: &mut Machine<LINKS, RX, TX>| machine.is_open(LinkId::N0).map(|_| machine.is_online() == online);
        self.settled(Slot::Link(LinkId::N0), is).await
    }
}

/// Forgets the question when whoever asked it does not wait any more.
struct Question<'a, A: Access<LINKS, RX, TX> + ?Sized, const LINKS: usize, const RX: usize, const TX: usize>(&'a A);

impl<A: Access<LINKS, RX, TX> + ?Sized, const LINKS: usize, const RX: usize, const TX: usize> Drop for Question<'_, A, LINKS, RX, TX> {
    fn drop(&mut self) {
        self.0.with(|machine, _| machine.dismiss());
        self.0.wake(Slot::Reply);
    }
}
