//! What comes next: one after the other, everybody in turn.

use a76xx_parser::typed::{LinkId, ServerId};
use a76xx_tracker::Moment;

use super::exchange::Job;
use super::link::{Audit, Link, Phase, Wish};
use super::news::Stage;
use super::state::{Core, Server};
use super::step::Step;
use crate::config::Reception;

/// Turns: ten links, four servers, the desk.
const TURNS: u8 = 15;
/// Reads of a link that nobody wants any more.
pub(super) const DRAIN: u8 = 8;

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// The next job, if one can be done now.
    pub(crate) fn next_job(&mut self, now: Moment) -> Option<Job> {
        if self.status.stage == Stage::Stopped {
            return None;
        }
        if self.pipe.online {
            return self.escape(now);
        }
        if self.hold.is_some_and(|time| now < time) {
            return None;
        }
        if self.lost.is_some() {
            return Some(Job::Marker);
        }
        let bring = &self.bring;
        if bring.step != Step::Up {
            let waits = bring.not_before.is_some_and(|time| now < time) || bring.result_due.is_some();
            let works = !matches!(bring.step, Step::Rest | Step::Boot);
            return (works && !waits).then_some(Job::BringUp);
        }
        if self.doubted {
            return Some(Job::Service);
        }
        if self.unsure {
            return Some(Job::Links);
        }
        if let Some(stray) = LinkId::all().find(|id| self.strays >> id.get() & 1 == 1) {
            return Some(Job::Close(stray));
        }
        for step in 1..=TURNS {
            let turn = (self.turn + step) % TURNS;
            if let Some(job) = self.job_of(now, turn) {
                // What has to be set before a link is opened takes no turn of its own.
                self.turn = if job == Job::Acknowledge { (turn + TURNS - 1) % TURNS } else { turn };
                return Some(job);
            }
        }
        if self.beat.is_some_and(|beat| now >= beat) {
            self.beat = Some(now.after(self.config.patience.heartbeat.span()));
            let any = self.closing != 0 || self.links.iter().any(|link| link.phase == Phase::Open);
            return any.then_some(Job::Links);
        }
        None
    }

    /// Whether the module has links that a server accepted.
    pub(crate) fn has_clients(&self, id: ServerId) -> bool {
        self.links.iter().any(|link| link.server == Some(id) && link.is_live())
    }

    fn job_of(&self, now: Moment, turn: u8) -> Option<Job> {
        if let Some(id) = LinkId::new(turn) {
            return self.job_of_link(now, id, self.link(id)?);
        }
        match ServerId::new(turn - 10) {
            Some(id) => match self.servers.get(usize::from(id.get()))? {
                Server::Wanted { .. } => Some(self.tcp_first().unwrap_or(Job::Listen(id))),
                // Its clients go first (M 15.2.15), and those that were turned away may be its own.
                Server::Unwanted { not_before: None, .. } if self.closing == 0 && !self.has_clients(id) => Some(Job::Unlisten(id)),
                _ => None,
            },
            None => self.desk.is_wanted().then_some(Job::Desk),
        }
    }

    /// What has to be set before the first link that is TCP: datagrams know no acknowledgement, and the mode is one for all links.
    const fn tcp_first(&self) -> Option<Job> {
        if self.config.acknowledged && self.mode_tries > 0 { Some(Job::Acknowledge) } else { None }
    }

    /// A link that is to be closed at once. What is under way to the peer is confirmed before, where the application asked for that (M 15.2.11),
    /// and what the module holds is taken, within limits: closed with unread data, a connection is reset, and what was sent last may be lost.
    fn job_of_aborted(&self, id: LinkId, link: &Link<R, T>) -> Option<Job> {
        let commands = !self.config.transparent;
        if let Some(sending) = link.sending.filter(|_| commands && !link.udp && self.config.acknowledged) {
            return sending.doubtful.then_some(Job::Count(id));
        }
        let buffered = commands && self.config.reception == Reception::Buffered;
        let drains = buffered && link.waiting && link.drained < DRAIN && !link.in_doubt && self.readable(id).is_some();
        Some(if drains { Job::Read(id) } else { Job::Close(id) })
    }

    fn job_of_link(&self, now: Moment, id: LinkId, link: &Link<R, T>) -> Option<Job> {
        if link.not_before.is_some_and(|time| now < time) {
            return None;
        }
        match link.phase {
            Phase::Wanted => return Some(self.tcp_first().filter(|_| !link.udp).unwrap_or(Job::Open(id))),
            Phase::Opening | Phase::Closing => return None,
            Phase::Open if link.wish == Wish::Abort => return self.job_of_aborted(id, link),
            Phase::Idle if !link.held && !link.accepted => return None,
            Phase::Open | Phase::Idle => {}
        }
        let open = link.phase == Phase::Open;
        if self.config.transparent {
            let closes = open && link.wish == Wish::Close;
            let resumes = open && !closes && !self.pipe.pause;
            return if closes { Some(Job::Close(id)) } else { resumes.then_some(Job::Resume) };
        }
        if open && (matches!(link.audit, Audit::Count(_) | Audit::Again { .. }) || link.sending.is_some_and(|sending| sending.doubtful)) {
            return Some(Job::Count(id));
        }
        let buffered = self.config.reception == Reception::Buffered;
        if buffered && (link.suspect && !link.waiting || matches!(link.audit, Audit::Rest { .. })) {
            return Some(Job::Rest(id));
        }
        // Who has let it go reads no more of it.
        let wanted = link.held || link.accepted || link.drained < DRAIN;
        let reads = wanted && buffered && link.waiting && link.audit == Audit::None && !link.in_doubt && self.readable(id).is_some();
        let sends = open && link.sending.is_none() && !link.to_send.is_empty();
        match (reads, sends) {
            (true, true) => Some(if link.read_next { Job::Read(id) } else { Job::Send(id) }),
            (true, false) => Some(Job::Read(id)),
            (false, true) => Some(Job::Send(id)),
            (false, false) => (open && link.wish == Wish::Close && link.sending.is_none()).then_some(Job::Close(id)),
        }
    }
}
