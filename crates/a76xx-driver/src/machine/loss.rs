//! What is gone when module, service or network is.

use a76xx_tracker::Moment;

use core::time::Duration;

use super::exchange::Job;
use super::news::Stage;
use super::state::{Core, Server};
use super::step::Step;
use crate::error::{Error, Trouble};
use crate::say::say;

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// No link and no server is left.
    pub(crate) fn all_gone(&mut self, why: Error) {
        for (link, id) in self.links.iter_mut().zip(a76xx_parser::typed::LinkId::all()) {
            if !link.is_free() {
                link.gone(why);
                self.news.link(id);
            }
        }
        for (server, id) in self.servers.iter_mut().zip(a76xx_parser::typed::ServerId::all()) {
            if matches!(server, Server::Unwanted { .. } | Server::Stopping { .. }) {
                *server = Server::Idle;
            } else if !matches!(server, Server::Idle | Server::Down(_)) {
                *server = Server::Down(why);
            }
            self.news.server(id);
        }
        let super::pipe::Pipe { pause, by_dtr, offered, .. } = self.pipe;
        self.pipe = super::pipe::Pipe { pause, offered, by_dtr, ..super::pipe::Pipe::IDLE };
        (self.strays, self.incoming, self.pushed_from, self.doubted, self.unsure) = (0, None, None, false, false);
        (self.late, self.closing, self.closing_until) = ([None; super::late::MOST], 0, None);
    }

    /// The module started anew: it knows nothing of what was.
    pub(crate) fn restarted(&mut self, now: Moment) {
        if self.status.stage == Stage::Stopped {
            return;
        }
        say!(warn, "the module has restarted");
        self.status.restarts = self.status.restarts.saturating_add(1);
        self.abandon(Error::Restarted);
        self.go(now, Step::Wake);
        self.bring.not_before = Some(now.after(Duration::from_millis(500)));
        self.news.status();
    }

    /// Whatever is under way will not be answered.
    pub(crate) fn abandon(&mut self, why: Error) {
        self.drop_output();
        (self.exchange, self.lost, self.hold, self.blind, self.mode_tries) = (None, None, None, false, super::state::MODE_TRIES);
        self.desk.fail(why, &mut self.news);
        self.all_gone(why);
    }

    /// The module does not answer.
    pub(crate) fn fell_silent(&mut self, now: Moment) {
        say!(warn, "the module does not answer: everything anew");
        self.abandon(Error::Silent);
        self.start_over = true;
        self.bring.silences = self.bring.silences.saturating_add(1);
        if self.bring.silences > 3 { self.give_up(now, Trouble::Silent) } else { self.go(now, Step::Wake) }
    }

    /// The network ended the service: `NETOPEN?`, `NETCLOSE` if it is still open, settings, `NETOPEN` (M 15.4).
    pub(crate) fn network_lost(&mut self, now: Moment) {
        say!(warn, "the network has ended the service");
        self.all_gone(Error::NetworkLost);
        match self.bring.step {
            Step::Up => self.go(now, Step::Service),
            Step::Address | Step::Links if self.exchange.is_none_or(|exchange| exchange.job != Job::BringUp) => self.go(now, Step::Service),
            // It was just opened, or is being opened: then it is asked for again.
            Step::Open | Step::Address | Step::Links => self.doubted = true,
            _ => {}
        }
    }
}
