//! A field in eight bytes.

use super::wire::{Field, Type};

/// A field as it is linked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packed {
    kind: u8,
    repeats: u8,
    /// Lower limit.
    min: i16,
    /// Upper limit above the lower one, largest length, or number of the word.
    span: u32,
}

/// Set in [`Packed::kind`] where the field may be left out.
const OPTIONAL: u8 = 0x80;

const INT: u8 = 0;
/// A number without an upper limit.
const LONG: u8 = 1;
const EITHER: u8 = 2;
const QUOTED: u8 = 3;
const WORD: u8 = 4;
const HEX: u8 = 5;
const BARE: u8 = 6;
const ADDRESS: u8 = 7;
const ENDPOINT: u8 = 8;
const RANGES: u8 = 9;
const REST: u8 = 10;

impl Packed {
    pub(super) const VOID: Self = Self { kind: REST, repeats: 0, min: 0, span: 0 };

    /// Packs a field; `word` is the number of its word.
    ///
    /// # Panics
    /// While compiling, where a limit does not fit.
    pub(super) const fn new(field: &Field, word: usize) -> Self {
        let (kind, min, span) = match field.ty {
            Type::Int(min, i64::MAX) => (LONG, min, 0),
            Type::Int(min, max) => (INT, min, max - min),
            Type::Either(min, max) => (EITHER, min, max - min),
            Type::Quoted(max) => (QUOTED, 0, max as i64),
            Type::Word(_) => (WORD, 0, word as i64),
            Type::Hex => (HEX, 0, 0),
            Type::Bare => (BARE, 0, 0),
            Type::Address => (ADDRESS, 0, 0),
            Type::Endpoint => (ENDPOINT, 0, 0),
            Type::Ranges => (RANGES, 0, 0),
            Type::Rest => (REST, 0, 0),
        };
        assert!(min >= i16::MIN as i64 && min <= i16::MAX as i64, "a lower limit fits sixteen bits");
        assert!(span >= 0 && span <= u32::MAX as i64, "limits are in order, and 32 bits apart at most");
        let optional = if field.optional { OPTIONAL } else { 0 };
        Self { kind: kind | optional, repeats: field.repeats, min: min as i16, span: span as u32 }
    }

    pub(super) const fn same(&self, other: &Self) -> bool {
        self.kind == other.kind && self.repeats == other.repeats && self.min == other.min && self.span == other.span
    }

    /// The field.
    pub(super) fn field(&self) -> Field {
        let min = i64::from(self.min);
        let max = min + i64::from(self.span);
        let ty = match self.kind & !OPTIONAL {
            INT => Type::Int(min, max),
            LONG => Type::Int(min, i64::MAX),
            EITHER => Type::Either(min, max),
            QUOTED => Type::Quoted(self.span as u16),
            WORD => Type::Word(super::table::KEYWORDS.get(self.span as usize).copied().unwrap_or_default()),
            HEX => Type::Hex,
            BARE => Type::Bare,
            ADDRESS => Type::Address,
            ENDPOINT => Type::Endpoint,
            RANGES => Type::Ranges,
            _ => Type::Rest,
        };
        Field { ty, optional: self.kind & OPTIONAL != 0, repeats: self.repeats }
    }
}
