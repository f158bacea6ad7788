//! How the steps of bring-up follow each other, and what becomes of failures. Every loop has a limit.

use core::time::Duration;

use a76xx_parser::typed::{IpError, SocketError};
use a76xx_tracker::Moment;
use a76xx_tracker::model::sim;

use super::exchange::Outcome;
use super::finish::PAUSE;
use super::news::Stage;
use super::state::Core;
use super::step::{Call, Step};
use crate::error::{Error, Trouble};
use crate::say::say;

#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct BringUp {
    pub(crate) step: Step,
    /// How often the step was tried.
    pub(crate) tries: u8,
    /// The first call of those that were not answered.
    called: Option<Moment>,
    /// Not before.
    pub(crate) not_before: Option<Moment>,
    /// The step's patience ends.
    limit: Option<Moment>,
    /// The patience for all of it ends.
    total: Option<Moment>,
    /// The result behind `OK`, or the lines of a boot, are overdue.
    pub(crate) result_due: Option<Moment>,
    /// The result, where it came before `OK`.
    result: Option<SocketError>,
    /// How often the service did not open.
    rung: u8,
    /// How often the module fell silent on the way.
    pub(super) silences: u8,
    pin_tried: bool,
    /// The firmware knows seven parameters of `AT+CIPCCFG`, not eight.
    pub(crate) old_params: bool,
    /// The firmware does not name the senders of received data.
    pub(crate) no_senders: bool,
    /// The firmware may not take two commands in one line.
    pub(crate) one_by_one: bool,
    /// The application wants the service closed.
    pub(crate) stopping: bool,
    /// The module knows how received data are to come; a restart forgets it.
    pub(crate) told_reception: bool,
}

impl BringUp {
    pub(crate) const STOPPED: Self = Self {
        step: Step::Rest,
        tries: 0,
        called: None,
        not_before: None,
        limit: None,
        total: None,
        result_due: None,
        result: None,
        rung: 0,
        silences: 0,
        pin_tried: false,
        old_params: false,
        no_senders: false,
        one_by_one: false,
        stopping: false,
        told_reception: false,
    };
}

/// Silence before an escape; the module wants a second (M 2.2.5).
const GUARD: Duration = Duration::from_millis(1200);
/// Most of the time that a call is answered late.
const LATE: Duration = Duration::from_secs(5);
/// Calls without an answer behind which a module may be off.
const CALLS: u8 = 3;
pub(super) const SECOND: Duration = Duration::from_secs(1);
/// For a service to close, and for a module to boot.
const LONG: Duration = Duration::from_mins(2);
const BOOT: Duration = Duration::from_mins(1);

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// Goes to a step, or to the next one that is wanted.
    pub(crate) fn go(&mut self, now: Moment, step: Step) {
        let mut step = step;
        while !step.is_wanted(&self.config) {
            step = step.next();
        }
        if self.bring.stopping && step != Step::Shut {
            return self.stopped_all();
        }
        let patience = self.config.patience;
        let bring = &mut self.bring;
        bring.limit = match step {
            Step::Wake => Some(now.after(patience.wake.span())),
            Step::Card => Some(now.after(patience.card.span())),
            Step::Signal => Some(now.after(patience.registration.span())),
            _ => bring.limit,
        };
        (bring.step, bring.tries, bring.not_before, bring.result_due, bring.result) = (step, 0, None, None, None);
        bring.total = bring.total.or_else(|| Some(now.after(patience.bring_up.span())));
        self.digits = matches!(step, Step::Wake | Step::Echo | Step::Verbose);
        match step {
            Step::Wake => (bring.told_reception, bring.called, bring.one_by_one) = (false, None, false),
            Step::Rest => bring.total = None,
            Step::Echo => self.pins.answered(),
            Step::Up => {
                bring.total = None;
                (bring.rung, bring.silences) = (0, 0);
                self.beat = Some(now.after(patience.heartbeat.span()));
            }
            _ => {}
        }
        if let Some(stage) = step.stage()
            && self.status.stage != stage
        {
            say!(info, "module: {}", stage.name());
            self.status.stage = stage;
            self.news.status();
        }
    }

    /// The service is closed, as the application wants it.
    pub(crate) fn stopped_all(&mut self) {
        self.abandon(Error::Down);
        self.bring = BringUp { pin_tried: self.bring.pin_tried, ..BringUp::STOPPED };
        (self.status.stage, self.beat, self.digits) = (Stage::Stopped, None, false);
        self.news.status();
    }

    /// Tries the step again after a while.
    fn again(&mut self, now: Moment, span: Duration) {
        self.bring.tries = self.bring.tries.saturating_add(1);
        self.bring.not_before = Some(now.after(span));
    }

    fn is_over(&self, now: Moment) -> bool {
        self.bring.limit.is_none_or(|limit| now >= limit)
    }

    /// The service does not come up. There will be another try after a rest.
    pub(crate) fn give_up(&mut self, now: Moment, why: Trouble) {
        self.go(now, Step::Rest);
        self.pins.answered();
        self.bring.not_before = Some(now.after(self.config.patience.rest.span()));
        (self.bring.rung, self.bring.silences) = (0, 0);
        say!(error, "the service does not come up: {}", why.name());
        self.status.stage = Stage::Failed(why);
        self.news.status();
        self.all_gone(Error::Down);
    }

    /// The service should be up by now.
    pub(crate) fn is_too_late(&self, now: Moment) -> bool {
        self.bring.total.is_some_and(|total| now >= total)
    }

    /// The service is not up in time: what it was at is the trouble.
    pub(crate) fn took_too_long(&mut self, now: Moment) {
        let why = match self.status.stage {
            Stage::Card => Trouble::Card,
            Stage::Registering => Trouble::NotRegistered(self.status.registration),
            Stage::Opening => Trouble::Service(None),
            _ => Trouble::Silent,
        };
        self.give_up(now, why);
    }

    /// When that is.
    pub(crate) const fn last_time(&self) -> Option<Moment> {
        self.bring.total
    }

    /// The command of a step has ended.
    pub(crate) fn step_done(&mut self, now: Moment, outcome: Outcome) {
        let step = self.bring.step;
        // The network went while it was asked.
        if matches!(step, Step::Address | Step::Links) && core::mem::take(&mut self.doubted) {
            self.lost = self.lost.or((outcome == Outcome::Silence).then_some(0));
            return self.go(now, Step::Service);
        }
        match (step, outcome) {
            (Step::Rest | Step::Boot | Step::Up, _) => {}
            (Step::Wake, _) => self.woken(now, outcome),
            (Step::Escape, _) => {
                let tries = self.bring.tries;
                let (limit, called) = (self.bring.limit, self.bring.called);
                self.go(now, Step::Wake);
                (self.bring.tries, self.bring.limit, self.bring.called) = (tries.saturating_add(1), limit, called);
            }
            // The result code was lost, the result was not.
            (Step::Open | Step::Shut, Outcome::Silence) if self.bring.result.is_some() => {
                self.lost = Some(0);
                self.await_result(now, LONG);
            }
            // A late answer must not be taken for that of the next try.
            (Step::Open, Outcome::Silence) if self.bring.tries < 2 => {
                self.go(now, Step::Service);
                self.lost = Some(0);
            }
            (_, Outcome::Silence) if self.bring.tries < 2 => {
                self.again(now, Duration::ZERO);
                self.lost = Some(0);
            }
            (_, Outcome::Silence) => self.fell_silent(now),
            (Step::Function, Outcome::Ok) if self.told.level.is_some_and(|level| level.0 != 1) => self.go(now, Step::FunctionOn),
            (Step::FunctionOn, Outcome::Ok) => {
                self.radio.in_full();
                self.go(now, step.next());
            }
            (Step::Card, _) => self.card(now),
            (Step::Pin, Outcome::Error) => self.give_up(now, Trouble::PinRefused),
            (Step::Pin, _) => self.go(now, Step::Card),
            (Step::Circuit | Step::Packet, _) if !self.radio.is_attached() => self.go(now, step.next()),
            (Step::Circuit | Step::Packet | Step::Evolved, _) => self.registered(now),
            (Step::Links, _) => {
                self.links_listed(now, outcome);
                self.go(now, step.next());
            }
            (Step::Service, Outcome::Ok) if self.told.service == Some(true) => self.go(now, Step::Shut),
            (Step::Shut, Outcome::Ok) => self.await_result(now, LONG),
            (Step::Params, Outcome::Error) if !self.bring.old_params => self.bring.old_params = true,
            // Older firmware does not know how to name senders.
            (Step::Reception, Outcome::Error) if self.config.senders && !self.bring.no_senders => self.bring.no_senders = true,
            (Step::Open, Outcome::Ok) => {
                self.await_result(now, self.config.patience.net_open.span().saturating_add(Duration::from_secs(5)));
            }
            // Its mode is that of before: it is set while the service is closed (M 15.2.10).
            (Step::Open, _) if self.told.ip == Some(IpError::ALREADY_OPENED) && self.config.transparent => self.go(now, Step::Shut),
            (Step::Open, _) if self.told.ip == Some(IpError::ALREADY_OPENED) => self.go(now, Step::Address),
            (Step::Open, _) => self.not_opened(now, self.told.code.or(self.bring.result)),
            (Step::Restart, _) => {
                self.abandon(Error::Restarted);
                self.go(now, Step::Boot);
                self.bring.result_due = Some(now.after(BOOT));
            }
            (_, Outcome::Error) if self.bring.tries < 2 && step.must_work() => self.again(now, SECOND),
            (_, Outcome::Error) if step.must_work() => self.give_up(now, Trouble::Refused),
            (Step::Errors, _) => {
                // Calls may have been answered late, and more than one.
                self.lost = Some(0);
                self.go(now, step.next());
            }
            (Step::Drop, outcome) => {
                self.pipe.by_dtr = outcome == Outcome::Ok;
                self.go(now, step.next());
            }
            _ => {
                self.bring.told_reception |= step == Step::Reception;
                self.go(now, step.next());
            }
        }
    }

    /// A result code while no command is under way: before an escape it answers a call that was given up, so that none is needed.
    pub(crate) fn last_unasked(&mut self, now: Moment, outcome: Outcome) {
        if self.bring.step == Step::Escape && outcome == Outcome::Ok {
            self.woken(now, outcome);
        }
        // It still answers data that it took for commands: what is said now would be answered behind them.
        if self.lost.is_some() && self.hold.is_some() && outcome == Outcome::Error {
            self.hold = Some(now.after(PAUSE));
        }
    }

    /// The module answered a call, or did not.
    fn woken(&mut self, now: Moment, outcome: Outcome) {
        match outcome {
            Outcome::Ok | Outcome::Connect => {
                let late = self.bring.called.filter(|_| self.bring.tries > 0).map(|called| {
                    let span = now.micros().saturating_sub(called.micros());
                    Moment::from_micros(now.micros().saturating_add(span.saturating_mul(2))).min(now.after(LATE))
                });
                self.go(now, Step::Echo);
                // The other calls may be answered as late as the first, and a bit later.
                self.bring.not_before = late;
            }
            _ if self.is_over(now) => {
                if self.pull_reset() {
                    // A caller who pulls it will say so.
                    self.go(now, Step::Wake);
                } else {
                    self.give_up(now, Trouble::Silent);
                }
            }
            // What stood before it on the line was no command.
            Outcome::Error => self.again(now, Duration::ZERO),
            Outcome::Silence => {
                let span = Step::Wake.span(Duration::ZERO, &self.config);
                self.bring.called =
                    self.bring.called.or_else(|| Some(Moment::from_micros(now.micros().saturating_sub(span.as_micros() as u64))));
                self.again(now, Duration::ZERO);
                if self.bring.tries >= CALLS {
                    self.press_key();
                }
                if Call::of(self.bring.tries) == Call::Escape {
                    self.bring.step = Step::Escape;
                    self.bring.not_before = Some(now.after(GUARD));
                }
            }
        }
    }

    /// The SIM has said how it is.
    fn card(&mut self, now: Moment) {
        match self.radio.sim {
            sim::State::Ready => self.go(now, Step::Signal),
            sim::State::Locked if self.bring.pin_tried => self.give_up(now, Trouble::PinRefused),
            sim::State::Locked if self.config.pin.is_none() => self.give_up(now, Trouble::PinWanted),
            sim::State::Locked => {
                self.bring.pin_tried = true;
                self.go(now, Step::Pin);
            }
            _ if self.is_over(now) => self.give_up(now, Trouble::Card),
            _ => self.again(now, SECOND),
        }
    }

    /// The network has said how it has taken the module.
    fn registered(&mut self, now: Moment) {
        let over = self.is_over(now);
        if self.radio.is_attached() || over && self.radio.is_registered() {
            self.go(now, Step::Operator);
        } else if over {
            self.give_up(now, Trouble::NotRegistered(self.status.registration));
        } else {
            let limit = self.bring.limit;
            self.go(now, Step::Signal);
            self.bring.limit = limit;
            self.bring.not_before = Some(now.after(SECOND).after(SECOND));
        }
    }

    /// `OK` has come; the result comes later, or came before.
    fn await_result(&mut self, now: Moment, span: Duration) {
        match self.bring.result.take() {
            Some(result) => self.service_result(now, result),
            None => self.bring.result_due = Some(now.after(span)),
        }
    }

    /// The result of opening or closing the service.
    pub(crate) fn service_result(&mut self, now: Moment, code: SocketError) {
        if !matches!(self.bring.step, Step::Open | Step::Shut) {
            return;
        }
        if self.exchange.is_some() {
            self.bring.result = Some(code);
            self.shorten(now);
            return;
        }
        match self.bring.step {
            Step::Open if code != SocketError::SUCCESS => self.not_opened(now, Some(code)),
            Step::Open if core::mem::take(&mut self.doubted) => self.go(now, Step::Service),
            step => self.go(now, step.next()),
        }
    }

    /// What was awaited did not come in time.
    pub(crate) fn result_missing(&mut self, now: Moment) {
        match self.bring.step {
            Step::Boot => self.go(now, Step::Wake),
            Step::Open => self.not_opened(now, None),
            // Whether it is closed, the next opening will show.
            Step::Shut => self.go(now, Step::SocketContext),
            _ => self.bring.result_due = None,
        }
    }

    /// The ladder of the note's 1.5: SIM, network and `NETOPEN?` once more; then a restart; then a rest.
    fn not_opened(&mut self, now: Moment, code: Option<SocketError>) {
        self.bring.rung = self.bring.rung.saturating_add(1);
        say!(warn, "the socket service did not open: code {}, try {}", code.map_or(-1, |code| i32::from(code.0)), self.bring.rung);
        match self.bring.rung {
            1 => {
                self.go(now, Step::Card);
                self.bring.not_before = Some(now.after(SECOND));
            }
            2 if self.config.may_restart => self.go(now, Step::Restart),
            _ => self.give_up(now, Trouble::Service(code)),
        }
    }
}
