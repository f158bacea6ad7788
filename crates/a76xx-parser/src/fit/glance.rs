//! Parameters at a glance: numbers and hexadecimal digits, with or without quotes, between commas. That is most of what a module says, and words of
//! eight bytes tell it. What is written otherwise is split with care.

use super::{CLASSED, class, ints};
use crate::search::SMALL;

/// Classes and count of parameters; `None` where they have to be split with care.
#[inline]
pub(super) fn glance(params: &[u8]) -> Option<(u64, usize)> {
    if SMALL { digits(params) } else { numbers(params).map(|count| (ints(count), count)).or_else(|| digits(params)) }
}

const LOW: u64 = 0x0101_0101_0101_0101;
const LOW7: u64 = 0x7f7f_7f7f_7f7f_7f7f;
const HIGH: u64 = 0x8080_8080_8080_8080;
const DIGITS: u64 = LOW * b'0' as u64;

/// Count of parameters that are digits and commas alone, none empty, at most sixteen bytes in all. `None` for others.
#[inline]
pub(crate) fn numbers(params: &[u8]) -> Option<usize> {
    let (front, back) = words(params)?;
    let (front, back) = (commas(front)?, commas(back)?);
    // A comma at an end, or behind another, leaves a parameter out.
    let beside = front & front << 8 | back & (back << 8 | front >> 56);
    let ends = front & 0xff != 0 || params.last() == Some(&b',');
    let count = (((front >> 7) + (back >> 7)).wrapping_mul(LOW) >> 56) as usize + 1;
    if beside != 0 || ends || count > CLASSED {
        return None;
    }
    Some(count)
}

/// A text of one to sixteen bytes as two words, filled up with digits.
#[inline]
fn words(text: &[u8]) -> Option<(u64, u64)> {
    let len = text.len();
    if let (Some(front), Some(back)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        let front = u64::from_le_bytes(*front);
        return match len {
            8 => Some((front, DIGITS)),
            // What both words hold is shifted out of the second.
            9..=16 => Some((front, u64::from_le_bytes(*back) >> (8 * (16 - len)) | DIGITS.checked_shl(8 * (len as u32 - 8)).unwrap_or(0))),
            _ => None,
        };
    }
    let word = match (text.first_chunk::<4>(), text.last_chunk::<4>(), text) {
        (Some(front), Some(back), _) => u64::from(u32::from_le_bytes(*front)) | u64::from(u32::from_le_bytes(*back)) << (8 * (len - 4)),
        (.., [a, b, c]) => u64::from(*a) | u64::from(*b) << 8 | u64::from(*c) << 16,
        (.., [a, b]) => u64::from(*a) | u64::from(*b) << 8,
        (.., [a]) => u64::from(*a),
        _ => return None,
    };
    Some((word | DIGITS << (8 * len), DIGITS))
}

/// The high bit of each comma, where all other bytes are digits.
#[inline]
const fn commas(word: u64) -> Option<u64> {
    let digit = word ^ DIGITS;
    let others = (((digit & LOW7) + LOW * 0x76) | digit) & HIGH;
    let commas = same(word, b',');
    if others == commas { Some(commas) } else { None }
}

/// Classes and count of parameters of digits, some of them quoted, hexadecimal or left out.
#[inline(never)]
fn digits(params: &[u8]) -> Option<(u64, usize)> {
    let (mut classes, mut rest) = (0, params);
    for count in 0..CLASSED {
        let (class, len) = if let [b'"', inner @ ..] = rest { quoted(inner)? } else { bare(rest)? };
        classes |= u64::from(class) << (8 * count);
        match rest.get(len..)? {
            [] => return Some((classes, count + 1)),
            [b',', behind @ ..] => rest = behind,
            _ => return None,
        }
    }
    None
}

/// Class and length of the first parameter, which has no quotes.
#[inline]
fn bare(text: &[u8]) -> Option<(u8, usize)> {
    let (mut len, mut letters) = (0, false);
    for byte in text {
        match byte {
            b'0'..=b'9' => {}
            b'A'..=b'F' | b'a'..=b'f' => letters = true,
            b',' => break,
            _ => return None,
        }
        len += 1;
    }
    let class = match len {
        0 => class::EMPTY,
        1..=MOST_DIGITS if !letters => class::INT,
        _ => class::HEX,
    };
    Some((class, len))
}

/// Class and length of a parameter behind its first quote.
#[inline]
fn quoted(inner: &[u8]) -> Option<(u8, usize)> {
    let (mut rest, mut len, mut letters) = (inner, 0, false);
    // Whole words up to the quote; the last few bytes of a line one by one.
    while !SMALL && let Some((word, behind)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*word);
        let end = same(word, b'"').trailing_zeros();
        let inside = u64::MAX.checked_shr(64 - end).unwrap_or(0);
        let digit = word ^ DIGITS;
        let no_digit = (((digit & LOW7) + LOW * 0x76) | digit) & HIGH & inside;
        if no_digit != 0 {
            let letter = (word | (LOW * 0x20)) ^ (LOW * 0x60);
            let from_a = (letter | HIGH) - LOW;
            let no_letter = (((from_a & LOW7) + LOW * 0x7a) | letter) & HIGH;
            if no_digit & no_letter != 0 {
                return None;
            }
            letters = true;
        }
        len += end as usize / 8;
        if end < 64 {
            return class_quoted(len, letters);
        }
        rest = behind;
    }
    for byte in rest {
        match byte {
            b'0'..=b'9' => {}
            b'A'..=b'F' | b'a'..=b'f' => letters = true,
            b'"' => return class_quoted(len, letters),
            _ => return None,
        }
        len += 1;
    }
    None
}

#[inline]
fn class_quoted(len: usize, letters: bool) -> Option<(u8, usize)> {
    let class = match len {
        0 => return None,
        1..=MOST_DIGITS if !letters => class::QUOTED_INT,
        _ => class::QUOTED_HEX,
    };
    Some((class, len + 2))
}

/// Digits of the longest number: more are text.
const MOST_DIGITS: usize = 18;

/// The high bit of each byte that is this one.
#[inline]
const fn same(word: u64, byte: u8) -> u64 {
    let other = word ^ (LOW * byte as u64);
    !(((other & LOW7) + LOW7) | other) & HIGH
}
