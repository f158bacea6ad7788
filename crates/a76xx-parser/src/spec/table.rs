//! The table as it is linked: the compiler reads the entries of all chapters and keeps each thing once.
//!
//! ```text
//! rows ──▶ lists of forms ──▶ forms ──▶ bodies ──▶ numbers of fields ──▶ fields ──▶ words
//!    └───▶ names
//! ```

#![expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is a compile error")]
#![allow(long_running_const_eval, reason = "it compares every form with the different ones before it, which takes a second")]

use super::CHAPTERS;
use super::command::{Body, Command, Form, Kind};
use super::pack::Packed;
use super::row::{Entry, FormEntry};
use super::shapes::Shapes;
use super::wire::{Field, Sep, Then, Type};

/// Rows, forms and fields as written, bytes of names, and rows with other heads.
struct Size {
    rows: usize,
    forms: usize,
    fields: usize,
    names: usize,
    heads: usize,
}

const SIZE: Size = {
    let mut size = Size { rows: 0, forms: 0, fields: 0, names: 0, heads: 0 };
    let mut chapters = CHAPTERS;
    while let [(linked, chapter), behind @ ..] = chapters {
        let mut entries = if *linked { *chapter } else { &[] };
        while let [entry, behind @ ..] = entries {
            size.rows += 1;
            size.names += entry.name.len();
            size.heads += !entry.row.heads.is_empty() as usize;
            let mut forms = entry.forms;
            while let [form, behind @ ..] = forms {
                size.forms += 1;
                size.fields += form.fields.len();
                forms = behind;
            }
            entries = behind;
        }
        chapters = behind;
    }
    size
};

/// Rows of the table.
pub(super) const COUNT: usize = SIZE.rows;

/// A growing list of which each member is there once, as the compiler can build it.
struct Pool<T: Copy, const MOST: usize> {
    all: [T; MOST],
    len: usize,
}

impl<T: Copy, const MOST: usize> Pool<T, MOST> {
    const fn new(void: T) -> Self {
        Self { all: [void; MOST], len: 0 }
    }

    const fn add(&mut self, member: T) -> usize {
        self.all[self.len] = member;
        self.len += 1;
        self.len - 1
    }

    /// What is in use of it.
    const fn cut<const LEN: usize>(&self) -> [T; LEN] {
        assert!(LEN == self.len);
        let mut cut = [self.all[0]; LEN];
        let mut at = 0;
        while at < LEN {
            cut[at] = self.all[at];
            at += 1;
        }
        cut
    }
}

/// Other heads of a row, by where its name begins.
type Heads = (u16, &'static [&'static str]);

struct Build {
    names: [u8; SIZE.names],
    rows: Pool<Command, { SIZE.rows }>,
    heads: Pool<Heads, { SIZE.heads + 1 }>,
    within: Pool<u32, 16>,
    lists: Pool<Shapes, { SIZE.rows }>,
    forms: Pool<Form, { SIZE.forms + 1 }>,
    bodies: Pool<Body, { SIZE.forms + 1 }>,
    numbers: Pool<u8, { SIZE.fields + 1 }>,
    fields: Pool<Packed, 256>,
    words: Pool<&'static str, 64>,
    joins: Pool<(Sep, Then), 64>,
}

const BUILD: Build = {
    let mut build = Build {
        names: [0; SIZE.names],
        rows: Pool::new(Command { name: 0, len: 0, kind: Kind::new(super::Role::Command, super::Order::None, 0), list: 0 }),
        heads: Pool::new((0, &[])),
        within: Pool::new(0),
        lists: Pool::new(Shapes::NONE),
        forms: Pool::new(Form { shape: super::Shape::Urc, join: 0, body: 0 }),
        bodies: Pool::new(Body::EMPTY),
        numbers: Pool::new(0),
        fields: Pool::new(Packed::VOID),
        words: Pool::new(""),
        joins: Pool::new((Sep::Shape, Then::Line)),
    };
    // Where nothing follows, the separator is the number.
    let mut seps = Sep::ALL.as_slice();
    while let [sep, behind @ ..] = seps {
        build.joins.add((*sep, Then::Line));
        seps = behind;
    }
    let (mut chapters, mut name) = (CHAPTERS, 0);
    while let [(linked, chapter), behind @ ..] = chapters {
        let mut entries = if *linked { *chapter } else { &[] };
        while let [entry, behind @ ..] = entries {
            build.row(entry, name);
            name += entry.name.len();
            entries = behind;
        }
        chapters = behind;
    }
    build
};

impl Build {
    const fn row(&mut self, entry: &Entry, name: usize) {
        let bytes = entry.name.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            self.names[name + at] = bytes[at];
            at += 1;
        }
        let kind = Kind::new(entry.row.role, entry.row.order, self.time(entry.row.within));
        let mut list = self.list(entry.forms) as u16;
        if !entry.row.heads.is_empty() {
            self.heads.add((name as u16, entry.row.heads));
            list |= Command::HEADS;
        }
        if entry.row.sets {
            list |= Command::SETS;
        }
        assert!(name <= u16::MAX as usize && bytes.len() <= u8::MAX as usize, "names are short");
        self.rows.add(Command { name: name as u16, len: bytes.len() as u8, kind, list });
    }

    const fn time(&mut self, within: u32) -> usize {
        let mut at = 0;
        while at < self.within.len {
            if self.within.all[at] == within {
                return at;
            }
            at += 1;
        }
        self.within.add(within)
    }

    /// The number of a list of forms.
    const fn list(&mut self, entries: &[FormEntry]) -> usize {
        let start = self.forms.len;
        let mut at = 0;
        while at < entries.len() {
            let form = self.form(&entries[at]);
            self.forms.add(form);
            at += 1;
        }
        let mut list = 0;
        while list < self.lists.len {
            if self.lists.all[list].count() == entries.len() && self.same_forms(self.lists.all[list].first(), start) {
                self.forms.len = start;
                return list;
            }
            list += 1;
        }
        self.lists.add(Shapes::of(entries, start))
    }

    /// Whether the last forms, from one on, are the same as those from another on.
    const fn same_forms(&self, old: usize, new: usize) -> bool {
        let mut at = new;
        while at < self.forms.len {
            let (a, b) = (self.forms.all[old + at - new], self.forms.all[at]);
            if a.shape as u8 != b.shape as u8 || a.join != b.join || a.body != b.body {
                return false;
            }
            at += 1;
        }
        true
    }

    const fn form(&mut self, entry: &FormEntry) -> Form {
        let body = self.body(entry.fields);
        if let Some(count) = entry.then.count() {
            assert!(count < self.bodies.all[body].rest, "a count stands before what takes the rest of the line");
        }
        Form { shape: entry.shape, join: self.join(entry.sep, entry.then) as u8, body: body as u16 }
    }

    const fn join(&mut self, sep: Sep, then: Then) -> usize {
        let mut at = 0;
        while at < self.joins.len {
            let (known, follows) = self.joins.all[at];
            if known as u8 == sep as u8 && follows.same(then) {
                return at;
            }
            at += 1;
        }
        self.joins.add((sep, then))
    }

    /// The number of a list of fields.
    const fn body(&mut self, fields: &[Field]) -> usize {
        let start = self.numbers.len;
        let mut at = 0;
        while at < fields.len() {
            let field = self.field(&fields[at]) as u8;
            self.numbers.add(field);
            at += 1;
        }
        let mut body = 0;
        while body < self.bodies.len {
            let known = &self.bodies.all[body];
            if known.len as usize == fields.len() && self.same_numbers(known.first as usize, start) {
                self.numbers.len = start;
                return body;
            }
            body += 1;
        }
        self.bodies.add(Body { first: start as u16, ..Body::of(fields) })
    }

    const fn same_numbers(&self, old: usize, new: usize) -> bool {
        let mut at = new;
        while at < self.numbers.len {
            if self.numbers.all[old + at - new] != self.numbers.all[at] {
                return false;
            }
            at += 1;
        }
        true
    }

    const fn field(&mut self, field: &Field) -> usize {
        let word = if let Type::Word(word) = field.ty { self.word(word) } else { 0 };
        let packed = Packed::new(field, word);
        let mut at = 0;
        while at < self.fields.len {
            if self.fields.all[at].same(&packed) {
                return at;
            }
            at += 1;
        }
        self.fields.add(packed)
    }

    const fn word(&mut self, word: &'static str) -> usize {
        let mut at = 0;
        while at < self.words.len {
            if same_text(self.words.all[at].as_bytes(), word.as_bytes()) {
                return at;
            }
            at += 1;
        }
        self.words.add(word)
    }
}

/// Whether two texts are the same, for the compiler.
pub(crate) const fn same_text(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// A copy, since a reference into what was built would link all of it.
const NAME_BYTES: [u8; SIZE.names] = BUILD.names;

/// All names, one behind the other.
pub(super) static NAMES: &str = match core::str::from_utf8(&NAME_BYTES) {
    Ok(names) => names,
    Err(_) => panic!("names are text"),
};

/// Every row, chapter after chapter.
pub(super) static ROWS: [Command; COUNT] = BUILD.rows.cut();

/// The other heads of rows that have some.
pub(super) static HEADS: [Heads; BUILD.heads.len] = BUILD.heads.cut();

/// The times that the manual promises, in milliseconds.
pub(super) static WITHIN: [u32; BUILD.within.len] = BUILD.within.cut();

/// The different lists of forms.
pub(super) static LISTS: [Shapes; BUILD.lists.len] = BUILD.lists.cut();

/// Stands for a list that is not there.
pub(super) static NO_SHAPES: Shapes = Shapes::NONE;

/// The forms of all lists.
pub(super) static FORMS: [Form; BUILD.forms.len] = BUILD.forms.cut();

/// The different lists of fields.
pub(super) static BODIES: [Body; BUILD.bodies.len] = BUILD.bodies.cut();

/// The numbers of the fields of all lists.
pub(super) static FIELD_NOS: [u8; BUILD.numbers.len] = BUILD.numbers.cut();

/// The different fields.
pub(super) static FIELDS: [Packed; BUILD.fields.len] = BUILD.fields.cut();

/// The different words that fields have to be.
pub(super) static KEYWORDS: [&str; BUILD.words.len] = BUILD.words.cut();

/// The different separators together with what follows.
pub(super) static JOINS: [(Sep, Then); BUILD.joins.len] = BUILD.joins.cut();

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a fault here is a failed test")]
mod tests;
