//! Dumps of bytes as hexadecimal digits.

pub(super) mod dump;
pub(super) mod marked;
pub(super) mod row;
