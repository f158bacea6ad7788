//! Dumps of bytes as hexadecimal digits.

pub(super) mod dump;
pub(super) mod row;
