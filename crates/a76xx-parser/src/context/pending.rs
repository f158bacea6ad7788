//! A command that still waits.

use crate::event::CommandNo;
use crate::line::{Line, small_first};
use crate::search::trim;
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
    /// The two halves of the hash of the whole line's text, for its echo.
    text: [u16; 2],
    /// Index of the form, [`NONE`] where nothing follows it or none fits.
    form: u8,
    shape: Option<Shape>,
    /// The first parameter where it is a small number, else [`NONE`]: the link, server or client that a result names again. Of a command that the
    /// table does not hold, `form`, `arg` and `row` are the hash of its name instead, for its answers.
    arg: u8,
    pub(super) flags: u8,
}

const NONE: u8 = u8::MAX;

/// Only the line that completes it is still to come.
pub(super) const SETTLED: u8 = 1;
/// An answer or result has come.
pub(super) const ANSWERED: u8 = 4;
/// The line that completes it has come.
pub(super) const RESULTED: u8 = 8;
/// Its echo has come.
pub(super) const ECHOED: u8 = 16;
/// Its `OK` changes what the wire carries.
const SETS: u8 = 2;
/// Its answers may come under other names.
const HEADS: u8 = 32;

/// The text of a command line as it is remembered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    pub(crate) hash: u32,
    /// It is the module's copy: no other will come.
    pub(crate) echoed: bool,
}

impl Text {
    /// The module's copy of what no host was seen to send: nothing will be compared with it.
    pub(crate) const ECHOED: Self = Self { hash: 0, echoed: true };

    /// What the host sent.
    pub(crate) fn sent(text: &[u8]) -> Self {
        Self { hash: text_hash(text), echoed: false }
    }

    const fn halves(self) -> [u16; 2] {
        [self.hash as u16, (self.hash >> 16) as u16]
    }

    const fn echoed(self) -> u8 {
        if self.echoed { ECHOED } else { 0 }
    }
}

/// Hash of a command's text, the same whatever the case of its letters.
pub(crate) fn text_hash(text: &[u8]) -> u32 {
    hash(trim(text))
}

/// The hash of a name that is in no row, all of it but one bit.
fn unknown_name(name: &[u8]) -> (RowId, [u8; 2]) {
    let hash = text_hash(name);
    (RowId::unknown((hash >> 16) as u16), (hash as u16).to_le_bytes())
}

impl Pending {
    pub(super) const VOID: Self =
        Self { row: RowId::UNKNOWN, no: CommandNo(0), text: [0; 2], form: NONE, shape: None, arg: NONE, flags: 0 };

    /// A command that the table holds; its form, where something follows one of its row's.
    #[inline]
    pub(crate) fn known(row: &Command, id: RowId, shape: Shape, form: Option<u8>, params: &[u8], no: CommandNo, text: Text) -> Self {
        let heads = if row.has_heads() { HEADS } else { 0 };
        let sets = if row.sets() { SETS } else { 0 };
        Self {
            row: id,
            no,
            text: text.halves(),
            form: form.unwrap_or(NONE),
            shape: Some(shape),
            arg: small_first(params).unwrap_or(NONE),
            flags: heads | sets | text.echoed(),
        }
    }

    /// A command that the table does not hold.
    pub(crate) fn unknown(line: &Line<'_>, no: CommandNo, text: Text) -> Self {
        let (row, [form, arg]) = unknown_name(line.name);
        Self { row, no, text: text.halves(), form, shape: line.asked(), arg, flags: text.echoed() }
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
        self.row().and_then(|row| row.forms().get(usize::from(self.form))).map_or(Then::Line, |form| form.then())
    }

    /// The first parameter, where it is a small number.
    pub(crate) fn arg(&self) -> Option<u8> {
        (self.arg != NONE && !self.row.is_unknown()).then_some(self.arg)
    }

    pub(crate) fn need(&self) -> Need {
        if self.has(SETTLED) { Need::Result } else { Need::Final }
    }

    pub(super) const fn has_heads(&self) -> bool {
        self.has(HEADS)
    }

    pub(super) const fn row_id(&self) -> RowId {
        self.row
    }

    /// Notes that something came for it.
    pub(super) fn note_answer(&mut self) {
        self.flags |= ANSWERED;
    }

    /// Notes that the line came that completes it, before its `OK`.
    pub(super) fn note_result(&mut self) {
        self.flags |= RESULTED | ANSWERED;
    }

    /// Whether a line of this row can answer it.
    #[cfg_attr(not(target_pointer_width = "32"), inline)]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(crate) fn answers(&self, row: &Command, id: RowId) -> bool {
        self.row == id || self.lists(row.head())
    }

    /// Whether a text with this hash is its own.
    #[inline]
    pub(super) const fn is_text(&self, hash: u32) -> bool {
        let [low, high] = self.text;
        low == hash as u16 && high == (hash >> 16) as u16
    }

    /// Whether its row lists a head, beside its own.
    pub(super) fn lists(&self, name: &[u8]) -> bool {
        self.has(HEADS) && self.row().is_some_and(|own| own.heads().iter().any(|head| head.as_bytes() == name))
    }

    /// Whether it is in no row, and a head is its name.
    pub(crate) fn is_called(&self, name: &[u8]) -> bool {
        self.row.is_unknown() && (self.row, [self.form, self.arg]) == unknown_name(name)
    }

    /// Whether a result names another link than the command did. Only where both begin with the same field.
    pub(crate) fn differs(&self, row: &Command, params: &[u8]) -> bool {
        let (Some(own), Some(named), Some(shape)) = (self.arg(), small_first(params), self.shape) else { return false };
        let first = |shape| row.forms_of(shape).first().and_then(|form| form.fields().first()).map(|field| field.ty);
        own != named && first(shape) == first(Shape::Result)
    }

    /// Whether a result line is still to come once `OK` has.
    pub(super) fn awaits_result(&self) -> bool {
        !self.has(RESULTED)
            && matches!(self.shape, Some(Shape::Write | Shape::Exec))
            && self.row().is_some_and(|row| row.order() != Order::None && row.has().has(Shape::Result))
    }

    /// Whether its `OK` changes a setting of the context.
    pub(crate) const fn sets(&self) -> bool {
        self.has(SETS)
    }

    pub(super) const fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}
