//! One decoded byte, in the radix that the user had chosen.

use crate::ingest::escape::Dialect;
use crate::ingest::hexdump::row::pair;

/// How bytes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Radix {
    /// `0x41`.
    Marked,
    /// `41`.
    Hexadecimal,
    /// `A`, `\r`, `[0D]`, `COMMA`, `' '`.
    Character,
}

impl Radix {
    /// The radix of these values, if they are bytes.
    pub(super) fn of<'a>(values: &(impl Iterator<Item = &'a [u8]> + Clone)) -> Option<Self> {
        let count = values.clone().count();
        let fits = |radix: Self| values.clone().filter(|value| radix.read(value).is_some()).count();
        // Single digits are bits, where bytes stand among them.
        let mut radices = [Self::Marked, Self::Hexadecimal, Self::Character].into_iter();
        radices.find(|radix| count > 0 && fits(*radix) * 10 >= count * 9)
    }

    /// The byte.
    pub(super) fn read(self, value: &[u8]) -> Option<u8> {
        match (self, value) {
            (Self::Marked, [b'0', b'x' | b'X', high, low]) | (Self::Hexadecimal, [high, low]) => pair(*high, *low),
            (Self::Marked, [b'0', b'x' | b'X', low]) => pair(b'0', *low),
            (Self::Character, [byte]) => Some(*byte),
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
        assert_eq!(of(&["Start bit", "Stop bit"]), None);
        assert_eq!(of(&[]), None);
        assert_eq!(Radix::Character.read(b"'27'"), Some(27));
        assert_eq!(Radix::Character.read(b"[0A]"), Some(10));
        assert_eq!(Radix::Character.read(b"\\0"), Some(0));
    }
}
