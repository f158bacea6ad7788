//! Dumps of bytes as digits.

pub(super) mod chars;
pub(super) mod dump;
pub(super) mod marked;
pub(super) mod plain;
pub(super) mod row;
mod spelling;
pub(super) mod words;
