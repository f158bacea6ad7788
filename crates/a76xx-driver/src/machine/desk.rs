//! The one question at a time that belongs to no link: a name, a ping, any command.

use a76xx_parser::typed::SocketError;
use a76xx_parser::{CommandNo, Event, Kind};

use super::exchange::Outcome;
use super::news::Board;
use crate::error::Error;

/// Bytes of a question, and then of its answer.
const SIZE: usize = 512;

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

#[derive(Clone, Debug)]
pub(crate) struct Desk {
    state: State,
    text: [u8; SIZE],
    /// Bytes of the question.
    asked: usize,
    /// Bytes of question and answer.
    len: usize,
    /// The answer did not fit.
    cut: bool,
    /// The result comes behind the `OK`.
    completes: bool,
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
    /// Reads the answer: gives each typed line of it.
    pub fn answers(&self, mut each: impl FnMut(&a76xx_parser::Answer<'_>)) {
        use a76xx_parser::{Limits, Parser, Side, Step};
        let mut parser = Parser::new(Limits::DEFAULT);
        for (side, bytes) in [(Side::Host, self.command), (Side::Module, self.lines)] {
            let mut rest = bytes;
            while let Step::Event(event) = parser.next(side, rest) {
                rest = rest.get(event.raw.len()..).unwrap_or_default();
                if let (Side::Module, Some(answer)) = (side, event.kind.line().and_then(a76xx_parser::Line::answer)) {
                    each(&answer);
                }
            }
        }
    }
}

impl Desk {
    pub(crate) const IDLE: Self = Self { state: State::Idle, text: [0; SIZE], asked: 0, len: 0, cut: false, completes: false, no: None };

    /// Whether another question can be put.
    pub(crate) fn is_free(&self) -> bool {
        self.state == State::Idle
    }

    pub(crate) fn is_wanted(&self) -> bool {
        self.state == State::Wanted
    }

    /// Puts a question: a line with its CR. `completes` tells that the result comes behind the `OK`.
    pub(crate) fn ask(&mut self, line: &[u8], completes: bool) -> Result<(), Error> {
        if !self.is_free() {
            return Err(Error::Busy);
        }
        self.text.get_mut(..line.len()).ok_or(Error::Misuse)?.copy_from_slice(line);
        (self.asked, self.len, self.cut, self.completes) = (line.len(), line.len(), false, completes);
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
        self.state = State::Idle;
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
    pub(crate) fn heard(&mut self, event: &Event<'_>) {
        let own = match event.kind {
            Kind::Answer(_) => event.command == self.no,
            Kind::Text(_) => self.state == State::UnderWay,
            _ => false,
        };
        if !own || !matches!(self.state, State::UnderWay | State::Accepted) {
            return;
        }
        match self.text.get_mut(self.len..self.len + event.raw.len()) {
            Some(slot) if !self.cut => {
                slot.copy_from_slice(event.raw);
                self.len += event.raw.len();
            }
            _ => self.cut = true,
        }
    }

    /// Its final result code has come, or nothing.
    pub(crate) fn ended(&mut self, outcome: Outcome, code: Option<SocketError>, news: &mut Board) {
        if self.state != State::UnderWay {
            return;
        }
        self.state = match outcome {
            Outcome::Ok | Outcome::Connect if self.completes => State::Accepted,
            Outcome::Ok | Outcome::Connect => State::Done(Ok(())),
            Outcome::Error => State::Done(Err(code.map_or(Error::Error, Error::Refused))),
            Outcome::Silence => State::Done(Err(Error::TimedOut)),
        };
        news.reply();
    }

    /// The line that completes it has come.
    pub(crate) fn completed(&mut self, news: &mut Board) {
        if self.state == State::Accepted {
            self.state = State::Done(Ok(()));
            news.reply();
        }
    }

    /// It will not be answered any more.
    pub(crate) fn fail(&mut self, why: Error, news: &mut Board) {
        if matches!(self.state, State::Wanted | State::UnderWay | State::Accepted) {
            self.state = State::Done(Err(why));
            news.reply();
        }
    }

    /// The answer, once it is there.
    pub(crate) fn reply(&self) -> Option<Reply<'_>> {
        let State::Done(result) = self.state else { return None };
        let lines = self.text.get(self.asked..self.len).unwrap_or_default();
        Some(Reply { result, command: self.line(), lines, cut: self.cut })
    }
}
