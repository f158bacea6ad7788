//! What the end of a command means for the job that it was for.

use core::time::Duration;

use a76xx_parser::typed::{IpError, LinkId, Name, RxMode, SocketError};
use a76xx_tracker::Moment;

use super::encode::HEAD;
use super::exchange::{Exchange, Job, Outcome, Stage};
use super::link::{Audit, Phase};
use super::state::{Core, Data, Server};
use crate::config::Reception;
use crate::error::Error;
use crate::say::say;

/// From a refusal to the next try.
const PAUSE: Duration = Duration::from_millis(200);
/// How long the confirmation of a send may be out before the module's counter is asked.
pub(crate) const ASK: Duration = Duration::from_secs(10);
/// Refusals in a row that a link survives.
const REFUSALS: u8 = 4;
/// The same where the module says that it is busy.
const BUSY: u8 = 100;

impl<const L: usize, const R: usize, const T: usize> Core<L, R, T> {
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
                // A client came while the stop was on its way: it goes first.
                let hindered = outcome == Outcome::Error
                    && (self.strays != 0 || self.links.iter().any(|link| link.server == Some(id) && link.is_live()));
                if let Some(server) = self.server_mut(id).filter(|_| !hindered) {
                    *server = Server::Idle;
                }
                self.news.server(id);
            }
            Job::Links => self.links_listed(outcome),
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
            self.lost = Some(tries);
            let most = if outcome == Outcome::Silence { 4 } else { 8 };
            if tries >= most {
                self.fell_silent(now);
            }
            return;
        }
        let asks_reception = self.marker() == Name::CipRxGet;
        // The place is found; whether the module has restarted is not.
        let buffered = self.config.reception == Reception::Buffered && self.bring.told_reception;
        self.lost = (buffered && !asks_reception).then_some(0);
        if self.lost.is_some() {
            return;
        }
        // The setting is gone: the module has restarted, and its banner did not come through.
        let forgot = self.config.reception == Reception::Buffered && self.bring.told_reception && self.told.rx == Some(RxMode::PUSH);
        if forgot {
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
        let due = now.after(self.config.patience.cip_open + Duration::from_secs(5));
        if self.desk.target().is_some() && self.link(id).is_some_and(|link| link.by_name) {
            self.desk.clear();
            self.news.reply();
        }
        // The number is none of its links: some relatives have four.
        if outcome == Outcome::Error && id.get() >= 4 && matches!(self.told.ip, Some(IpError::INVALID_PARAMETER | IpError::CLIENT_OVERFLOW))
        {
            self.links_there = 4;
        }
        let Some(link) = self.link_mut(id).filter(|link| link.phase == Phase::Opening) else { return };
        match outcome {
            Outcome::Ok => link.due = Some(due),
            Outcome::Connect => {
                (link.phase, link.due) = (Phase::Open, None);
                self.connected(now);
            }
            Outcome::Error => link.gone(error),
            Outcome::Silence => {}
        }
        self.news.link(id);
    }

    fn close_done(&mut self, id: LinkId, outcome: Outcome) {
        // Refused: there is nothing to close.
        if outcome == Outcome::Error
            && let Some(link) = self.link_mut(id).filter(|link| link.phase == Phase::Closing)
        {
            link.gone(Error::Gone);
            self.news.link(id);
        }
    }

    /// The module takes the data of a send, or is believed to: they go out.
    pub(crate) fn give_data(&mut self, now: Moment, id: LinkId) {
        let limit = now.after(self.config.patience.cip_send + Duration::from_secs(5));
        let announced = usize::from(self.exchange.map_or(0, |exchange| exchange.announced));
        let mut at = 0;
        if let Some(link) = self.link_mut(id) {
            at = if link.udp { HEAD } else { 0 };
            if let Some(sending) = link.sending.as_mut() {
                sending.given = true;
                link.limit = Some(limit);
            } else if !link.udp && link.over.is_some() {
                // The link is of no use any more, but the module waits for them.
                link.unknown = announced.min(link.to_send.len());
            }
        }
        self.data = Some(Data { link: id, at, end: at + announced, begun: false });
        if let Some(exchange) = self.exchange.as_mut() {
            // The line may be slow; its silence counts from the last byte on.
            *exchange = Exchange { stage: Stage::Data, deadline: limit, ..*exchange };
        }
    }

    /// The last byte of a send's data went out.
    pub(crate) fn data_went_out(&mut self, now: Moment, _id: LinkId) {
        let deadline = now.after(self.config.patience.prompt);
        if let Some(exchange) = self.exchange.as_mut() {
            *exchange = Exchange { stage: Stage::Final, deadline, ..*exchange };
        }
    }

    fn send_done(&mut self, now: Moment, id: LinkId, outcome: Outcome) {
        let told = self.told;
        let Some(link) = self.link_mut(id) else { return };
        link.read_next = true;
        let Some(sending) = link.sending.as_mut() else { return };
        match outcome {
            Outcome::Ok | Outcome::Connect if sending.given => link.due = Some(now.after(ASK)),
            // Refused before the data: none of them was taken.
            Outcome::Error if !sending.given => {
                link.sending = None;
                link.refusals = link.refusals.saturating_add(1);
                let most = if told.code == Some(SocketError::BUSY) { BUSY } else { REFUSALS };
                match told.code {
                    Some(SocketError::NOT_SUPPORTED | SocketError::NETWORK_NOT_OPENED) => link.gone(Error::Gone),
                    _ if link.refusals < most => link.not_before = Some(now.after(PAUSE)),
                    _ => link.fail(told.error()),
                }
                self.news.link(id);
            }
            _ => {
                sending.doubtful = true;
                link.due = None;
            }
        }
    }

    /// What became of a send.
    pub(crate) fn confirmed(&mut self, now: Moment, id: LinkId, requested: u16, confirmed: i32) {
        if self.exchange.is_some_and(|exchange| exchange.job == Job::Send(id)) {
            // The module has all of them, whatever the line has told.
            self.drop_data();
            self.told.result = true;
            self.shorten(now);
        }
        let Some(link) = self.link_mut(id) else { return };
        let Some(sending) = link.sending.filter(|sending| sending.given) else { return };
        // It is that of a send before, which the counter has confirmed. Were it lost for good, the counter would tell once more.
        if link.owed > 0 {
            (link.owed, link.passed_over) = (link.owed - 1, true);
            return;
        }
        if sending.len != requested {
            // Another length than was asked for: the command was damaged on its way.
            link.fail(Error::Unconfirmed);
        } else if confirmed == i32::from(requested) {
            self.sent_whole(id);
        } else if confirmed > i32::from(requested) {
            // No module says that.
            link.fail(Error::Unconfirmed);
        } else if confirmed < 0 {
            link.fail(Error::Gone);
        } else {
            self.sent_in_part(id, confirmed as usize);
        }
        self.news.link(id);
    }

    /// The send is confirmed.
    fn sent_whole(&mut self, id: LinkId) {
        let Some(link) = self.link_mut(id) else { return };
        let Some(sending) = link.sending.take() else { return };
        let len = usize::from(sending.len);
        link.to_send.consume(if link.udp { len + HEAD } else { len });
        link.confirmed += len as u64;
        (link.due, link.limit, link.refusals) = (None, None, 0);
        self.news.link(id);
    }

    /// Only so many bytes of the send were taken; then the link is of no use (M 15.2.4).
    fn sent_in_part(&mut self, id: LinkId, count: usize) {
        let Some(link) = self.link_mut(id) else { return };
        let Some(sending) = link.sending.take() else { return };
        if link.udp {
            link.to_send.consume(usize::from(sending.len) + HEAD);
            link.doubtful_datagrams = link.doubtful_datagrams.saturating_add(1);
        } else {
            link.to_send.consume(count);
            link.confirmed += count as u64;
            // A restart may have cut the number short.
            link.unknown = usize::from(sending.len).saturating_sub(count);
            link.fail(Error::Dropped);
        }
        (link.due, link.limit) = (None, None);
        self.news.link(id);
    }

    /// The fate of a send is not to be found out.
    pub(crate) fn never_confirmed(&mut self, id: LinkId) {
        let Some(link) = self.link_mut(id) else { return };
        if link.udp {
            self.sent_in_part(id, 0);
        } else {
            link.fail(Error::Unconfirmed);
            (link.due, link.limit) = (None, None);
            self.news.link(id);
        }
    }

    fn read_done(&mut self, id: LinkId, outcome: Outcome) {
        let told = self.told;
        let fits = outcome != Outcome::Ok || self.ends_fit();
        let Some(link) = self.link_mut(id) else { return };
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
            link.audit = Audit::Again { tries, received, rest };
        }
        self.news.link(id);
    }

    /// The module's counters: what became of a send, and whether received data were lost.
    fn count_done(&mut self, now: Moment, id: LinkId, outcome: Outcome) {
        let count = self.told.count.filter(|_| outcome == Outcome::Ok);
        let Some(link) = self.link_mut(id) else { return };
        let (sending, audit) = (link.sending.filter(|sending| sending.doubtful), link.audit);
        let Some((sent, _, received)) = count else {
            if sending.is_some() && outcome != Outcome::Silence {
                self.never_confirmed(id);
            }
            if audit != Audit::None && outcome != Outcome::Silence {
                self.data_lost(id);
            }
            return;
        };
        if let Some(sending) = sending {
            let more = sent.wrapping_sub(link.confirmed as u32);
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
            Audit::Again { received, rest, .. } => {
                link.audit = Audit::None;
                if received != counted || received != link.got.wrapping_add(rest) {
                    self.data_lost(id);
                }
            }
        }
    }

    /// Which links the module has, against which the driver has.
    pub(crate) fn links_listed(&mut self, outcome: Outcome) {
        let Some(states) = self.told.links.filter(|_| outcome == Outcome::Ok) else { return };
        // Some relatives have four. Any other number is a line that was cut.
        self.links_there = if states.count() == 4 { 4 } else { 10 };
        let buffered = self.config.reception == Reception::Buffered && !self.config.transparent;
        for id in LinkId::all() {
            let Some(open) = states.is_open(id) else { continue };
            match self.link_mut(id) {
                Some(link) if link.phase == Phase::Open && !open => {
                    // Its notice was lost; what the module holds can be asked for.
                    link.ended(Error::Gone);
                    link.suspect = link.held && buffered;
                    self.doubted = true;
                    self.news.link(id);
                }
                Some(link) if link.phase == Phase::Open => link.suspect |= buffered && !link.waiting,
                Some(link) if link.phase == Phase::Idle && open => self.strays |= 1 << id.get(),
                None if open => self.strays |= 1 << id.get(),
                _ => {}
            }
        }
    }
}
