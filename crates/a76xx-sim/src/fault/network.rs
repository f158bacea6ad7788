//! Faults between the modem and its network.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fault, Faults, Share};
use crate::net::{NetEvent, NetRequest, Play, SocketId, World};
use crate::time::Moment;

use core::time::Duration;

/// A network with faults.
#[derive(Clone, Debug)]
pub(crate) struct Faulty<W> {
    pub(crate) inner: W,
    full: Share,
    breaks: Share,
    slow: Duration,
    rng: fastrand::Rng,
    late: BTreeMap<(Moment, u64), NetEvent>,
    count: u64,
    /// Sockets that the modem takes for closed by their peer.
    dead: BTreeSet<SocketId>,
}

impl<W: World> Faulty<W> {
    pub(crate) fn new(inner: W, faults: &Faults) -> Self {
        let rng = fastrand::Rng::with_seed(!faults.seed);
        let mut own = Self {
            inner,
            full: Share::default(),
            breaks: Share::default(),
            slow: Duration::ZERO,
            rng,
            late: BTreeMap::new(),
            count: 0,
            dead: BTreeSet::new(),
        };
        faults.list.iter().for_each(|fault| own.add(*fault));
        own
    }

    /// From now on the random numbers of this seed.
    pub(crate) fn reseed(&mut self, seed: u64) {
        self.rng = fastrand::Rng::with_seed(!seed);
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        match fault {
            Fault::FullBuffer(share) => self.full = share,
            Fault::BreakSend(share) => self.breaks = share,
            Fault::SlowClose(by) => self.slow = by,
            _ => {}
        }
    }

    /// No fault any more; what is late stays late.
    pub(crate) fn mend(&mut self) {
        (self.full, self.breaks, self.slow) = (Share::default(), Share::default(), Duration::ZERO);
    }

    pub(crate) fn play(&mut self, at: Moment, play: &Play) -> bool {
        self.inner.play(at, play)
    }

    fn later(&mut self, at: Moment, event: NetEvent) {
        self.count += 1;
        self.late.insert((at, self.count), event);
    }
}

impl<W: World> World for Faulty<W> {
    fn request(&mut self, at: Moment, request: NetRequest) {
        match request {
            NetRequest::Send { socket, .. } if self.breaks.hits(&mut self.rng) => {
                self.dead.insert(socket);
                self.inner.request(at, NetRequest::Close { socket });
                self.later(at, NetEvent::PeerClosed { socket });
            }
            NetRequest::Send { socket, to, mut data } if data.len() > 1 && self.full.hits(&mut self.rng) => {
                data.truncate(self.rng.usize(1..data.len()));
                self.inner.request(at, NetRequest::Send { socket, to, data });
            }
            request => self.inner.request(at, request),
        }
    }

    fn poll(&mut self, at: Moment, room: &dyn Fn(SocketId) -> usize) -> Option<NetEvent> {
        if let Some(entry) = self.late.first_entry().filter(|entry| entry.key().0 <= at) {
            return Some(entry.remove());
        }
        loop {
            match self.inner.poll(at, room)? {
                NetEvent::Closed { socket } | NetEvent::PeerClosed { socket } if self.dead.remove(&socket) => {}
                NetEvent::Data { socket, .. } | NetEvent::Taken { socket, .. } | NetEvent::Acked { socket, .. }
                    if self.dead.contains(&socket) => {}
                NetEvent::Closed { socket } if !self.slow.is_zero() => self.later(at.after(self.slow), NetEvent::Closed { socket }),
                event => return Some(event),
            }
        }
    }

    fn poll_timeout(&self) -> Option<Moment> {
        self.late.keys().next().map(|(at, _)| *at).into_iter().chain(self.inner.poll_timeout()).min()
    }

    #[cfg(feature = "host")]
    fn ready(&mut self, event: &mio::event::Event) {
        self.inner.ready(event);
    }
}
