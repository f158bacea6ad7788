//! PDP contexts and the socket service of `AT+NETOPEN`.

use core::net::Ipv4Addr;

use a76xx_parser::typed::SocketError;

use crate::time::{EventNo, Mark};

/// The context that sockets use unless `AT+CSOCKSETPN` says otherwise (M 15.2.18).
pub const SOCKETS: u8 = 1;

/// What is known of the way into the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    /// The socket service.
    pub service: Service,
    /// The line that brought it there.
    pub since: Option<Mark>,
    /// What ended it, where it has ended.
    pub ended: Ended,
    /// The command that asked for the change under way.
    pub asked: Option<EventNo>,
    /// The network went away here: `+CIPEVENT`, or a detach by the network.
    pub lost: Option<EventNo>,
    /// What the host has done since `+CIPEVENT`.
    pub aftermath: Aftermath,
    /// Contexts whose activation was told: bit n for context n.
    known: u32,
    /// Which of them are active.
    active: u32,
    /// The first failure to activate a context since the last success.
    pub refused: Option<EventNo>,
    /// Whether the module is attached to packet data (`+CGATT`).
    pub attached: Option<(bool, EventNo)>,
    /// The last `AT+CGDCONT=` that set a context.
    pub context_set: Option<EventNo>,
    /// The module has told its address.
    pub address: Option<EventNo>,
    own: Ipv4Addr,
}

/// The socket service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Nothing has told.
    Unknown,
    /// Not started, or stopped.
    Closed,
    /// `AT+NETOPEN` was accepted.
    Opening,
    /// It runs.
    Open,
    /// `AT+NETCLOSE` was accepted.
    Closing,
}

/// What the host has done since the service was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aftermath {
    /// It was not lost.
    None,
    /// Nothing yet.
    Untouched,
    /// It went on with its links.
    Used,
    /// It asked for the service (`AT+NETOPEN?`), stopped it or started it.
    Handled,
}

/// What ended the socket service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It was never seen to run.
    NotSeen,
    /// `AT+NETCLOSE`.
    Host,
    /// `+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY`.
    Lost,
    /// It could not be started.
    Failed(SocketError),
    /// The module restarted.
    Restart,
    /// The radio was switched off (`AT+CFUN=0`, `AT+CFUN=4`).
    RadioOff,
}

impl Network {
    pub(crate) const START: Self = Self {
        service: Service::Unknown,
        since: None,
        ended: Ended::NotSeen,
        asked: None,
        lost: None,
        aftermath: Aftermath::None,
        known: 0,
        active: 0,
        refused: None,
        attached: None,
        context_set: None,
        address: None,
        own: Ipv4Addr::UNSPECIFIED,
    };

    /// Whether a PDP context is active; `None` where nothing has told.
    pub const fn is_active(&self, cid: u8) -> Option<bool> {
        if cid > 31 || self.known >> cid & 1 == 0 { None } else { Some(self.active >> cid & 1 == 1) }
    }

    /// The module's own address, where it told one of four numbers.
    pub fn own(&self) -> Option<Ipv4Addr> {
        (!self.own.is_unspecified()).then_some(self.own)
    }

    /// The module tells its address.
    pub(super) fn told(&mut self, own: Option<Ipv4Addr>, now: Mark) {
        self.address = Some(now.event);
        self.own = own.unwrap_or(self.own);
    }

    pub(super) fn activate(&mut self, cid: u8, active: bool) {
        if cid < 32 {
            self.known |= 1 << cid;
            if active {
                self.active |= 1 << cid;
            } else {
                self.active &= !(1 << cid);
            }
        }
    }

    /// All contexts that are defined, which may be any, become active or inactive; those of the sockets are.
    pub(super) fn activate_all(&mut self, active: bool) {
        if active {
            self.known &= self.active;
            self.activate(SOCKETS, true);
        } else {
            (self.known, self.active) = (u32::MAX, 0);
        }
    }

    /// The module is not attached any more: no context is active, and that is not told for each (3GPP TS 27.007 10.1.19).
    pub(super) fn detach(&mut self, now: Mark) {
        self.attached = Some((false, now.event));
        (self.known, self.active) = (u32::MAX, 0);
    }

    /// The host asks for the service, stops it or starts it.
    pub(super) fn looked_after(&mut self) {
        if self.aftermath != Aftermath::None {
            self.aftermath = Aftermath::Handled;
        }
    }

    /// The host uses a link.
    pub(super) fn gone_on(&mut self) {
        if self.aftermath == Aftermath::Untouched {
            self.aftermath = Aftermath::Used;
        }
    }

    pub(super) fn go(&mut self, service: Service, now: Mark) {
        (self.service, self.since) = (service, Some(now));
    }

    pub(super) fn end(&mut self, ended: Ended, now: Mark) {
        self.go(Service::Closed, now);
        (self.ended, self.asked) = (ended, None);
    }

    pub(super) fn restart(&mut self, now: Mark) {
        *self = Self { context_set: self.context_set, ..Self::START };
        self.end(Ended::Restart, now);
        // After a restart no context is known to be active, for the module attaches by itself.
    }
}
