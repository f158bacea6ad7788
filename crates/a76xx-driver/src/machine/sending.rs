//! What becomes of a send: its data go out, and are confirmed, in part, or never.

use core::time::Duration;

use a76xx_parser::typed::{LinkId, SocketError};
use a76xx_tracker::Moment;

use super::encode::HEAD;
use super::exchange::{Exchange, Job, Outcome, Stage};
use super::finish::PAUSE;

use super::state::{Core, Data, Source};
use crate::error::Error;

/// How long the confirmation of a send may be out before the module's counter is asked.
pub(crate) const ASK: Duration = Duration::from_secs(10);
/// Refusals in a row that a link survives.
pub(super) const REFUSALS: u8 = 4;
/// The same where the module says that it is busy.
const BUSY: u8 = 100;

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// The module takes the data of a send, or is believed to: they go out.
    pub(crate) fn give_data(&mut self, now: Moment, id: LinkId) {
        let limit = now.after(self.config.patience.cip_send.span()).after(Duration::from_secs(5));
        let announced = self.exchange.map_or(0, |exchange| exchange.announced as usize);
        let mut at = 0;
        if let Some(link) = self.link_mut(id) {
            at = if link.udp { HEAD } else { 0 };
            if let Some(sending) = link.sending.as_mut() {
                sending.given = true;
                link.limit = Some(limit);
            } else if !link.udp && link.over.is_some() {
                // The link is of no use any more, but the module waits for them.
                link.unknown = announced.min(link.to_send.len()) as u16;
            }
        }
        self.data = Some(Data { source: Source::Link(id), at, end: at + announced, begun: false });
        if let Some(exchange) = self.exchange.as_mut() {
            // The line may be slow; its silence counts from the last byte on.
            *exchange = Exchange { stage: Stage::Data, deadline: limit, ..*exchange };
        }
    }

    /// The last byte of a send's data went out.
    pub(crate) fn data_went_out(&mut self, now: Moment) {
        let desk = self.exchange.is_some_and(|exchange| exchange.job == Job::Desk);
        let deadline = now.after(if desk { self.desk.within() } else { self.config.patience.prompt.span() });
        if let Some(exchange) = self.exchange.as_mut() {
            *exchange = Exchange { stage: Stage::Final, deadline, ..*exchange };
        }
    }

    pub(super) fn send_done(&mut self, now: Moment, id: LinkId, outcome: Outcome) {
        let told = self.told;
        let Some(link) = self.link_mut(id) else { return };
        link.read_next = true;
        let udp = link.udp;
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
            // Only TCP has a counter that could be asked.
            _ if udp => link.due = Some(now.after(ASK)),
            _ => {
                sending.doubtful = true;
                link.due = None;
            }
        }
    }

    /// What became of a send.
    pub(crate) fn confirmed(&mut self, now: Moment, id: LinkId, requested: u16, confirmed: i32) {
        let giving = self.exchange.is_some_and(|exchange| exchange.job == Job::Send(id) && exchange.stage == Stage::Data);
        // Before all of its data are out it is that of a send before, maybe of another link of this number; the module still waits for the rest.
        if giving {
            if let Some(link) = self.link_mut(id) {
                link.owed = link.owed.saturating_sub(1);
            }
            return;
        }
        // The same while its prompt is out.
        if self.exchange.is_some_and(|exchange| exchange.job == Job::Send(id) && exchange.stage != Stage::Prompt) {
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
            self.sent_in_part(id, confirmed as usize, true);
        }
        self.news.link(id);
    }

    /// The send is confirmed.
    pub(super) fn sent_whole(&mut self, id: LinkId) {
        let Some(link) = self.link_mut(id) else { return };
        let Some(sending) = link.sending.take() else { return };
        let len = usize::from(sending.len);
        link.to_send.consume(if link.udp { len + HEAD } else { len });
        link.confirmed.add(len);
        (link.due, link.limit, link.refusals) = (None, None, 0);
        self.news.link(id);
    }

    /// Only so many bytes of the send were taken; where the module told so, the link is of no use then (M 15.2.4).
    pub(super) fn sent_in_part(&mut self, id: LinkId, count: usize, told: bool) {
        let Some(link) = self.link_mut(id) else { return };
        let Some(sending) = link.sending.take() else { return };
        if link.udp {
            link.to_send.consume(usize::from(sending.len) + HEAD);
            if told {
                link.fail(Error::Dropped);
            }
        } else {
            link.to_send.consume(count);
            link.confirmed.add(count);
            // A restart may have cut the number short.
            link.unknown = usize::from(sending.len).saturating_sub(count) as u16;
            link.fail(Error::Dropped);
        }
        (link.due, link.limit) = (None, None);
        self.news.link(id);
    }

    /// The fate of a send is not to be found out.
    pub(crate) fn never_confirmed(&mut self, id: LinkId) {
        let Some(link) = self.link_mut(id) else { return };
        (link.due, link.limit) = (None, None);
        if link.udp {
            self.sent_in_part(id, 0, false);
        } else {
            link.fail(Error::Unconfirmed);
            (link.due, link.limit) = (None, None);
            self.news.link(id);
        }
    }
}
