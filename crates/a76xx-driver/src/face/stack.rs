//! What runner and handles share, and the application's handle.

use core::cell::RefCell;
use core::fmt;
use core::future::poll_fn;
use core::net::Ipv4Addr;
use core::task::Poll;

use a76xx_parser::typed::{Address, ServerId};
use a76xx_parser::{Answer, Request};

use super::runner::Runner;
use super::tcp::{Listener, TcpSocket};
use super::udp::UdpSocket;
use super::waiting::{Slot, Waiting};
use crate::{Config, Error, Host, Machine, Moment, Reply, Stage, Status, Trouble};

/// A clock. It never goes back.
#[expect(async_fn_in_trait, reason = "the executor of an application knows whether its futures move between threads")]
pub trait Clock {
    /// The time.
    fn now(&self) -> Moment;

    /// Waits for a time. Cancelling it has no effect.
    async fn until(&self, at: Moment);
}

/// Machine, buffers and whoever waits. It can stand in a `static` cell or on the stack of the task that owns it.
pub struct State<C, const LINKS: usize, const RX: usize, const TX: usize> {
    machine: RefCell<Machine<LINKS, RX, TX>>,
    waiting: RefCell<Waiting>,
    timer: RefCell<Option<Moment>>,
    pub(super) clock: C,
}

impl<C, const LINKS: usize, const RX: usize, const TX: usize> fmt::Debug for State<C, LINKS, RX, TX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State").field("machine", &self.machine).finish_non_exhaustive()
    }
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> State<C, LINKS, RX, TX> {
    /// A state before its start.
    pub const fn new(config: Config, clock: C) -> Self {
        Self { machine: RefCell::new(Machine::new(config)), waiting: RefCell::new(Waiting::NOBODY), timer: RefCell::new(None), clock }
    }

    /// The runner, which one task has to run, and the handle for the others.
    pub fn split(&mut self) -> (Runner<'_, C, LINKS, RX, TX>, Stack<'_, C, LINKS, RX, TX>) {
        (Runner { state: self }, Stack { state: self })
    }

    /// Does something with the machine, and wakes whom it concerns.
    pub(super) fn with<X>(&self, act: impl FnOnce(&mut Machine<LINKS, RX, TX>, Moment) -> X) -> X {
        let now = self.clock.now();
        let mut machine = self.machine.borrow_mut();
        let out = act(&mut machine, now);
        let mut waiting = self.waiting.borrow_mut();
        while let Some(news) = machine.poll_news() {
            waiting.wake(news.into());
            // Room on one link is a free link for those who want one.
            waiting.wake(Slot::Line);
        }
        if machine.poll_tx(now).is_some() {
            waiting.wake(Slot::Line);
        }
        let timer = machine.poll_timeout();
        if self.timer.replace(timer) != timer {
            waiting.wake(Slot::Timer);
        }
        out
    }

    /// Waits until the machine gives something.
    pub(super) async fn wait<X>(&self, slot: Slot, mut look: impl FnMut(&mut Machine<LINKS, RX, TX>, Moment) -> Option<X>) -> X {
        poll_fn(|cx| {
            if let Some(out) = self.with(&mut look) {
                return Poll::Ready(out);
            }
            self.waiting.borrow_mut().add(slot, cx.waker());
            Poll::Pending
        })
        .await
    }

    pub(super) fn wake(&self, slot: Slot) {
        self.waiting.borrow_mut().wake(slot);
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
        let open = |machine: &mut Machine<LINKS, RX, TX>, _| match machine.is_open(link) {
            Ok(false) => None,
            Ok(true) => Some(Ok(())),
            Err(why) => Some(Err(why)),
        };
        self.state.wait(Slot::Link(link), open).await?;
        Ok(socket)
    }

    /// Opens a UDP socket on a port of the module. Cancelled, it closes what it has opened.
    ///
    /// # Errors
    /// As [`Machine::open_udp`], and why it could not be opened.
    pub async fn udp(&self, local_port: u16, peer: Option<core::net::SocketAddrV4>) -> Result<UdpSocket<'s, C, LINKS, RX, TX>, Error> {
        let link = self.state.with(|machine, now| machine.open_udp(now, local_port, peer))?;
        let socket = UdpSocket::of(*self, link);
        let open = |machine: &mut Machine<LINKS, RX, TX>, _| match machine.is_open(link) {
            Ok(false) => None,
            Ok(true) => Some(Ok(())),
            Err(why) => Some(Err(why)),
        };
        self.state.wait(Slot::Link(link), open).await?;
        Ok(socket)
    }

    /// Listens for TCP clients. Cancelled, it stops the server.
    ///
    /// # Errors
    /// As [`Machine::listen`], and why it does not listen.
    pub async fn listen(&self, server: ServerId, port: u16, backlog: Option<u8>) -> Result<Listener<'s, C, LINKS, RX, TX>, Error> {
        self.state.with(|machine, now| machine.listen(now, server, port, backlog))?;
        let listener = Listener::of(*self, server);
        let listens = |machine: &mut Machine<LINKS, RX, TX>, _| match machine.is_listening(server) {
            Ok(false) => None,
            Ok(true) => Some(Ok(())),
            Err(why) => Some(Err(why)),
        };
        self.state.wait(Slot::Server(server), listens).await?;
        Ok(listener)
    }

    /// Asks the module something, and looks at the answer. Cancelled before the question went out, nothing is asked; behind it the answer is dropped.
    ///
    /// # Errors
    /// As [`Machine::ask`].
    pub async fn ask<X>(&self, request: &Request<'_>, look: impl FnOnce(Reply<'_>) -> X) -> Result<X, Error> {
        let put = |machine: &mut Machine<LINKS, RX, TX>, now| match machine.ask(now, request) {
            Err(Error::Busy) => None,
            done => Some(done),
        };
        self.state.wait(Slot::Reply, put).await?;
        let _question = Question(*self);
        let mut look = Some(look);
        let answered = |machine: &mut Machine<LINKS, RX, TX>, _| machine.reply().and_then(|reply| look.take().map(|look| look(reply)));
        Ok(self.state.wait(Slot::Reply, answered).await)
    }

    /// Resolves a name to its first address. Cancelling it drops the answer.
    ///
    /// # Errors
    /// [`Error::Error`] where there is no such name, else as [`ask`](Self::ask).
    pub async fn resolve(&self, name: &str) -> Result<Ipv4Addr, Error> {
        let first = |reply: Reply<'_>| {
            let mut first = None;
            reply.answers(|answer| {
                if let Answer::DnsAnswer { ip: Address::V4(ip), .. } = answer {
                    first = first.or(Some(*ip));
                }
            });
            reply.result.and(first.ok_or(Error::Error))
        };
        self.ask(&Request::CdnsGip { domain: name.as_bytes() }, first).await?
    }
}
