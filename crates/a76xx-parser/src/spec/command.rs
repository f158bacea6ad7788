//! A row and its forms as they are linked: a few bytes each, which refer to what many rows share.

use super::shapes::Shapes;
use super::table::{BODIES, FIELD_NOS, FIELDS, FORMS, HEADS, JOINS, LISTS, NAMES, NO_SHAPES, WITHIN};
use super::wire::{Field, Order, Role, Sep, Shape, Then};
use crate::fit::{self, CLASSED};

/// One command of the manual, or one line that the module sends on its own.
///
/// It is a handle of six bytes: rows with the same forms share them, and forms with the same fields share those.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// Where the name begins in the text of all names.
    pub(super) name: u16,
    pub(super) len: u8,
    pub(super) kind: Kind,
    /// Number of the list of forms; [`Command::HEADS`] tells of further heads, [`Command::SETS`] of what an `OK` changes.
    pub(super) list: u16,
}

impl core::fmt::Debug for Command {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Command").field(&self.name()).finish()
    }
}

impl Command {
    /// The row's answers may come under other heads.
    pub(super) const HEADS: u16 = 1 << 15;
    /// Its `OK` changes what the wire carries.
    pub(super) const SETS: u16 = 1 << 14;
    const LIST: u16 = !(Self::HEADS | Self::SETS);

    /// Stands for the rows of chapters that are left out.
    pub(super) const LEFT_OUT: Self = Self { name: u16::MAX, len: 0, kind: Kind::new(Role::Command, Order::None, 0), list: Self::LIST };

    /// Whether the table has the row: its chapter is not left out.
    pub const fn is_linked(&self) -> bool {
        self.name != u16::MAX
    }

    /// As on the wire behind `AT`, or as the module's line begins: `+CIPOPEN`, `E`, `&D`, `RECV FROM`.
    pub const fn name(&self) -> &'static str {
        let Some((_, behind)) = NAMES.split_at_checked(self.name as usize) else { return "" };
        match behind.split_at_checked(self.len as usize) {
            Some((name, _)) => name,
            None => "",
        }
    }

    /// The same as bytes.
    #[inline]
    pub fn head(&self) -> &'static [u8] {
        let start = usize::from(self.name);
        NAMES.as_bytes().get(start..start + self.name_len()).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn name_len(&self) -> usize {
        usize::from(self.len)
    }

    /// What kind of row this is.
    #[inline]
    pub const fn role(&self) -> Role {
        self.kind.role()
    }

    /// Where the result line stands relative to `OK`.
    pub const fn order(&self) -> Order {
        self.kind.order()
    }

    /// Milliseconds within which the manual promises the final result; 0 where it gives none.
    pub fn within(&self) -> u32 {
        WITHIN.get(self.kind.within()).copied().unwrap_or(0)
    }

    /// Other heads that this command's answers carry (`+CICCID` answers with `+ICCID`).
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub fn heads(&self) -> &'static [&'static str] {
        if !self.has_heads() {
            return &[];
        }
        HEADS.iter().find(|(name, _)| *name == self.name).map_or(&[], |(_, heads)| heads)
    }

    /// Whether its name stands at this place among the names.
    pub(super) const fn is_named(&self, name: u16) -> bool {
        self.name == name
    }

    #[inline]
    pub(crate) const fn has_heads(&self) -> bool {
        self.list & Self::HEADS != 0
    }

    /// Whether its `OK` changes what the wire carries.
    #[inline]
    pub(crate) const fn sets(&self) -> bool {
        self.list & Self::SETS != 0
    }

    /// What the forms hold at a glance.
    #[cfg_attr(not(target_pointer_width = "32"), inline)]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(crate) fn has(&self) -> &'static Shapes {
        LISTS.get(usize::from(self.list & Self::LIST)).unwrap_or(&NO_SHAPES)
    }

    /// Every shape that the row's lines take; empty where only the name is known.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub fn forms(&self) -> &'static [Form] {
        FORMS.get(self.has().all()).unwrap_or_default()
    }

    /// The forms of one shape.
    pub fn forms_of(&self, shape: Shape) -> &'static [Form] {
        self.forms_at(shape).1
    }

    /// The forms of one shape, and the index of the first.
    #[cfg_attr(not(target_pointer_width = "32"), inline)]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(crate) fn forms_at(&self, shape: Shape) -> (u8, &'static [Form]) {
        let (first, span) = self.has().span(shape);
        (first, FORMS.get(span).unwrap_or_default())
    }

    /// Whether its only form has no fields.
    #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is a compile error")]
    pub(super) const fn is_bare(&self) -> bool {
        let list = &LISTS[(self.list & Self::LIST) as usize];
        list.count() == 1 && BODIES[FORMS[list.first()].body as usize].len == 0
    }

    /// Whether it is the same row.
    #[inline]
    pub const fn is(&self, other: &Command) -> bool {
        self.name == other.name && self.len == other.len && self.is_linked()
    }
}

/// Role, order, and which of the times it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind(u8);

impl Kind {
    /// # Panics
    /// While compiling, where there are more than sixteen times.
    pub(super) const fn new(role: Role, order: Order, within: usize) -> Self {
        assert!(within < 16, "there is room for sixteen times");
        Self(role as u8 | (order as u8) << 2 | (within as u8) << 4)
    }

    const fn role(self) -> Role {
        match self.0 & 3 {
            0 => Role::Command,
            1 => Role::Urc,
            2 => Role::Error,
            _ => Role::Final,
        }
    }

    const fn order(self) -> Order {
        match self.0 >> 2 & 3 {
            0 => Order::None,
            1 => Order::OkFirst,
            2 => Order::ResultFirst,
            _ => Order::Either,
        }
    }

    const fn within(self) -> usize {
        (self.0 >> 4) as usize
    }
}

/// One shape of a line: who says it, its fields, and what the wire carries after it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Who says it and when.
    pub shape: Shape,
    /// Which separator, and what follows.
    pub(super) join: u8,
    /// Number of the fields.
    pub(super) body: u16,
}

impl core::fmt::Debug for Form {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut form = f.debug_struct("Form");
        form.field("shape", &self.shape).field("sep", &self.sep()).field("then", &self.then());
        form.field("fields", &self.fields()).finish_non_exhaustive()
    }
}

impl Form {
    pub(crate) const NONE: u8 = u8::MAX;

    fn join(self) -> (Sep, Then) {
        JOINS.get(usize::from(self.join)).copied().unwrap_or((Sep::Shape, Then::Line))
    }

    /// What stands between the name and the first field.
    pub fn sep(self) -> Sep {
        self.join().0
    }

    /// What follows the line.
    pub fn then(self) -> Then {
        self.join().1
    }

    /// Whether more than a line may follow.
    #[inline]
    pub(crate) const fn follows(self) -> bool {
        self.join >= Sep::COUNT
    }

    /// The fields in their order.
    pub fn fields(self) -> FieldList {
        let body = self.body();
        let first = usize::from(body.first);
        FieldList(FIELD_NOS.get(first..first + usize::from(body.len)).unwrap_or_default())
    }

    /// The smallest number of fields that the form needs.
    pub fn required(self) -> usize {
        usize::from(self.body().least)
    }

    #[cfg_attr(not(target_pointer_width = "32"), inline)]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(crate) fn body(self) -> &'static Body {
        BODIES.get(usize::from(self.body)).unwrap_or(&Body::EMPTY)
    }
}

/// The fields of a form, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FieldList(&'static [u8]);

impl FieldList {
    /// No fields.
    pub const EMPTY: Self = Self(&[]);

    /// The field with an index.
    pub fn get(self, index: usize) -> Option<Field> {
        FIELDS.get(usize::from(*self.0.get(index)?)).map(super::pack::Packed::field)
    }

    /// The field with an index, or the last, which stands for all behind it where it repeats.
    pub fn get_or_last(self, index: usize) -> Option<Field> {
        self.get(index.min(self.0.len().checked_sub(1)?))
    }

    /// How many there are.
    pub const fn len(self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The first field.
    pub fn first(self) -> Option<Field> {
        self.get(0)
    }

    /// The last field.
    pub fn last(self) -> Option<Field> {
        self.get(self.0.len().checked_sub(1)?)
    }

    /// One after the other.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Field> + ExactSizeIterator + Clone {
        (0..self.0.len()).map(move |index| self.get(index).unwrap_or(Field::REST))
    }
}

impl core::fmt::Debug for FieldList {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// What the fields of a form come to, known before the program runs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body {
    /// For each of the first eight fields, the classes of parameters that it takes.
    pub(crate) takes: u64,
    /// Where the numbers of the fields begin.
    pub(super) first: u16,
    /// How many fields there are.
    pub(super) len: u8,
    /// The smallest number of fields that the form needs.
    pub(crate) least: u8,
    /// The largest number of fields that it takes.
    pub(crate) most: u8,
    /// Index of the field that takes the rest of the line, [`Form::NONE`] where none does.
    pub(crate) rest: u8,
    /// The number that the first field has to be, [`Form::NONE`] where it may be others.
    pub(crate) key: u8,
    pub(super) flags: u8,
}

impl Body {
    pub(super) const EMPTY: Self = Self::of(&[]);

    /// Some field needs a look at its text.
    const REFINE: u8 = 1;
    /// No field behind the first has to be one certain number.
    const SURE: u8 = 2;

    pub(super) const fn of(fields: &[Field]) -> Self {
        let (mut least, mut seen, mut rest, mut behind) = (0, 0, Form::NONE, fields);
        let (mut most, mut takes, mut refine) = (fields.len() as u8, 0, false);
        let (mut key, mut sure) = (Form::NONE, true);
        while let [field, others @ ..] = behind {
            // A field that repeats, or takes the rest, stands for all behind it.
            let to = if field.repeats > 0 || field.takes_rest() { CLASSED as u8 } else { seen + 1 };
            let mut at = seen;
            while at < to && at < CLASSED as u8 {
                takes |= (if field.takes_rest() && at > seen { u8::MAX } else { fit::takes(field) } as u64) << (8 * at);
                at += 1;
            }
            refine |= fit::refine(field);
            match field.only() {
                Some(only @ 0..=9) if seen == 0 && field.repeats == 0 => key = only as u8,
                Some(_) => sure = false,
                None => {}
            }
            if field.takes_rest() && rest == Form::NONE {
                rest = seen;
            }
            seen += if field.repeats > 1 { field.repeats } else { 1 };
            if !field.optional {
                least = seen;
            }
            if field.repeats > 0 {
                most = u8::MAX;
            }
            behind = others;
        }
        let flags = if refine { Self::REFINE } else { 0 } | if sure { Self::SURE } else { 0 };
        Self { takes, first: 0, len: fields.len() as u8, least, most, rest, key, flags }
    }

    #[inline]
    pub(crate) const fn refine(&self) -> bool {
        self.flags & Self::REFINE != 0
    }

    #[inline]
    pub(crate) const fn sure(&self) -> bool {
        self.flags & Self::SURE != 0
    }

    /// Whether count and classes of the parameters do not tell that they fit: values make the difference.
    #[inline]
    pub(crate) const fn reads(&self) -> bool {
        self.flags != Self::SURE || self.key != Form::NONE
    }

    /// Whether so many parameters of these classes suit the form.
    #[cfg_attr(not(target_pointer_width = "32"), inline)]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(crate) const fn suits(&self, classes: u64, count: usize) -> bool {
        // What takes the rest of the line takes every comma in it.
        let count = if count > self.rest as usize { self.rest as usize + 1 } else { count };
        count >= self.least as usize && (count <= self.most as usize || self.most == u8::MAX) && classes & !self.takes == 0
    }
}
