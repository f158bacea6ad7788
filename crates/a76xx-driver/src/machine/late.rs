//! Clients whose link has the number of one that has ended and that the application still holds: they wait until it lets go.
//!
//! A module gives its clients the lowest number that is free, as it sees it. Its own link of that number is over; the driver's may still be read.

use core::net::SocketAddrV4;
use core::time::Duration;

use a76xx_parser::typed::{LinkId, ServerId};
use a76xx_tracker::Moment;

use super::link::Phase;
use super::state::Core;
use crate::config::Reception;
use crate::error::Error;

/// How long a client waits for the application to let go of the link before it. Then it is turned away.
const PATIENCE: Duration = Duration::from_secs(30);
/// Clients that wait so at one time.
pub(crate) const MOST: usize = 4;

/// A client that waits for the number of its link.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Late {
    link: LinkId,
    server: ServerId,
    peer: SocketAddrV4,
    /// It is turned away then.
    until: Moment,
    /// It has gone meanwhile.
    gone: Option<Error>,
}

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// Lets a client wait until the application gives back the link of its number; `false` if it cannot.
    pub(crate) fn defer(&mut self, now: Moment, link: LinkId, server: ServerId, peer: SocketAddrV4) -> bool {
        // What a question under way for the link before brings, nobody could tell from the client's own.
        let asked = self.is_asked(link);
        let own = self.link(link).is_some_and(|link| link.phase == Phase::Idle && link.over.is_some());
        if asked || !own {
            return false;
        }
        self.forget_late(link);
        let Some(slot) = self.late.iter_mut().find(|slot| slot.is_none()) else { return false };
        *slot = Some(Late { link, server, peer, until: now.after(PATIENCE), gone: None });
        true
    }

    /// Whether a command for a link is under way.
    pub(crate) fn is_asked(&self, id: LinkId) -> bool {
        self.exchange.is_some_and(|exchange| exchange.job.link() == Some(id))
    }

    /// The application has given a link back: who waited for the number has it.
    pub(crate) fn take_in(&mut self, id: LinkId) {
        let Some(late) = self.late.iter_mut().find_map(|slot| slot.take_if(|late| late.link == id)) else { return };
        let buffered = self.config.reception == Reception::Buffered;
        if late.gone.is_some() && !buffered {
            return;
        }
        if let Some(link) = self.link_mut(id) {
            link.phase = if late.gone.is_some() { Phase::Idle } else { Phase::Open };
            (link.accepted, link.server, link.peer, link.over) = (true, Some(late.server), Some(late.peer), late.gone);
            // Notices of its data have passed.
            link.suspect = buffered;
        }
        self.news.server(late.server);
    }

    /// A client that waits has gone.
    pub(crate) fn late_gone(&mut self, id: LinkId, why: Error) {
        if let Some(late) = self.late.iter_mut().flatten().find(|late| late.link == id) {
            late.gone = Some(why);
        }
    }

    /// Whether a client that is there waits for the number.
    pub(crate) fn is_late(&self, id: LinkId) -> bool {
        self.late.iter().flatten().any(|late| late.link == id && late.gone.is_none())
    }

    /// Where the client that waits for the number comes from.
    pub(crate) fn late_peer(&self, id: LinkId) -> Option<SocketAddrV4> {
        self.late.iter().flatten().find(|late| late.link == id).map(|late| late.peer)
    }

    /// Turns away the client that waits for the number.
    pub(crate) fn turn_away(&mut self, id: LinkId) {
        let server = self.late.iter().flatten().find(|late| late.link == id).map(|late| late.server);
        if self.forget_late(id) {
            self.strays |= 1 << id.get();
            if let Some(link) = self.link_mut(id) {
                // Its server cannot stop before it.
                link.server = server;
            }
        }
    }

    /// Turns away those whose server stops.
    pub(crate) fn turn_away_all(&mut self, server: ServerId) {
        for id in LinkId::all() {
            if self.late.iter().flatten().any(|late| late.link == id && late.server == server) {
                self.turn_away(id);
            }
        }
    }

    /// Turns away those who have waited long enough.
    pub(crate) fn late_timers(&mut self, now: Moment) {
        for id in LinkId::all() {
            if self.late.iter().flatten().any(|late| late.link == id && now >= late.until) {
                self.turn_away(id);
            }
        }
    }

    /// When somebody has waited long enough.
    pub(crate) fn late_time(&self) -> Option<Moment> {
        self.late.iter().flatten().map(|late| late.until).min()
    }

    /// Forgets a client that waits; tells whether the module still has its link.
    fn forget_late(&mut self, id: LinkId) -> bool {
        let late = self.late.iter_mut().find_map(|slot| slot.take_if(|late| late.link == id));
        late.is_some_and(|late| late.gone.is_none())
    }
}
