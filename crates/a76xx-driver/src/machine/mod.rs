//! The driver without I/O: bytes, time and calls go in; bytes, times and news come out.

mod ask;
mod bringup;
mod calls;
mod desk;
mod encode;
mod exchange;
mod feed;
mod finish;
mod guard;
mod heard;
mod kept;
mod late;
mod limits;
mod link;
mod loss;
mod news;
mod notices;
mod pins;
mod pipe;
mod radio;
mod received;
mod ring;
mod schedule;
mod sending;
mod serve;
#[cfg(test)]
mod size;
mod state;
mod step;
mod text;
mod timers;
mod watched;
mod wire;

use core::time::Duration;

#[cfg(feature = "model")]
use a76xx_tracker::Model;
use a76xx_tracker::Moment;

pub use self::calls::{Accepted, Datagram, Host};
pub use self::desk::Reply;
pub use self::limits::Operation;
pub use self::news::{News, Stage, Status};
pub use self::notices::Notice;
pub use self::pins::Pin;
pub use self::text::Text;

use self::exchange::{Outcome, Stage as Exchanged};
use self::state::Core;
use self::wire::Wire;
use crate::config::Config;
use crate::say::say;

/// A driver of one module: `LINKS` sockets (1 to 10), each with a buffer of `RX` bytes for what was received and one of `TX` bytes for what is to
/// be sent. UDP needs 1508 bytes of each.
///
/// The two others are for memory that is scarce. Lines of either side are shorter than `LINE` (at least 128 bytes); with the usual 321 the answer to a name
/// of 254 bytes is understood. `KEPT` bytes hold the question with its answer, and as many the notices that wait.
///
/// # How to drive it
/// There are four kinds of methods.
/// - *Inputs* take the time and what happened: [`handle_rx`](Self::handle_rx) bytes of the module, [`handle_timeout`](Self::handle_timeout) that a
///   time has come, [`sent`](Self::sent) that bytes went out.
/// - *Calls* of the application: [`start`](Self::start), [`open_tcp`](Self::open_tcp), [`send`](Self::send), [`receive`](Self::receive), …
/// - *Outputs*: [`poll_tx`](Self::poll_tx) gives bytes for the module, [`poll_timeout`](Self::poll_timeout) the next time of interest,
///   [`poll_news`](Self::poll_news) what an application may wait for.
/// - *Getters* tell the state.
///
/// After each input or call poll all outputs until they give nothing. Time never goes back. The machine reads no clock, allocates nothing, and does
/// not panic whatever the module sends.
///
/// # What becomes of data
/// Bytes that [`send`](Self::send) took are sent in order; they count as confirmed when the module says so. Bytes that
/// [`receive`](Self::receive) gives came from the module in one piece, in order: data whose framing was damaged are not given out, and end the link
/// with [`Error::DataLost`](crate::Error::DataLost).
#[derive(Clone, Debug)]
pub struct Machine<const LINKS: usize, const RX: usize, const TX: usize, const LINE: usize = 321, const KEPT: usize = 512> {
    wire: Wire<LINE>,
    core: Core<LINKS, RX, TX, LINE, KEPT>,
}

impl<const LINKS: usize, const RX: usize, const TX: usize, const LINE: usize, const KEPT: usize> Machine<LINKS, RX, TX, LINE, KEPT> {
    /// A machine that does nothing before [`start`](Self::start).
    pub const fn new(config: Config) -> Self {
        Self { wire: Wire::new(), core: Core::new(config) }
    }

    /// The module sent bytes.
    pub fn handle_rx(&mut self, now: Moment, bytes: &[u8]) {
        self.escape(now);
        if self.is_cut() && now >= self.core.heard_at.after(STALL) {
            self.cut(now);
        }
        let core = &mut self.core;
        if now >= core.heard_at.after(STALL) {
            core.resumed_at = Some(now);
        }
        core.heard_at = now;
        self.wire.module(bytes, |event| core.heard(now, event));
        self.advance(now);
    }

    /// A time has come, or may have.
    pub fn handle_timeout(&mut self, now: Moment) {
        self.escape(now);
        // Half a line will not be completed any more. Where its bytes still come it is no whole one: a port or an address may lack digits.
        let comes = self.wire.is_waiting() && now < self.core.heard_at.after(STALL);
        if self.core.is_overdue(now) && !comes {
            self.flush(now);
        } else if self.half_at().is_some_and(|time| now >= time) {
            if self.is_cut() { self.cut(now) } else { self.flush(now) }
        }
        if self.core.pushed_to.is_some() && now >= self.core.heard_at.after(QUIET) {
            self.core.settle_pushed(true);
        }
        self.core.timers(now);
        self.advance(now);
    }

    /// Bytes for the module; write what you can, and tell by [`sent`](Self::sent) how many went out, or that none did. The same bytes come until
    /// then, and nothing else: what the line was given may be on its way.
    pub fn poll_tx(&mut self, now: Moment) -> Option<&[u8]> {
        if self.core.stale {
            return None;
        }
        self.core.offered = !self.core.output().is_empty();
        if !self.core.output().is_empty() {
            return Some(self.core.output());
        }
        self.core.pipe.offered |= !self.core.stream(now).is_empty();
        let bytes = self.core.stream(now);
        (!bytes.is_empty()).then_some(bytes)
    }

    /// Whether there are bytes for the module. They are not given out by that.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn has_tx(&self, now: Moment) -> bool {
        !(self.core.stale || self.core.output().is_empty() && self.core.stream(now).is_empty())
    }

    /// So many of the bytes that [`poll_tx`](Self::poll_tx) gave went out. What the module says meanwhile may be handled before.
    pub fn sent(&mut self, now: Moment, count: usize) {
        self.core.offered = false;
        if core::mem::take(&mut self.core.pipe.offered) {
            self.core.streamed(now, count);
        } else if core::mem::take(&mut self.core.stale) {
            // What they were part of is over already.
        } else if !self.core.output().is_empty() {
            self.core.wrote(now, count, &mut self.wire);
        }
        self.advance(now);
    }

    /// When something will be due, if nothing happens before.
    pub fn poll_timeout(&self) -> Option<Moment> {
        let settles = self.core.pushed_to.map(|_| self.core.heard_at.after(QUIET));
        [self.core.next_time(), self.half_at(), settles].into_iter().flatten().min()
    }

    /// What is half there becomes events.
    fn flush(&mut self, now: Moment) {
        let core = &mut self.core;
        self.wire.flush(|event| core.heard(now, event));
        core.pushing = false;
    }

    /// The same where the module may have restarted in the middle of it: half a result code is none.
    fn cut(&mut self, now: Moment) {
        self.core.torn = true;
        self.flush(now);
        self.core.torn = false;
    }

    /// Whether pushed data, or the line that announces them, are not complete.
    const fn is_cut(&self) -> bool {
        let pushes = matches!(self.core.config.reception, crate::Reception::Push) && !self.core.config.transparent;
        self.core.pushing || pushes && self.wire.is_waiting()
    }

    /// When what looks like half a line counts as whole, and half a payload as lost.
    fn half_at(&self) -> Option<Moment> {
        if self.is_cut() {
            return Some(self.core.heard_at.after(STALL));
        }

        let span = if self.core.pipe.online { TAIL } else { DIGIT };
        let waits = self.core.digits && self.wire.is_digit() || self.core.pipe.online && self.wire.is_waiting();
        waits.then(|| self.core.heard_at.after(span))
    }

    /// What has changed since it was asked last, one thing at a time.
    pub fn poll_news(&mut self) -> Option<News> {
        self.core.news.take()
    }

    /// How far the service is, and what is known of the module.
    pub const fn status(&self) -> &Status {
        &self.core.status
    }

    /// What the wire has told of the module.
    #[cfg(feature = "model")]
    pub const fn model(&self) -> &Model {
        &self.core.watched.model
    }

    /// How it was told to work.
    pub const fn config(&self) -> Config {
        self.core.config.config()
    }

    /// Sends what is to be sent next, where nothing is under way.
    fn advance(&mut self, now: Moment) {
        self.core.give_up_feeding();
        // Each round sends a command, or settles something that needs none.
        for _ in 0..64 {
            if core::mem::take(&mut self.core.start_over) {
                self.wire.start_over();
            }
            if core::mem::take(&mut self.core.pipe.connects) {
                self.wire.online();
            }
            if core::mem::take(&mut self.core.cut_short) {
                self.wire.end_data();
            }
            if self.core.is_busy() {
                return;
            }
            let Some(job) = self.core.next_job(now) else { return };
            match self.core.encode(job) {
                Some(()) => self.begin(now, job),
                None => self.core.finish(now, job, Outcome::Error),
            }
        }
    }

    /// An escape that was sent can be answered by now.
    fn escape(&mut self, now: Moment) {
        if self.core.pipe.escapes_at.take_if(|time| now >= *time).is_some() && self.core.pipe.online {
            self.escaped(now);
        }
    }

    /// Three plus signs in silence, or a drop of DTR: to the parser they are the same.
    fn escaped(&mut self, now: Moment) {
        let core = &mut self.core;
        self.wire.host_silent();
        self.wire.host(b"+++", |event| core.watched.note(now, event));
    }

    /// A command goes out; its text is in the output.
    fn begin(&mut self, now: Moment, job: exchange::Job) {
        let core = &mut self.core;
        if job == exchange::Job::Pause {
            if core.pipe.by_dtr {
                core.say_nothing();
                core.pins.dtr(false);
            } else {
                core.pipe.escapes_at = Some(now.after(pipe::ESCAPED));
            }
            core.begin(now, job, None, Duration::ZERO, Exchanged::Final);
            if core.pipe.by_dtr {
                self.escaped(now);
            }
            return;
        }
        let (mut no, mut within) = (None, 0);
        let mut prompts = false;
        let (text, watched) = (if core.fixed.is_empty() { core.out.bytes() } else { core.fixed }, &mut core.watched);
        self.wire.host(text, |event| {
            no = event.command.or(no);
            if let Some(line) = event.kind.line() {
                within = line.command.map_or(0, a76xx_parser::spec::Command::within);
                prompts = line.form().is_some_and(guard::asks_for_data);
            }
            watched.note(now, event);
        });
        say!(debug, "{}", crate::say::command(core.text(), core.is_secret(job)));
        let stage = if prompts { Exchanged::Prompt } else { Exchanged::Final };
        core.begin(now, job, no, Duration::from_millis(u64::from(within)), stage);
    }
}

/// How long a digit and a bare CR wait for what may follow: a result code of `ATV0` ends there (M 2.2.10).
const DIGIT: Duration = Duration::from_millis(50);
/// A module does not pause inside what it pushes; when it restarts there, it is silent for longer than this, and the lines of its boot are no data.
const STALL: Duration = Duration::from_millis(800);
/// The lines of a boot begin so soon behind the silence.
const BANNER: Duration = Duration::from_millis(500);
/// Pushed data that nothing follows for so long are right: it is more than adapters of serial lines hold bytes back.
const QUIET: Duration = Duration::from_millis(20);
/// How long data that could begin the line that ends the data state are held back.
const TAIL: Duration = Duration::from_millis(200);
