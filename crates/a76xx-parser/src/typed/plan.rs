//! How the fields of typed lines are read: by one routine, from a list of what each field holds.
//!
//! Every variant has its list, which the compiler makes from the types of its fields. So reading costs a byte for each field, and a variant
//! takes from the [cells](super::cells) what the routine has found.

use crate::spec::{RowId, Shape};

/// Most fields that a typed line has: those of the LTE answer of `+CPSI`.
pub(super) const MOST: usize = 14;

/// What one field holds: a kind, and whether it may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Want(pub(super) u8);

impl Want {
    pub(crate) const U8: Self = Self(0);
    pub(crate) const I8: Self = Self(1);
    pub(crate) const U16: Self = Self(2);
    pub(crate) const I16: Self = Self(3);
    pub(crate) const U32: Self = Self(4);
    pub(crate) const I32: Self = Self(5);
    pub(crate) const BOOL: Self = Self(6);
    pub(crate) const LINK: Self = Self(7);
    pub(crate) const SERVER: Self = Self(8);
    /// A server, or -1 for none.
    pub(crate) const ACCEPTED: Self = Self(9);
    pub(crate) const TEXT: Self = Self(10);
    pub(crate) const HEX: Self = Self(11);
    pub(crate) const ADDRESS: Self = Self(12);
    pub(crate) const ENDPOINT: Self = Self(13);
    /// A number that is not negative, or else text.
    pub(crate) const REASON: Self = Self(14);
    /// One of [`WORDS`].
    pub(super) const WORD: u8 = 15;
    /// The number 0, and behind it those up to 15.
    pub(super) const NUMBER: u8 = 32;

    /// No field: the list ends.
    pub(super) const END: u8 = u8::MAX;

    /// Above the kind: the field may be left out.
    pub(super) const OPTIONAL: u8 = 0x80;
    /// Above the kind: where it is left out, so are all behind it.
    pub(super) const LAST: u8 = 0x40;
    pub(super) const KIND: u8 = 0x3f;
}

/// Ranges of the first kinds, which are numbers.
pub(super) const RANGES: [(i32, u32); 10] = [
    (0, u8::MAX as u32),
    (i8::MIN as i32, i8::MAX as u32),
    (0, u16::MAX as u32),
    (i16::MIN as i32, i16::MAX as u32),
    (0, u32::MAX),
    (i32::MIN, i32::MAX as u32),
    (0, 1),
    (0, 9),
    (0, 3),
    (-1, 3),
];

/// Texts that tell forms apart.
pub(super) const WORDS: [&str; 1] = ["NETWORK CLOSED UNEXPECTEDLY"];

/// What some fields hold, one behind the other.
#[derive(Clone, Copy)]
pub(crate) struct Wants {
    all: [u8; MOST],
    len: usize,
}

#[expect(clippy::indexing_slicing, clippy::panic, reason = "evaluated by the compiler, where a fault is a compile error")]
impl Wants {
    pub(crate) const NONE: Self = Self { all: [Want::END; MOST], len: 0 };

    pub(crate) const fn one(want: Want) -> Self {
        Self::NONE.with(want.0)
    }

    const fn with(mut self, want: u8) -> Self {
        self.all[self.len] = want;
        self.len += 1;
        self
    }

    /// These, and others behind them.
    pub(crate) const fn and(mut self, behind: Self) -> Self {
        let mut at = 0;
        while at < behind.len {
            self = self.with(behind.all[at]);
            at += 1;
        }
        self
    }

    /// The same, where the first may be left out, and those behind it with it.
    pub(crate) const fn optional(mut self) -> Self {
        self.all[0] |= Want::OPTIONAL | if self.len > 1 { Want::LAST } else { 0 };
        self
    }

    /// At most so many of one kind.
    pub(crate) const fn up_to(count: usize, want: Want) -> Self {
        let mut wants = Self::NONE;
        while wants.len < count {
            wants = wants.with(want.0 | Want::OPTIONAL | Want::LAST);
        }
        wants
    }

    /// These, and behind them a field that must hold what a literal says: a small number or one of [`WORDS`].
    pub(super) const fn fixed(self, literal: &str) -> Self {
        match literal.as_bytes() {
            [digit @ b'0'..=b'9'] => self.with(Want::NUMBER + *digit - b'0'),
            [b'"', text @ .., b'"'] => {
                let mut word = 0;
                while !crate::spec::same_text(WORDS[word].as_bytes(), text) {
                    word += 1;
                }
                self.with(Want::WORD + word as u8)
            }
            _ => panic!("a digit or a text"),
        }
    }
}

/// A variant as declared: its rows, its shape, its fields.
pub(super) struct Draft {
    pub(super) rows: &'static [RowId],
    pub(super) shape: Shape,
    pub(super) wants: Wants,
}

/// Where the list of a variant is, and which variant of the same row is tried next.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    pub(super) shape: u8,
    pub(super) next: u8,
    pub(super) start: u16,
}

/// What there is none of.
pub(super) const NONE: u8 = u8::MAX;

/// The lists of a type's variants.
pub(super) struct Plans {
    /// By row, the first variant.
    pub(super) first: &'static [u8],
    pub(super) of: &'static [Plan],
    pub(super) wants: &'static [u8],
}

/// Rows up to the highest that a variant names.
pub(super) const fn rows(drafts: &[Draft]) -> usize {
    let (mut rows, mut drafts) = (0, drafts);
    while let [draft, behind @ ..] = drafts {
        let mut of = draft.rows;
        while let [row, others @ ..] = of {
            if row.index() >= rows {
                rows = row.index() + 1;
            }
            of = others;
        }
        drafts = behind;
    }
    rows
}

/// Bytes of all lists, each with its end.
pub(super) const fn bytes(drafts: &[Draft]) -> usize {
    let (mut bytes, mut drafts) = (0, drafts);
    while let [draft, behind @ ..] = drafts {
        bytes += draft.wants.len + 1;
        drafts = behind;
    }
    bytes
}

/// By row, the first variant.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is a compile error")]
pub(super) const fn first<const ROWS: usize>(drafts: &[Draft]) -> [u8; ROWS] {
    assert!(drafts.len() < NONE as usize, "a variant's number is a byte");
    let mut first = [NONE; ROWS];
    let mut at = drafts.len();
    while at > 0 {
        at -= 1;
        let mut of = drafts[at].rows;
        while let [row, others @ ..] = of {
            first[row.index()] = at as u8;
            of = others;
        }
    }
    first
}

/// The plan of each variant.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is a compile error")]
pub(super) const fn plans<const COUNT: usize>(drafts: &[Draft]) -> [Plan; COUNT] {
    let mut plans = [Plan { shape: 0, next: NONE, start: 0 }; COUNT];
    let (mut at, mut start) = (0, 0);
    while at < COUNT {
        let mut next = at + 1;
        while next < COUNT && drafts[next].rows[0].index() != drafts[at].rows[0].index() {
            next += 1;
        }
        plans[at] = Plan { shape: drafts[at].shape as u8, next: if next < COUNT { next as u8 } else { NONE }, start };
        start += drafts[at].wants.len as u16 + 1;
        at += 1;
    }
    plans
}

/// All lists.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where a wrong index is a compile error")]
pub(super) const fn wants<const BYTES: usize>(drafts: &[Draft]) -> [u8; BYTES] {
    let mut wants = [Want::END; BYTES];
    let (mut at, mut drafts) = (0, drafts);
    while let [draft, behind @ ..] = drafts {
        let mut field = 0;
        while field < draft.wants.len {
            wants[at] = draft.wants.all[field];
            at += 1;
            field += 1;
        }
        at += 1;
        drafts = behind;
    }
    wants
}
