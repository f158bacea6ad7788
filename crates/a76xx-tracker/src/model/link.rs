//! Links 0 to 9.

use core::net::{Ipv4Addr, SocketAddrV4};

use a76xx_parser::typed::{CloseReason, ServerId, SocketError};

use crate::time::{EventNo, Mark};

/// What is known of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// How far it is.
    pub phase: Phase,
    /// What it is.
    pub kind: LinkKind,
    /// The line that brought it there.
    pub since: Option<Mark>,
    /// The command that asked for what is under way, or that opened it.
    pub asked: Option<EventNo>,
    /// What ended it, where it has ended.
    pub ended: Ended,
    peer: Ipv4Addr,
    port: u16,
    local_port: u16,
    /// Bytes that the module confirmed as taken, or that went through in the data state.
    pub sent: u32,
    /// Bytes that reached the host.
    pub received: u32,
    unread: u32,
    /// The notice of waiting data that has not been followed by reading all.
    pub notice: Option<EventNo>,
}

/// How far a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing has told.
    Unknown,
    /// Not in use.
    Idle,
    /// The host has asked; no answer yet.
    Asked,
    /// The module has accepted, the result is out.
    Opening,
    /// It is open.
    Open,
    /// The close was accepted, the result is out.
    Closing,
    /// A send was not confirmed in full, after which it is of no use (M 15.2.4), and its close has not been told.
    HalfDead,
}

impl Phase {
    /// Whether the number is in use.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Asked | Self::Opening | Self::Open | Self::Closing | Self::HalfDead)
    }
}

/// What a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// Nothing has told.
    Unknown,
    /// A TCP client.
    Tcp,
    /// UDP.
    Udp,
    /// Accepted by a server.
    Accepted(ServerId),
}

/// What ended a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It was never seen open.
    NotSeen,
    /// `AT+CIPCLOSE`.
    Host,
    /// `+IPCLOSE` with this reason.
    Outside(CloseReason),
    /// `CLOSED` or `NO CARRIER` in the data state.
    Closed,
    /// It could not be opened.
    Failed(SocketError),
    /// The socket service was stopped.
    NetworkClosed,
    /// The network went away.
    NetworkLost,
    /// The module restarted.
    Restart,
}

impl Link {
    pub(crate) const START: Self = Self {
        phase: Phase::Unknown,
        kind: LinkKind::Unknown,
        since: None,
        asked: None,
        ended: Ended::NotSeen,
        peer: Ipv4Addr::UNSPECIFIED,
        port: 0,
        local_port: 0,
        sent: 0,
        received: 0,
        unread: Self::UNTOLD,
        notice: None,
    };
    const UNTOLD: u32 = u32::MAX;

    /// The line that told how far it is.
    pub fn told(&self) -> Option<EventNo> {
        self.since.map(|since| since.event)
    }

    /// The peer, where its address is known.
    pub fn peer(&self) -> Option<SocketAddrV4> {
        (!self.peer.is_unspecified()).then(|| SocketAddrV4::new(self.peer, self.port))
    }

    /// The peer's port, where it is known.
    pub fn port(&self) -> Option<u16> {
        (self.port != 0).then_some(self.port)
    }

    /// The own port, where the host chose it.
    pub fn local_port(&self) -> Option<u16> {
        (self.local_port != 0).then_some(self.local_port)
    }

    /// Bytes that the module still holds (`rest_len`), where it told.
    pub fn unread(&self) -> Option<u32> {
        (self.unread != Self::UNTOLD).then_some(self.unread)
    }

    pub(super) fn holds(&mut self, unread: u32) {
        self.unread = unread;
        if unread == 0 {
            self.notice = None;
        }
    }

    /// What waits is put out by itself from now on.
    pub(super) fn pours(&mut self) {
        (self.unread, self.notice) = (Self::UNTOLD, None);
    }

    /// Data wait in the module; how many is not told.
    pub(super) fn arrives(&mut self, now: Mark) {
        self.notice = Some(now.event);
        if self.unread == 0 {
            self.unread = Self::UNTOLD;
        }
    }

    /// Whether it is known to hold data that the host has not read.
    pub fn holds_data(&self) -> bool {
        self.notice.is_some() || self.unread().is_some_and(|unread| unread > 0)
    }

    /// Whether this sender may be its peer, for all that is known of that: UDP hears anyone, and of a peer by name only the port is known.
    pub fn may_hear(&self, sender: SocketAddrV4) -> bool {
        let port = self.port().is_none_or(|port| port == sender.port());
        self.kind == LinkKind::Udp || self.peer().is_none() && port
    }

    /// Whether data can come through it.
    pub const fn receives(&self) -> bool {
        matches!(self.phase, Phase::Open | Phase::HalfDead | Phase::Closing)
    }

    /// Whether its end was told behind a command; of a command that is not known, whether its end was told at all.
    pub(super) fn has_ended_since(&self, sent: Option<EventNo>) -> bool {
        let told = match sent {
            Some(sent) => self.told().is_some_and(|told| told > sent),
            None => self.ended != Ended::NotSeen,
        };
        self.phase == Phase::Idle && told
    }

    /// Who is at the other end, and at which port of ours.
    pub(super) fn between(&mut self, peer: Option<Ipv4Addr>, port: Option<u16>, local_port: Option<u16>) {
        self.peer = peer.unwrap_or(Ipv4Addr::UNSPECIFIED);
        (self.port, self.local_port) = (port.unwrap_or(0), local_port.unwrap_or(0));
    }

    pub(super) fn go(&mut self, phase: Phase, now: Mark) {
        (self.phase, self.since) = (phase, Some(now));
    }

    pub(super) fn end(&mut self, ended: Ended, now: Mark) {
        self.go(Phase::Idle, now);
        self.ended = ended;
    }

    /// Ends it because all links end; one that was idle stays as it was.
    pub(super) fn end_with_all(&mut self, ended: Ended, now: Mark) {
        if self.phase.is_live() {
            self.end(ended, now);
        } else {
            self.phase = Phase::Idle;
        }
    }

    /// Opened anew.
    pub(super) fn open(&mut self, now: Mark) {
        *self = Self {
            phase: Phase::Open,
            since: Some(now),
            ended: Ended::NotSeen,
            sent: 0,
            received: 0,
            unread: Self::UNTOLD,
            notice: None,
            ..*self
        };
    }
}
