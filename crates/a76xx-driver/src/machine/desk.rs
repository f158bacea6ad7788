//! The one question at a time that belongs to no link: a name, a ping, any command.

use core::time::Duration;

use a76xx_parser::spec::Shape;
use a76xx_parser::typed::SocketError;
use a76xx_parser::{CommandNo, Event, Kind, Line};
use a76xx_tracker::Moment;

use super::exchange::Outcome;
use super::feed::Feed;
use super::guard::Examined;
use super::news::Board;
use crate::error::Error;

/// How long a result behind `OK` may be out, from the last line of the answer on: no table has more for an operation of the network.
const RESULT: Duration = Duration::from_mins(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Idle,
    /// Its line stands in the text.
    Wanted,
    UnderWay,
    /// `OK` came, the result has not.
    Accepted,
    Done(Result<(), Error>),
    /// The text is the name of a peer.
    Target(u16),
}

/// A question and its answer, in `K` bytes.
#[derive(Clone, Debug)]
pub(crate) struct Desk<const K: usize> {
    state: State,
    text: [u8; K],
    /// Bytes of the question.
    asked: usize,
    /// Bytes of question and answer.
    len: usize,
    /// The answer did not fit.
    cut: bool,
    /// How it ends.
    ends: Examined,
    /// The line that completes it came.
    resulted: bool,
    /// When the line that completes it is overdue.
    due: Option<Moment>,
    /// Bytes of data behind the question, and how many of them went out.
    fed: usize,
    gone: usize,
    /// The command, as the parser counts it.
    no: Option<CommandNo>,
}

/// What the module answered.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    /// Whether the module carried the command out.
    pub result: Result<(), Error>,
    /// The command's line, with its CR.
    pub command: &'a [u8],
    /// The lines of the answer as they came, line ends included, without the final result code.
    pub lines: &'a [u8],
    /// The answer was longer than the driver keeps; these are its first bytes.
    pub cut: bool,
}

impl Reply<'_> {
    /// The first address that the answer to [`Machine::resolve`](crate::Machine::resolve) has.
    ///
    /// # Errors
    /// Why the module did not answer; [`Error::Error`] where there is no such name.
    pub fn address(&self) -> Result<core::net::Ipv4Addr, Error> {
        let mut first = None;
        self.answers(|answer| {
            if let a76xx_parser::Answer::DnsAnswer { ip: a76xx_parser::typed::Address::V4(ip), .. } = answer {
                first = first.or(Some(*ip));
            }
        });
        self.result.and(first.ok_or(Error::Error))
    }

    /// Reads the answer: gives each typed line of it.
    pub fn answers(&self, mut each: impl FnMut(&a76xx_parser::Answer<'_>)) {
        self.events(|event| {
            if let Some(answer) = event.kind.line().and_then(Line::answer) {
                each(&answer);
            }
        });
    }

    /// Reads the answer of any command of the table: gives each event of it, lines with their named fields, data that they announce.
    pub fn events(&self, mut each: impl FnMut(&Event<'_>)) {
        use a76xx_parser::{Limits, Parser, Side, Step};
        let mut parser = Parser::new(Limits::DEFAULT);
        for (side, bytes) in [(Side::Host, self.command), (Side::Module, self.lines)] {
            let mut rest = bytes;
            while let Step::Event(event) = parser.next(side, rest) {
                rest = rest.get(event.raw.len()..).unwrap_or_default();
                if side == Side::Module {
                    each(&event);
                }
            }
        }
    }
}

impl<const K: usize> Desk<K> {
    pub(crate) const IDLE: Self = Self {
        state: State::Idle,
        text: [0; K],
        asked: 0,
        len: 0,
        cut: false,
        ends: Examined::NOTHING,
        resulted: false,
        due: None,
        fed: 0,
        gone: 0,
        no: None,
    };

    /// Whether another question can be put.
    pub(crate) fn is_free(&self) -> bool {
        self.state == State::Idle
    }

    pub(crate) fn is_wanted(&self) -> bool {
        self.state == State::Wanted
    }

    /// Puts a question: a line with its CR.
    pub(crate) fn ask(&mut self, line: &[u8], ends: Examined) -> Result<(), Error> {
        if !self.is_free() {
            return Err(Error::Busy);
        }
        self.text.get_mut(..line.len()).ok_or(Error::Misuse)?.copy_from_slice(line);
        (self.asked, self.len, self.cut) = (line.len(), line.len(), false);
        (self.ends, self.resulted, self.due) = (ends, false, None);
        (self.fed, self.gone) = (0, 0);
        self.state = State::Wanted;
        Ok(())
    }

    /// Keeps the name of a peer that a link is to be opened to.
    pub(crate) fn keep(&mut self, name: &[u8], port: u16) -> Result<(), Error> {
        if !self.is_free() {
            return Err(Error::Busy);
        }
        self.text.get_mut(..name.len()).ok_or(Error::Misuse)?.copy_from_slice(name);
        self.len = name.len();
        self.state = State::Target(port);
        Ok(())
    }

    /// The name that is kept.
    pub(crate) fn target(&self) -> Option<(&[u8], u16)> {
        match self.state {
            State::Target(port) => Some((self.text.get(..self.len)?, port)),
            _ => None,
        }
    }

    /// Forgets question and answer. One that is under way is answered to nobody.
    pub(crate) fn clear(&mut self) {
        (self.state, self.due) = (State::Idle, None);
    }

    /// The question's line.
    pub(crate) fn line(&self) -> &[u8] {
        self.text.get(..self.asked).unwrap_or_default()
    }

    /// It goes out.
    pub(crate) fn begun(&mut self, no: Option<CommandNo>) {
        self.no = no;
        if self.state == State::Wanted {
            self.state = State::UnderWay;
        }
    }

    /// An event while it is under way.
    pub(crate) fn heard(&mut self, now: Moment, event: &Event<'_>, news: &mut Board) {
        let own = match event.kind {
            Kind::Answer(_) | Kind::Payload(_) => event.command.is_some() && event.command == self.no,
            Kind::Text(_) => self.state == State::UnderWay,
            _ => false,
        };
        if !own || !matches!(self.state, State::UnderWay | State::Accepted) {
            return;
        }
        // What it says before it has the data stands where they do.
        match self.text.get_mut(self.len..self.len + event.raw.len()) {
            Some(slot) if !self.cut && self.fed == 0 => {
                slot.copy_from_slice(event.raw);
                self.len += event.raw.len();
            }
            _ => self.cut = true,
        }
        self.resulted |= event.kind.line().and_then(Line::shape) == Some(Shape::Result);
        if self.state == State::Accepted {
            self.due = Some(now.after(self.patience()));
            if self.resulted {
                self.done(Ok(()), news);
            }
        }
    }

    fn patience(&self) -> Duration {
        Duration::from_millis(u64::from(self.ends.within)).max(RESULT)
    }

    fn done(&mut self, result: Result<(), Error>, news: &mut Board) {
        (self.state, self.due) = (State::Done(result), None);
        news.reply();
    }

    /// How long its final result code may be out.
    pub(crate) fn within(&self) -> Duration {
        Duration::from_millis(u64::from(self.ends.within)).max(Duration::from_secs(9)).saturating_add(Duration::from_secs(1))
    }

    /// The data that it is to be followed by.
    pub(crate) const fn feed(&self) -> Option<Feed> {
        self.ends.feed
    }

    pub(crate) fn is_under_way(&self) -> bool {
        self.state == State::UnderWay
    }

    /// Data of the caller that have not gone out. They wait where the answer will stand.
    pub(crate) fn given(&self) -> &[u8] {
        self.text.get(self.asked + self.gone..self.asked + self.fed).unwrap_or_default()
    }

    /// Room for more.
    pub(crate) const fn room(&self) -> usize {
        if self.len > self.asked { 0 } else { (K - self.asked).saturating_sub(self.fed) }
    }

    /// Takes data of the caller.
    pub(crate) fn give(&mut self, bytes: &[u8]) {
        let at = self.asked + self.fed;
        if let Some(slot) = self.text.get_mut(at..at + bytes.len()) {
            slot.copy_from_slice(bytes);
            self.fed += bytes.len();
        }
    }

    /// So many of them went out; tells whether there is room again.
    pub(crate) fn take(&mut self, count: usize) -> bool {
        self.gone = (self.gone + count).min(self.fed);
        let empty = self.gone == self.fed;
        if empty {
            (self.gone, self.fed) = (0, 0);
        }
        empty
    }

    /// Its final result code has come, or nothing.
    pub(crate) fn ended(&mut self, now: Moment, outcome: Outcome, code: Option<SocketError>, news: &mut Board) {
        if self.state != State::UnderWay {
            return;
        }
        match outcome {
            Outcome::Ok | Outcome::Connect if self.ends.completes && !self.resulted => {
                (self.state, self.due) = (State::Accepted, Some(now.after(self.patience())));
            }
            Outcome::Ok | Outcome::Connect => self.done(Ok(()), news),
            Outcome::Error => self.done(Err(code.map_or(Error::Error, Error::Refused)), news),
            Outcome::Silence => self.done(Err(Error::TimedOut), news),
        }
    }

    /// When it will be given up.
    pub(crate) const fn due(&self) -> Option<Moment> {
        self.due
    }

    /// Gives up the line that completes it, where it is overdue.
    pub(crate) fn timers(&mut self, now: Moment, news: &mut Board) {
        if self.due.is_some_and(|due| now >= due) {
            self.done(Err(Error::TimedOut), news);
        }
    }

    /// It will not be answered any more.
    pub(crate) fn fail(&mut self, why: Error, news: &mut Board) {
        if matches!(self.state, State::Wanted | State::UnderWay | State::Accepted) {
            self.done(Err(why), news);
        }
    }

    /// The answer, once it is there.
    pub(crate) fn reply(&self) -> Option<Reply<'_>> {
        let State::Done(result) = self.state else { return None };
        let lines = self.text.get(self.asked..self.len).unwrap_or_default();
        Some(Reply { result, command: self.line(), lines, cut: self.cut })
    }
}
