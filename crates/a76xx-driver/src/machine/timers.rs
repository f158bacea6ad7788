//! What a passing of time means.

use a76xx_parser::typed::LinkId;
use a76xx_tracker::Moment;

use super::exchange::{Exchange, Job, Outcome, Stage};
use super::link::{Phase, Wish};
use super::news::Stage as Service;
use super::state::Core;
use super::step::Step;
use crate::error::Error;

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// Whether the module has let the time of its command pass.
    pub(crate) fn is_overdue(&self, now: Moment) -> bool {
        self.exchange.is_some_and(|exchange| now >= exchange.deadline)
    }

    /// Does what is due.
    pub(crate) fn timers(&mut self, now: Moment) {
        if let Some(exchange) = self.exchange.filter(|exchange| now >= exchange.deadline) {
            match exchange.job {
                Job::Send(_) if exchange.stage == Stage::Prompt && exchange.refused => self.end_exchange(now, Outcome::Error),
                // The prompt was lost, or the command. If the module waits, it waits for exactly these bytes; any others would reach the peer.
                Job::Send(id) if exchange.stage == Stage::Prompt => {
                    self.exchange = Some(Exchange { unasked: true, ..exchange });
                    self.give_data(now, id);
                }
                Job::Desk if exchange.stage == Stage::Prompt => self.feed_unasked(now),
                Job::Desk if exchange.stage == Stage::Data && self.desk.is_under_way() => self.starved(now),
                _ => {
                    self.drop_output();
                    self.end_exchange(now, Outcome::Silence);
                }
            }
        }
        if self.bring.step == Step::Rest && self.status.stage != Service::Stopped && self.bring.not_before.is_some_and(|time| now >= time) {
            self.go(now, Step::Wake);
        }
        if self.bring.result_due.is_some_and(|time| now >= time) {
            self.result_missing(now);
        }
        if !self.is_busy() && self.is_too_late(now) {
            self.took_too_long(now);
        }
        self.desk.timers(now, &mut self.news);
        self.hold = self.hold.filter(|time| now < *time);
        self.pipe.hold = self.pipe.hold.filter(|time| now < *time);
        self.bring.not_before = self.bring.not_before.filter(|time| now < *time);
        self.late_timers(now);
        self.server_timers(now);
        for id in LinkId::all() {
            self.link_timers(now, id);
        }
    }

    fn link_timers(&mut self, now: Moment, id: LinkId) {
        let busy = self.exchange.is_some_and(|exchange| exchange.job.link() == Some(id));
        let Some(link) = self.link_mut(id) else { return };
        link.not_before = link.not_before.filter(|time| now < *time);
        if link.limit.is_some_and(|limit| now >= limit) && !busy {
            self.never_confirmed(id);
            return;
        }
        if busy || link.due.is_none_or(|due| now < due) {
            return;
        }
        link.due = None;
        match link.phase {
            // It may open yet; then nobody wants it.
            Phase::Opening => {
                link.over = link.over.or(Some(Error::TimedOut));
                (link.phase, link.wish) = (Phase::Open, Wish::Abort);
                self.news.link(id);
            }
            Phase::Closing => {
                link.gone(Error::Gone);
                self.news.link(id);
            }
            // Only TCP has a counter.
            Phase::Open if link.udp && link.sending.is_some() => self.never_confirmed(id),
            Phase::Open => {
                if let Some(sending) = link.sending.as_mut() {
                    sending.doubtful = true;
                }
            }
            Phase::Idle | Phase::Wanted => {}
        }
    }

    /// When something is due next.
    #[inline(never)]
    pub(crate) fn next_time(&self) -> Option<Moment> {
        if self.status.stage == Service::Stopped {
            return None;
        }
        let up = self.bring.step == Step::Up;
        let idle = !self.is_busy();
        let hold = self.hold.filter(|_| idle && !self.pipe.online);
        let beat = self.beat.filter(|_| up && idle && !self.pipe.online && hold.is_none());
        let bring = [self.bring.not_before.filter(|_| !up), self.bring.result_due, self.last_time()].map(|time| time.filter(|_| idle));
        let [rest, result, last] = bring;
        let deadline = self.exchange.map(|exchange| exchange.deadline);
        let mut next =
            earliest(&[rest, result, last, beat, deadline, hold, self.pipe_time(), self.desk.due(), self.late_time(), self.server_time()]);
        let busy = self.exchange.and_then(|exchange| exchange.job.link());
        for (link, id) in self.links.iter().zip(LinkId::all()) {
            // What is due of the link that a command is for waits for its end.
            let [due, limit] = [link.due, link.limit].map(|time| time.filter(|_| busy != Some(id)));
            next = earliest(&[next, due, limit, link.not_before]);
        }
        next
    }
}

/// The first of some times.
#[inline(never)]
fn earliest(times: &[Option<Moment>]) -> Option<Moment> {
    times.iter().copied().flatten().min()
}
