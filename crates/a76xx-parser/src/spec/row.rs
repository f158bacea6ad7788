//! How a row is written: one entry in the source, wire facts and words apart in the binary.
//!
//! A chapter file calls [`commands!`] once. Each entry reads like the manual's own: name, section, title, attributes, then one line per form.
//!
//! ```text
//! CIPOPEN = "+CIPOPEN", "15.2.3", "Open a TCP or UDP connection",
//!     row().within(120_000).order(Order::Either).note("…") => {
//!     Read [];
//!     ReadInfo [LINK_NUM, CLIENT_TYPE.optional()] = form().meaning("link {link_num} …");
//! }
//! ```

use super::wire::{Field, Order, Role, Sep, Shape, Then, Type};
use super::words::{CodeTable, Dialect, FieldWords, Grade, Saving, Secret, Unit};

/// Attributes of a row, wire facts and words together.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) role: Role,
    pub(super) within: u32,
    pub(super) order: Order,
    pub(super) heads: &'static [&'static str],
    pub(super) sets: bool,
    pub(super) saving: Saving,
    pub(super) grade: Grade,
    pub(super) note: &'static str,
}

/// A row as most are: a documented command without a result line and without a documented time.
pub(super) const fn row() -> Row {
    Row {
        role: Role::Command,
        within: 0,
        order: Order::None,
        heads: &[],
        sets: false,
        saving: Saving::None,
        grade: Grade::Documented,
        note: "",
    }
}

impl Row {
    pub(super) const fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }
    /// Maximum response time in milliseconds.
    pub(super) const fn within(mut self, milliseconds: u32) -> Self {
        self.within = milliseconds;
        self
    }
    pub(super) const fn order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }
    pub(super) const fn heads(mut self, heads: &'static [&'static str]) -> Self {
        self.heads = heads;
        self
    }
    /// Its `OK` changes what the wire carries.
    pub(super) const fn sets(mut self) -> Self {
        self.sets = true;
        self
    }
    pub(super) const fn saving(mut self, saving: Saving) -> Self {
        self.saving = saving;
        self
    }
    pub(super) const fn grade(mut self, grade: Grade) -> Self {
        self.grade = grade;
        self
    }
    pub(super) const fn note(mut self, note: &'static str) -> Self {
        self.note = note;
        self
    }
}

/// Attributes of a form, wire facts and words together.
#[derive(Clone, Copy)]
pub(super) struct FormRow {
    pub(super) sep: Sep,
    pub(super) then: Then,
    pub(super) meaning: &'static str,
    pub(super) failure: &'static str,
    pub(super) dialect: Dialect,
    pub(super) grade: Grade,
    pub(super) note: &'static str,
    pub(super) tells: Secret,
}

/// A form as most are: documented, followed by nothing, joined as its shape prescribes.
pub(super) const fn form() -> FormRow {
    FormRow {
        sep: Sep::Shape,
        then: Then::Line,
        meaning: "",
        failure: "",
        dialect: Dialect::All,
        grade: Grade::Documented,
        note: "",
        tells: Secret::None,
    }
}

impl FormRow {
    /// What the lines of the answer tell.
    pub(super) const fn tells(mut self, secret: Secret) -> Self {
        self.tells = secret;
        self
    }
    pub(super) const fn sep(mut self, sep: Sep) -> Self {
        self.sep = sep;
        self
    }
    pub(super) const fn then(mut self, then: Then) -> Self {
        self.then = then;
        self
    }
    pub(super) const fn meaning(mut self, meaning: &'static str) -> Self {
        self.meaning = meaning;
        self
    }
    /// The sentence for a line whose `err` is not zero.
    pub(super) const fn failure(mut self, failure: &'static str) -> Self {
        self.failure = failure;
        self
    }
    /// Which members of the family speak it, where not all do.
    pub(super) const fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }
    pub(super) const fn grade(mut self, grade: Grade) -> Self {
        self.grade = grade;
        self
    }
    pub(super) const fn note(mut self, note: &'static str) -> Self {
        self.note = note;
        self
    }
}

/// A field, wire facts and words together.
#[derive(Clone, Copy)]
pub(super) struct FieldRow {
    pub(super) wire: Field,
    pub(super) words: FieldWords,
}

/// The wire facts of a row as written. They exist while compiling only: what is linked is [`super::table`].
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) row: Row,
    pub(super) forms: &'static [FormEntry],
}

/// The wire facts of a form as written.
pub(super) struct FormEntry {
    pub(super) shape: Shape,
    pub(super) sep: Sep,
    pub(super) then: Then,
    pub(super) fields: &'static [Field],
}

/// The table of a field that is no code.
pub(super) static NO_CODES: CodeTable = CodeTable { name: "", entries: &[] };

/// A field with the manual's name and a title in a few words.
pub(super) const fn field(name: &'static str, title: &'static str, ty: Type) -> FieldRow {
    FieldRow {
        wire: Field { ty, optional: false, repeats: 0 },
        words: FieldWords { name, title, unit: Unit::None, default: "", codes: &NO_CODES, secret: Secret::None },
    }
}

impl FieldRow {
    /// The field may be left out, or left empty between commas.
    pub(super) const fn optional(mut self) -> Self {
        self.wire.optional = true;
        self
    }
    /// The field comes so often or more; only the last field of a form can.
    pub(super) const fn repeats(mut self, least: u8) -> Self {
        self.wire.repeats = least;
        self
    }
    pub(super) const fn unit(mut self, unit: Unit) -> Self {
        self.words.unit = unit;
        self
    }
    pub(super) const fn default(mut self, default: &'static str) -> Self {
        self.words.default = default;
        self
    }
    pub(super) const fn codes(mut self, codes: &'static CodeTable) -> Self {
        self.words.codes = codes;
        self
    }
    /// What the value tells of people and their things.
    pub(super) const fn secret(mut self, secret: Secret) -> Self {
        self.words.secret = secret;
        self
    }
    /// The same field with narrower or wider limits.
    pub(super) const fn ty(mut self, ty: Type) -> Self {
        self.wire.ty = ty;
        self
    }
    /// The same field under another name and title.
    pub(super) const fn named(mut self, name: &'static str, title: &'static str) -> Self {
        self.words.name = name;
        self.words.title = title;
        self
    }
}

/// Writes the rows of one chapter: their wire facts, their words, and a handle for each.
macro_rules! commands {
    (chapter $chapter:literal; $(
        $id:ident = $name:literal, $section:literal, $title:literal $(, $attrs:expr)? => {
            $( $shape:ident [ $($field:expr),* $(,)? ] $(= $form:expr)? ; )*
        }
    )*) => {
        $(
            #[doc = concat!("`", $name, "`: ", $title, " (", $section, ").")]
            pub static $id: $crate::spec::Command = $crate::spec::index::known($name);
        )*
        /// The wire facts of this chapter's rows.
        pub(in crate::spec) const ENTRIES: &[$crate::spec::row::Entry] = &[$( $crate::spec::row::Entry {
            name: $name,
            row: $crate::spec::row::attrs!($($attrs)?),
            forms: &[$( $crate::spec::row::FormEntry {
                shape: $crate::spec::wire::Shape::$shape,
                sep: $crate::spec::row::form_attrs!($($form)?).sep,
                then: $crate::spec::row::form_attrs!($($form)?).then,
                fields: &[$( { const F: $crate::spec::row::FieldRow = $field; F.wire } ),*],
            } ),*],
        } ),*];
        /// The words of this chapter's rows, in the same order.
        pub static WORDS: &[&$crate::spec::words::CommandWords] = &[$( &$crate::spec::words::CommandWords {
            name: $name,
            title: $title,
            section: $section,
            chapter: $chapter,
            saving: $crate::spec::row::attrs!($($attrs)?).saving,
            grade: $crate::spec::row::attrs!($($attrs)?).grade,
            note: $crate::spec::row::attrs!($($attrs)?).note,
            forms: &[$( $crate::spec::words::FormWords {
                fields: &[$( { const F: $crate::spec::row::FieldRow = $field; F.words } ),*],
                meaning: $crate::spec::row::form_attrs!($($form)?).meaning,
                failure: $crate::spec::row::form_attrs!($($form)?).failure,
                dialect: $crate::spec::row::form_attrs!($($form)?).dialect,
                grade: $crate::spec::row::form_attrs!($($form)?).grade,
                note: $crate::spec::row::form_attrs!($($form)?).note,
                tells: $crate::spec::row::form_attrs!($($form)?).tells,
            } ),*],
        } ),*];
    };
}

macro_rules! attrs {
    () => {{
        const R: $crate::spec::row::Row = $crate::spec::row::row();
        R
    }};
    ($attrs:expr) => {{
        const R: $crate::spec::row::Row = $attrs;
        R
    }};
}

macro_rules! form_attrs {
    () => {{
        const F: $crate::spec::row::FormRow = $crate::spec::row::form();
        F
    }};
    ($form:expr) => {{
        const F: $crate::spec::row::FormRow = $form;
        F
    }};
}

pub(super) use {attrs, commands, form_attrs};
