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
use super::link::Phase;
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
}

/// A sender that nothing has told.
const NOBODY: SocketAddrV4 = SocketAddrV4::new(core::net::Ipv4Addr::UNSPECIFIED, 0);

impl<const L: usize, const R: usize, const T: usize> Core<L, R, T> {
    /// A link has data.
    pub(crate) fn data_waits(&mut self, id: LinkId) {
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
        // What stood before the header is no part of the answer.
        self.told.garbled = false;
        let from = self.pushed_from.take();
        if self.link(id).is_some_and(|link| link.received.staged() > 0) {
            self.data_lost(id);
        }
        let Some(link) = self.link_mut(id) else { return };
        if link.udp {
            let peer = link.peer.or(from).unwrap_or(NOBODY);
            link.received.stage(&head(len, peer));
        }
        self.incoming = Some(Incoming { link: id, len, pushed: false });
    }

    /// Pushed data follow; of which link, the header or its sender tells.
    pub(crate) fn pushed(&mut self, id: Option<LinkId>, len: u16) {
        let from = self.pushed_from.take();
        let owner = id.or_else(|| {
            let mut fitting = from.into_iter().flat_map(|peer| self.model.links_of(peer));
            fitting.next().filter(|_| fitting.next().is_none())
        });
        let Some(id) = owner else { return };
        let Some(link) = self.link_mut(id) else { return };
        link.received.roll_back();
        if link.udp {
            link.received.stage(&head(len, from.or(link.peer).unwrap_or(NOBODY)));
        }
        self.incoming = Some(Incoming { link: id, len, pushed: true });
    }

    /// A piece of data came.
    pub(crate) fn payload(&mut self, now: Moment, raw: &[u8], payload: Payload) {
        let _ = now;
        if payload.role == Role::Transparent {
            return self.stream_in(raw);
        }
        if payload.role != Role::Received {
            return;
        }
        let Some(incoming) = self.incoming else { return };
        let id = incoming.link;
        let asked = self.exchange.is_some_and(|exchange| exchange.job == Job::Read(id));
        let rest = self.told.rest.is_some_and(|rest| rest > 0);
        let Some(link) = self.link_mut(id) else { return };
        let took = link.received.stage(raw);
        let short = took < raw.len();
        match payload.end {
            _ if short => self.data_lost(id),
            End::Open => return,
            End::Complete => {
                let whole = incoming.len as usize + if link.udp { HEAD } else { 0 } == link.received.staged();
                match (whole, incoming.pushed) {
                    (true, true) => link.received.commit(),
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
            End::CtrlZ | End::Cancelled | End::Truncated { .. } => self.data_lost(id),
        }
        self.incoming = None;
    }

    /// The end of read data is right: they are the link's.
    pub(crate) fn commit(&mut self, id: LinkId) {
        if let Some(link) = self.link_mut(id) {
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

    /// Bytes that explain nothing: where data are pushed, they may be some whose header was damaged.
    pub(crate) fn no_pushed_data(&mut self) {
        if self.config.reception != crate::config::Reception::Push || self.config.transparent {
            return;
        }
        for id in LinkId::all() {
            if self.link(id).is_some_and(|link| link.phase == Phase::Open && !link.udp) {
                self.data_lost(id);
            }
        }
    }
}
