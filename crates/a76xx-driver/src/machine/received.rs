//! Data of the module: read, pushed.
//!
//! What came is staged until its end shows that the count was right: a restart of the module in the middle of a payload puts the lines of its boot
//! where data should be. Data whose framing does not hold are dropped, and the link with them, since what is missing cannot be had again.

use core::net::SocketAddrV4;

use a76xx_parser::typed::LinkId;
use a76xx_parser::{End, Payload, Role};
use a76xx_tracker::Moment;

use super::encode::{HEAD, head};
use super::exchange::Job;
use super::link::{Audit, Phase};
use super::state::Core;
use crate::error::Error;
use crate::say::say;

/// A payload that was announced.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Incoming {
    link: LinkId,
    len: u16,
    /// It came on its own.
    pushed: bool,
    /// The first digit of a pair whose second is out.
    digit: Option<u8>,
}

/// A sender that nothing has told.
const NOBODY: SocketAddrV4 = SocketAddrV4::new(core::net::Ipv4Addr::UNSPECIFIED, 0);

/// Whether a link hears a sender.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hears {
    /// It was opened to it.
    Surely,
    /// It hears anybody, or nobody knows whom.
    Perhaps,
    /// It hears others.
    Not,
}

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// A link has data.
    pub(crate) fn data_waits(&mut self, id: LinkId) {
        self.noticed = Some(id);
        self.told.notice |= self.exchange.is_some_and(|exchange| exchange.job == Job::Read(id));
        if let Some(link) = self.link_mut(id).filter(|link| matches!(link.phase, Phase::Open | Phase::Opening)) {
            link.waiting = true;
        }
    }

    /// How much a link holds.
    pub(crate) fn rest(&mut self, id: LinkId, rest: u32) {
        if self.exchange.is_some_and(|exchange| exchange.job == Job::Rest(id)) {
            self.told.rest = Some(rest);
        }
    }

    /// Data of a link follow.
    pub(crate) fn header(&mut self, id: LinkId, len: u16, rest: u32) {
        let asked = self.exchange.is_some_and(|exchange| exchange.job == Job::Read(id));
        self.told.header |= asked;
        self.told.rest = Some(rest);
        let from = self.sender.take_if(|(link, _)| *link == id).map(|(_, from)| from);
        if self.link(id).is_some_and(|link| link.received.staged() > 0) {
            self.data_lost(id);
        }
        // A read that was given up may be answered yet. Any other header is no header, but part of data whose own was damaged.
        let late = self.lost.is_some() && self.link(id).is_some_and(|link| link.audit != Audit::None || link.udp && link.suspect);
        if self.blind || !asked && !late {
            return self.lose_sight();
        }
        let Some(link) = self.link_mut(id) else { return };
        if link.udp {
            let peer = link.peer.or(from).unwrap_or(NOBODY);
            link.received.stage(&head(len, peer));
        }
        self.incoming = Some(Incoming { link: id, len, pushed: false, digit: None });
    }

    /// The one link that a sender's data can be of: one that was opened to it, or else one that may hear it.
    fn owner(&self, from: SocketAddrV4) -> Option<LinkId> {
        let hearing = |how: Hears| LinkId::all().filter(move |id| self.hears(*id, from) == how);
        let how = if hearing(Hears::Surely).next().is_some() { Hears::Surely } else { Hears::Perhaps };
        let mut fitting = hearing(how);
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// Whether a link hears a sender.
    fn hears(&self, id: LinkId, from: SocketAddrV4) -> Hears {
        let peer = match self.link(id) {
            _ if self.is_late(id) => self.late_peer(id),
            Some(link) if matches!(link.phase, Phase::Open | Phase::Closing) => link.peer.filter(|_| !link.udp),
            // Of whom they are, nobody keeps.
            _ if (self.strays | self.closing) >> id.get() & 1 == 1 => None,
            _ => return Hears::Not,
        };
        match peer {
            Some(peer) if peer == from => Hears::Surely,
            Some(peer) if !peer.ip().is_unspecified() || peer.port() != from.port() => Hears::Not,
            _ => Hears::Perhaps,
        }
    }

    /// Data come of which nobody can tell whose they are: whoever may have been meant has a gap.
    fn nobody_s(&mut self, from: Option<SocketAddrV4>) {
        for id in LinkId::all() {
            let open = self.link(id).is_some_and(|link| matches!(link.phase, Phase::Open | Phase::Closing) && !link.udp);
            if open && from.is_none_or(|from| self.hears(id, from) != Hears::Not) {
                self.data_lost(id);
            }
        }
    }

    /// Pushed data follow; of which link, the header or its sender tells.
    pub(crate) fn pushed(&mut self, id: Option<LinkId>, len: u16) {
        self.pushing = len > 0;
        let from = self.pushed_from.take();
        let owner = id.or_else(|| self.owner(from?));
        // A header inside data that were not announced is data itself.
        let expected = self.config.reception == crate::config::Reception::Push && !self.blind;
        let Some(id) = owner.filter(|_| expected) else {
            if expected {
                self.nobody_s(from);
            }
            return;
        };
        // The same of one without its sender, where the module names them.
        self.names_senders |= from.is_some();
        if from.is_none() && self.names_senders {
            return self.lose_sight();
        }
        if self.is_late(id) {
            // They have no place to wait in.
            return self.turn_away(id);
        }
        // What a link of the same number left behind is not for the one that is opened next.
        let fits = |link: &&mut super::link::Link<R, T>| match link.phase {
            _ if link.over == Some(Error::DataLost) => false,
            Phase::Open | Phase::Closing => true,
            // On the way as it ended; a module that has restarted has none of them.
            Phase::Idle => link.held && matches!(link.over, Some(Error::PeerClosed | Error::Dropped | Error::Gone)),
            Phase::Wanted | Phase::Opening => false,
        };
        let Some(link) = self.link_mut(id).filter(fits) else { return };
        link.received.roll_back();
        if link.udp {
            link.received.stage(&head(len, from.or(link.peer).unwrap_or(NOBODY)));
        }
        self.incoming = Some(Incoming { link: id, len, pushed: true, digit: None });
    }

    /// Whether something is on its way that names a link: it would be taken for the next link's of the same number.
    pub(crate) fn is_engaged(&self, id: LinkId) -> bool {
        self.is_asked(id) || self.pushed_to == Some(id) || self.incoming.is_some_and(|incoming| incoming.link == id)
    }

    /// A piece of data came.
    pub(crate) fn payload(&mut self, now: Moment, raw: &[u8], payload: Payload) {
        let _ = now;
        if payload.role == Role::Transparent {
            return self.stream_in(raw);
        }
        if !matches!(payload.role, Role::Received | Role::ReceivedHex) {
            return;
        }
        self.pushing &= payload.end == End::Open;
        let Some(incoming) = self.incoming else { return };
        let id = incoming.link;
        let asked = self.exchange.is_some_and(|exchange| exchange.job == Job::Read(id));
        let rest = self.told.rest.is_some_and(|rest| rest > 0);
        let Some(link) = self.link_mut(id) else { return };
        let short = if payload.role == Role::ReceivedHex { !self.stage_digits(id, raw) } else { link.received.stage(raw) < raw.len() };
        match payload.end {
            _ if short => self.data_lost(id),
            End::Open => return,
            End::Complete => {
                self.pushed_to = None;
                let Some(link) = self.link_mut(id) else { return };
                let whole = incoming.len as usize + if link.udp { HEAD } else { 0 } == link.received.staged();
                match (whole, incoming.pushed) {
                    // What follows has to begin as a line does: then the count was right.
                    (true, true) => self.pushed_to = Some(id),
                    (true, false) if asked => self.told.whole = true,
                    // They are late: the command has been given up, and the marker behind it will show that they are right.
                    (true, false) => {
                        link.in_doubt = true;
                        (link.waiting, link.suspect) = (rest, true);
                    }
                    (false, _) => self.data_lost(id),
                }
                self.news.link(id);
            }
            End::CtrlZ | End::Cancelled => self.data_lost(id),
            // A module that stops in the middle has lost bytes, or restarts.
            End::Truncated { .. } => {
                self.data_lost(id);
                self.lose_sight();
            }
        }
        self.incoming = None;
    }

    /// Stages what digits stand for; `false` if some are none, or find no room.
    fn stage_digits(&mut self, id: LinkId, raw: &[u8]) -> bool {
        let mut first = self.incoming.and_then(|incoming| incoming.digit);
        let Some(link) = self.link_mut(id) else { return false };
        for byte in raw {
            let Some(digit) = char::from(*byte).to_digit(16) else { return false };
            let digit = digit as u8;
            match first.take() {
                None => first = Some(digit),
                Some(high) if link.received.stage(&[high << 4 | digit]) == 1 => {}
                Some(_) => return false,
            }
        }
        if let Some(incoming) = self.incoming.as_mut() {
            incoming.digit = first;
        }
        true
    }

    /// What came behind pushed data, or that nothing did, tells whether they are right.
    pub(crate) fn settle_pushed(&mut self, right: bool) {
        let Some(id) = self.pushed_to.take() else { return };
        if !right {
            return self.data_lost(id);
        }
        if let Some(link) = self.link_mut(id).filter(|link| link.over != Some(Error::DataLost)) {
            link.received.commit();
            self.news.link(id);
        }
    }

    /// The end of read data is right: they are the link's.
    pub(crate) fn commit(&mut self, id: LinkId) {
        if let Some(link) = self.link_mut(id) {
            // Behind a gap there are no data.
            if link.over == Some(Error::DataLost) {
                return link.received.roll_back();
            }
            // Behind what was dropped once there are none either.
            if link.drained > 0 || link.wish == super::link::Wish::Abort || !link.held && !link.accepted {
                link.drained = link.drained.saturating_add(1);
                return link.received.roll_back();
            }
            let head = if link.udp { HEAD } else { 0 };
            link.got = link.got.wrapping_add(link.received.staged().saturating_sub(head) as u32);
            link.received.commit();
            self.news.link(id);
        }
    }

    /// Data were lost for sure.
    pub(crate) fn data_lost(&mut self, id: LinkId) {
        say!(warn, "link {}: received data are lost", id.get());
        if let Some(link) = self.link_mut(id) {
            link.received.roll_back();
            // A datagram more or less is nothing new.
            if !link.udp {
                link.waiting = false;
                link.fail(Error::DataLost);
            }
            self.news.link(id);
        }
    }

    /// Data were not framed as they should be: whatever comes may be more of them, until the place in the stream is found.
    pub(crate) fn lose_sight(&mut self) {
        self.blind = true;
        self.lost = self.lost.or(Some(0));
        self.incoming = None;
    }

    /// Bytes that explain nothing: where data are pushed, they may be some whose header was damaged.
    pub(crate) fn no_pushed_data(&mut self) {
        if self.config.reception != crate::config::Reception::Push || self.config.transparent {
            return;
        }
        for id in LinkId::all() {
            if self.link(id).is_some_and(|link| link.phase == Phase::Open && !link.udp) {
                self.data_lost(id);
                self.lose_sight();
            }
        }
    }
}
