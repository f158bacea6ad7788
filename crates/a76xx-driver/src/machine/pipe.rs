//! Transparent mode: link 0 as a byte pipe, left by `+++` and resumed by `ATO` (M 2.2.5, 2.2.6, AN 1.5.4).

use core::time::Duration;

use a76xx_parser::typed::LinkId;
use a76xx_tracker::Moment;

use super::Machine;
use super::exchange::{Job, Outcome};
use super::finish::PAUSE;
use super::link::{Phase, Wish};
use super::state::Core;
use crate::error::Error;

/// Silence around an escape: the module wants a second.
const GUARD: Duration = Duration::from_millis(1100);
/// Plus signs with more than this between them are no escape, and after less than this of silence neither.
const APART: Duration = Duration::from_millis(950);
/// After so much of silence a plus sign may begin an escape.
const QUIET: Duration = Duration::from_millis(850);

/// What was written so long before the peer's end was heard may have come behind it.
const CROSSING: Duration = Duration::from_secs(1);

/// What of the pipe is under way.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Pipe {
    /// The line carries the link's data.
    pub(crate) online: bool,
    /// The application wants to give commands.
    pub(crate) pause: bool,
    /// When a byte was sent last.
    pub(crate) spoke_at: Moment,
    /// Plus signs alone are sent one by one.
    pub(crate) hold: Option<Moment>,
    /// Bytes of it were given to the line, which has not told that they went out.
    pub(crate) offered: bool,
    /// The data state has just begun.
    pub(crate) connects: bool,
    /// Escapes in a row that were not answered.
    pub(crate) tries: u8,
    /// An escape was sent. From then on the module may answer it: an `OK` before is data.
    pub(crate) escapes_at: Option<Moment>,
    /// The module takes a drop of DTR for the escape (`AT&D1`, M 10.2.1).
    pub(crate) by_dtr: bool,
}

impl Pipe {
    pub(crate) const IDLE: Self = Self {
        online: false,
        pause: false,
        spoke_at: Moment::from_micros(0),
        hold: None,
        offered: false,
        connects: false,
        tries: 0,
        escapes_at: None,
        by_dtr: false,
    };
}

/// Escapes after which the module is looked for anew.
const TRIES: u8 = 4;
/// The module answers an escape after a second of silence; this is less, for clocks differ.
pub(crate) const ESCAPED: Duration = Duration::from_millis(800);

const LINK: LinkId = LinkId::N0;

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// Bytes for the peer that go out as they are.
    pub(crate) fn stream(&self, now: Moment) -> &[u8] {
        if !self.pipe.online
            || self.exchange.is_some()
            || self.leaves() && !self.pipe.offered
            || self.pipe.hold.is_some_and(|hold| now < hold)
        {
            return &[];
        }
        let Some(link) = self.link(LINK) else { return &[] };
        let piece = link.to_send.piece(0);
        // Nothing but plus signs after a silence, and then nothing: that is what an escape looks like.
        if self.is_escape(now) { piece.get(..1).unwrap_or_default() } else { piece }
    }

    fn is_escape(&self, now: Moment) -> bool {
        let mut first = [0; 4];
        let count = self.link(LINK).map_or(0, |link| link.to_send.copy(0, &mut first));
        let quiet = now >= self.pipe.spoke_at.after(QUIET) || self.pipe.hold.is_some();
        quiet && matches!(first.get(..count), Some([b'+'] | [b'+', b'+'] | [b'+', b'+', b'+']))
    }

    /// Bytes of the pipe went out. The parser is not told: plus signs among them are no escape, whatever they look like.
    pub(crate) fn streamed(&mut self, now: Moment, count: usize) {
        let alone = count == 1 && self.is_escape(now);
        if !self.pipe.online || count == 0 {
            return;
        }
        if let Some(link) = self.link_mut(LINK) {
            let count = count.min(link.to_send.len());
            link.to_send.consume(count);
            link.confirmed.add(count);
        }
        self.pipe.spoke_at = now;
        self.pipe.hold = alone.then(|| now.after(APART));
        self.news.link(LINK);
    }

    /// Data of the peer, as they are.
    pub(crate) fn stream_in(&mut self, raw: &[u8]) {
        let Some(link) = self.link_mut(LINK) else { return };
        if link.received.push(raw) < raw.len() {
            link.fail(Error::DataLost);
        }
        self.news.link(LINK);
    }

    /// Whether the data state is to be left.
    pub(crate) fn leaves(&self) -> bool {
        let ends = self.link(LINK).is_some_and(|link| match link.wish {
            // The data state is nobody's.
            _ if link.phase != Phase::Open => true,
            Wish::Stay => false,
            Wish::Close => link.to_send.is_empty(),
            Wish::Abort => true,
        });
        // Behind an escape that nothing answered, the module may take commands: whatever was said next could be some.
        self.pipe.online && (self.pipe.pause || self.bring.stopping || ends || self.pipe.tries > 0)
    }

    /// The escape, once the line was silent for long enough.
    pub(crate) fn escape(&self, now: Moment) -> Option<Job> {
        (self.leaves() && now >= self.escape_at()).then_some(Job::Pause)
    }

    /// When the escape can be said.
    fn escape_at(&self) -> Moment {
        if self.pipe.by_dtr { self.pipe.spoke_at } else { self.pipe.spoke_at.after(GUARD) }
    }

    /// When the pipe has something to do.
    pub(crate) fn pipe_time(&self) -> Option<Moment> {
        if !self.pipe.online || self.exchange.is_some() || self.pipe.offered {
            return None;
        }
        if self.leaves() { Some(self.escape_at()) } else { self.pipe.hold }
    }

    /// The line carries data from now on.
    pub(crate) fn connected(&mut self, now: Moment) {
        (self.pipe.online, self.pipe.spoke_at, self.pipe.hold, self.pipe.tries) = (true, now, None, 0);
        self.pipe.connects = true;
        self.news.link(LINK);
    }

    /// The data state ended from the other side.
    pub(crate) fn disconnected(&mut self, now: Moment, why: Error) {
        // Both can come at once.
        (self.pipe.connects, self.pipe.tries) = (false, 0);
        if core::mem::take(&mut self.pipe.online) {
            // What was written last may have met the end: it is commands there, and each is answered.
            if now < self.pipe.spoke_at.after(CROSSING) {
                (self.lost, self.hold) = (self.lost.or(Some(0)), Some(now.after(PAUSE)));
            }
            if let Some(link) = self.link_mut(LINK).filter(|link| link.phase == Phase::Open) {
                link.gone(why);
            }
        }
        self.news.link(LINK);
    }

    /// The escape, or the way back, has ended.
    pub(crate) fn switched(&mut self, now: Moment, job: Job, outcome: Outcome) {
        if job == Job::Pause && self.pipe.by_dtr {
            self.pins.dtr(true);
            // Whether it answers `OK` the manual does not say: then the escape is asked for in words.
            self.pipe.by_dtr = outcome == Outcome::Ok;
        }
        match (job, outcome) {
            (Job::Pause, Outcome::Ok) => {
                (self.pipe.online, self.pipe.hold, self.pipe.tries) = (false, None, 0);
                // A connection that is nobody's may be left.
                self.unsure |= self.link(LINK).is_some_and(|link| link.phase != Phase::Open);
            }
            // It may have been taken for data; another try after another silence. Or the module has left the data state unheard.
            (Job::Pause, _) => {
                self.pipe.spoke_at = now;
                self.pipe.tries += 1;
                if self.pipe.tries >= TRIES {
                    self.fell_silent(now);
                }
            }
            (_, Outcome::Connect) => self.connected(now),
            (_, Outcome::Error) => {
                // There is nothing to resume, or no such mode any more.
                self.lost = Some(0);
                if let Some(link) = self.link_mut(LINK) {
                    link.gone(Error::Gone);
                }
            }
            _ => {}
        }
        self.news.link(LINK);
    }
}

impl<const LINKS: usize, const RX: usize, const TX: usize, const LINE: usize, const KEPT: usize> Machine<LINKS, RX, TX, LINE, KEPT> {
    /// Leaves the data state of the transparent link, so that questions can be asked; the connection stays. It takes two seconds of silence.
    pub fn pause(&mut self, now: Moment) {
        self.core.pipe.pause = true;
        self.advance(now);
    }

    /// Back to the data state.
    pub fn resume(&mut self, now: Moment) {
        self.core.pipe.pause = false;
        self.advance(now);
    }

    /// Whether the line carries the data of the transparent link.
    pub const fn is_online(&self) -> bool {
        self.core.pipe.online
    }

    /// Bytes of the module that can be taken without loss: in the data state nothing but flow control on the serial line holds the peer back.
    pub fn rx_room(&self) -> usize {
        if self.core.pipe.online { self.core.link(LINK).map_or(usize::MAX, |link| link.received.free()) } else { usize::MAX }
    }
}
