//! Commands and what became of them: sent, prompted, fed with data, accepted, answered, refused.

use core::num::NonZeroU32;

use a76xx_parser::spec::{Command, Data, Order, Shape, Then};
use a76xx_parser::typed::{CmeError, CmsError, IpError, LinkId, SocketError};
use a76xx_parser::{CommandNo, Event, FinalCode, Kind, Line};

use crate::time::{EventNo, Mark};

/// Commands that are remembered.
const REMEMBERED: usize = 4;

/// The commands of late.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    recent: [Option<Exchange>; REMEMBERED],
    /// Commands seen so far.
    pub commands: u32,
    /// Final result codes that belonged to no command; 255 stands for more.
    pub orphans: u8,
    /// Commands that got no final result code although a later one did: lost, or left out of the capture.
    pub unanswered: u8,
    /// Final result codes may stand with the wrong command: one was given up by the host after its time, or said once more, and a code that came
    /// behind was counted to it.
    pub shifted: bool,
    /// The module's copy of the newest command has come.
    pub echoed: bool,
    /// The last final result code, whoever's it was.
    pub last_final: Option<(FinalCode, EventNo)>,
}

/// One command line and what became of it.
#[derive(Clone, Copy, Debug)]
pub struct Exchange {
    /// The parser's number for it.
    pub no: CommandNo,
    /// Its line.
    pub sent: Mark,
    /// Its row in the table; of several commands on a line the first.
    pub row: Option<&'static Command>,
    /// In which shape it was written; `None` where its parameters fit no form.
    pub shape: Option<Shape>,
    first: u8,
    /// The link that it is about, for commands of the TCP/IP service.
    pub link: Option<LinkId>,
    /// [`Self::CHAINED`], [`Self::MISFIT`].
    line: u8,
    /// How far it has come.
    pub stage: Stage,
    /// The prompt that came for it.
    pub prompted: Option<EventNo>,
    /// Bytes of data that it announced.
    pub announced: Option<NonZeroU32>,
    /// Bytes of data that the host gave for it.
    pub given: u32,
    /// Information lines that came for it; 255 stands for more.
    pub answers: u8,
    /// The line that completes it.
    pub result: Option<EventNo>,
    /// Its final result code.
    pub last: Option<(FinalCode, EventNo)>,
    /// The reason that was given for its failure, and where.
    pub why: Option<(Why, EventNo)>,
}

impl PartialEq for Exchange {
    fn eq(&self, other: &Self) -> bool {
        (self.no, self.sent, self.stage, self.given, self.answers) == (other.no, other.sent, other.stage, other.given, other.answers)
            && (self.prompted, self.result, self.last, self.why) == (other.prompted, other.result, other.last, other.why)
    }
}

/// How far a command has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// No final result code yet.
    Waiting,
    /// `OK` has come, the line that completes it has not.
    Owing,
    /// Everything has come.
    Done,
    /// It was given up: the module restarted, or another command took its place.
    Dropped,
}

/// Why a command failed, in the module's own code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// `+CIPERROR`, or the `<err>` of the command's own result line (M 15.3.2).
    Socket(SocketError),
    /// `+IP ERROR` (M 15.3.1).
    Ip(IpError),
    /// `+CME ERROR` (M 28.3).
    Cme(CmeError),
    /// `+CMS ERROR` (M 28.4).
    Cms(CmsError),
    /// A text that the table does not hold.
    Text,
}

impl Exchange {
    const NO_FIRST: u8 = u8::MAX;
    const CHAINED: u8 = 1;
    const MISFIT: u8 = 2;

    /// Its first parameter where it is a number below 255: the link, server or client that it is about.
    pub fn first(&self) -> Option<u8> {
        (self.first != Self::NO_FIRST).then_some(self.first)
    }

    /// Whether the line held several commands.
    pub const fn is_chained(&self) -> bool {
        self.line & Self::CHAINED != 0
    }

    /// Whether the table has a form for each command of the line, and every value is within its limits. Of a command of which the table holds the
    /// name alone nothing is known that speaks against it.
    pub const fn fits(&self) -> bool {
        self.line & Self::MISFIT == 0
    }

    fn new(line: &Line<'_>, no: CommandNo, sent: Mark) -> Self {
        let first = line.int(0).and_then(|first| u8::try_from(first).ok()).unwrap_or(Self::NO_FIRST);
        let row = line.command;
        Self {
            no,
            sent,
            row,
            shape: line.shape(),
            first,
            link: None,
            line: if line.more.is_empty() { 0 } else { Self::CHAINED } | if fits(line) { 0 } else { Self::MISFIT },
            stage: Stage::Waiting,
            prompted: None,
            announced: announced(line),
            given: 0,
            answers: 0,
            result: None,
            last: None,
            why: None,
        }
    }

    /// Whether it is a command of this row.
    pub fn is(&self, row: &Command) -> bool {
        self.row.is_some_and(|own| own.is(row))
    }

    /// Whether it is a command of this row, written to do or set something.
    pub fn does(&self, row: &Command) -> bool {
        self.is(row) && matches!(self.shape, Some(Shape::Write | Shape::Exec))
    }

    /// Whether a line that completes it is still due once `OK` has come.
    fn owes_result(&self) -> bool {
        self.result.is_none()
            && !self.is_chained()
            && matches!(self.shape, Some(Shape::Write | Shape::Exec))
            && self.row.is_some_and(|row| row.order() != Order::None && !row.forms_of(Shape::Result).is_empty())
    }

    /// Whether the host gives data for it: the module asks with a prompt.
    pub fn takes_data(&self) -> bool {
        let asks = |then| matches!(then, Then::Prompt(_) | Then::Download(_) | Then::ConnectData(_));
        self.shape == Some(Shape::Write) && self.row.is_some_and(|row| row.forms_of(Shape::Write).iter().any(|form| asks(form.then())))
    }

    /// Whether it asks for the same as another: the same row, shape and first parameter.
    pub fn repeats(&self, other: &Self) -> bool {
        self.row.zip(other.row).is_some_and(|(own, other)| own.is(other)) && self.shape == other.shape && self.first == other.first
    }

    /// Whether it ended in an error.
    pub fn failed(&self) -> bool {
        self.last.is_some_and(|(code, _)| !code.is_ok())
    }
}

/// Whether nothing in the table speaks against any command of a line.
fn fits(line: &Line<'_>) -> bool {
    core::iter::successors(Some(*line), Line::next).all(|line| line.command.is_some_and(|row| row.forms().is_empty() || line.fits()))
}

/// Bytes of data that a command announces, where the host then has to give them.
fn announced(line: &Line<'_>) -> Option<NonZeroU32> {
    let (Then::Prompt(data) | Then::Download(data) | Then::ConnectData(data)) = line.form()?.then() else { return None };
    let (Data::Counted(field) | Data::CountedOrCtrlZ(field)) = data else { return None };
    line.int(usize::from(field)).and_then(|count| u32::try_from(count).ok()).and_then(NonZeroU32::new)
}

impl Flow {
    pub(crate) const START: Self =
        Self { recent: [None; REMEMBERED], commands: 0, orphans: 0, unanswered: 0, shifted: false, echoed: false, last_final: None };

    /// Whether an event is the first sight of a command: the host's line, or an echo without one.
    pub fn opens(&self, event: &Event<'_>) -> bool {
        match event.kind {
            Kind::Command(_) => true,
            Kind::Echo(_) => event.command.is_some_and(|no| self.find(no).is_none()),
            _ => false,
        }
    }

    /// The commands remembered, the newest first.
    pub fn recent(&self) -> impl Iterator<Item = &Exchange> {
        self.recent.iter().rev().flatten()
    }

    /// The newest command.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub fn newest(&self) -> Option<&Exchange> {
        self.recent.last().and_then(Option::as_ref)
    }

    /// The command of this number.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub fn find(&self, no: CommandNo) -> Option<&Exchange> {
        self.recent().find(|command| command.no == no)
    }

    /// The newest command that waits for its final result code.
    pub fn waiting(&self) -> Option<&Exchange> {
        self.recent().find(|command| command.stage == Stage::Waiting)
    }

    /// The newest command of this row that still owes the line that completes it.
    pub fn owing(&self, row: &Command) -> Option<&Exchange> {
        self.recent().find(|command| command.stage == Stage::Owing && command.is(row))
    }

    /// The newest command of this row.
    pub fn latest(&self, row: &Command) -> Option<&Exchange> {
        self.recent().find(|command| command.is(row))
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn find_mut(&mut self, no: CommandNo) -> Option<&mut Exchange> {
        self.recent.iter_mut().rev().flatten().find(|command| command.no == no)
    }

    pub(super) fn open(&mut self, line: &Line<'_>, no: CommandNo, sent: Mark) {
        // The oldest that is done makes room, else the oldest.
        let out = self.recent.iter().position(|slot| slot.is_none_or(|command| matches!(command.stage, Stage::Done | Stage::Dropped)));
        if let Some(behind) = self.recent.get_mut(out.unwrap_or(0)..) {
            behind.rotate_left(1);
        }
        if let Some(slot) = self.recent.last_mut() {
            *slot = Some(Exchange::new(line, no, sent));
        }
        self.commands = self.commands.saturating_add(1);
        self.echoed = false;
    }

    /// Takes a final result code for a command.
    pub(super) fn finish(&mut self, no: Option<CommandNo>, code: FinalCode, now: Mark) {
        self.last_final = Some((code, now.event));
        let Some(command) = no.and_then(|no| self.find_mut(no)) else {
            self.orphans = self.orphans.saturating_add(1);
            return;
        };
        command.last = Some((code, now.event));
        command.stage = if code == FinalCode::Ok && command.owes_result() { Stage::Owing } else { Stage::Done };
        // The module takes commands one by one: those before it will not be answered any more.
        let before = self.recent.iter_mut().flatten().take_while(|other| Some(other.no) != no);
        for lost in before.filter(|lost| lost.stage == Stage::Waiting) {
            lost.stage = Stage::Dropped;
            self.unanswered = self.unanswered.saturating_add(1);
        }
    }

    /// Takes the line that completes a command.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn complete(&mut self, no: CommandNo, now: Mark) {
        if let Some(command) = self.find_mut(no) {
            command.result = Some(now.event);
            if command.stage == Stage::Owing {
                command.stage = Stage::Done;
            }
        }
    }

    /// Takes the line that completes every command of this row that owes it.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn complete_all(&mut self, row: &Command, now: Mark) {
        for command in self.recent.iter_mut().flatten().filter(|command| command.stage == Stage::Owing && command.is(row)) {
            (command.stage, command.result) = (Stage::Done, Some(now.event));
        }
    }

    /// Another capture begins with the newest command: the others will not be answered.
    pub(super) fn drop_but_newest(&mut self) {
        if let Some((_, older)) = self.recent.split_last_mut() {
            older.fill(None);
        }
    }

    /// Commands of this row will not be completed any more.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn drop_owing(&mut self, row: &Command) {
        for command in self.recent.iter_mut().flatten().filter(|command| command.stage == Stage::Owing && command.is(row)) {
            command.stage = Stage::Dropped;
        }
    }

    /// The module has restarted: nothing that was sent before will be answered.
    pub(super) fn drop_all(&mut self) {
        for command in self.recent.iter_mut().flatten() {
            if matches!(command.stage, Stage::Waiting | Stage::Owing) {
                command.stage = Stage::Dropped;
            }
        }
    }
}
