//! Eight bytes at a time, for cores that have such words. Lines are about twelve bytes long: a vector search costs more to start than it saves.

use memchr::{memchr, memchr2, memchr3};

/// Bytes that are searched by words; longer texts go on with vectors.
const NEAR: usize = 40;

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Offset of the first of two bytes.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the two calls of the hot path are worth their bytes")]
pub(crate) fn find2(a: u8, b: u8, text: &[u8]) -> Option<usize> {
    let (wide_a, wide_b) = (LOW * u64::from(a), LOW * u64::from(b));
    let (mut rest, mut at) = (text, 0);
    while let Some((word, behind)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*word);
        let hits = zeros(word ^ wide_a) | zeros(word ^ wide_b);
        if hits != 0 {
            return Some(at + (hits.trailing_zeros() / 8) as usize);
        }
        (rest, at) = (behind, at + 8);
        if at >= NEAR {
            return memchr2(a, b, rest).map(|found| found + at);
        }
    }
    rest.iter().position(|byte| *byte == a || *byte == b).map(|found| found + at)
}

/// Offset of the first control byte below 0E: line ends are such bytes, and a line hardly ever holds another. One test for both CR and LF.
#[inline(always)]
#[expect(clippy::inline_always, reason = "every line passes here")]
pub(crate) fn find_control(text: &[u8]) -> Option<usize> {
    let (mut rest, mut at) = (text, 0);
    while let Some((word, behind)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*word);
        // A byte above a hit may be marked too: only the lowest mark counts.
        let hits = word.wrapping_sub(LOW * 0x0e) & !word & HIGH;
        if hits != 0 {
            return Some(at + (hits.trailing_zeros() / 8) as usize);
        }
        (rest, at) = (behind, at + 8);
        if at >= NEAR {
            return memchr2(b'\r', b'\n', rest).map(|found| found + at);
        }
    }
    rest.iter().position(|byte| *byte < 0x0e).map(|found| found + at)
}

/// Offset of a byte among the first sixteen.
#[inline(always)]
#[expect(clippy::inline_always, reason = "every line with a head passes here")]
pub(crate) fn find_near(byte: u8, text: &[u8]) -> Option<usize> {
    find_near_pair(byte, 0, text)
}

/// The same for two bytes that differ in one bit: `bit` is that bit, and `byte` has it.
#[inline(always)]
#[expect(clippy::inline_always, reason = "every command passes here")]
pub(crate) fn find_near_pair(byte: u8, bit: u8, text: &[u8]) -> Option<usize> {
    let (wide, bits) = (LOW * u64::from(byte), LOW * u64::from(bit));
    let Some((word, rest)) = text.split_first_chunk::<8>() else { return text.iter().position(|other| other | bit == byte) };
    let hits = zeros((u64::from_le_bytes(*word) | bits) ^ wide);
    if hits != 0 {
        return Some((hits.trailing_zeros() / 8) as usize);
    }
    // The second word may overlap the first, which holds none.
    let (at, word) = match rest.first_chunk::<8>() {
        Some(word) => (8, word),
        None => (rest.len(), text.last_chunk::<8>()?),
    };
    let hits = zeros((u64::from_le_bytes(*word) | bits) ^ wide);
    (hits != 0).then(|| at + (hits.trailing_zeros() / 8) as usize)
}

/// Offset of the first of a byte.
#[inline]
pub(crate) fn find(byte: u8, text: &[u8]) -> Option<usize> {
    let wide = LOW * u64::from(byte);
    let (mut rest, mut at) = (text, 0);
    while let Some((word, behind)) = rest.split_first_chunk::<8>() {
        let hits = zeros(u64::from_le_bytes(*word) ^ wide);
        if hits != 0 {
            return Some(at + (hits.trailing_zeros() / 8) as usize);
        }
        (rest, at) = (behind, at + 8);
        if at >= NEAR {
            return memchr(byte, rest).map(|found| found + at);
        }
    }
    rest.iter().position(|other| *other == byte).map(|found| found + at)
}

/// Offset of the first of two bytes in a text of any length.
#[inline]
pub(crate) fn find2_far(a: u8, b: u8, text: &[u8]) -> Option<usize> {
    memchr2(a, b, text)
}

/// Offset of the first of three bytes in a text of any length.
#[inline]
pub(crate) fn find3_far(a: u8, b: u8, c: u8, text: &[u8]) -> Option<usize> {
    memchr3(a, b, c, text)
}

/// The high bit of each zero byte. A byte above a zero one may be marked too: only the lowest mark counts.
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(LOW) & !word & HIGH
}
