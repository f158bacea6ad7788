//! Commands that ask for data behind a prompt: `AT+CMGS`, `AT+CMQTTTOPIC`, `AT+HTTPDATA`, `AT+CCERTDOWN` …
//!
//! The data are given piece by piece, so that they may be longer than anything that the machine holds. Their length is known beforehand, from the
//! command or from the caller; where the module wants Ctrl-Z behind them, the machine says it. A module that has asked waits for all of them, so
//! where the caller goes away they are cancelled, or filled up.

use core::time::Duration;

use a76xx_tracker::Moment;

use super::Machine;
use super::exchange::{Exchange, Job, Outcome, Stage};
use super::guard::{Asks, Examined};
use super::state::{Core, Data, Source};
use crate::error::Error;

/// How long the caller may keep the module waiting for the next piece.
pub(super) const FEED: Duration = Duration::from_secs(30);
/// Ends data that have no count; cancels them.
static SUB: [u8; 1] = [0x1a];
static ESC: [u8; 1] = [0x1b];

/// Data that a command asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Feed {
    /// Bytes of them.
    pub(crate) len: u32,
    /// Ctrl-Z ends them.
    pub(crate) sub: bool,
}

impl Feed {
    /// Bytes that go out.
    pub(crate) const fn total(self) -> u32 {
        self.len.saturating_add(self.sub as u32)
    }
}

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// The module asks for the data of the question, or is believed to.
    pub(crate) fn feed_desk(&mut self, now: Moment) {
        let Some(exchange) = self.exchange.as_mut() else { return };
        (exchange.stage, exchange.deadline) = (Stage::Data, now.after(FEED));
        let end = exchange.announced as usize;
        self.data = Some(Data { source: Source::Desk { given_up: false }, at: 0, end, begun: false });
        self.news.reply();
    }

    /// The prompt did not come. A module that waits for a count waits for exactly these bytes; one that waits for Ctrl-Z can be told that there is none.
    pub(crate) fn feed_unasked(&mut self, now: Moment) {
        self.feed_desk(now);
        if self.exchange.is_some_and(|exchange| exchange.sub) {
            self.desk.fail(Error::TimedOut, &mut self.news);
            self.give_up_feeding();
        }
    }

    /// Data of a question whose caller has gone: cancelled, or filled up.
    pub(crate) fn give_up_feeding(&mut self) {
        let sub = self.exchange.is_some_and(|exchange| exchange.sub);
        // Bytes that were offered to the line count as they were.
        if self.offered || self.desk.is_under_way() {
            return;
        }
        if let Some(data) = self.data.as_mut()
            && let Source::Desk { given_up } = &mut data.source
        {
            *given_up = true;
            if sub {
                data.at = data.end.saturating_sub(1);
            }
        }
    }

    /// The caller has let the time for the next piece pass.
    pub(crate) fn starved(&mut self, now: Moment) {
        self.desk.fail(Error::TimedOut, &mut self.news);
        self.give_up_feeding();
        let given_up = self.data.is_some_and(|data| data.source == Source::Desk { given_up: true });
        if let Some(exchange) = self.exchange.as_mut().filter(|_| given_up) {
            exchange.deadline = now.after(FEED);
        } else {
            // The line takes nothing either.
            self.drop_output();
            self.end_exchange(now, Outcome::Silence);
        }
    }

    /// Bytes of a question's data that can go out.
    pub(crate) fn fed(&self, data: Data, given_up: bool) -> &[u8] {
        let sub = self.exchange.is_some_and(|exchange| exchange.sub);
        match (given_up, sub) {
            (true, true) => &ESC,
            (true, false) => super::step::FILLER,
            (false, true) if data.at + 1 == data.end => &SUB,
            (false, _) => self.desk.given(),
        }
    }

    /// Room for the next bytes of the question's data, and bytes that are to be given yet.
    fn hungry(&self) -> Option<(usize, usize)> {
        let exchange = self.exchange.filter(|exchange| exchange.job == Job::Desk && exchange.stage == Stage::Data)?;
        let data = self.data.filter(|data| data.source == Source::Desk { given_up: false } && self.desk.is_under_way())?;
        let left = (data.end - usize::from(exchange.sub)).saturating_sub(data.at + self.desk.given().len());
        Some((self.desk.room().min(left), left))
    }
}

impl<const LINKS: usize, const RX: usize, const TX: usize, const LINE: usize, const KEPT: usize> Machine<LINKS, RX, TX, LINE, KEPT> {
    /// As [`command`](Self::command), for one that asks for data behind a prompt: `AT+CMGS="…"`, `AT+CMQTTTOPIC=0,7`, `AT+HTTPDATA=90,5000`.
    ///
    /// `len` is how many bytes of data there are. Where the command says it too, they must agree; where the module wants Ctrl-Z behind them, the
    /// machine says it. Once the module has asked, [`wanted`](Self::wanted) tells how many bytes are to be given, and [`give`](Self::give) takes
    /// them. If they do not come within half a minute of each other the command is cancelled, or, where the module waits for a count, the rest
    /// is filled with CR, and the reply is [`Error::TimedOut`].
    ///
    /// # Errors
    /// As [`command`](Self::command), and [`Error::Misuse`] where the command asks for no data, or for another count.
    pub fn command_with(&mut self, now: Moment, line: &[u8], len: usize) -> Result<(), Error> {
        let len = u32::try_from(len).map_err(|_| Error::Misuse)?;
        self.put(now, line, |found: &mut Examined| match found.asks {
            Asks::Counted(count) if count == len && len > 0 => {
                found.feed = Some(Feed { len, sub: false });
                Ok(())
            }
            Asks::UpToCtrlZ => {
                found.feed = Some(Feed { len, sub: true });
                Ok(())
            }
            _ => Err(Error::Misuse),
        })
    }

    /// Bytes of the question's data that can be given now; `None` while the module does not ask for any.
    pub fn wanted(&self) -> Option<usize> {
        self.core.hungry().map(|(room, _)| room)
    }

    /// Gives data that the question's command asks for; tells how many bytes were taken. [`News::Reply`](crate::News::Reply) says when there is room for more.
    ///
    /// # Errors
    /// [`Error::Misuse`] where none are asked for, or for Ctrl-Z and ESC where these end the data.
    pub fn give(&mut self, now: Moment, bytes: &[u8]) -> Result<usize, Error> {
        let (room, _) = self.core.hungry().ok_or(Error::Misuse)?;
        let bytes = bytes.get(..room.min(bytes.len())).unwrap_or_default();
        if self.core.exchange.is_some_and(|exchange| exchange.sub) && bytes.iter().any(|byte| matches!(byte, 0x1a | 0x1b)) {
            return Err(Error::Misuse);
        }
        self.core.desk.give(bytes);
        if let Some(exchange) = self.core.exchange.as_mut().filter(|_| !bytes.is_empty()) {
            *exchange = Exchange { deadline: now.after(FEED), ..*exchange };
        }
        self.advance(now);
        Ok(bytes.len())
    }
}
