//! The handle of a program.

use std::net::{Ipv4Addr, SocketAddrV4};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use core::fmt;
use core::task::Waker;

use a76xx_parser::Request;
use a76xx_parser::typed::ServerId;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Notify;

use super::stream::{TcpListener, TcpStream};
use super::udp::UdpSocket;
use crate::face::clock::{Clock as _, TokioClock};
use crate::face::pins::{NoPins, Pins};
use crate::face::shared::{Access, Shared};
use crate::face::waiting::Slot;
use crate::{Config, Error, Host, Machine, Moment, Notice, Reply, RunError, Status, Trouble};

/// Links of a modem.
pub const LINKS: usize = 10;
/// Bytes that a link keeps of what was received.
pub const RX: usize = 8192;
/// Bytes that a link keeps of what is to be sent.
pub const TX: usize = 8192;

/// What the handles of one modem share.
pub(super) struct Inner {
    shared: Mutex<Shared<LINKS, RX, TX>>,
    pub(super) clock: TokioClock,
    /// A handle has changed something, or is gone.
    pub(super) changed: Notify,
    /// Handles that there are.
    handles: AtomicUsize,
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, Shared<LINKS, RX, TX>> {
        // The machine does not panic; whoever did so in a closure has left it whole.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether nobody has the modem any more.
    pub(super) fn is_left(&self) -> bool {
        self.handles.load(Ordering::Acquire) == 0
    }

    /// The same as [`Access::with`] for the task that runs the line, which need not be told.
    pub(super) fn run<X>(&self, act: impl FnOnce(&mut Machine<LINKS, RX, TX>, Moment) -> X) -> X {
        let now = self.clock.now();
        self.lock().with(now, act)
    }
}

impl Access<LINKS, RX, TX> for Inner {
    fn with<X>(&self, act: impl FnOnce(&mut Machine<LINKS, RX, TX>, Moment) -> X) -> X {
        let out = self.run(act);
        self.changed.notify_one();
        out
    }

    fn look<X>(&self, slot: Slot, waker: &Waker, look: impl FnOnce(&mut Machine<LINKS, RX, TX>, Moment) -> Option<X>) -> Option<X> {
        let now = self.clock.now();
        let mut shared = self.lock();
        let out = shared.look(now, slot, waker, look);
        // Who got nothing has changed nothing, unless it gave data.
        let says = shared.has_tx(now);
        drop(shared);
        if out.is_some() || says {
            self.changed.notify_one();
        }
        out
    }

    fn wake(&self, slot: Slot) {
        self.lock().wake(slot);
    }
}

/// A module at a port. It is copied freely; the line is given up when the last of its handles and sockets is
/// gone, and what they left is sent and closed.
pub struct Modem(pub(super) Arc<Inner>);

impl Clone for Modem {
    fn clone(&self) -> Self {
        self.0.handles.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(&self.0))
    }
}

impl fmt::Debug for Modem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Modem").field("status", &self.status()).finish_non_exhaustive()
    }
}

impl Drop for Modem {
    fn drop(&mut self) {
        self.0.handles.fetch_sub(1, Ordering::Release);
        self.0.changed.notify_one();
    }
}

impl Modem {
    /// A modem without a line, which [`run`](Self::run) gives it. Time is that of the runtime.
    pub fn new(config: Config) -> Self {
        Self(Arc::new(Inner {
            shared: Mutex::new(Shared::new(config)),
            clock: TokioClock::new(),
            changed: Notify::new(),
            handles: AtomicUsize::new(1),
        }))
    }

    /// A modem whose line is run by a task of its own.
    ///
    /// # Panics
    /// Outside a runtime of tokio.
    pub fn spawn(port: impl AsyncRead + AsyncWrite + Send + 'static, config: Config) -> Self {
        let modem = Self::new(config);
        drop(tokio::spawn(modem.run(port)));
        modem
    }

    /// Brings the module up and runs for as long as the line does and somebody has the modem. Dropped, it can be run again with another port.
    pub fn run<T: AsyncRead + AsyncWrite>(&self, port: T) -> impl Future<Output = RunError<std::io::Error>> + use<T> {
        self.run_with(port, NoPins)
    }

    /// The same with lines of the module that [`Config::wiring`] names.
    pub fn run_with<T: AsyncRead + AsyncWrite, P: Pins>(
        &self,
        port: T,
        pins: P,
    ) -> impl Future<Output = RunError<std::io::Error>> + use<T, P> {
        super::run::run(Arc::clone(&self.0), port, pins)
    }

    /// What is known of module and service.
    pub fn status(&self) -> Status {
        self.0.run(|machine, _| *machine.status())
    }

    /// Waits until sockets can be used. Cancelling it has no effect.
    ///
    /// # Errors
    /// Why the service does not come up; there will be another try, and it can be waited for again.
    pub async fn up(&self) -> Result<(), Trouble> {
        self.0.up().await
    }

    /// Connects to a TCP server. Cancelled, it closes what it has opened.
    ///
    /// # Errors
    /// As [`Machine::open_tcp`], and why the connection could not be made.
    pub async fn connect(&self, host: Host<'_>) -> Result<TcpStream, Error> {
        let stream = TcpStream::of(self.clone(), self.0.open(host).await?);
        self.0.settled(Slot::Link(stream.link()), |machine| machine.is_open(stream.link())).await?;
        Ok(stream)
    }

    /// Listens for TCP clients on the first server that is free. Cancelled, it stops the server.
    ///
    /// # Errors
    /// As [`Machine::listen`], and why it does not listen; [`Error::Busy`] where all servers are in use.
    pub async fn listen(&self, port: u16) -> Result<TcpListener, Error> {
        for server in ServerId::all() {
            match self.0.with(|machine, now| machine.listen(now, server, port, None)) {
                Err(Error::Misuse) => {}
                Err(why) => return Err(why),
                Ok(()) => {
                    let listener = TcpListener::of(self.clone(), server);
                    self.0.settled(Slot::Server(server), |machine| machine.is_listening(server)).await?;
                    return Ok(listener);
                }
            }
        }
        Err(Error::Busy)
    }

    /// Opens a UDP socket on a port of the module, 0 for one that is free. Cancelled, it closes what it has opened.
    ///
    /// # Errors
    /// As [`Machine::open_udp`], and why it could not be opened.
    pub async fn udp(&self, local_port: u16, peer: Option<SocketAddrV4>) -> Result<UdpSocket, Error> {
        let link = self.0.with(|machine, now| {
            let port = if local_port == 0 { machine.free_port(now) } else { local_port };
            machine.open_udp(now, port, peer)
        })?;
        let socket = UdpSocket::of(self.clone(), link);
        self.0.settled(Slot::Link(link), |machine| machine.is_open(link)).await?;
        Ok(socket)
    }

    /// Resolves a name to its first address. Cancelling it drops the answer.
    ///
    /// # Errors
    /// [`Error::Error`] where there is no such name, else as [`ask`](Self::ask).
    pub async fn resolve(&self, name: &str) -> Result<Ipv4Addr, Error> {
        self.0.question(|machine, now| machine.resolve(now, name), |reply| reply.address()).await?
    }

    /// Asks the module something, and looks at the answer. Cancelled before the question went out, nothing is asked; behind it the answer is dropped.
    ///
    /// # Errors
    /// As [`Machine::ask`].
    pub async fn ask<X>(&self, request: &Request<'_>, look: impl FnOnce(Reply<'_>) -> X) -> Result<X, Error> {
        self.0.question(|machine, now| machine.ask(now, request), look).await
    }

    /// The same for any line, with its CR or without: `AT+CCLK?`.
    ///
    /// # Errors
    /// As [`Machine::command`].
    pub async fn command<X>(&self, line: &[u8], look: impl FnOnce(Reply<'_>) -> X) -> Result<X, Error> {
        self.0.question(|machine, now| machine.command(now, line), look).await
    }

    /// The same for a command that asks for data behind a prompt (`AT+CMGS="…"`, `AT+CMQTTTOPIC=0,7`, `AT+HTTPDATA=90,5000`), and all of them.
    /// Where the command counts them the numbers must agree; where Ctrl-Z ends them it is said behind them. Cancelled while they go out, they are
    /// cancelled too, or filled up to their count.
    ///
    /// # Errors
    /// As [`Machine::command_with`].
    pub async fn command_with<X>(&self, line: &[u8], data: &[u8], look: impl FnOnce(Reply<'_>) -> X) -> Result<X, Error> {
        self.0.question_with(line, data, look).await
    }

    /// Waits for a line that the module sends on its own ([`Machine::take_notice`]). Each goes to one who waits. Cancelled, it has taken none.
    pub async fn notice<'b>(&self, into: &'b mut [u8]) -> Notice<'b> {
        self.0.notice(into).await
    }

    /// Leaves the data state of the transparent link, so that questions can be asked; the connection stays. Cancelled, it still leaves.
    ///
    /// # Errors
    /// Why the link is over.
    pub async fn pause(&self) -> Result<(), Error> {
        self.0.switch(false).await
    }

    /// Goes back to the data state of the transparent link. Cancelled, it still goes.
    ///
    /// # Errors
    /// Why the link is over.
    pub async fn resume(&self) -> Result<(), Error> {
        self.0.switch(true).await
    }
}
