//! Sockets: what an application can ask for.

use core::net::{Ipv4Addr, SocketAddrV4};

use a76xx_parser::typed::LinkId;
use a76xx_tracker::Moment;

use super::Machine;
use super::encode::{HEAD, PIECE, datagram, head};
use super::link::{Phase, Wish};
use super::news::Stage;
use super::state::Server;
use super::step::Step;
use crate::config::Reception;
use crate::error::{Delivery, Error};

/// The longest `AT+CIPOPEN`, without the name.
const OPENS: usize = br#"AT+CIPOPEN=9,"TCP","",65535,65535"#.len() + 1;

/// Whom to connect to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host<'a> {
    /// An address and port.
    Address(SocketAddrV4),
    /// A name of at most 254 bytes that the module resolves, and a port.
    Name(&'a str, u16),
}

/// A client that a server accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Its link.
    pub link: LinkId,
    /// Where it comes from.
    pub peer: SocketAddrV4,
}

/// A datagram that was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Datagram {
    /// Its length in bytes; more than the buffer's, if the end of it was cut off.
    pub len: usize,
    /// Who sent it. `0.0.0.0:0` where the module did not tell: in buffered mode a link without a peer of its own.
    pub from: SocketAddrV4,
}

impl<const LINKS: usize, const RX: usize, const TX: usize, const LINE: usize, const KEPT: usize> Machine<LINKS, RX, TX, LINE, KEPT> {
    /// Brings module and service up. [`Machine::status`] tells how far it is.
    pub fn start(&mut self, now: Moment) {
        if self.core.status.stage == Stage::Stopped {
            self.core.status.stage = Stage::Waking;
            self.core.start_over = true;
            self.core.go(now, Step::Wake);
        }
        self.advance(now);
    }

    /// Closes the service, and with it every link and server. [`start`](Self::start) brings it up again.
    pub fn stop(&mut self, now: Moment) {
        let core = &mut self.core;
        if core.status.stage == Stage::Stopped || core.bring.stopping {
            return;
        }
        if core.bring.step == Step::Up {
            core.bring.stopping = true;
            core.go(now, Step::Shut);
        } else {
            core.stopped_all();
        }
        self.advance(now);
    }

    /// Opens a TCP connection. The link is the application's at once, until [`release`](Self::release); [`is_open`](Self::is_open) tells when it is open.
    ///
    /// # Errors
    /// [`Error::Down`] before the service is up, [`Error::Busy`] when no link is free, or for a name while another question is open.
    pub fn open_tcp(&mut self, now: Moment, host: Host<'_>) -> Result<LinkId, Error> {
        let id = self.free_link()?;
        if let Host::Name(name, port) = host {
            if name.is_empty()
                || name.len() > 254
                || name.len() + OPENS >= LINE
                || name.bytes().any(|byte| matches!(byte, b'"' | b'\r' | b'\n'))
            {
                return Err(Error::Misuse);
            }
            self.core.desk.keep(name.as_bytes(), port)?;
        }
        let link = self.core.link_mut(id).ok_or(Error::Misuse)?;
        link.renew();
        (link.phase, link.held) = (Phase::Wanted, true);
        match host {
            Host::Address(peer) => link.peer = Some(peer),
            // Its address is the module's secret.
            Host::Name(_, port) => (link.by_name, link.peer) = (true, Some(SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, port))),
        }
        self.advance(now);
        Ok(id)
    }

    /// Opens a UDP socket on a port of the module, 1 to 65535. With a peer, [`send`](Self::send) goes to it.
    ///
    /// # Errors
    /// As [`open_tcp`](Self::open_tcp); [`Error::Misuse`] for port 0, or where the buffers are too small for a datagram.
    pub fn open_udp(&mut self, now: Moment, local_port: u16, peer: Option<SocketAddrV4>) -> Result<LinkId, Error> {
        if local_port == 0 || RX < PIECE + HEAD || TX < PIECE + HEAD {
            return Err(Error::Misuse);
        }
        let id = self.free_link()?;
        let link = self.core.link_mut(id).ok_or(Error::Misuse)?;
        link.renew();
        (link.phase, link.held, link.udp, link.peer, link.local_port) = (Phase::Wanted, true, true, peer, local_port);
        self.advance(now);
        Ok(id)
    }

    /// A link for a new socket. A module gives its clients the lowest number, so these are taken from the top where servers listen.
    fn free_link(&self) -> Result<LinkId, Error> {
        if self.core.status.stage != Stage::Up {
            return Err(Error::Down);
        }
        let free = |id: &LinkId| {
            let there = id.get() < self.core.links_there && self.core.strays >> id.get() & 1 == 0;
            there && self.core.link(*id).is_some_and(super::link::Link::is_free) && !self.core.is_engaged(*id)
        };
        let serves = self.core.servers.iter().any(|server| !matches!(server, Server::Idle | Server::Down(_)));
        let mut ids = [LinkId::N0; 10];
        for (slot, id) in ids.iter_mut().zip(LinkId::all()) {
            *slot = id;
        }
        if self.core.config.transparent {
            ids = [LinkId::N0; 10];
        } else if serves {
            ids.reverse();
        }
        ids.into_iter().find(free).ok_or(Error::Busy)
    }

    /// Whether a link is open; before that `false`, and behind it the reason of its end.
    ///
    /// # Errors
    /// Why it is not, and will not be.
    pub fn is_open(&self, id: LinkId) -> Result<bool, Error> {
        let link = self.core.link(id).filter(|link| link.held).ok_or(Error::Misuse)?;
        link.over.map_or(Ok(link.phase == Phase::Open), Err)
    }

    /// Gives bytes to a TCP link, or one datagram to the peer of a UDP link; tells how many it took. 0 says that there is no room now.
    ///
    /// # Errors
    /// Why the link takes no more.
    pub fn send(&mut self, now: Moment, id: LinkId, bytes: &[u8]) -> Result<usize, Error> {
        let link = self.core.link_mut(id).filter(|link| link.held).ok_or(Error::Misuse)?;
        if let Some(why) = link.over {
            return Err(why);
        }
        if link.wish != Wish::Stay {
            return Err(Error::Misuse);
        }
        if link.udp {
            let peer = link.peer.ok_or(Error::Misuse)?;
            return self.send_to(now, id, bytes, peer);
        }
        let count = link.to_send.push(bytes);
        self.advance(now);
        Ok(count)
    }

    /// Gives a datagram of 1 to 1500 bytes to a UDP link. 0 says that there is no room now. Above 1400 bytes networks may drop it (M 15.2.4).
    ///
    /// # Errors
    /// Why the link takes no more; [`Error::Misuse`] for another length.
    pub fn send_to(&mut self, now: Moment, id: LinkId, bytes: &[u8], peer: SocketAddrV4) -> Result<usize, Error> {
        let link = self.core.link_mut(id).filter(|link| link.held && link.udp).ok_or(Error::Misuse)?;
        if let Some(why) = link.over {
            return Err(why);
        }
        if bytes.is_empty() || bytes.len() > PIECE {
            return Err(Error::Misuse);
        }
        if link.to_send.free() < bytes.len() + HEAD {
            return Ok(0);
        }
        link.to_send.push(&head(bytes.len() as u16, peer));
        link.to_send.push(bytes);
        self.advance(now);
        Ok(bytes.len())
    }

    /// Takes bytes that a TCP link received. `None`: none are there now; `Some(0)`: the peer has closed, and all was read.
    ///
    /// # Errors
    /// Why there will be no more, where it is not the peer's close. What was received before comes first.
    pub fn receive(&mut self, now: Moment, id: LinkId, into: &mut [u8]) -> Result<Option<usize>, Error> {
        let link = self.core.link_mut(id).filter(|link| link.held && !link.udp).ok_or(Error::Misuse)?;
        let count = link.received.pop(into);
        if count > 0 || into.is_empty() {
            self.advance(now);
            return Ok(Some(count));
        }
        let more = link.waiting || link.suspect || link.in_doubt || link.received.staged() > 0;
        match link.over {
            Some(_) if more && link.over != Some(Error::DataLost) => Ok(None),
            Some(Error::PeerClosed) => Ok(Some(0)),
            Some(why) => Err(why),
            None => Ok(None),
        }
    }

    /// Takes a datagram that a UDP link received; what of it does not fit is dropped. `None`: none is there now.
    ///
    /// # Errors
    /// Why there will be no more.
    pub fn receive_from(&mut self, now: Moment, id: LinkId, into: &mut [u8]) -> Result<Option<Datagram>, Error> {
        let link = self.core.link_mut(id).filter(|link| link.held && link.udp).ok_or(Error::Misuse)?;
        let Some((len, from)) = datagram(|bytes| link.received.copy(0, bytes)) else {
            return link.over.map_or(Ok(None), Err);
        };
        let len = usize::from(len);
        let most = into.len().min(len);
        link.received.copy(HEAD, into.get_mut(..most).unwrap_or_default());
        link.received.consume(HEAD + len);
        self.advance(now);
        Ok(Some(Datagram { len, from }))
    }

    /// Whether reading a TCP link gives something at once: data, the end of them, or an error.
    pub fn is_readable(&self, id: LinkId) -> bool {
        self.core.link(id).is_none_or(|link| !link.received.is_empty() || link.over.is_some() && !link.waiting && !link.suspect)
    }

    /// A port of the module for a UDP socket that wants no special one: 49152 and above, another for each time.
    pub fn free_port(&self, now: Moment) -> u16 {
        let seed = (now.micros() >> 4) as u16;
        let used = |port: u16| self.core.links.iter().any(|link| link.local_port == port && !link.is_free());
        (0..64).map(|step| 0xc000 | seed.wrapping_add(step)).find(|port| !used(*port)).unwrap_or(0xc000)
    }

    /// Room for bytes to send.
    pub fn room(&self, id: LinkId) -> usize {
        self.core.link(id).filter(|link| link.held && link.over.is_none()).map_or(0, |link| link.to_send.free())
    }

    /// Whether all that was given to a link is confirmed.
    ///
    /// # Errors
    /// Why it is not, and will not be.
    pub fn is_flushed(&self, id: LinkId) -> Result<bool, Error> {
        let link = self.core.link(id).filter(|link| link.held).ok_or(Error::Misuse)?;
        match (link.to_send.is_empty(), link.over) {
            (true, _) => Ok(true),
            (false, None) => Ok(false),
            (false, Some(why)) => Err(why),
        }
    }

    /// What is known of the data that were given to a link. Of UDP only the confirmed bytes count.
    pub fn delivery(&self, id: LinkId) -> Delivery {
        self.core.link(id).filter(|link| link.held).map(super::link::Link::delivery).unwrap_or_default()
    }

    /// The peer of a link, where it is known.
    pub fn peer(&self, id: LinkId) -> Option<SocketAddrV4> {
        self.core.link(id).filter(|link| link.held && !link.by_name).and_then(|link| link.peer)
    }

    /// Closes a link when all that was given to it is sent. It stays the application's.
    pub fn close(&mut self, now: Moment, id: LinkId) {
        if let Some(link) = self.core.link_mut(id).filter(|link| link.held && link.wish == Wish::Stay) {
            match link.phase {
                Phase::Open | Phase::Opening => link.wish = Wish::Close,
                Phase::Wanted => link.ended(Error::Gone),
                Phase::Idle | Phase::Closing => {}
            }
        }
        self.advance(now);
    }

    /// Closes a link at once; what was not sent is dropped, and so is what the module has received and the driver has not. With
    /// [`Config::acknowledged`](crate::Config::acknowledged) it waits for the confirmation of what is under way. It stays the application's.
    pub fn abort(&mut self, now: Moment, id: LinkId) {
        if let Some(link) = self.core.link_mut(id).filter(|link| link.held) {
            match link.phase {
                Phase::Open | Phase::Opening => link.wish = Wish::Abort,
                Phase::Wanted => link.ended(Error::Gone),
                Phase::Idle | Phase::Closing => {}
            }
        }
        self.advance(now);
    }

    /// Gives a link back. If it is open, what was given to it is sent, and then it is closed; what was not read is dropped.
    pub fn release(&mut self, now: Moment, id: LinkId) {
        if let Some(link) = self.core.link_mut(id).filter(|link| link.held) {
            link.held = false;
            link.received.consume(usize::MAX);
            let by_name = link.by_name && link.phase == Phase::Wanted;
            match link.phase {
                Phase::Idle | Phase::Wanted => link.renew(),
                Phase::Open if link.to_send.is_empty() && link.wish == Wish::Stay => link.wish = Wish::Abort,
                Phase::Open | Phase::Opening if link.wish == Wish::Stay => link.wish = Wish::Close,
                Phase::Open | Phase::Opening | Phase::Closing => {}
            }
            if by_name {
                self.core.desk.clear();
                self.core.news.reply();
            }
            if self.core.link(id).is_some_and(super::link::Link::is_free) {
                self.core.take_in(id);
            }
        }
        self.advance(now);
    }

    /// Whether received data are read, rather than pushed.
    pub const fn is_buffered(&self) -> bool {
        matches!(self.core.config.reception, Reception::Buffered)
    }
}
