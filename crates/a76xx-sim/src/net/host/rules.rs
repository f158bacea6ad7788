//! Where sockets of the host may go, and what names mean.

use std::collections::BTreeMap;

use core::net::{Ipv4Addr, SocketAddrV4};

/// How far sockets reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// This machine alone: 127.0.0.0/8.
    #[default]
    Loopback,
    /// Whatever the machine reaches.
    Anywhere,
}

/// Where sockets of the host may go, and what names mean.
#[derive(Clone, Debug)]
pub struct Rules {
    /// How far.
    pub reach: Reach,
    /// The own address. Modules of one machine keep out of each other's ports with one each (127.0.0.2, …).
    pub own: Ipv4Addr,
    /// Names in lower case. What is not in here is asked of the system, where [`Reach::Anywhere`] allows it.
    pub names: BTreeMap<String, Vec<Ipv4Addr>>,
    /// Peers that stand somewhere else in truth: what the modem means, and where it is.
    pub elsewhere: BTreeMap<SocketAddrV4, SocketAddrV4>,
}

impl Default for Rules {
    fn default() -> Self {
        let names = BTreeMap::from([("localhost".to_owned(), vec![Ipv4Addr::LOCALHOST])]);
        Self { reach: Reach::Loopback, own: Ipv4Addr::LOCALHOST, names, elsewhere: BTreeMap::new() }
    }
}

impl Rules {
    /// Where a peer is in truth; [`None`] if the way there is not allowed.
    pub(super) fn way(&self, to: SocketAddrV4) -> Option<SocketAddrV4> {
        if let Some(place) = self.elsewhere.get(&to) {
            return Some(*place);
        }
        (self.reach == Reach::Anywhere || to.ip().is_loopback()).then_some(to)
    }

    /// What the modem calls a peer.
    pub(super) fn called(&self, place: SocketAddrV4) -> SocketAddrV4 {
        self.elsewhere.iter().find(|(_, own)| **own == place).map_or(place, |(called, _)| *called)
    }

    /// The address to bind a socket to: one that everybody reaches only where everybody may be reached.
    pub(super) const fn bound(&self) -> Ipv4Addr {
        match self.reach {
            Reach::Loopback => self.own,
            Reach::Anywhere => Ipv4Addr::UNSPECIFIED,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a fault here is a failed test")]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_reached_unless_told_otherwise() {
        let away: SocketAddrV4 = "192.0.2.7:80".parse().unwrap();
        let here: SocketAddrV4 = "127.0.0.1:8080".parse().unwrap();
        let mut rules = Rules::default();
        assert_eq!(rules.way(away), None);
        assert_eq!(rules.way(here), Some(here));
        rules.elsewhere.insert(away, here);
        assert_eq!(rules.way(away), Some(here));
        assert_eq!(rules.called(here), away);
        let far = Rules { reach: Reach::Anywhere, ..Rules::default() };
        assert_eq!(far.way(away), Some(away));
        assert_eq!(far.bound(), Ipv4Addr::UNSPECIFIED);
    }
}
