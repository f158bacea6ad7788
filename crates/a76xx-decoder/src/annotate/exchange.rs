//! Which command an event belongs to, and how it stands to the one that is under way.

use std::borrow::Cow;
use std::collections::VecDeque;

use crate::ingest::Micros;
use a76xx_parser::spec::{Order, Shape};
use a76xx_parser::{CommandNo, Event, FinalCode, Kind, Line, Role};

/// Commands that are remembered. The parser itself keeps four pending; data of an older one may still be under way.
const REMEMBERED: usize = 64;

/// How an event stands to the command that is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// No command is under way.
    None,
    /// It is the command.
    Opens,
    /// It belongs to it.
    Part,
    /// It completes it.
    Closes,
    /// It stands between the command and its answer, and belongs to neither.
    Beside,
    /// It belongs to an earlier command.
    Late,
}

/// What is remembered of a command.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) seq: u64,
    pub(super) at: Option<Micros>,
    pub(super) link: Option<i64>,
    pub(super) name: Cow<'static, str>,
    /// A result line completes it, before or after its `OK`.
    pub(super) result: bool,
}

#[derive(Debug)]
pub(super) struct Exchange {
    heads: VecDeque<(CommandNo, Head)>,
    /// The command under way, by its `seq`.
    current: Option<Current>,
    /// Link of the header line that announced the data under way.
    announced: Option<i64>,
    /// Whether answers are in the input at all.
    answers: bool,
}

#[derive(Clone, Copy, Debug)]
struct Current {
    seq: u64,
    finished: bool,
    /// A result line has still to come.
    result: bool,
}

impl Exchange {
    pub(super) const fn new(answers: bool) -> Self {
        Self { heads: VecDeque::new(), current: None, announced: None, answers }
    }

    /// Without the module's bytes nobody knows whether data came before the prompt: they pass for asked for.
    pub(super) fn unheard(&self, event: &mut Event<'_>) {
        if let Kind::Payload(data) = &mut event.kind
            && let Role::Sent { prompted } = &mut data.role
        {
            *prompted |= !self.answers;
        }
    }

    /// Whether the event is the first sight of a command.
    pub(super) fn opens(&self, event: &Event<'_>) -> bool {
        match event.kind {
            Kind::Command(_) => true,
            // In the module's bytes alone the echo is all that is seen of a command; its number is new then.
            Kind::Echo(_) => event.command.is_some_and(|no| self.head(Some(no)).is_none()),
            _ => false,
        }
    }

    pub(super) fn head(&self, no: Option<CommandNo>) -> Option<&Head> {
        let no = no?;
        self.heads.iter().rev().find(|(known, _)| *known == no).map(|(_, head)| head)
    }

    pub(super) fn open(&mut self, no: CommandNo, head: Head) {
        self.current = self.answers.then_some(Current { seq: head.seq, finished: false, result: head.result });
        if self.heads.len() == REMEMBERED {
            self.heads.pop_front();
        }
        self.heads.push_back((no, head));
    }

    /// How an event stands to the command under way, which it may complete.
    pub(super) fn tie(&mut self, event: &Event<'_>, opens: bool, reply_to: Option<u64>) -> Tie {
        if opens {
            return if self.answers { Tie::Opens } else { Tie::None };
        }
        let Some(mut current) = self.current else {
            return if reply_to.is_some() { Tie::Late } else { Tie::None };
        };
        if reply_to != Some(current.seq) {
            return if reply_to.is_some() { Tie::Late } else { Tie::Beside };
        }
        match &event.kind {
            Kind::Final(last) => {
                current.finished = true;
                current.result &= last.code.is_ok() && last.code != FinalCode::Connect;
            }
            Kind::Answer(line) if line.shape() == Some(Shape::Result) => current.result = false,
            _ => {}
        }
        let closes = current.finished && !current.result;
        self.current = (!closes).then_some(current);
        if closes { Tie::Closes } else { Tie::Part }
    }

    /// Remembers the link of a line that announces data.
    pub(super) fn announce(&mut self, kind: &Kind<'_>, link: Option<i64>) {
        if let Kind::Answer(_) | Kind::Urc(_) | Kind::Final(_) = kind {
            self.announced = link;
        }
    }

    /// The link of the data under way.
    pub(super) fn announced_link(&self, kind: &Kind<'_>) -> Option<i64> {
        use Role::{Body, Received, ReceivedHex, Unframed};
        match kind {
            Kind::Payload(data) if matches!(data.role, Received | ReceivedHex | Body | Unframed) => self.announced,
            _ => None,
        }
    }
}

/// Whether a result line completes a command.
pub(super) fn result(line: &Line<'_>) -> bool {
    line.command.is_some_and(|row| row.order() != Order::None && row.forms().iter().any(|form| form.shape == Shape::Result))
        && matches!(line.shape(), Some(Shape::Write | Shape::Exec))
}
