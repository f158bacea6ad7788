//! One decoded byte, in the radix that the user had chosen.

use std::ops::Range;

use crate::ingest::escape::Dialect;
use crate::ingest::hexdump::row::pair;

/// How bytes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Radix {
    /// `0x41`.
    Marked,
    /// `41h`.
    Suffixed,
    /// `0b01000001`, `01000001`.
    Binary,
    /// `65`.
    Decimal,
    /// `41`.
    Hexadecimal,
    /// `'A'`, `'\\r'`.
    Quoted,
    /// `A`, `\r`, `[0D]`, `COMMA`, `' '`.
    Character,
}

impl Radix {
    /// The radix of these values, if they are bytes.
    pub(super) fn of<'a>(values: &(impl Iterator<Item = &'a [u8]> + Clone)) -> Option<Self> {
        let count = values.clone().count();
        let fits = |radix: Self| values.clone().filter(|value| radix.read(value).is_some()).count();
        // Single digits are bits, where bytes stand among them.
        let all = [Self::Marked, Self::Suffixed, Self::Binary, Self::Quoted, Self::Hexadecimal, Self::Character];
        let radix = all.into_iter().find(|radix| count > 0 && fits(*radix) * 10 >= count * 9);
        let decimal = matches!(radix, None | Some(Self::Hexadecimal)) && Self::is_decimal(values);
        if decimal { Some(Self::Decimal) } else { radix }
    }

    /// Whether these values are decimal numbers: none has a digit above 9, and they are of several lengths, or make more text than as hexadecimal ones.
    fn is_decimal<'a>(values: &(impl Iterator<Item = &'a [u8]> + Clone)) -> bool {
        let count = values.clone().count();
        let bytes = |radix: Self| values.clone().filter_map(move |value| radix.read(value));
        let longer = values.clone().filter(|value| value.len() > 1).count();
        let letters =
            values.clone().any(|value| value.len() == 2 && Self::Decimal.read(value).is_none() && Self::Hexadecimal.read(value).is_some());
        let shown = |radix: Self| bytes(radix).filter(|byte| matches!(byte, b'\r' | b'\n' | b' '..=b'~')).count();
        let fits = bytes(Self::Decimal).count();
        longer * 2 > count && !letters && fits * 10 >= count * 9 && shown(Self::Decimal) > shown(Self::Hexadecimal)
    }

    /// Hands on the bytes of a value with their places: one, or several, with blanks between or digit behind digit. Gives whether it holds nothing else.
    pub(super) fn each(self, value: &[u8], mut each: impl FnMut(u8, Range<usize>)) -> bool {
        if let Some(byte) = self.read(value) {
            each(byte, 0..value.len());
            return true;
        }
        let (mut at, mut count) = (0, 0);
        for word in value.split(|byte| *byte == b' ') {
            let place = at..at + word.len();
            at = place.end + 1;
            match self.read(word) {
                _ if word.is_empty() => {}
                Some(byte) if self != Self::Character => {
                    each(byte, place);
                    count += 1;
                }
                None if self == Self::Hexadecimal && word.len().is_multiple_of(2) && word.iter().all(u8::is_ascii_hexdigit) => {
                    for (from, digits) in place.step_by(2).zip(word.chunks_exact(2)) {
                        each(self.read(digits).unwrap_or_default(), from..from + 2);
                        count += 1;
                    }
                }
                _ => return false,
            }
        }
        count > 0
    }

    /// The byte.
    pub(super) fn read(self, value: &[u8]) -> Option<u8> {
        let value = if self == Self::Character { value } else { value.trim_ascii() };
        match (self, value) {
            (Self::Marked, [b'0', b'x' | b'X', high, low]) | (Self::Hexadecimal, [high, low]) => pair(*high, *low),
            (Self::Marked, [b'0', b'x' | b'X', low]) => pair(b'0', *low),
            (Self::Suffixed, [digits @ .., b'h' | b'H']) => match digits {
                [high, low] | [b'0', high, low] => pair(*high, *low),
                [low] => pair(b'0', *low),
                _ => None,
            },
            (Self::Binary, [b'0', b'b' | b'B', digits @ ..] | digits) => bits(digits),
            (Self::Decimal, [b'0'..=b'9', rest @ ..]) if rest.len() < 3 => std::str::from_utf8(value).ok()?.parse().ok(),
            (Self::Quoted, b"'\"\"'") => Some(b'"'),
            (Self::Quoted, [b'\'', escape @ .., b'\'']) if escape.starts_with(b"\\") => single(Dialect::Backslash, escape),
            (Self::Quoted, [b'\'', byte, b'\'']) | (Self::Character, [byte]) => Some(*byte),
            (Self::Character, b"COMMA") => Some(b','),
            (Self::Character, b"SPACE" | b"' '" | b"") => Some(b' '),
            (Self::Character, b"TAB") => Some(b'\t'),
            (Self::Character, b"\"\"") => Some(b'"'),
            (Self::Character, [b'\'', number @ .., b'\'']) => std::str::from_utf8(number).ok()?.parse().ok(),
            (Self::Character, [b'\\', ..]) => single(Dialect::Backslash, value),
            (Self::Character, [b'[', ..]) => single(Dialect::Square, value),
            (Self::Character, [b'<', ..]) => single(Dialect::Angle, value),
            _ => None,
        }
    }
}

/// The byte of eight binary digits.
fn bits(digits: &[u8]) -> Option<u8> {
    let digits: &[u8; 8] = digits.try_into().ok()?;
    digits.iter().try_fold(0, |byte, digit| matches!(digit, b'0' | b'1').then(|| byte << 1 | (digit - b'0')))
}

/// The byte of a text that is one escape.
fn single(dialect: Dialect, text: &[u8]) -> Option<u8> {
    let (mut first, mut count) = (None, 0);
    dialect.each(text, |byte, _| {
        first = first.or(Some(byte));
        count += 1;
    });
    first.filter(|_| count == 1)
}

#[cfg(test)]
mod tests {
    use super::Radix;

    #[test]
    fn values() {
        let of = |values: &[&str]| Radix::of(&values.iter().map(|value| value.as_bytes()));
        assert_eq!(of(&["0x41", "0x0D"]), Some(Radix::Marked));
        assert_eq!(of(&["41", "0D"]), Some(Radix::Hexadecimal));
        assert_eq!(of(&["A", "\\r", "COMMA", "' '", "'27'", "[0A]"]), Some(Radix::Character));
        assert_eq!(of(&["41h", "0Dh", "0h"]), Some(Radix::Suffixed));
        assert_eq!(of(&["0b01000001", "00001101"]), Some(Radix::Binary));
        assert_eq!(of(&["'A'", "'\\r'", "'1'"]), Some(Radix::Quoted));
        assert_eq!(of(&["65", "84", "13", "10", "79", "75"]), Some(Radix::Decimal));
        assert_eq!(of(&["65", "84", "0", "13", "255", "108"]), Some(Radix::Decimal));
        assert_eq!(of(&["41", "54", "43", "53"]), Some(Radix::Hexadecimal));
        assert_eq!(of(&["Start bit", "Stop bit"]), None);
        assert_eq!(of(&[]), None);
        assert_eq!(Radix::Character.read(b"'27'"), Some(27));
        assert_eq!(Radix::Character.read(b"[0A]"), Some(10));
        assert_eq!(Radix::Character.read(b"\\0"), Some(0));
        assert_eq!(Radix::Suffixed.read(b"0Dh"), Some(13));
        assert_eq!(Radix::Binary.read(b"0b01000001"), Some(b'A'));
        assert_eq!(Radix::Decimal.read(b"256"), None);
        assert_eq!(Radix::Quoted.read(b"'\\n'"), Some(10));
    }

    #[test]
    fn several_bytes() {
        let read = |radix: Radix, value: &[u8]| {
            let mut bytes = Vec::new();
            radix.each(value, |byte, place| bytes.push((byte, place))).then_some(bytes)
        };
        assert_eq!(read(Radix::Hexadecimal, b"41  0D"), Some(vec![(0x41, 0..2), (0x0d, 4..6)]));
        assert_eq!(read(Radix::Hexadecimal, b"410D"), Some(vec![(0x41, 0..2), (0x0d, 2..4)]));
        assert_eq!(read(Radix::Marked, b"0x41"), Some(vec![(0x41, 0..4)]));
        assert_eq!(read(Radix::Hexadecimal, b"41 x"), None);
        assert_eq!(read(Radix::Character, b"A T"), None);
        assert_eq!(read(Radix::Hexadecimal, b""), None);
    }
}
