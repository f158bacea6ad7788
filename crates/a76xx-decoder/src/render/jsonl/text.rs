//! Strings and numbers of JSON, written straight into a buffer: most of a capture's records is text that needs no escape.

use std::io;

use crate::eight::{HIGH, LOW, before, equal};
use crate::render::visible;

/// Bytes that stand for themselves in a string.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\'
}

/// A bit for each byte of a word that needs an escape; behind the first of them there may be more bits than such bytes.
const fn odd(word: u64) -> u64 {
    let below = word.wrapping_sub(LOW * b' ' as u64);
    let delete = (word & !HIGH) + LOW;
    (word | below | delete | equal(word, b'"') | equal(word, b'\\')) & HIGH
}

/// Whether a whole text stands for itself.
#[inline]
pub(super) fn all_plain(text: &[u8]) -> bool {
    let (words, rest) = text.as_chunks::<8>();
    if words.iter().any(|word| odd(u64::from_le_bytes(*word)) != 0) {
        return false;
    }
    // The rest together with what was looked at before, so that it is a word.
    match (text.last_chunk::<8>(), rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        (Some(last), ..) => odd(u64::from_le_bytes(*last)) == 0,
        (None, Some(first), Some(last)) => odd((u64::from(u32::from_le_bytes(*last)) << 32) | u64::from(u32::from_le_bytes(*first))) == 0,
        _ => rest.iter().all(|byte| is_plain(*byte)),
    }
}

/// A string that is known to need no escape, in its quotes.
pub(super) fn word(text: &'static str, out: &mut Vec<u8>) {
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// A string in its quotes. Escapes, beyond what JSON asks for, all that could steer a terminal the records are looked at in.
pub(super) fn string(text: &str, out: &mut Vec<u8>) {
    if !plain(text.as_bytes(), out) {
        odd_string(text, out);
    }
}

/// The same, where something is known to need an escape.
pub(super) fn odd_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    escaped(text, out);
    out.push(b'"');
}

/// The same, where the bytes need no escape but those of the line ends that close them; false where they do, and nothing is written.
pub(super) fn plain(text: &[u8], out: &mut Vec<u8>) -> bool {
    let mut body = text;
    while let [before @ .., b'\r' | b'\n'] = body {
        body = before;
    }
    if !all_plain(body) {
        return false;
    }
    out.push(b'"');
    out.extend_from_slice(body);
    match text.get(body.len()..).unwrap_or_default() {
        [] => out.push(b'"'),
        b"\r\n" => out.extend_from_slice(b"\\r\\n\""),
        ends => {
            for byte in ends {
                out.extend_from_slice(if *byte == b'\r' { b"\\r" } else { b"\\n" });
            }
            out.push(b'"');
        }
    }
    true
}

fn escaped(text: &str, out: &mut Vec<u8>) {
    let mut rest = text;
    while !rest.is_empty() {
        let len = before(rest.as_bytes(), odd, |byte| !is_plain(byte));
        let (plain, mut tail) = rest.split_at_checked(len).unwrap_or((rest, ""));
        out.extend_from_slice(plain.as_bytes());
        // Several stand together often.
        while let Some(first) = tail.bytes().next().filter(|byte| !is_plain(*byte)) {
            let mut chars = tail.chars();
            match (short(first), chars.next()) {
                (Some(letter), _) => out.extend_from_slice(&[b'\\', letter]),
                (None, Some(char)) => escape(char, out),
                (None, None) => {}
            }
            tail = chars.as_str();
        }
        rest = tail;
    }
}

/// What stands behind the backslash of an escape of two characters.
const fn short(byte: u8) -> Option<u8> {
    Some(match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        8 => b'b',
        12 => b'f',
        _ => return None,
    })
}

fn escape(char: char, out: &mut Vec<u8>) {
    if visible::is_plain(char) {
        return out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
    }
    for unit in char.encode_utf16(&mut [0; 2]) {
        out.extend_from_slice(b"\\u");
        for shift in [12_u16, 8, 4, 0] {
            let digit = (*unit >> shift) as u8 & 15;
            out.push(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 });
        }
    }
}

/// Microseconds as seconds, as the double next to them is written in the fewest digits.
pub(super) fn seconds(micros: u64, out: &mut Vec<u8>) -> io::Result<()> {
    // A double tells so many decimal digits apart, and smaller numbers are written with an exponent.
    if !(10..1_000_000_000_000_000).contains(&micros) {
        // Stamps have microseconds, which a double holds for 285 years.
        #[allow(clippy::cast_precision_loss, reason = "285 years")]
        return Ok(serde_json::to_writer(out, &(micros as f64 / 1e6))?);
    }
    unsigned(micros / 1_000_000, out);
    out.push(b'.');
    // Six digits and two zeros behind them; those at the end go.
    let digits = eight(micros % 1_000_000 * 100);
    out.extend_from_slice(&(digits + LOW * u64::from(b'0')).to_le_bytes());
    out.truncate(out.len() - (digits.leading_zeros() as usize / 8).min(7));
    Ok(())
}

/// A number without a fraction.
pub(super) fn number(number: i64, out: &mut Vec<u8>) {
    if number < 0 {
        out.push(b'-');
    }
    unsigned(number.unsigned_abs(), out);
}

/// A number without a sign.
pub(super) fn unsigned(number: u64, out: &mut Vec<u8>) {
    if number < 100 {
        let (tens, ones) = (number as u8 / 10, number as u8 % 10);
        if tens > 0 {
            out.push(b'0' + tens);
        }
        return out.push(b'0' + ones);
    }
    let (above, below) = (number / 100_000_000, number % 100_000_000);
    let digits = eight(below);
    let zeros = if above > 0 { 0 } else { digits.trailing_zeros() / 8 };
    if above > 0 {
        unsigned(above, out);
    }
    // Eight bytes are written faster than some of them.
    out.extend_from_slice(&((digits + LOW * u64::from(b'0')) >> (zeros * 8)).to_le_bytes());
    out.truncate(out.len() - zeros as usize);
}

/// The eight digits of a number below 10^8, the first in the lowest byte: halved into fours, twos and ones, all halves at a time.
const fn eight(number: u64) -> u64 {
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    // Multiplied so that the shift divides by 100, and then by 10.
    let hundreds = (fours * 10_486) >> 20 & 0x7f_0000_007f;
    let twos = hundreds | (fours - hundreds * 100) << 16;
    let tens = (twos * 103) >> 10 & 0x000f_000f_000f_000f;
    tens | (twos - tens * 10) << 8
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use proptest::prelude::*;
    use serde::Serialize as _;

    use super::super::Safe;
    use super::{all_plain, is_plain, number, seconds, string, unsigned};

    proptest! {
        #[test]
        fn strings_are_as_serde_writes_them(text in "(?s)(.|[ -~]|[\\x00-\\x1f]|\"|\\\\|\r\n){0,40}") {
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            string(&text, &mut ours);
            text.serialize(&mut serde_json::Serializer::with_formatter(&mut theirs, Safe)).unwrap();
            prop_assert_eq!(String::from_utf8(ours).unwrap(), String::from_utf8(theirs).unwrap());
        }

        #[test]
        fn plain_texts_are_those_of_plain_bytes(text in proptest::collection::vec(prop_oneof![20 => b' '..=b'~', 1 => proptest::num::u8::ANY], 0..40)) {
            prop_assert_eq!(all_plain(&text), text.iter().all(|byte| is_plain(*byte)));
        }

        #[test]
        #[allow(clippy::cast_precision_loss, reason = "that is what is tested")]
        fn times_are_as_serde_writes_them(micros in prop_oneof![0..100_u64, 0..10_000_000_u64, proptest::num::u64::ANY], round in 0..7_u32) {
            let micros = micros / 10_u64.pow(round) * 10_u64.pow(round);
            let mut out = Vec::new();
            seconds(micros, &mut out).unwrap();
            prop_assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&(micros as f64 / 1e6)).unwrap());
        }

        #[test]
        fn numbers(signed: i64, plain: u64, shift in 0..64_u32) {
            let plain = plain >> shift;
            let mut out = Vec::new();
            number(signed, &mut out);
            out.push(b' ');
            unsigned(plain, &mut out);
            prop_assert_eq!(String::from_utf8(out).unwrap(), format!("{signed} {plain}"));
        }
    }
}
