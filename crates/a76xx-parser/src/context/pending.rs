//! Commands that still wait: a ring of four, because a host may chain (`AT+A;+B`), pipeline, or send on while a result is out.

use crate::event::CommandNo;
use crate::line::Line;
use crate::spec::{Command, Order, RowId, Shape, Then, by_id, find_id, hash};

/// What a pending command still needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A final result code.
    Final,
    /// Only the line that completes it: its `OK` has come.
    Result,
}

/// One command that waits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pending {
    row: RowId,
    pub(crate) no: CommandNo,
    /// Hash of the whole line's text, for its echo.
    text: u16,
    /// Hash of the name, for the answers of a command that the table does not hold.
    name: u16,
    pub(crate) shape: Option<Shape>,
    /// The first parameter where it is a small number: the link, server or client that a result names again.
    pub(crate) arg: Option<u8>,
    pub(crate) need: Need,
    /// Another command of the same line follows: one final result is for all.
    chained: bool,
    /// An answer, result or final has come.
    pub(crate) answered: bool,
    /// The line that completes it has come.
    resulted: bool,
    /// Its echo has come.
    pub(crate) echoed: bool,
}

/// Hash of a command's text, the same whatever the case of its letters.
pub(crate) fn text_hash(text: &[u8]) -> u16 {
    (hash(text.trim_ascii()) & 0xffff) as u16
}

impl Pending {
    pub(crate) fn new(line: &Line<'_>, no: CommandNo, text: u16, chained: bool) -> Self {
        Self {
            row: line.command.map_or(RowId::UNKNOWN, |row| find_id(row.name.as_bytes())),
            no,
            text,
            name: text_hash(line.name),
            shape: line.shape(),
            arg: line.int(0).and_then(|arg| u8::try_from(arg).ok()),
            need: Need::Final,
            chained,
            answered: false,
            resulted: false,
            echoed: false,
        }
    }

    /// The table's row.
    pub(crate) fn row(&self) -> Option<&'static Command> {
        by_id(self.row)
    }

    /// What the table says follows the command's line.
    pub(crate) fn then(&self) -> Option<Then> {
        let shape = self.shape?;
        self.row()?.forms.iter().find(|form| form.shape == shape && form.then != Then::Line).map(|form| form.then)
    }

    /// Whether a line with this head can answer it.
    pub(crate) fn answers_to(&self, name: &[u8]) -> bool {
        match self.row() {
            Some(row) => {
                row.name.as_bytes().eq_ignore_ascii_case(name) || row.heads.iter().any(|head| head.as_bytes().eq_ignore_ascii_case(name))
            }
            None => self.name == text_hash(name),
        }
    }

    /// Whether a result line is still to come once `OK` has.
    fn awaits_result(&self) -> bool {
        !self.resulted
            && matches!(self.shape, Some(Shape::Write | Shape::Exec))
            && self.row().is_some_and(|row| {
                row.order != Order::None && row.forms.iter().any(|form| form.shape == Shape::Result && Some(form.shape) != self.shape)
            })
    }
}

/// Pending commands, the oldest first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ring {
    slots: [Option<Pending>; 4],
}

impl Ring {
    pub(crate) const fn new() -> Self {
        Self { slots: [None; 4] }
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Pending> {
        self.slots.iter().flatten()
    }

    pub(crate) fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Pending> {
        self.slots.iter_mut().flatten()
    }

    /// Adds a command. When all four slots are taken, the oldest that only waits for its result makes room, else the oldest.
    pub(crate) fn push(&mut self, pending: Pending) {
        if self.slots.iter().all(Option::is_some) {
            let oldest = self.slots.iter().position(|slot| slot.is_some_and(|slot| slot.need == Need::Result)).unwrap_or(0);
            self.remove(oldest);
        }
        if let Some(slot) = self.slots.iter_mut().find(|slot| slot.is_none()) {
            *slot = Some(pending);
        }
    }

    /// Takes a slot out and closes the gap, so that the order stays.
    fn remove(&mut self, index: usize) -> Option<Pending> {
        let taken = self.slots.get_mut(index)?.take();
        if let Some(tail) = self.slots.get_mut(index..) {
            tail.rotate_left(1);
        }
        taken
    }

    /// Whether a command waits for its final result.
    pub(crate) fn open(&self) -> bool {
        self.iter().any(|pending| pending.need == Need::Final)
    }

    /// The oldest command that waits for its final result.
    pub(crate) fn front(&self) -> Option<&Pending> {
        self.iter().find(|pending| pending.need == Need::Final)
    }

    /// The youngest command.
    pub(crate) fn last(&self) -> Option<&Pending> {
        self.iter().next_back()
    }

    /// The oldest command that asks for data and still waits.
    pub(crate) fn prompting(&self) -> Option<&Pending> {
        self.iter().find(|pending| pending.need == Need::Final && matches!(pending.then(), Some(Then::Prompt(_) | Then::Download(_))))
    }

    /// Settles the oldest command that waits for its final result. Tells whether it was the last of its line.
    pub(crate) fn settle(&mut self, ok: bool) -> Option<(Pending, bool)> {
        let index = self.slots.iter().position(|slot| slot.is_some_and(|slot| slot.need == Need::Final))?;
        let pending = (*self.slots.get(index)?)?;
        if ok && pending.awaits_result() {
            if let Some(Some(slot)) = self.slots.get_mut(index) {
                slot.need = Need::Result;
                slot.answered = true;
            }
        } else {
            self.remove(index);
        }
        Some((pending, !pending.chained))
    }

    /// Notes the echo of a command; the youngest not yet echoed with this text.
    pub(crate) fn echo(&mut self, text: &[u8]) -> Option<CommandNo> {
        let hash = text_hash(text);
        let pending = self.iter_mut().rev().find(|pending| pending.text == hash && !pending.echoed)?;
        let no = pending.no;
        for part in self.iter_mut().filter(|part| part.no == no) {
            part.echoed = true;
        }
        Some(no)
    }

    /// Whether the youngest command has this text, waits for its final result, and was neither echoed nor answered.
    pub(crate) fn is_copy(&self, text: &[u8]) -> bool {
        let hash = text_hash(text);
        self.last().is_some_and(|last| last.text == hash && last.need == Need::Final && !last.echoed && !last.answered)
    }

    /// Notes that a result line came for the command at this place; one that had its `OK` is done.
    pub(crate) fn resulted(&mut self, no: CommandNo, name: &[u8]) {
        let index = self.slots.iter().position(|slot| slot.is_some_and(|slot| slot.no == no && slot.answers_to(name)));
        let Some(index) = index else { return };
        match self.slots.get_mut(index) {
            Some(Some(slot)) if slot.need == Need::Final => {
                slot.resulted = true;
                slot.answered = true;
            }
            _ => {
                self.remove(index);
            }
        }
    }
}
