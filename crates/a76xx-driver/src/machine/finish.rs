//! What the end of a command means for the job that it was for.

use core::time::Duration;

use a76xx_parser::typed::{DataMode, IpError, LinkId, Name, RxMode, SocketError};
use a76xx_tracker::Moment;

use super::exchange::{Job, Outcome};
use super::link::{Audit, Phase};
use super::sending::REFUSALS;
use super::state::{Core, Server};
use crate::config::Reception;
use crate::error::Error;
use crate::say::say;

/// From a refusal to the next try.
pub(super) const PAUSE: Duration = Duration::from_millis(200);

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// A job's command has ended so.
    pub(crate) fn finish(&mut self, now: Moment, job: Job, outcome: Outcome) {
        if outcome == Outcome::Silence && !matches!(job, Job::BringUp | Job::Marker | Job::Pause) {
            say!(warn, "no final result: a question finds the place in the stream again");
            self.lost = Some(0);
        }
        let closed = self.told.code == Some(SocketError::NETWORK_NOT_OPENED) || self.told.ip == Some(IpError::NETWORK_NOT_OPENED);
        self.doubted |= closed && outcome == Outcome::Error;
        // The data state may have begun unheard: whatever was said next would reach the peer. The escape comes first.
        if outcome == Outcome::Silence && self.config.transparent && matches!(job, Job::Open(_) | Job::Resume) {
            self.connected(now);
            if let Some(link) = self.link_mut(LinkId::N0) {
                (link.phase, link.due) = (Phase::Open, None);
                link.fail(Error::TimedOut);
            }
        }
        match job {
            Job::BringUp => self.step_done(now, outcome),
            Job::Marker => self.marked(now, outcome),
            // Firmware that does not know the mode works without it.
            Job::Acknowledge => self.mode_tries = if outcome == Outcome::Silence { self.mode_tries.saturating_sub(1) } else { 0 },
            Job::Open(id) => self.open_done(now, id, outcome),
            Job::Close(id) => self.close_done(id, outcome),
            Job::Send(id) => self.send_done(now, id, outcome),
            Job::Read(id) => self.read_done(id, outcome),
            Job::Rest(id) => self.rest_done(id, outcome),
            Job::Count(id) => self.count_done(now, id, outcome),
            Job::Listen(id) => {
                let error = self.told.error();
                if let Some(server) = self.server_mut(id)
                    && let Server::Starting { port } = *server
                {
                    *server = if outcome == Outcome::Ok { Server::Listening { port } } else { Server::Down(error) };
                }
                self.news.server(id);
            }
            Job::Unlisten(id) => {
                self.unlisten_done(now, id, outcome);
                self.news.server(id);
            }
            Job::Links => {
                self.unsure = false;
                self.links_listed(now, outcome);
            }
            Job::Service => {
                self.doubted = false;
                if self.told.service == Some(false) {
                    self.network_lost(now);
                }
            }
            Job::Desk => self.desk.ended(now, outcome, self.told.code, &mut self.news),
            Job::Pause | Job::Resume => self.switched(now, job, outcome),
        }
    }

    /// Where the stream is was found, or not.
    fn marked(&mut self, now: Moment, outcome: Outcome) {
        let tries = self.lost.unwrap_or(0).saturating_add(1);
        if !self.told.marked {
            // The first may have stood behind something else in its line.
            self.bring.one_by_one |= outcome == Outcome::Error && tries > 1;
            self.lost = Some(tries);
            self.hold = (outcome == Outcome::Error).then(|| now.after(PAUSE));
            let most = if outcome == Outcome::Silence { 4 } else { 8 };
            if tries >= most {
                self.fell_silent(now);
            }
            return;
        }
        let forgettable = self.forgettable();
        let asks = forgettable == Some(self.marker());
        // The place is found; whether the module has restarted is not.
        self.lost = (forgettable.is_some() && !asks).then_some(0);
        if self.lost.is_some() {
            return;
        }
        // The setting is gone: the module has restarted, and its banner did not come through.
        let forgot = match forgettable {
            Some(Name::CipMode) => self.told.mode == Some(DataMode::COMMAND),
            Some(_) => self.told.rx == Some(RxMode::PUSH),
            None => false,
        };
        if forgot {
            self.watched.restarts(now);
            self.radio = super::radio::Radio::UNKNOWN;
            return self.restarted(now);
        }
        for id in LinkId::all() {
            if self.link_mut(id).is_some_and(|link| core::mem::take(&mut link.in_doubt)) {
                self.commit(id);
            }
        }
        if core::mem::take(&mut self.blind) {
            // What was not heard is asked for: the service, the links, and what they hold.
            self.doubted = self.bring.step == super::step::Step::Up;
            self.beat = Some(now);
        }
    }

    fn open_done(&mut self, now: Moment, id: LinkId, outcome: Outcome) {
        let error = self.told.error();
        let due = now.after(self.config.patience.cip_open.span()).after(Duration::from_secs(5));
        if self.desk.target().is_some() && self.link(id).is_some_and(|link| link.by_name) {
            self.desk.clear();
            self.news.reply();
        }
        // The number is none of its links: some relatives have four.
        if outcome == Outcome::Error && id.get() >= 4 && matches!(self.told.ip, Some(IpError::INVALID_PARAMETER | IpError::CLIENT_OVERFLOW))
        {
            self.links_there = 4;
        }
        if outcome == Outcome::Connect {
            self.connected(now);
        }
        // Refused without a word: the code may be that of an earlier command, and so may all that follow.
        if outcome == Outcome::Error && self.config.transparent && self.told.code.is_none() && self.told.ip.is_none() {
            self.lost = Some(0);
        }
        let Some(link) = self.link_mut(id).filter(|link| link.phase == Phase::Opening) else { return };
        match outcome {
            Outcome::Ok => link.due = Some(due),
            Outcome::Connect => (link.phase, link.due) = (Phase::Open, None),
            Outcome::Error => link.gone(error),
            Outcome::Silence => {}
        }
        self.news.link(id);
    }

    fn close_done(&mut self, id: LinkId, outcome: Outcome) {
        if outcome != Outcome::Error {
            return;
        }
        // Refused: there is nothing to close.
        self.closing &= !(1 << id.get());
        if let Some(link) = self.link_mut(id).filter(|link| link.phase == Phase::Closing) {
            link.gone(Error::Gone);
            self.news.link(id);
        }
    }

    fn read_done(&mut self, id: LinkId, outcome: Outcome) {
        let told = self.told;
        let fits = outcome != Outcome::Ok || self.ends_fit();
        let Some(link) = self.link_mut(id) else { return };
        // The number is another's already: what was read is not for it.
        if matches!(link.phase, Phase::Wanted | Phase::Opening) {
            return link.received.roll_back();
        }
        link.read_next = false;
        match outcome {
            // The module says why it reads nothing. Without that the `ERROR` may be of the data, and their header lost.
            Outcome::Error if !told.header && !told.garbled && told.ip.is_none() && link.phase == Phase::Open && !link.udp => {
                link.audit = Audit::Count(0);
            }
            Outcome::Error if !told.header && !told.garbled => {
                link.refusals = link.refusals.saturating_add(1);
                let lost = link.phase == Phase::Idle && link.waiting;
                link.waiting = false;
                if lost {
                    link.over = Some(Error::DataLost);
                } else if link.refusals < REFUSALS {
                    link.suspect = true;
                } else {
                    link.fail(Error::Error);
                }
                self.news.link(id);
            }
            Outcome::Ok | Outcome::Connect if told.header && !told.garbled && fits => self.read_whole(id),
            Outcome::Silence if told.whole && !told.garbled => {
                link.in_doubt = true;
                link.waiting = told.rest.is_some_and(|rest| rest > 0);
                link.suspect |= told.notice;
            }
            // The command may be lost, or all of its answer.
            Outcome::Silence if !told.header && !told.garbled && !link.udp && link.phase == Phase::Open => link.audit = Audit::Count(0),
            Outcome::Silence if !told.header && link.udp => link.suspect = true,
            _ => {
                self.data_lost(id);
                self.lose_sight();
            }
        }
    }

    /// Whether as many line ends stand behind the data as always. A count that was damaged takes some of them for data, or leaves some data over.
    fn ends_fit(&mut self) -> bool {
        if !self.told.whole {
            return true;
        }
        let fits = self.ends.is_none_or(|ends| ends == self.told.ends);
        self.ends = fits.then_some(self.told.ends);
        fits
    }

    /// Read data are right.
    fn read_whole(&mut self, id: LinkId) {
        let (rest, notice) = (self.told.rest, self.told.notice);
        let Some(link) = self.link_mut(id) else { return };
        link.waiting = rest.is_some_and(|rest| rest > 0);
        // A notice among the lines of the answer may stand for data before or behind those that were read.
        link.suspect = notice && !link.waiting;
        link.refusals = 0;
        self.commit(id);
    }

    fn rest_done(&mut self, id: LinkId, outcome: Outcome) {
        let rest = self.told.rest;
        let Some(link) = self.link_mut(id) else { return };
        link.suspect = false;
        let Some(rest) = rest.filter(|_| outcome == Outcome::Ok) else {
            if let Audit::Rest { .. } = link.audit {
                self.data_lost(id);
            }
            return;
        };
        link.waiting = rest > 0;
        if let Audit::Rest { tries, received } = link.audit {
            link.audit = Audit::Again { tries, received, fits: received == link.got.wrapping_add(rest) };
        }
        self.news.link(id);
    }

    /// The module's counters: what became of a send, and whether received data were lost.
    fn count_done(&mut self, now: Moment, id: LinkId, outcome: Outcome) {
        let count = self.told.count.filter(|_| outcome == Outcome::Ok);
        let Some(link) = self.link_mut(id) else { return };
        let (sending, audit) = (link.sending.filter(|sending| sending.doubtful), link.audit);
        let Some((sent, received)) = count else {
            if sending.is_some() && outcome != Outcome::Silence {
                self.never_confirmed(id);
            }
            if audit != Audit::None && outcome != Outcome::Silence {
                self.data_lost(id);
            }
            return;
        };
        if let Some(sending) = sending {
            let more = sent.wrapping_sub(link.confirmed.get() as u32);
            if more == u32::from(sending.len) && sending.given {
                // If one was passed over it was this one's.
                link.owed = if link.passed_over { 0 } else { link.owed.saturating_add(1) };
                link.passed_over = false;
                self.sent_whole(id);
            } else if !sending.given {
                // None of them was given: if the module counts more all the same, they are others.
                link.sending = None;
                if more != 0 {
                    link.fail(Error::Unconfirmed);
                }
            } else {
                // It may still be under way.
                link.due = Some(now.after(Duration::from_secs(2)));
                if let Some(sending) = link.sending.as_mut() {
                    sending.doubtful = false;
                }
            }
        }
        self.audited(id, audit, received);
    }

    fn audited(&mut self, id: LinkId, audit: Audit, counted: u32) {
        let Some(link) = self.link_mut(id) else { return };
        match audit {
            Audit::None | Audit::Rest { .. } => {}
            Audit::Count(tries) => link.audit = Audit::Rest { tries, received: counted },
            Audit::Again { tries, received, .. } if received != counted && tries < 8 => {
                link.audit = Audit::Rest { tries: tries + 1, received: counted };
            }
            Audit::Again { received, fits, .. } => {
                link.audit = Audit::None;
                if received != counted || !fits {
                    self.data_lost(id);
                }
            }
        }
    }

    /// Which links the module has, against which the driver has.
    pub(crate) fn links_listed(&mut self, now: Moment, outcome: Outcome) {
        let Some(states) = self.told.links.filter(|_| outcome == Outcome::Ok) else { return };
        // Some relatives have four. Any other number is a line that was cut.
        self.links_there = if states.count() == 4 { 4 } else { 10 };
        let buffered = self.config.reception == Reception::Buffered && !self.config.transparent;
        for id in LinkId::all() {
            let Some(open) = states.is_open(id) else { continue };
            // It is on its way out, which may take long. Said again, the close would be refused.
            let closes = self.closing >> id.get() & 1 == 1;
            if closes && open && self.closing_until.is_some_and(|until| now < until) {
                continue;
            }
            self.closing &= !(1 << id.get());
            if closes && !open {
                continue;
            }
            if self.is_late(id) {
                if !open {
                    self.late_gone(id, Error::Gone);
                }
                continue;
            }
            match self.link_mut(id) {
                Some(link) if link.phase == Phase::Open && !open => {
                    // Its notice was lost; what the module holds can be asked for.
                    link.ended(Error::Gone);
                    link.suspect = link.held && buffered;
                    self.doubted = true;
                    self.news.link(id);
                }
                Some(link) if link.phase == Phase::Open => link.suspect |= buffered && !link.waiting,
                Some(link) if matches!(link.phase, Phase::Idle | Phase::Wanted) && open => self.strays |= 1 << id.get(),
                None if open => self.strays |= 1 << id.get(),
                _ => {}
            }
        }
    }
}
