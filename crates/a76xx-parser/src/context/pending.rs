//! Commands that still wait: a ring of four, because a host may chain (`AT+A;+B`), pipeline, or send on while a result is out.

use crate::event::CommandNo;
use crate::fields::trim;
use crate::line::Line;
use crate::spec::{Command, Order, RowId, Shape, Then, by_id, hash};

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
    /// Index of the form, [`NONE`] where nothing follows it or none fits.
    form: u8,
    shape: Option<Shape>,
    /// The first parameter where it is a small number, else [`NONE`]: the link, server or client that a result names again.
    arg: u8,
    flags: u8,
}

const NONE: u8 = u8::MAX;

/// Only the line that completes it is still to come.
const SETTLED: u8 = 1;
/// An answer or result has come.
const ANSWERED: u8 = 4;
/// The line that completes it has come.
const RESULTED: u8 = 8;
/// Its echo has come.
const ECHOED: u8 = 16;
/// Its answers may come under other names.
const HEADS: u8 = 32;

/// Hash of a command's text, the same whatever the case of its letters.
pub(crate) fn text_hash(text: &[u8]) -> u16 {
    let hash = hash(trim(text));
    // Texts that differ in their last bytes alone differ in the upper half most.
    (hash ^ (hash >> 16)) as u16
}

impl Pending {
    const VOID: Self = Self { row: RowId::UNKNOWN, no: CommandNo(0), text: 0, name: 0, form: NONE, shape: None, arg: NONE, flags: 0 };

    /// A command of a line whose text has this hash.
    #[inline]
    pub(crate) fn new(line: &Line<'_>, no: CommandNo, text: u16) -> Self {
        let row = line.command;
        // The form matters only where something follows one of them.
        let form = row.filter(|row| row.has.host_follows()).and_then(|row| line.form_index(row));
        let flags = if row.is_some_and(|row| !row.heads.is_empty()) { HEADS } else { 0 };
        Self {
            row: line.row,
            no,
            text,
            name: if row.is_none() { text_hash(line.name) } else { 0 },
            form: form.unwrap_or(NONE),
            shape: line.asked(),
            arg: line.first().unwrap_or(NONE),
            flags,
        }
    }

    /// The table's row.
    pub(crate) fn row(&self) -> Option<&'static Command> {
        by_id(self.row)
    }

    pub(crate) fn shape(&self) -> Option<Shape> {
        self.shape
    }

    /// What the table says follows the command's line.
    pub(crate) fn then(&self) -> Then {
        if self.form == NONE {
            return Then::Line;
        }
        self.row().and_then(|row| row.forms.get(usize::from(self.form))).map_or(Then::Line, |form| form.then)
    }

    /// The first parameter, where it is a small number.
    pub(crate) fn arg(&self) -> Option<u8> {
        (self.arg != NONE).then_some(self.arg)
    }

    pub(crate) fn need(&self) -> Need {
        if self.has(SETTLED) { Need::Result } else { Need::Final }
    }

    /// Whether a line with this head can answer it.
    #[inline]
    pub(crate) fn answers_to(&self, line: &Line<'_>) -> bool {
        if self.row == RowId::UNKNOWN {
            return line.row == RowId::UNKNOWN && self.name == text_hash(line.name);
        }
        self.row == line.row || (self.has(HEADS) && self.row().is_some_and(|row| row.heads.iter().any(|head| head.as_bytes() == line.name)))
    }

    /// Whether a result names another link than the command did. Only where both begin with the same field.
    pub(crate) fn differs(&self, row: &Command, line: &Line<'_>) -> bool {
        let (Some(own), Some(named), Some(shape)) = (self.arg(), line.first(), self.shape) else { return false };
        let first = |shape| row.forms_of(shape).first().and_then(|form| form.fields.first()).map(|field| field.ty);
        own != named && first(shape) == first(Shape::Result)
    }

    /// Whether a result line is still to come once `OK` has.
    fn awaits_result(&self) -> bool {
        !self.has(RESULTED)
            && matches!(self.shape, Some(Shape::Write | Shape::Exec))
            && self.row().is_some_and(|row| row.order != Order::None && row.has.has(Shape::Result))
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
    #[inline]
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
        if let (1, [only, ..]) = (self.len, &self.slots) {
            return (only.need() == Need::Final).then_some(0);
        }
        if self.len == 0 { None } else { self.front_of_many() }
    }

    #[inline(never)]
    fn front_of_many(&self) -> Option<usize> {
        let (mut oldest, mut youngest, mut echoed, mut answered) = (None, None, None, None);
        for (index, pending) in self.iter().enumerate().filter(|(_, pending)| pending.need() == Need::Final) {
            oldest = oldest.or(Some(index));
            youngest = Some(index);
            if pending.has(ECHOED) {
                echoed = echoed.or(Some(index));
            }
            if pending.has(ANSWERED) {
                answered = Some(index);
            }
        }
        let found = if self.merged { youngest } else { answered.or(echoed).or(oldest) }?;
        if found == 0 {
            return Some(0);
        }
        // Of a chained line, the first part that is still open.
        let no = self.slots.get(found)?.no;
        self.iter().position(|pending| pending.no == no && pending.need() == Need::Final)
    }

    /// Commands in the order in which an answer can be theirs: those that only lack their result, the one that the module is at, the others.
    #[inline]
    pub(crate) fn by_turn(&self) -> impl Iterator<Item = &Pending> {
        let order = if self.len > 1 { self.turns() } else { [0; 4] };
        let slots = &self.slots;
        order.into_iter().take(usize::from(self.len)).filter_map(move |index| slots.get(usize::from(index)))
    }

    #[inline(never)]
    fn turns(&self) -> [u8; 4] {
        let front = self.front().map(|front| front.no);
        let rank = |pending: &Pending| match (pending.need(), Some(pending.no) == front) {
            (Need::Result, _) => 0,
            (Need::Final, true) => 1,
            (Need::Final, false) => 2,
        };
        let mut order = [0; 4];
        let mut slots = order.iter_mut();
        for turn in 0..3 {
            for (index, _) in self.iter().enumerate().filter(|(_, pending)| rank(pending) == turn) {
                if let Some(slot) = slots.next() {
                    *slot = index as u8;
                }
            }
        }
        order
    }

    /// The command that asks for data and still waits: the oldest, and in a merged stream the youngest.
    pub(crate) fn prompting(&self) -> Option<&Pending> {
        let asks = |pending: &&Pending| {
            pending.need() == Need::Final && matches!(pending.then(), Then::Prompt(_) | Then::Download(_) | Then::ConnectData(_))
        };
        if self.merged { self.iter().rev().find(asks) } else { self.iter().find(asks) }
    }

    /// Whether the answer of the oldest open command holds lines without a head.
    pub(crate) fn takes_text(&self) -> Option<&Pending> {
        self.front().filter(|front| front.then() == Then::Text)
    }

    /// Settles the command that the module is at; open ones before it will not be answered any more.
    #[inline]
    pub(crate) fn settle(&mut self, ok: bool) -> Option<Pending> {
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
        Some(pending)
    }

    /// Notes the echo of a command; the youngest not yet echoed whose text has this hash.
    pub(crate) fn echo(&mut self, hash: u16) -> Option<CommandNo> {
        let no = self.iter().rev().find(|pending| pending.text == hash && !pending.has(ECHOED))?.no;
        for part in self.iter_mut().filter(|part| part.no == no) {
            part.flags |= ECHOED;
        }
        Some(no)
    }

    /// Whether the youngest command has this text, waits for its final result, and was neither echoed nor answered.
    pub(crate) fn is_copy(&self, hash: u16) -> bool {
        self.iter().next_back().is_some_and(|last| last.text == hash && !last.has(SETTLED | ECHOED | ANSWERED))
    }

    /// Notes that something came for a command, of whatever part of its line.
    pub(crate) fn answered(&mut self, no: CommandNo) {
        for pending in self.iter_mut().filter(|pending| pending.no == no) {
            pending.flags |= ANSWERED;
        }
    }

    /// Notes that the line came that completes a command; one that had its `OK` is done.
    pub(crate) fn resulted(&mut self, no: CommandNo, line: &Line<'_>) {
        let Some(index) = self.iter().position(|slot| slot.no == no && slot.answers_to(line)) else { return };
        match self.slots.get_mut(index) {
            Some(slot) if slot.need() == Need::Final => slot.flags |= RESULTED | ANSWERED,
            _ => self.remove(index),
        }
    }
}
