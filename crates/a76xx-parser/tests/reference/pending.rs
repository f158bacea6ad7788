//! Commands that wait for their answers.

use a76xx_parser::spec::{Command, Order, Role, Shape, Then, Type};

use super::forms;
use super::lines::{self, Head};

/// One command that waits.
#[derive(Clone, Debug)]
pub struct Pending {
    pub no: u16,
    pub name: Vec<u8>,
    pub row: Option<&'static Command>,
    pub shape: Option<Shape>,
    pub then: Then,
    /// The first parameter, where it is a number of one or two digits.
    pub arg: Option<u8>,
    /// The whole line.
    text: Vec<u8>,
    echoed: bool,
    answered: bool,
    /// The line that completes it has come.
    resulted: bool,
    /// Its `OK` has come: only that line is missing.
    pub settled: bool,
}

impl Pending {
    pub fn new(no: u16, command: &lines::Command<'_>, text: &[u8], echoed: bool) -> Self {
        Self {
            no,
            name: command.name.to_vec(),
            row: command.row,
            shape: command.shape,
            then: then(command),
            arg: small(command.params),
            text: folded(text),
            echoed,
            answered: false,
            resulted: false,
            settled: false,
        }
    }

    pub fn answers(&self, row: &Command) -> bool {
        self.row.is_some_and(|own| own.is(row) || own.heads().contains(&row.name()))
    }

    fn lists(&self, name: &[u8]) -> bool {
        self.row.is_some_and(|own| own.heads().iter().any(|other| other.as_bytes() == name))
    }

    fn prompts(&self) -> bool {
        !self.settled && matches!(self.then, Then::Prompt(_) | Then::Download(_) | Then::ConnectData(_))
    }

    fn awaits_result(&self) -> bool {
        let results = |row: &Command| row.order() != Order::None && row.forms().iter().any(|form| form.shape == Shape::Result);
        !self.resulted && matches!(self.shape, Some(Shape::Write | Shape::Exec)) && self.row.is_some_and(results)
    }

    /// A result that names another link is another command's, where both begin with the same field.
    pub fn is_of_another(&self, row: &Command, params: &[u8]) -> bool {
        let first = |shape: Shape| -> Option<Type> { Some(row.forms().iter().find(|form| form.shape == shape)?.fields().first()?.ty) };
        let (Some(own), Some(named), Some(shape)) = (self.arg, small(params), self.shape) else { return false };
        own != named && first(shape) == first(Shape::Result)
    }
}

/// What follows a command: where its shape has one form that one's, else the fitting one's.
fn then(command: &lines::Command<'_>) -> Then {
    let (Some(row), Some(shape)) = (command.row, command.shape) else { return Then::Line };
    let mut forms = row.forms().iter().filter(|form| form.shape == shape);
    let form = match (forms.next(), forms.next()) {
        (only, None) => only,
        _ => forms::best(row, &[shape], command.params),
    };
    form.map_or(Then::Line, |form| form.then())
}

/// The first parameter, where it is a number of one or two digits and nothing else.
pub fn small(params: &[u8]) -> Option<u8> {
    let first = params.split(|byte| *byte == b',').next()?;
    let digits = matches!(first.len(), 1 | 2) && first.iter().all(u8::is_ascii_digit);
    digits.then(|| first.iter().fold(0, |number, digit| number * 10 + digit - b'0'))
}

/// Up to four commands, the oldest first.
#[derive(Clone, Debug, Default)]
pub struct List(Vec<Pending>);

impl List {
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Commands that will not be answered any more.
    pub fn forget(&mut self, row: &Command) {
        self.0.retain(|pending| !pending.row.is_some_and(|own| own.is(row)));
    }

    /// Where four wait, one makes room: the oldest that has its `OK`, else the oldest.
    pub fn push(&mut self, pending: Pending) {
        if self.0.len() == 4 {
            let gone = self.0.iter().position(|old| old.settled).unwrap_or(0);
            self.0.remove(gone);
        }
        self.0.push(pending);
    }

    /// The command that the module is at: the first open part of the line that it last answered, else of the first that it echoed, else of the
    /// oldest.
    fn front_index(&self) -> Option<usize> {
        let open = || self.0.iter().filter(|pending| !pending.settled);
        let at = open().rev().find(|pending| pending.answered).or(open().find(|pending| pending.echoed)).or(open().next())?.no;
        self.0.iter().position(|pending| pending.no == at && !pending.settled)
    }

    pub fn front(&self) -> Option<&Pending> {
        Some(&self.0[self.front_index()?])
    }

    /// Those that only lack their result, then the line that the module is at, then those behind it, then those before it, which lost their finals.
    pub fn by_turn(&self) -> Vec<&Pending> {
        let front = self.front_index();
        let turn = |index: usize, pending: &Pending| match front {
            _ if pending.settled => 0,
            Some(front) if pending.no == self.0[front].no => 1,
            Some(front) if index < front => 3,
            _ => 2,
        };
        let mut turns: Vec<(usize, &Pending)> = self.0.iter().enumerate().collect();
        turns.sort_by_key(|(index, pending)| turn(*index, pending));
        turns.into_iter().map(|(_, pending)| pending).collect()
    }

    /// The oldest command that asks for data.
    pub fn prompting(&self) -> Option<&Pending> {
        self.0.iter().find(|pending| pending.prompts())
    }

    /// The command that the module is at, where its answer is text without heads.
    pub fn text(&self) -> Option<&Pending> {
        self.front().filter(|front| front.then == Then::Text)
    }

    /// The oldest in no row whose name is this head.
    pub fn named(&self, head: &Head<'_>) -> Option<u16> {
        self.0.iter().find(|pending| pending.row.is_none() && pending.name.eq_ignore_ascii_case(head.name)).map(|pending| pending.no)
    }

    /// The row of the oldest that lists a head which is in no row.
    pub fn listing(&self, name: &[u8]) -> Option<&'static Command> {
        self.0.iter().find(|pending| pending.lists(name)).and_then(|pending| pending.row)
    }

    /// One final result: for all commands of the line that the module is at. What was sent before it lost its own.
    pub fn settle(&mut self, ok: bool) -> Vec<Pending> {
        let mut settled: Vec<Pending> = Vec::new();
        while let Some(at) = self.front_index() {
            let no = self.0[at].no;
            if settled.first().is_some_and(|first| first.no != no) {
                break;
            }
            let lost: Vec<bool> = self.0.iter().take(at).map(|old| !old.settled && old.no != no).collect();
            let mut index = 0;
            self.0.retain(|_| {
                index += 1;
                !lost.get(index - 1).is_some_and(|lost| *lost)
            });
            let Some(at) = self.front_index() else { break };
            settled.push(self.0[at].clone());
            if ok && self.0[at].awaits_result() {
                self.0[at].settled = true;
                self.0[at].answered = true;
            } else {
                self.0.remove(at);
            }
        }
        settled
    }

    /// The youngest with this text that was not yet echoed.
    pub fn echo(&mut self, text: &[u8]) -> Option<u16> {
        let text = folded(text);
        let no = self.0.iter().rev().find(|pending| !pending.echoed && pending.text == text)?.no;
        self.0.iter_mut().filter(|pending| pending.no == no).for_each(|pending| pending.echoed = true);
        Some(no)
    }

    pub fn answered(&mut self, no: Option<u16>) {
        self.0.iter_mut().filter(|pending| Some(pending.no) == no).for_each(|pending| pending.answered = true);
    }

    /// The line came that completes a command.
    pub fn resulted(&mut self, no: u16, row: &Command) {
        let Some(at) = self.0.iter().position(|pending| pending.no == no && pending.answers(row)) else { return };
        if self.0[at].settled {
            self.0.remove(at);
        } else {
            self.0[at].resulted = true;
            self.0[at].answered = true;
        }
    }

    /// A failure is the refusal of the command that the module is at, where an earlier one of the kind had its `OK` already.
    pub fn refuses(&self, row: &Command, params: &[u8]) -> bool {
        let failed = params.last().is_some_and(|last| *last != b'0');
        failed && self.front().is_some_and(|front| front.answers(row) && front.arg == small(params))
    }
}

/// A text as echoes are compared: without the bit in which letters of the two cases differ.
fn folded(text: &[u8]) -> Vec<u8> {
    text.iter().map(|byte| byte | 0x20).collect()
}

/// Whether a row is one that only the module sends.
pub fn is_notice(row: &Command) -> bool {
    row.role() == Role::Urc
}
