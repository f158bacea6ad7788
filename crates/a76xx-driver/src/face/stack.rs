//! What runner and handles share, and the application's handle.

use core::cell::RefCell;
use core::fmt;
use core::future::poll_fn;
use core::net::Ipv4Addr;
use core::task::Poll;

use a76xx_parser::Request;
use a76xx_parser::typed::{LinkId, ServerId};

use super::clock::Clock;
use super::runner::Runner;
use super::shared::{Shared, settled};
use super::tcp::{Listener, TcpSocket};
use super::udp::UdpSocket;
use super::waiting::Slot;
use crate::{Config, Error, Host, Machine, Moment, Notice, Reply, Stage, Status, Trouble};

/// Machine, buffers and whoever waits. It can stand in a `static` cell or on the stack of the task that owns it.
pub struct State<C, const LINKS: usize, const RX: usize, const TX: usize> {
    shared: RefCell<Shared<LINKS, RX, TX>>,
    pub(super) clock: C,
}

impl<C, const LINKS: usize, const RX: usize, const TX: usize> fmt::Debug for State<C, LINKS, RX, TX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State").field("shared", &self.shared).finish_non_exhaustive()
    }
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> State<C, LINKS, RX, TX> {
    /// A state before its start.
    pub const fn new(config: Config, clock: C) -> Self {
        Self { shared: RefCell::new(Shared::new(config)), clock }
    }

    /// The runner, which one task has to run, and the handle for the others.
    pub fn split(&mut self) -> (Runner<'_, C, LINKS, RX, TX>, Stack<'_, C, LINKS, RX, TX>) {
        (Runner { state: self }, Stack { state: self })
    }

    /// Does something with the machine, and wakes whom it concerns.
    pub(super) fn with<X>(&self, act: impl FnOnce(&mut Machine<LINKS, RX, TX>, Moment) -> X) -> X {
        let now = self.clock.now();
        self.shared.borrow_mut().with(now, act)
    }

    /// Waits until the machine gives something.
    pub(super) async fn wait<X>(&self, slot: Slot, mut look: impl FnMut(&mut Machine<LINKS, RX, TX>, Moment) -> Option<X>) -> X {
        poll_fn(|cx| {
            let now = self.clock.now();
            self.shared.borrow_mut().look(now, slot, cx.waker(), &mut look).map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }

    /// Waits until something is so, or never will be.
    pub(super) async fn settled(
        &self,
        slot: Slot,
        mut is: impl FnMut(&mut Machine<LINKS, RX, TX>) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        self.wait(slot, |machine, _| settled(is(machine))).await
    }

    pub(super) fn wake(&self, slot: Slot) {
        self.shared.borrow_mut().wake(slot);
    }
}

/// The application's handle: opens sockets, asks questions. It is copied freely.
pub struct Stack<'s, C, const LINKS: usize, const RX: usize, const TX: usize> {
    pub(super) state: &'s State<C, LINKS, RX, TX>,
}

impl<C, const LINKS: usize, const RX: usize, const TX: usize> Clone for Stack<'_, C, LINKS, RX, TX> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C, const LINKS: usize, const RX: usize, const TX: usize> Copy for Stack<'_, C, LINKS, RX, TX> {}

impl<C, const LINKS: usize, const RX: usize, const TX: usize> fmt::Debug for Stack<'_, C, LINKS, RX, TX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stack").finish_non_exhaustive()
    }
}

/// Forgets the question when whoever asked it does not wait any more.
struct Question<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize>(Stack<'s, C, LINKS, RX, TX>);

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Drop for Question<'_, C, LINKS, RX, TX> {
    fn drop(&mut self) {
        self.0.state.with(|machine, _| machine.dismiss());
        self.0.state.wake(Slot::Reply);
    }
}

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Stack<'s, C, LINKS, RX, TX> {
    /// What is known of module and service.
    pub fn status(&self) -> Status {
        self.state.with(|machine, _| *machine.status())
    }

    /// Waits until sockets can be used. Cancelling it has no effect.
    ///
    /// # Errors
    /// Why the service does not come up; there will be another try, and it can be waited for again.
    pub async fn up(&self) -> Result<(), Trouble> {
        let look = |machine: &mut Machine<LINKS, RX, TX>, _| match machine.status().stage {
            Stage::Up => Some(Ok(())),
            Stage::Failed(why) => Some(Err(why)),
            _ => None,
        };
        self.state.wait(Slot::Status, look).await
    }

    /// Connects to a TCP server. Cancelled, it closes what it has opened.
    ///
    /// # Errors
    /// As [`Machine::open_tcp`], and why the connection could not be made.
    pub async fn connect(&self, host: Host<'_>) -> Result<TcpSocket<'s, C, LINKS, RX, TX>, Error> {
        let link = match host {
            Host::Address(_) => self.state.with(|machine, now| machine.open_tcp(now, host))?,
            // Its place may be taken by a question.
            Host::Name(..) => {
                let open = |machine: &mut Machine<LINKS, RX, TX>, now| match machine.open_tcp(now, host) {
                    Err(Error::Busy) if machine.reply().is_some() => None,
                    done => Some(done),
                };
                self.state.wait(Slot::Reply, open).await?
            }
        };
        let socket = TcpSocket::of(*self, link);
        self.state.settled(Slot::Link(link), |machine| machine.is_open(link)).await?;
        Ok(socket)
    }

    /// Opens a UDP socket on a port of the module. Cancelled, it closes what it has opened.
    ///
    /// # Errors
    /// As [`Machine::open_udp`], and why it could not be opened.
    pub async fn udp(&self, local_port: u16, peer: Option<core::net::SocketAddrV4>) -> Result<UdpSocket<'s, C, LINKS, RX, TX>, Error> {
        let link = self.state.with(|machine, now| machine.open_udp(now, local_port, peer))?;
        let socket = UdpSocket::of(*self, link);
        self.state.settled(Slot::Link(link), |machine| machine.is_open(link)).await?;
        Ok(socket)
    }

    /// Listens for TCP clients. Cancelled, it stops the server.
    ///
    /// # Errors
    /// As [`Machine::listen`], and why it does not listen.
    pub async fn listen(&self, server: ServerId, port: u16, backlog: Option<u8>) -> Result<Listener<'s, C, LINKS, RX, TX>, Error> {
        self.state.with(|machine, now| machine.listen(now, server, port, backlog))?;
        let listener = Listener::of(*self, server);
        self.state.settled(Slot::Server(server), |machine| machine.is_listening(server)).await?;
        Ok(listener)
    }

    /// Asks the module something, and looks at the answer. Cancelled before the question went out, nothing is asked; behind it the answer is dropped.
    ///
    /// # Errors
    /// As [`Machine::ask`].
    pub async fn ask<X>(&self, request: &Request<'_>, look: impl FnOnce(Reply<'_>) -> X) -> Result<X, Error> {
        self.put(|machine, now| machine.ask(now, request), look).await
    }

    /// The same for any line, with its CR or without: `AT+CCLK?`. Where a line of its own completes the command (`AT+CMQTTCONNECT=…`), that is
    /// part of the answer.
    ///
    /// # Errors
    /// As [`Machine::command`].
    pub async fn command<X>(&self, line: &[u8], look: impl FnOnce(Reply<'_>) -> X) -> Result<X, Error> {
        self.put(|machine, now| machine.command(now, line), look).await
    }

    /// Puts a question when its place is free, and waits for the answer.
    async fn put<X>(
        &self,
        mut put: impl FnMut(&mut Machine<LINKS, RX, TX>, Moment) -> Result<(), Error>,
        look: impl FnOnce(Reply<'_>) -> X,
    ) -> Result<X, Error> {
        let free = |machine: &mut Machine<LINKS, RX, TX>, now| match put(machine, now) {
            Err(Error::Busy) => None,
            done => Some(done),
        };
        self.state.wait(Slot::Reply, free).await?;
        let _question = Question(*self);
        let mut look = Some(look);
        let answered = |machine: &mut Machine<LINKS, RX, TX>, _| machine.reply().and_then(|reply| look.take().map(|look| look(reply)));
        Ok(self.state.wait(Slot::Reply, answered).await)
    }

    /// Waits for a line that the module sends on its own: messages, calls, the network's clock ([`Machine::take_notice`]). Each goes to one who
    /// waits. Cancelled, it has taken none.
    pub async fn notice<'b>(&self, into: &'b mut [u8]) -> Notice<'b> {
        let (len, lost) = self.state.wait(Slot::Notice, |machine, _| machine.take_notice(into).map(|got| (got.raw.len(), got.lost))).await;
        Notice { raw: into.get(..len).unwrap_or_default(), lost }
    }

    /// Leaves the data state of the transparent link, so that questions can be asked; the connection stays. Without DTR it takes two seconds of
    /// silence. Cancelled, it still leaves.
    ///
    /// # Errors
    /// Why the link is over.
    pub async fn pause(&self) -> Result<(), Error> {
        self.switch(false).await
    }

    /// Goes back to the data state of the transparent link. Cancelled, it still goes.
    ///
    /// # Errors
    /// Why the link is over.
    pub async fn resume(&self) -> Result<(), Error> {
        self.switch(true).await
    }

    async fn switch(&self, online: bool) -> Result<(), Error> {
        self.state.with(|machine, now| if online { machine.resume(now) } else { machine.pause(now) });
        let is = |machine: &mut Machine<LINKS, RX, TX>| machine.is_open(LinkId::N0).map(|_| machine.is_online() == online);
        self.state.settled(Slot::Link(LinkId::N0), is).await
    }

    /// Resolves a name to its first address. Cancelling it drops the answer.
    ///
    /// # Errors
    /// [`Error::Error`] where there is no such name, else as [`ask`](Self::ask).
    pub async fn resolve(&self, name: &str) -> Result<Ipv4Addr, Error> {
        self.put(|machine, now| machine.resolve(now, name), |reply| reply.address()).await?
    }
}
