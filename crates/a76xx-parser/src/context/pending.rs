//! Commands that still wait: a ring of four, because a host may chain (`AT+A;+B`), pipeline, or send on while a result is out.

use crate::event::CommandNo;
use crate::line::Line;
use crate::spec::{Command, Form, Order, RowId, Shape, Then, by_id, find_id, hash};

/// What a pending command still needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A final result code.
    Final,
    /// Only the line that completes it: its `OK` has come.
    Result,
}

/// One command that waits. Twelve bytes, since a microcontroller keeps four.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pending {
    row: RowId,
    pub(crate) no: CommandNo,
    /// Hash of the whole line's text, for its echo.
    text: u16,
    /// Hash of the name, for the answers of a command that the table does not hold.
    name: u16,
    /// Index of the form, [`NONE`] where none fits.
    form: u8,
    /// The first parameter where it is a small number, else [`NONE`]: the link, server or client that a result names again.
    arg: u8,
    flags: u8,
}

const NONE: u8 = u8::MAX;

/// Only the line that completes it is still to come.
const SETTLED: u8 = 1;
/// Another command of the same line follows: one final result is for all.
const CHAINED: u8 = 2;
/// An answer or result has come.
const ANSWERED: u8 = 4;
/// The line that completes it has come.
const RESULTED: u8 = 8;
/// Its echo has come.
const ECHOED: u8 = 16;

/// Hash of a command's text, the same whatever the case of its letters.
fn text_hash(text: &[u8]) -> u16 {
    (hash(text.trim_ascii()) & 0xffff) as u16
}

impl Pending {
    const VOID: Self = Self { row: RowId::UNKNOWN, no: CommandNo(0), text: 0, name: 0, form: NONE, arg: NONE, flags: 0 };

    /// A command of a line with this text; `chained` where another follows on the line.
    pub(crate) fn new(line: &Line<'_>, no: CommandNo, text: &[u8], chained: bool) -> Self {
        let form = line.command.zip(line.form).and_then(|(row, form)| row.forms.iter().position(|known| core::ptr::eq(known, form)));
        Self {
            row: line.command.map_or(RowId::UNKNOWN, |row| find_id(row.name.as_bytes())),
            no,
            text: text_hash(text),
            name: text_hash(line.name),
            form: form.and_then(|form| u8::try_from(form).ok()).unwrap_or(NONE),
            arg: line.int(0).and_then(|arg| u8::try_from(arg).ok()).unwrap_or(NONE),
            flags: if chained { CHAINED } else { 0 },
        }
    }

    /// The table's row.
    pub(crate) fn row(&self) -> Option<&'static Command> {
        by_id(self.row)
    }

    /// The form in which it was sent.
    pub(crate) fn form(&self) -> Option<&'static Form> {
        self.row()?.forms.get(usize::from(self.form))
    }

    pub(crate) fn shape(&self) -> Option<Shape> {
        self.form().map(|form| form.shape)
    }

    /// What the table says follows the command's line.
    pub(crate) fn then(&self) -> Then {
        self.form().map_or(Then::Line, |form| form.then)
    }

    /// The first parameter, where it is a small number.
    pub(crate) fn arg(&self) -> Option<u8> {
        (self.arg != NONE).then_some(self.arg)
    }

    pub(crate) fn need(&self) -> Need {
        if self.has(SETTLED) { Need::Result } else { Need::Final }
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

    /// Whether a line of this form names another link than the command did. Only where both begin with the same field.
    pub(crate) fn differs(&self, form: &Form, line: &Line<'_>) -> bool {
        let same_field = self.form().and_then(|own| own.fields.first()).map(|field| field.ty) == form.fields.first().map(|field| field.ty);
        let named = line.int(0).and_then(|named| u8::try_from(named).ok());
        same_field && matches!((self.arg(), named), (Some(own), Some(named)) if own != named)
    }

    /// Whether a result line is still to come once `OK` has.
    fn awaits_result(&self) -> bool {
        !self.has(RESULTED)
            && matches!(self.shape(), Some(Shape::Write | Shape::Exec))
            && self.row().is_some_and(|row| row.order != Order::None && row.forms.iter().any(|form| form.shape == Shape::Result))
    }

    const fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// Pending commands, the oldest first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ring {
    slots: [Pending; 4],
    len: u8,
    merged: bool,
}

impl Ring {
    pub(crate) const fn new(merged: bool) -> Self {
        Self { slots: [Pending::VOID; 4], len: 0, merged }
    }

    /// Forgets every command.
    pub(crate) fn clear(&mut self) {
        self.len = 0;
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Pending> + ExactSizeIterator {
        self.slots.get(..usize::from(self.len)).unwrap_or_default().iter()
    }

    fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Pending> {
        self.slots.get_mut(..usize::from(self.len)).unwrap_or_default().iter_mut()
    }

    /// Adds a command. When all four slots are taken, the oldest that only waits for its result makes room, else the oldest.
    pub(crate) fn push(&mut self, pending: Pending) {
        if usize::from(self.len) == self.slots.len() {
            let oldest = self.iter().position(|slot| slot.need() == Need::Result).unwrap_or(0);
            self.remove(oldest);
        }
        if let Some(slot) = self.slots.get_mut(usize::from(self.len)) {
            *slot = pending;
            self.len += 1;
        }
    }

    /// Takes a slot out and closes the gap, so that the order stays.
    fn remove(&mut self, index: usize) {
        if let Some(tail) = self.slots.get_mut(index..usize::from(self.len)) {
            tail.rotate_left(1);
            self.len -= 1;
        }
    }

    /// Whether a command waits for its final result.
    pub(crate) fn open(&self) -> bool {
        self.front().is_some()
    }

    /// The command that the module is at: the next final result is its.
    ///
    /// A module takes commands one by one, so what it answers, or at least echoes, is behind all that came before: those lost their finals. In a
    /// merged stream a host hardly ever sends on before its answer, but people cut answers out: there it is the youngest.
    pub(crate) fn front(&self) -> Option<&Pending> {
        self.front_index().and_then(|index| self.slots.get(index))
    }

    fn front_index(&self) -> Option<usize> {
        let open = || self.iter().enumerate().filter(|(_, pending)| pending.need() == Need::Final);
        let found = if self.merged {
            open().next_back()
        } else {
            let answered = open().rfind(|(_, pending)| pending.has(ANSWERED));
            answered.or_else(|| open().find(|(_, pending)| pending.has(ECHOED))).or_else(|| open().next())
        };
        let no = found?.1.no;
        // Of a chained line, the first part that is still open.
        open().find(|(_, pending)| pending.no == no).map(|(index, _)| index)
    }

    /// Commands in the order in which an answer can be theirs: those that only lack their result, the one that the module is at, the others.
    pub(crate) fn by_turn(&self) -> impl Iterator<Item = &Pending> {
        let front = self.front().map(|front| front.no);
        let settled = self.iter().filter(|pending| pending.need() == Need::Result);
        let current = self.iter().filter(move |pending| pending.need() == Need::Final && Some(pending.no) == front);
        let others = self.iter().filter(move |pending| pending.need() == Need::Final && Some(pending.no) != front);
        settled.chain(current).chain(others)
    }

    /// The oldest command that asks for data and still waits.
    pub(crate) fn prompting(&self) -> Option<&Pending> {
        self.iter()
            .filter(|pending| pending.need() == Need::Final)
            .find(|pending| matches!(pending.then(), Then::Prompt(_) | Then::Download(_) | Then::ConnectData(_)))
    }

    /// Whether the answer of the oldest open command holds lines without a head.
    pub(crate) fn takes_text(&self) -> Option<&Pending> {
        self.front().filter(|front| front.then() == Then::Text)
    }

    /// Settles the command that the module is at; open ones before it will not be answered any more. Tells whether it was the last of its line.
    pub(crate) fn settle(&mut self, ok: bool) -> Option<(Pending, bool)> {
        let no = self.front()?.no;
        while let Some(lost) =
            self.front_index().and_then(|front| self.iter().take(front).position(|old| old.need() == Need::Final && old.no != no))
        {
            self.remove(lost);
        }
        let index = self.front_index()?;
        let slot = self.slots.get_mut(index)?;
        let pending = *slot;
        if ok && pending.awaits_result() {
            slot.flags |= SETTLED | ANSWERED;
        } else {
            self.remove(index);
        }
        Some((pending, !pending.has(CHAINED)))
    }

    /// Notes the echo of a command; the youngest not yet echoed with this text.
    pub(crate) fn echo(&mut self, text: &[u8]) -> Option<CommandNo> {
        let hash = text_hash(text);
        let no = self.iter().rev().find(|pending| pending.text == hash && !pending.has(ECHOED))?.no;
        for part in self.iter_mut().filter(|part| part.no == no) {
            part.flags |= ECHOED;
        }
        Some(no)
    }

    /// Whether the youngest command has this text, waits for its final result, and was neither echoed nor answered.
    pub(crate) fn is_copy(&self, text: &[u8]) -> bool {
        let hash = text_hash(text);
        self.iter().next_back().is_some_and(|last| last.text == hash && !last.has(SETTLED | ECHOED | ANSWERED))
    }

    /// Notes that something came for a command, of whatever part of its line.
    pub(crate) fn answered(&mut self, no: CommandNo) {
        for pending in self.iter_mut().filter(|pending| pending.no == no) {
            pending.flags |= ANSWERED;
        }
    }

    /// Notes that the line came that completes a command; one that had its `OK` is done.
    pub(crate) fn resulted(&mut self, no: CommandNo, name: &[u8]) {
        let Some(index) = self.iter().position(|slot| slot.no == no && slot.answers_to(name)) else { return };
        match self.slots.get_mut(index) {
            Some(slot) if slot.need() == Need::Final => slot.flags |= RESULTED | ANSWERED,
            _ => self.remove(index),
        }
    }
}
