//! Bytes as one line of printable ASCII, and back.

use std::fmt::Write as _;

use crate::Fault;

/// Bytes as the text of a step: `\r \n \t \0 \\`, printable ASCII as it is, anything else and a blank at the end as `\xHH`.
pub fn escape(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for (index, &byte) in bytes.iter().enumerate() {
        match byte {
            b'\r' => text.push_str("\\r"),
            b'\n' => text.push_str("\\n"),
            b'\t' => text.push_str("\\t"),
            b'\0' => text.push_str("\\0"),
            b'\\' => text.push_str("\\\\"),
            b' ' if index + 1 == bytes.len() => text.push_str("\\x20"),
            b' '..=b'~' => text.push(char::from(byte)),
            _ => {
                // Writing to a String can not fail.
                let _ = write!(text, "\\x{byte:02X}");
            }
        }
    }
    text
}

/// The bytes of a step's text.
pub(crate) fn unescape(text: &str) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => bytes.push(escaped(&mut chars)?),
            ' ' if chars.as_str().is_empty() => return Err(Fault::BlankAtEnd),
            ' '..='~' => bytes.push(char as u8),
            _ => return Err(Fault::Unescaped(char)),
        }
    }
    Ok(bytes)
}

fn escaped(chars: &mut std::str::Chars<'_>) -> Result<u8, Fault> {
    match chars.next() {
        Some('r') => Ok(b'\r'),
        Some('n') => Ok(b'\n'),
        Some('t') => Ok(b'\t'),
        Some('0') => Ok(b'\0'),
        Some('\\') => Ok(b'\\'),
        Some('x') => {
            let mut digit = || chars.next().and_then(|digit| digit.to_digit(16)).ok_or(Fault::HexDigits);
            let (high, low) = (digit()?, digit()?);
            // Two hexadecimal digits fit a byte.
            Ok((high << 4 | low) as u8)
        }
        Some(other) => Err(Fault::Escape(other)),
        None => Err(Fault::BackslashAtEnd),
    }
}
