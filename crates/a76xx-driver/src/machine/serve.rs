//! Servers: what an application can ask for.

use core::net::SocketAddrV4;
use core::time::Duration;

use a76xx_parser::typed::{LinkId, ServerId, SocketError};
use a76xx_tracker::Moment;

use super::Machine;
use super::calls::Accepted;
use super::exchange::Outcome;
use super::finish::PAUSE;
use super::link::{Phase, Wish};
use super::news::Stage;
use super::state::{Core, Server};
use crate::error::Error;

impl<const LINKS: usize, const RX: usize, const TX: usize, const LINE: usize, const KEPT: usize> Machine<LINKS, RX, TX, LINE, KEPT> {
    /// Listens for TCP clients on a port; up to three of them wait in the module, where it knows how.
    ///
    /// # Errors
    /// [`Error::Down`] before the service is up, [`Error::Misuse`] where the server is in use.
    pub fn listen(&mut self, now: Moment, id: ServerId, port: u16, backlog: Option<u8>) -> Result<(), Error> {
        if self.core.status.stage != Stage::Up {
            return Err(Error::Down);
        }
        let server = self.core.server_mut(id).ok_or(Error::Misuse)?;
        if !matches!(server, Server::Idle | Server::Down(_)) {
            return Err(Error::Misuse);
        }
        *server = Server::Wanted { port, backlog };
        self.advance(now);
        Ok(())
    }

    /// Whether a server listens.
    ///
    /// # Errors
    /// Why it does not, and will not.
    pub fn is_listening(&self, id: ServerId) -> Result<bool, Error> {
        match self.core.servers.get(usize::from(id.get())) {
            Some(Server::Listening { .. }) => Ok(true),
            Some(Server::Wanted { .. } | Server::Starting { .. }) => Ok(false),
            Some(Server::Down(why)) => Err(*why),
            _ => Err(Error::Misuse),
        }
    }

    /// Whether a server is on its way out; its number cannot be used before [`News::Server`](crate::News::Server) says that it has ended.
    pub fn is_ending(&self, id: ServerId) -> bool {
        matches!(self.core.servers.get(usize::from(id.get())), Some(Server::Unwanted { .. } | Server::Stopping { .. }))
    }

    /// Takes a client of a server. Its link is the application's from now on.
    ///
    /// # Errors
    /// Why there will be none.
    pub fn accept(&mut self, id: ServerId) -> Result<Option<Accepted>, Error> {
        for link_id in LinkId::all() {
            if let Some(link) = self.core.link_mut(link_id).filter(|link| link.accepted && link.server == Some(id)) {
                (link.accepted, link.held) = (false, true);
                let peer = link.peer.unwrap_or(SocketAddrV4::new(core::net::Ipv4Addr::UNSPECIFIED, 0));
                return Ok(Some(Accepted { link: link_id, peer }));
            }
        }
        self.is_listening(id).map(|_| None)
    }

    /// Whether nothing is open, nor anything under way that the application began.
    #[cfg(feature = "tokio")]
    pub(crate) fn is_idle(&self) -> bool {
        let links = self.core.links.iter().all(super::link::Link::is_free);
        let servers = self.core.servers.iter().all(|server| matches!(server, Server::Idle | Server::Down(_)));
        self.core.status.stage != Stage::Up || links && servers && self.core.exchange.is_none()
    }

    /// Ends a server, and closes the clients that nobody took. The others must be released before the module can stop.
    pub fn unlisten(&mut self, now: Moment, id: ServerId) {
        self.core.turn_away_all(id);
        for link in self.core.links.iter_mut().filter(|link| link.accepted && link.server == Some(id)) {
            link.accepted = false;
            if link.phase == Phase::Open { link.wish = Wish::Abort } else { link.renew() }
        }
        for link in LinkId::all() {
            if self.core.link(link).is_some_and(super::link::Link::is_free) {
                self.core.take_in(link);
            }
        }
        if let Some(server) = self.core.server_mut(id) {
            *server = match *server {
                Server::Starting { .. } | Server::Listening { .. } => Server::Unwanted { refusals: 0, not_before: None },
                Server::Unwanted { .. } | Server::Stopping { .. } => *server,
                Server::Idle | Server::Wanted { .. } | Server::Down(_) => Server::Idle,
            };
        }
        self.advance(now);
    }
}

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// The command that stops a server has ended.
    pub(super) fn unlisten_done(&mut self, now: Moment, id: ServerId, outcome: Outcome) {
        // A client came while the stop was on its way: it goes first. The module may know of links that the driver does not.
        let known = self.strays != 0 || self.closing != 0 || self.has_clients(id);
        // Where nothing says why, the reason may be late.
        let again = self.told.code.is_none_or(|code| code == SocketError::SOCKETS_OPEN);
        let (told, until) = (self.told.result, now.after(STOPPED));
        let Some(server) = self.server_mut(id) else { return };
        let Server::Unwanted { refusals, not_before } = server else { return };
        match outcome {
            Outcome::Error if known => {}
            Outcome::Error if again && *refusals < STOPS => {
                *not_before = Some(now.after(PAUSE * (1 << *refusals)));
                *refusals += 1;
            }
            Outcome::Ok if !told => *server = Server::Stopping { until },
            _ => *server = Server::Idle,
        }
    }

    /// What tells that servers have stopped is lost, or a stop that was refused can be tried again.
    pub(super) fn server_timers(&mut self, now: Moment) {
        for id in ServerId::all() {
            let Some(server) = self.server_mut(id) else { return };
            match server {
                Server::Stopping { until } if now >= *until => {
                    *server = Server::Idle;
                    self.news.server(id);
                }
                Server::Unwanted { not_before, .. } if not_before.is_some_and(|time| now >= time) => {
                    *not_before = None;
                    self.unsure = true;
                }
                _ => {}
            }
        }
    }

    /// When that is so.
    pub(super) fn server_time(&self) -> Option<Moment> {
        let times = self.servers.iter().map(|server| match server {
            Server::Stopping { until } => Some(*until),
            Server::Unwanted { not_before, .. } => *not_before,
            _ => None,
        });
        times.flatten().min()
    }
}

/// Stops in a row that are refused, after pauses that double: a link that the peer does not let go stays in the module's list for most of a minute.
pub(super) const STOPS: u8 = 8;
/// From an accepted stop of a server to its result.
const STOPPED: Duration = Duration::from_secs(30);
