//! Strings and numbers of JSON, written straight into a buffer: most of a capture's records is text that needs no escape.

use crate::render::visible;

/// Bytes that stand for themselves in a string.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\'
}

/// Whether a whole text stands for itself. Looks at every byte, so that it can look at many at once.
pub(super) fn all_plain(text: &[u8]) -> bool {
    !text.iter().fold(false, |escape, byte| escape | !is_plain(*byte))
}

/// A string in its quotes. Escapes, beyond what JSON asks for, all that could steer a terminal the records are looked at in.
pub(super) fn string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let body = text.trim_end_matches(['\r', '\n']);
    if all_plain(body.as_bytes()) {
        out.extend_from_slice(body.as_bytes());
        // Lines of the wire end so.
        for byte in text.bytes().skip(body.len()) {
            out.extend_from_slice(if byte == b'\r' { b"\\r" } else { b"\\n" });
        }
    } else {
        escaped(text, out);
    }
    out.push(b'"');
}

fn escaped(text: &str, out: &mut Vec<u8>) {
    for char in text.chars() {
        match char {
            '"' => out.extend_from_slice(b"\\\""),
            '\\' => out.extend_from_slice(b"\\\\"),
            ' '..='~' => out.push(char as u8),
            '\n' => out.extend_from_slice(b"\\n"),
            '\r' => out.extend_from_slice(b"\\r"),
            '\t' => out.extend_from_slice(b"\\t"),
            '\u{8}' => out.extend_from_slice(b"\\b"),
            '\u{c}' => out.extend_from_slice(b"\\f"),
            _ if visible::is_plain(char) => out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
            _ => {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    out.extend_from_slice(b"\\u");
                    for shift in [12_u16, 8, 4, 0] {
                        let digit = (*unit >> shift) as u8 & 15;
                        out.push(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 });
                    }
                }
            }
        }
    }
}

/// A number without a fraction.
pub(super) fn number(number: i64, out: &mut Vec<u8>) {
    if number < 0 {
        out.push(b'-');
    }
    unsigned(number.unsigned_abs(), out);
}

/// A number without a sign.
pub(super) fn unsigned(mut number: u64, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let mut first = digits.len();
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
        first -= 1;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(first..).unwrap_or_default());
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use proptest::prelude::*;
    use serde::Serialize as _;

    use super::super::Safe;
    use super::{number, string, unsigned};

    proptest! {
        #[test]
        fn strings_are_as_serde_writes_them(text in "(?s)(.|[ -~]|[\\x00-\\x1f]|\"|\\\\|\r\n){0,40}") {
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            string(&text, &mut ours);
            text.serialize(&mut serde_json::Serializer::with_formatter(&mut theirs, Safe)).unwrap();
            prop_assert_eq!(String::from_utf8(ours).unwrap(), String::from_utf8(theirs).unwrap());
        }

        #[test]
        fn numbers(signed: i64, plain: u64) {
            let mut out = Vec::new();
            number(signed, &mut out);
            out.push(b' ');
            unsigned(plain, &mut out);
            prop_assert_eq!(String::from_utf8(out).unwrap(), format!("{signed} {plain}"));
        }
    }
}
