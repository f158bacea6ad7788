//! The commands that still wait: a ring of four, because a host may chain (`AT+A;+B`), pipeline, or send on while a result is out.

use super::pending::{ANSWERED, ECHOED, Need, Pending, SETTLED};
use crate::event::CommandNo;
use crate::spec::{Command, RowId, Then};

/// How many commands wait.
#[derive(Clone, Copy)]
pub(crate) enum Waiting<'a> {
    None,
    One(&'a Pending),
    Many,
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

    /// Whether one command waits, as a rule, or none, or several.
    #[inline]
    pub(crate) fn waiting(&self) -> Waiting<'_> {
        match (self.len, &self.slots) {
            (0, _) => Waiting::None,
            (1, [only, ..]) => Waiting::One(only),
            _ => Waiting::Many,
        }
    }

    /// The one command that waits.
    #[inline]
    pub(super) fn only_mut(&mut self) -> Option<&mut Pending> {
        let [only, ..] = &mut self.slots;
        (self.len == 1).then_some(only)
    }

    /// Adds a command. When all four slots are taken, the oldest that only waits for its result makes room, else the oldest.
    #[inline]
    pub(crate) fn push(&mut self, pending: Pending) {
        if usize::from(self.len) == self.slots.len() {
            self.make_room();
        }
        if let Some(slot) = self.slots.get_mut(usize::from(self.len)) {
            *slot = pending;
            self.len += 1;
        }
    }

    #[inline(never)]
    fn make_room(&mut self) {
        let settled = self.iter().position(|slot| slot.need() == Need::Result);
        if let Some(index) = settled {
            return self.remove(index);
        }
        let [_, second, third, fourth] = self.slots;
        self.slots = [second, third, fourth, fourth];
        self.len = 3;
    }

    /// Takes a slot out and closes the gap, so that the order stays.
    fn remove(&mut self, index: usize) {
        self.len = self.len.saturating_sub(1);
        for index in index..usize::from(self.len) {
            if let Some([slot, next]) = self.slots.get_mut(index..index + 2) {
                *slot = *next;
            }
        }
    }

    /// Forgets the commands of a row: they will not be answered any more.
    #[inline(never)]
    pub(crate) fn forget(&mut self, row: &Command) {
        loop {
            let found = self.iter().position(|pending| pending.row().is_some_and(|own| own.is(row)));
            let Some(index) = found else { break };
            self.remove(index);
        }
    }

    /// Whether no command waits for anything.
    #[inline]
    pub(super) const fn is_empty(&self) -> bool {
        self.len == 0
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

    /// Commands in the order in which an answer can be theirs: those that only lack their result, the one that the module is at, those behind it, and
    /// then those before it, which lost their finals.
    #[inline]
    pub(crate) fn by_turn(&self) -> impl Iterator<Item = &Pending> {
        let order = if self.len > 1 { self.turns() } else { [0; 4] };
        let slots = &self.slots;
        order.into_iter().take(usize::from(self.len)).filter_map(move |index| slots.get(usize::from(index)))
    }

    #[inline(never)]
    fn turns(&self) -> [u8; 4] {
        let front = self.front_index();
        let no = front.and_then(|front| self.slots.get(front)).map(|front| front.no);
        let rank = |index: usize, pending: &Pending| match pending.need() {
            Need::Result => 0,
            Need::Final if Some(pending.no) == no => 1,
            Need::Final if front.is_none_or(|front| index > front) => 2,
            Need::Final => 3,
        };
        let mut order = [0; 4];
        let mut slots = order.iter_mut();
        for turn in 0..4 {
            for (index, _) in self.iter().enumerate().filter(|(index, pending)| rank(*index, pending) == turn) {
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

    /// Settles the one command that waits.
    #[inline]
    pub(crate) fn settle_only(&mut self, ok: bool) {
        let [slot, ..] = &mut self.slots;
        if ok && slot.awaits_result() {
            slot.flags |= SETTLED | ANSWERED;
        } else {
            self.len = 0;
        }
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
    pub(crate) fn echo(&mut self, hash: u32) -> Option<CommandNo> {
        let no = self.iter().rev().find(|pending| pending.is_text(hash) && !pending.has(ECHOED))?.no;
        for part in self.iter_mut().filter(|part| part.no == no) {
            part.flags |= ECHOED;
        }
        Some(no)
    }

    /// Whether the youngest command has this text, waits for its final result, and was neither echoed nor answered.
    pub(crate) fn is_copy(&self, hash: u32) -> bool {
        self.iter().next_back().is_some_and(|last| last.is_text(hash) && !last.has(SETTLED | ECHOED | ANSWERED))
    }

    /// Notes that something came for a command, of whatever part of its line.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(crate) fn answered(&mut self, no: CommandNo) {
        for pending in self.iter_mut().filter(|pending| pending.no == no) {
            pending.flags |= ANSWERED;
        }
    }

    /// Notes that the line came that completes a command; one that had its `OK` is done.
    pub(crate) fn resulted(&mut self, no: CommandNo, row: &Command, id: RowId) {
        let Some(index) = self.iter().position(|slot| slot.no == no && slot.answers(row, id)) else { return };
        match self.slots.get_mut(index) {
            Some(slot) if slot.need() == Need::Final => slot.note_result(),
            _ => self.remove(index),
        }
    }
}
