//! How a parameter is written: one bit each, so that a form can take several.

pub(crate) const EMPTY: u8 = 1;
/// Digits, with or without a sign.
pub(crate) const INT: u8 = 2;
/// Hexadecimal digits, not all decimal.
pub(crate) const HEX: u8 = 4;
/// Anything else without quotes.
pub(crate) const WORD: u8 = 8;
/// In parentheses.
pub(crate) const PAREN: u8 = 16;
/// Quoted text.
pub(crate) const QUOTED: u8 = 32;
/// Quoted hexadecimal digits, not all decimal.
pub(crate) const QUOTED_HEX: u8 = 64;
/// Quoted digits.
pub(crate) const QUOTED_INT: u8 = 128;
