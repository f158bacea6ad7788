//! Machine, port and clock.

use core::fmt;
use core::net::Ipv4Addr;
use core::net::SocketAddrV4;
use core::time::Duration;

use a76xx_parser::Request;
use a76xx_parser::typed::{LinkId, ServerId};
use a76xx_tracker::Moment;
use embedded_io::{ErrorKind, Read, ReadReady, Write};

use super::socket::{Datagrams, Socket};
use crate::{Accepted, Config, Error, Host, Machine, Notice, Pin, Reply, Stage, Status, Trouble};

/// Why something failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure<E> {
    /// The port.
    Line(E),
    /// Module, network or caller.
    Driver(Error),
    /// The service does not come up; there will be another try, and it can be waited for again.
    Service(Trouble),
}

impl<E> From<Error> for Failure<E> {
    fn from(error: Error) -> Self {
        Self::Driver(error)
    }
}

impl<E: fmt::Debug> fmt::Display for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(error) => write!(f, "the port failed: {error:?}"),
            Self::Driver(error) => error.fmt(f),
            Self::Service(trouble) => trouble.fmt(f),
        }
    }
}

impl<E: fmt::Debug> core::error::Error for Failure<E> {}

impl<E: embedded_io::Error> embedded_io::Error for Failure<E> {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Line(error) => error.kind(),
            Self::Driver(error) => error.io_kind(),
            Self::Service(_) => ErrorKind::NotConnected,
        }
    }
}

/// A module at a port. `now` is asked for the time, which never goes back; it is also where a program can feed its watchdog or sleep a while.
pub struct Modem<P, N, const LINKS: usize, const RX: usize, const TX: usize> {
    pub(super) machine: Machine<LINKS, RX, TX>,
    port: P,
    now: N,
    patience: Option<Duration>,
    pins: Option<fn(&mut P, Pin)>,
}

impl<P, N, const LINKS: usize, const RX: usize, const TX: usize> fmt::Debug for Modem<P, N, LINKS, RX, TX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Modem").field("machine", &self.machine).finish_non_exhaustive()
    }
}

impl<P: Read + ReadReady + Write, N: FnMut() -> Moment, const LINKS: usize, const RX: usize, const TX: usize> Modem<P, N, LINKS, RX, TX> {
    /// A driver before its start.
    pub const fn new(config: Config, port: P, now: N) -> Self {
        Self { machine: Machine::new(config), port, now, patience: None, pins: None }
    }

    /// How long reads, writes and accepts wait at most; what has a limit of its own keeps that. `None`: for as long as it takes.
    pub const fn set_patience(&mut self, patience: Option<Duration>) {
        self.patience = patience;
    }

    /// How lines of the module are moved that [`Config::wiring`] names; the port is whatever has them. It comes back when that is done.
    pub const fn set_pins(&mut self, pins: fn(&mut P, Pin)) {
        self.pins = Some(pins);
    }

    /// Runs the line for as long as there is something to do at once.
    ///
    /// # Errors
    /// The port's.
    pub fn poll(&mut self) -> Result<(), P::Error> {
        loop {
            let now = (self.now)();
            let mut quiet = true;
            if self.machine.poll_timeout().is_some_and(|at| at <= now) {
                self.machine.handle_timeout(now);
                quiet = false;
            }
            if let Some(pins) = self.pins
                && let Some(pin) = self.machine.poll_pin()
            {
                pins(&mut self.port, pin);
                if !matches!(pin, Pin::Dtr(_)) {
                    let now = (self.now)();
                    self.machine.handle_reset(now);
                }
                continue;
            }
            if let Some(bytes) = self.machine.poll_tx(now) {
                let count = self.port.write(bytes)?;
                self.machine.sent(now, count);
                if !self.machine.has_tx(now) {
                    self.port.flush()?;
                }
                quiet = false;
            }
            let mut buffer = [0; 128];
            let most = self.machine.rx_room().min(buffer.len());
            if most > 0 && self.port.read_ready()? {
                let count = self.port.read(buffer.get_mut(..most).unwrap_or_default())?;
                let now = (self.now)();
                self.machine.handle_rx(now, buffer.get(..count).unwrap_or_default());
                quiet &= count == 0;
            }
            if quiet {
                // What changed is looked at, not told.
                while self.machine.poll_news().is_some() {}
                return Ok(());
            }
        }
    }

    /// Does something with the machine, and runs the line.
    ///
    /// # Errors
    /// The port's.
    pub fn with<X>(&mut self, act: impl FnOnce(&mut Machine<LINKS, RX, TX>, Moment) -> X) -> Result<X, P::Error> {
        let now = (self.now)();
        let out = act(&mut self.machine, now);
        self.poll()?;
        Ok(out)
    }

    /// Runs the line until the machine gives something.
    ///
    /// # Errors
    /// The port's, or that it took longer than it may.
    pub fn wait<X>(&mut self, mut look: impl FnMut(&mut Machine<LINKS, RX, TX>, Moment) -> Option<X>) -> Result<X, Failure<P::Error>> {
        let limit = self.patience.map(|patience| (self.now)().after(patience));
        self.until(limit, &mut look)?.ok_or(Failure::Driver(Error::TimedOut))
    }

    fn until<X>(
        &mut self,
        limit: Option<Moment>,
        look: &mut impl FnMut(&mut Machine<LINKS, RX, TX>, Moment) -> Option<X>,
    ) -> Result<Option<X>, Failure<P::Error>> {
        loop {
            let now = (self.now)();
            if let Some(out) = look(&mut self.machine, now) {
                self.poll().map_err(Failure::Line)?;
                return Ok(Some(out));
            }
            self.poll().map_err(Failure::Line)?;
            if limit.is_some_and(|limit| now >= limit) {
                return Ok(None);
            }
        }
    }

    /// Waits for what has a limit of its own.
    pub(super) fn settled(
        &mut self,
        mut is: impl FnMut(&mut Machine<LINKS, RX, TX>) -> Result<bool, Error>,
    ) -> Result<(), Failure<P::Error>> {
        let mut look = |machine: &mut Machine<LINKS, RX, TX>, _| match is(machine) {
            Ok(false) => None,
            Ok(true) => Some(Ok(())),
            Err(why) => Some(Err(why)),
        };
        self.until(None, &mut look)?.unwrap_or(Err(Error::TimedOut)).map_err(Failure::Driver)
    }

    /// When something is due that [`poll`](Self::poll) does.
    pub fn due(&self) -> Option<Moment> {
        self.machine.poll_timeout()
    }

    /// What is known of module and service.
    pub const fn status(&self) -> &Status {
        self.machine.status()
    }

    /// Brings the module up, and waits until sockets can be used.
    ///
    /// # Errors
    /// Why the service does not come up.
    pub fn up(&mut self) -> Result<(), Failure<P::Error>> {
        self.with(Machine::start).map_err(Failure::Line)?;
        let mut look = |machine: &mut Machine<LINKS, RX, TX>, _| match machine.status().stage {
            Stage::Up => Some(Ok(())),
            Stage::Failed(why) => Some(Err(why)),
            _ => None,
        };
        self.until(None, &mut look)?.unwrap_or(Ok(())).map_err(Failure::Service)
    }

    /// Connects to a TCP server. The link is the program's until [`release`](Self::release); [`socket`](Self::socket) reads and writes it.
    ///
    /// # Errors
    /// As [`Machine::open_tcp`], and why the connection could not be made; then the link is free again.
    pub fn connect(&mut self, host: Host<'_>) -> Result<LinkId, Failure<P::Error>> {
        let link = self.with(|machine, now| machine.open_tcp(now, host)).map_err(Failure::Line)??;
        self.opened(link)
    }

    /// Opens a UDP socket on a port of the module, 0 for one that is free. [`datagrams`](Self::datagrams) sends and receives.
    ///
    /// # Errors
    /// As [`Machine::open_udp`], and why it could not be opened; then the link is free again.
    pub fn udp(&mut self, local_port: u16, peer: Option<SocketAddrV4>) -> Result<LinkId, Failure<P::Error>> {
        let open = |machine: &mut Machine<LINKS, RX, TX>, now| {
            let port = if local_port == 0 { machine.free_port(now) } else { local_port };
            machine.open_udp(now, port, peer)
        };
        let link = self.with(open).map_err(Failure::Line)??;
        self.opened(link)
    }

    fn opened(&mut self, link: LinkId) -> Result<LinkId, Failure<P::Error>> {
        let open = self.settled(|machine| machine.is_open(link));
        if open.is_err() {
            self.with(|machine, now| machine.release(now, link)).map_err(Failure::Line)?;
        }
        open.map(|()| link)
    }

    /// The socket of a link.
    pub const fn socket(&mut self, link: LinkId) -> Socket<'_, P, N, LINKS, RX, TX> {
        Socket { modem: self, link }
    }

    /// The UDP socket of a link.
    pub const fn datagrams(&mut self, link: LinkId) -> Datagrams<'_, P, N, LINKS, RX, TX> {
        Datagrams { modem: self, link }
    }

    /// Sends what was written to a link, closes it, waits for that, and gives the link back.
    ///
    /// # Errors
    /// Why not everything was sent.
    pub fn close(&mut self, link: LinkId) -> Result<(), Failure<P::Error>> {
        self.with(|machine, now| machine.close(now, link)).map_err(Failure::Line)?;
        let sent = self.settled(|machine| match (machine.is_open(link), machine.is_flushed(link)) {
            (Ok(_), _) => Ok(false),
            (Err(_), flushed) => flushed.map(|_| true),
        });
        self.release(link).map_err(Failure::Line)?;
        sent
    }

    /// Gives a link back without waiting: what was written is sent, then it is closed, while the line is run.
    ///
    /// # Errors
    /// The port's.
    pub fn release(&mut self, link: LinkId) -> Result<(), P::Error> {
        self.with(|machine, now| machine.release(now, link))
    }

    /// Listens for TCP clients.
    ///
    /// # Errors
    /// As [`Machine::listen`], and why it does not listen.
    pub fn listen(&mut self, server: ServerId, port: u16) -> Result<(), Failure<P::Error>> {
        self.with(|machine, now| machine.listen(now, server, port, None)).map_err(Failure::Line)??;
        self.settled(|machine| machine.is_listening(server))
    }

    /// Waits for a client of a server. Its link is the program's until [`release`](Self::release).
    ///
    /// # Errors
    /// Why there will be none.
    pub fn accept(&mut self, server: ServerId) -> Result<Accepted, Failure<P::Error>> {
        Ok(self.wait(|machine, _| machine.accept(server).transpose())??)
    }

    /// Asks the module something, and looks at the answer.
    ///
    /// # Errors
    /// As [`Machine::ask`].
    pub fn ask<X>(&mut self, request: &Request<'_>, look: impl FnOnce(Reply<'_>) -> X) -> Result<X, Failure<P::Error>> {
        self.with(|machine, now| machine.ask(now, request)).map_err(Failure::Line)??;
        self.answered(look)
    }

    /// The same for any line, with its CR or without: `AT+CCLK?`.
    ///
    /// # Errors
    /// As [`Machine::command`].
    pub fn command<X>(&mut self, line: &[u8], look: impl FnOnce(Reply<'_>) -> X) -> Result<X, Failure<P::Error>> {
        self.with(|machine, now| machine.command(now, line)).map_err(Failure::Line)??;
        self.answered(look)
    }

    /// The same for a command that asks for data behind a prompt, and all of them ([`Machine::command_with`]).
    ///
    /// # Errors
    /// As [`Machine::command_with`].
    pub fn command_with<X>(&mut self, line: &[u8], data: &[u8], look: impl FnOnce(Reply<'_>) -> X) -> Result<X, Failure<P::Error>> {
        self.with(|machine, now| machine.command_with(now, line, data.len())).map_err(Failure::Line)??;
        let mut rest = data;
        self.wait(|machine, now| {
            while !rest.is_empty() && machine.wanted().is_some_and(|room| room > 0) {
                match machine.give(now, rest) {
                    Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                    Err(why) => {
                        machine.dismiss();
                        return Some(Err(why));
                    }
                }
            }
            machine.reply().is_some().then_some(Ok(()))
        })??;
        self.answered(look)
    }

    fn answered<X>(&mut self, look: impl FnOnce(Reply<'_>) -> X) -> Result<X, Failure<P::Error>> {
        self.settled(|machine| Ok(machine.reply().is_some()))?;
        let out = self.machine.reply().map(look);
        self.machine.dismiss();
        out.ok_or(Failure::Driver(Error::Gone))
    }

    /// Resolves a name to its first address.
    ///
    /// # Errors
    /// [`Error::Error`] where there is no such name, else as [`ask`](Self::ask).
    pub fn resolve(&mut self, name: &str) -> Result<Ipv4Addr, Failure<P::Error>> {
        self.with(|machine, now| machine.resolve(now, name)).map_err(Failure::Line)??;
        Ok(self.answered(|reply| reply.address())??)
    }

    /// Takes a line that the module sent on its own, where one waits ([`Machine::take_notice`]).
    ///
    /// # Errors
    /// The port's.
    pub fn notice<'b>(&mut self, into: &'b mut [u8]) -> Result<Option<Notice<'b>>, P::Error> {
        self.poll()?;
        Ok(self.machine.take_notice(into))
    }
}
