//! How values stand for bytes.

use std::ops::Range;

use super::syntax::Form;
use crate::ingest::escape::Dialect;
use crate::ingest::hexdump::row::pair;
use crate::ingest::text::base64::Code as Base64;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code {
    /// The bytes themselves, perhaps with escapes of their own.
    Text(Option<Dialect>),
    /// Two digits for each byte.
    Hexadecimal,
    /// A number for each byte.
    Numbers,
    Base64,
}

/// A byte and where it stands.
type Placed = (u8, Range<usize>);

/// Hands on each byte that a value stands for, with its place. Nothing if it is no such value.
pub(super) fn each(code: Code, form: Form, text: &[u8], mut take: impl FnMut(u8, Range<usize>)) {
    let placed = match form {
        Form::Backslash => backslashes(text),
        Form::Entities => entities(text),
        Form::Plain => text.iter().enumerate().map(|(at, byte)| (*byte, at..at + 1)).collect(),
    };
    match code {
        Code::Text(None) => placed.into_iter().for_each(|(byte, at)| take(byte, at)),
        Code::Text(Some(dialect)) => {
            let bytes: Vec<u8> = placed.iter().map(|(byte, _)| *byte).collect();
            dialect.each(&bytes, |byte, range| {
                let start = placed.get(range.start).map_or(text.len(), |(_, at)| at.start);
                let end = range.end.checked_sub(1).and_then(|last| placed.get(last)).map_or(start, |(_, at)| at.end);
                take(byte, start..end.max(start));
            });
        }
        Code::Hexadecimal => hexadecimal(&placed).into_iter().flatten().for_each(|(byte, at)| take(byte, at)),
        Code::Numbers => numbers(&placed).into_iter().flatten().for_each(|(byte, at)| take(byte, at)),
        Code::Base64 => {
            let (mut bits, mut end) = (Base64::default(), 0);
            for (byte, at) in placed {
                if let Some(byte) = bits.take(byte) {
                    take(byte, end.max(at.end.saturating_sub(2))..at.end);
                    end = at.end;
                }
            }
        }
    }
}

/// The bytes of a value.
pub(super) fn bytes(code: Code, form: Form, text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    each(code, form, text, |byte, _| bytes.push(byte));
    bytes
}

/// Pairs of digits, whatever parts them.
fn hexadecimal(placed: &[Placed]) -> Option<Vec<Placed>> {
    let (mut bytes, mut rest) = (Vec::new(), placed);
    while let [(first, at), tail @ ..] = rest {
        rest = match (first, tail) {
            (b'0', [(b'x' | b'X', _), tail @ ..]) | (b'\\', [(b'x', _), tail @ ..]) => tail,
            (b' ' | b'\t' | b'\r' | b'\n' | b':' | b',' | b';' | b'-' | b'"', _) => tail,
            (high, [(low, end), tail @ ..]) => {
                bytes.push((pair(*high, *low)?, at.start..end.end));
                tail
            }
            _ => return None,
        };
    }
    Some(bytes)
}

/// Numbers up to 255, or down to -128.
fn numbers(placed: &[Placed]) -> Option<Vec<Placed>> {
    let is_part = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b';');
    let words = placed.split(|(byte, _)| is_part(*byte)).filter(|word| !word.is_empty());
    let all: Option<Vec<Placed>> = words
        .map(|word| {
            let text: Vec<u8> = word.iter().map(|(byte, _)| *byte).collect();
            let text = std::str::from_utf8(&text).ok()?;
            let value = match text.strip_prefix("0x") {
                Some(digits) => i64::from_str_radix(digits, 16).ok()?,
                None => text.parse().ok()?,
            };
            let byte = u8::try_from(value).ok().or_else(|| i8::try_from(value).ok().map(i8::cast_unsigned))?;
            Some((byte, word.first()?.1.start..word.last()?.1.end))
        })
        .collect();
    all.filter(|all| all.len() > 1)
}

/// What backslashes of JSON and YAML stand for. A character below 256 is a byte: programs read bytes as Latin-1 where they must be text.
fn backslashes(text: &[u8]) -> Vec<Placed> {
    let (mut placed, mut at) = (Vec::new(), 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let number = |from: usize, len: usize| {
            let digits = std::str::from_utf8(rest.get(from..from + len)?).ok()?;
            Some((u32::from_str_radix(digits, 16).ok()?, from + len))
        };
        let known = |byte: u8| Some((u32::from(byte), 2));
        let found = match rest {
            [b'\\', next, ..] => match next {
                b'n' => known(b'\n'),
                b'r' => known(b'\r'),
                b't' => known(b'\t'),
                b'b' => known(8),
                b'f' => known(0x0c),
                b'0' => known(0),
                b'e' => known(0x1b),
                b'"' | b'\'' | b'\\' | b'/' => known(*next),
                b'x' => number(2, 2),
                b'u' => number(2, 4),
                _ => None,
            },
            _ => None,
        };
        let (value, len) = found.unwrap_or((u32::from(*rest.first().unwrap_or(&0)), 1));
        push(&mut placed, value, at..at + len);
        at += len;
    }
    placed
}

/// What entities of XML stand for.
fn entities(text: &[u8]) -> Vec<Placed> {
    const NAMES: [(&[u8], u8); 6] = [(b"lt", b'<'), (b"gt", b'>'), (b"amp", b'&'), (b"quot", b'"'), (b"apos", b'\''), (b"nbsp", b' ')];
    let (mut placed, mut at) = (Vec::new(), 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let found = rest.strip_prefix(b"&").and_then(|rest| {
            let len = rest.iter().take(9).position(|byte| *byte == b';')?;
            let name = rest.get(..len)?;
            let value = match name {
                [b'#', b'x' | b'X', digits @ ..] => u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?,
                [b'#', digits @ ..] => std::str::from_utf8(digits).ok()?.parse().ok()?,
                _ => NAMES.iter().find(|(known, _)| *known == name).map(|(_, byte)| u32::from(*byte))?,
            };
            Some((value, len + 2))
        });
        let (value, len) = found.unwrap_or((u32::from(*rest.first().unwrap_or(&0)), 1));
        push(&mut placed, value, at..at + len);
        at += len;
    }
    placed
}

/// Adds a character: those beyond the bytes as UTF-8.
fn push(placed: &mut Vec<Placed>, value: u32, at: Range<usize>) {
    if let Ok(byte) = u8::try_from(value) {
        return placed.push((byte, at));
    }
    let mut utf8 = [0; 4];
    let text = char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut utf8);
    for (index, byte) in text.bytes().enumerate() {
        placed.push((byte, if index == 0 { at.clone() } else { at.end..at.end }));
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Dialect, Form, each};

    #[test]
    fn what_values_stand_for() {
        for (code, form, text) in [
            (Code::Text(None), Form::Backslash, r"AT\r\u00ff"),
            (Code::Text(Some(Dialect::Backslash)), Form::Backslash, r"AT\\r\\xff"),
            (Code::Text(Some(Dialect::Angle)), Form::Entities, "AT&lt;CR&gt;&#xFF;"),
            (Code::Text(None), Form::Entities, "AT&#13;&#xff;"),
            (Code::Hexadecimal, Form::Plain, "41 54:0d-FF"),
            (Code::Hexadecimal, Form::Plain, "0x41, 0x54, 0x0d, 0xff"),
            (Code::Hexadecimal, Form::Backslash, "41540dff"),
            (Code::Numbers, Form::Plain, "65, 84,\n 13, 255"),
            (Code::Numbers, Form::Plain, "65, 84, 0xd, -1"),
            (Code::Base64, Form::Plain, "QVQN\n /w=="),
        ] {
            let (mut bytes, mut end) = (Vec::new(), 0);
            each(code, form, text.as_bytes(), |byte, at| {
                assert!(at.start >= end && at.end <= text.len(), "{text}");
                end = at.end;
                bytes.push(byte);
            });
            assert_eq!(bytes, b"AT\r\xff", "{text}");
        }
        for (code, text) in [(Code::Hexadecimal, "41 5"), (Code::Hexadecimal, "AT"), (Code::Numbers, "65, 300"), (Code::Numbers, "7")] {
            assert_eq!(super::bytes(code, Form::Plain, text.as_bytes()), b"", "{text}");
        }
    }
}
