//! One byte after the other, for small cores: all searches are one loop, which is kept once.

/// Bytes that are near.
const NEAR: usize = 16;

/// Offset of the first of two bytes.
pub(crate) fn find2(a: u8, b: u8, text: &[u8]) -> Option<usize> {
    find3_far(a, b, b, text)
}

/// Offset of the first control byte below 0E: line ends are such bytes, and a line hardly ever holds another.
pub(crate) fn find_control(text: &[u8]) -> Option<usize> {
    text.iter().position(|byte| *byte < 0x0e)
}

/// Offset of a byte among the first sixteen.
pub(crate) fn find_near(byte: u8, text: &[u8]) -> Option<usize> {
    find_near_pair(byte, 0, text)
}

/// The same for two bytes that differ in one bit: `bit` is that bit, and `byte` has it.
pub(crate) fn find_near_pair(byte: u8, bit: u8, text: &[u8]) -> Option<usize> {
    find2(byte, byte ^ bit, text.get(..NEAR).unwrap_or(text))
}

/// Offset of the first of a byte.
pub(crate) fn find(byte: u8, text: &[u8]) -> Option<usize> {
    find3_far(byte, byte, byte, text)
}

/// Offset of the first of two bytes in a text of any length.
pub(crate) fn find2_far(a: u8, b: u8, text: &[u8]) -> Option<usize> {
    find3_far(a, b, b, text)
}

/// Offset of the first of three bytes in a text of any length.
#[inline(never)]
pub(crate) fn find3_far(a: u8, b: u8, c: u8, text: &[u8]) -> Option<usize> {
    text.iter().position(|byte| *byte == a || *byte == b || *byte == c)
}
