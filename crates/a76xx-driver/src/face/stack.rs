//! What runner and handles share, and the application's handle.

use core::cell::RefCell;
use core::fmt;
use core::net::Ipv4Addr;
use core::task::Waker;

use a76xx_parser::Request;
use a76xx_parser::typed::ServerId;

use super::clock::Clock;
use super::runner::Runner;
use super::shared::{Access, Shared};
use super::tcp::{Listener, TcpSocket};
use super::udp::UdpSocket;
use super::waiting::Slot;
use crate::{Config, Error, Host, Machine, Moment, Notice, Reply, Status, Trouble};

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
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Access<LINKS, RX, TX> for State<C, LINKS, RX, TX> {
    fn with<X>(&self, act: impl FnOnce(&mut Machine<LINKS, RX, TX>, Moment) -> X) -> X {
        let now = self.clock.now();
        self.shared.borrow_mut().with(now, act)
    }

    fn look<X>(&self, slot: Slot, waker: &Waker, look: impl FnOnce(&mut Machine<LINKS, RX, TX>, Moment) -> Option<X>) -> Option<X> {
        let now = self.clock.now();
        self.shared.borrow_mut().look(now, slot, waker, look)
    }

    fn wake(&self, slot: Slot) {
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

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Stack<'s, C, LINKS, RX, TX> {
    /// What is known of module and service.
    pub fn status(&self) -> Status {
        self.state.with(|machine, _| *machine.status())
    }

    /// Whether link 0 is a byte pipe, and the only one.
    pub fn is_transparent(&self) -> bool {
        self.state.with(|machine, _| machine.config().transparent)
    }

    /// Waits until sockets can be used. Cancelling it has no effect.
    ///
    /// # Errors
    /// Why the service does not come up; there will be another try, and it can be waited for again.
    pub async fn up(&self) -> Result<(), Trouble> {
        self.state.up().await
    }

    /// Connects to a TCP server. Cancelled, it closes what it has opened.
    ///
    /// # Errors
    /// As [`Machine::open_tcp`], and why the connection could not be made.
    pub async fn connect(&self, host: Host<'_>) -> Result<TcpSocket<'s, C, LINKS, RX, TX>, Error> {
        let link = self.state.open(host).await?;
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
        self.state.question(|machine, now| machine.ask(now, request), look).await
    }

    /// The same for any line, with its CR or without: `AT+CCLK?`. Where a line of its own completes the command (`AT+CMQTTCONNECT=…`), that is
    /// part of the answer.
    ///
    /// # Errors
    /// As [`Machine::command`].
    pub async fn command<X>(&self, line: &[u8], look: impl FnOnce(Reply<'_>) -> X) -> Result<X, Error> {
        self.state.question(|machine, now| machine.command(now, line), look).await
    }

    /// The same for a command that asks for data behind a prompt (`AT+CMGS="…"`, `AT+CMQTTTOPIC=0,7`, `AT+HTTPDATA=90,5000`), and all of them.
    /// Where the command counts them the numbers must agree; where Ctrl-Z ends them it is said behind them. Cancelled while they go out, they are
    /// cancelled too, or filled up to their count.
    ///
    /// # Errors
    /// As [`Machine::command_with`].
    pub async fn command_with<X>(&self, line: &[u8], data: &[u8], look: impl FnOnce(Reply<'_>) -> X) -> Result<X, Error> {
        self.state.question_with(line, data, look).await
    }

    /// Waits for a line that the module sends on its own: messages, calls, the network's clock ([`Machine::take_notice`]). Each goes to one who
    /// waits. Cancelled, it has taken none.
    pub async fn notice<'b>(&self, into: &'b mut [u8]) -> Notice<'b> {
        self.state.notice(into).await
    }

    /// Leaves the data state of the transparent link, so that questions can be asked; the connection stays. Without DTR it takes two seconds of
    /// silence. Cancelled, it still leaves.
    ///
    /// # Errors
    /// Why the link is over.
    pub async fn pause(&self) -> Result<(), Error> {
        self.state.switch(false).await
    }

    /// Goes back to the data state of the transparent link. Cancelled, it still goes.
    ///
    /// # Errors
    /// Why the link is over.
    pub async fn resume(&self) -> Result<(), Error> {
        self.state.switch(true).await
    }

    /// Resolves a name to its first address. Cancelling it drops the answer.
    ///
    /// # Errors
    /// [`Error::Error`] where there is no such name, else as [`ask`](Self::ask).
    pub async fn resolve(&self, name: &str) -> Result<Ipv4Addr, Error> {
        self.state.question(|machine, now| machine.resolve(now, name), |reply| reply.address()).await?
    }
}
