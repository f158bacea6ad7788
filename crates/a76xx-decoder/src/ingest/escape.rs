//! How tools write bytes that cannot be shown.

use std::ops::Range;

use super::engine::{Page, Writer};
use super::hexdump::row::pair;
use crate::eight::{before, equal};

/// A way of writing bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// As programming languages do: `\r`, `\x1a`, `\032`, `\u{1a}`.
    Backslash,
    /// Names in angle brackets: `<CR>`, `<1A>`.
    Angle,
    /// Digits or names in square brackets: `[0D]`, `[CR]`.
    Square,
    /// Digits in curly brackets: `{0D}`.
    Curly,
    /// As `cat -v` does: `^M`, `M-C`.
    Caret,
    /// As the pictures that Unicode has for control characters: U+240D.
    Pictures,
    /// As oFono does: backslashes, and two names of its own.
    Ofono,
    /// As pppdump does: a backslash and two hexadecimal digits.
    Hexadecimal,
}

/// The control characters by their numbers.
const NAMES: [&str; 33] = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI", "DLE", "DC1", "DC2", "DC3",
    "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US", "SP",
];

/// One piece of an escaped text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    bytes: [u8; 4],
    count: usize,
    /// How much of the text it takes.
    len: usize,
}

impl Piece {
    const fn one(byte: u8, len: usize) -> Self {
        Self { bytes: [byte, 0, 0, 0], count: 1, len }
    }

    /// A character beyond the bytes, as UTF-8.
    fn character(number: u32, len: usize) -> Option<Self> {
        let mut bytes = [0; 4];
        let count = char::from_u32(number)?.encode_utf8(&mut bytes).len();
        Some(Self { bytes, count, len })
    }
}

/// Takes what an escaped text is made of, in its order.
trait Pieces {
    /// The first bytes of the text that is left, so many, stand for themselves.
    fn plain(&mut self, text: &[u8], len: usize);

    /// A byte, and how much of the text it takes: nothing where it goes on a character.
    fn escape(&mut self, byte: u8, len: usize);

    /// Several bytes that take as much of the text each. Gives how many.
    #[inline]
    fn escapes(&mut self, bytes: impl Iterator<Item = u8>, len: usize) -> usize {
        bytes.map(|byte| self.escape(byte, len)).count()
    }
}

impl Pieces for Writer<'_> {
    #[inline]
    fn plain(&mut self, text: &[u8], len: usize) {
        Writer::plain(self, text, len);
    }

    #[inline]
    fn escape(&mut self, byte: u8, len: usize) {
        self.bytes([byte].into_iter(), len);
    }

    #[inline]
    fn escapes(&mut self, bytes: impl Iterator<Item = u8>, len: usize) -> usize {
        self.bytes(bytes, len)
    }
}

/// Hands on each byte with its place.
struct Each<F> {
    at: usize,
    each: F,
}

impl<F: FnMut(u8, Range<usize>)> Pieces for Each<F> {
    #[inline]
    fn plain(&mut self, text: &[u8], len: usize) {
        for byte in text.iter().take(len) {
            self.escape(*byte, 1);
        }
    }

    #[inline]
    fn escape(&mut self, byte: u8, len: usize) {
        let from = self.at;
        self.at += len;
        (self.each)(byte, from..self.at);
    }
}

/// Whether there is an escape that stands for a line end.
struct Ends(bool);

impl Pieces for Ends {
    #[inline]
    fn plain(&mut self, _: &[u8], _: usize) {}

    #[inline]
    fn escape(&mut self, byte: u8, len: usize) {
        self.0 |= len > 1 && matches!(byte, b'\r' | b'\n');
    }
}

impl Dialect {
    /// Those that are found in a text by what they make of line ends.
    pub(super) const FOUND: [Self; 6] = [Self::Backslash, Self::Angle, Self::Square, Self::Curly, Self::Caret, Self::Pictures];

    /// Hands on each byte that a text stands for, with its place. A character of several bytes stands at the first of them.
    pub(super) fn each(self, text: &[u8], each: impl FnMut(u8, Range<usize>)) {
        self.pieces(text, &mut Each { at: 0, each });
    }

    /// Writes what a part of the window stands for into the chunk that was begun.
    pub(super) fn write(self, range: Range<usize>, page: &mut Page<'_>) {
        page.write(range, |text, writer| self.pieces(text, writer));
    }

    /// Hands on what a text is made of, in its order.
    #[inline]
    fn pieces(self, text: &[u8], to: &mut impl Pieces) {
        let marks @ [one, other] = self.marks();
        let mut rest = text;
        while let Some(first) = rest.first() {
            // Nearly all that is data, and all that ends lines, is written so.
            match (self, rest) {
                (Self::Backslash, [b'\\', b'x', ..]) if to.escapes(std::iter::from_fn(|| hexadecimal(&mut rest)), 4) > 0 => continue,
                (Self::Backslash, [b'\\', letter, behind @ ..]) if let Some(byte) = lettered(*letter) => {
                    to.escape(byte, 2);
                    rest = behind;
                    continue;
                }
                _ => {}
            }
            if marks.contains(first)
                && let Some(piece) = self.piece(rest)
            {
                let mut len = piece.len;
                for byte in piece.bytes.iter().take(piece.count) {
                    to.escape(*byte, len);
                    len = 0;
                }
                rest = rest.get(piece.len..).unwrap_or_default();
                continue;
            }
            let find = |word| equal(word, one) | equal(word, other);
            // The first byte is no escape, whatever it is; most stretches end near it.
            let plain = match rest.split_first_chunk() {
                Some((word, behind)) => match find(u64::from_le_bytes(*word)) & !0xff {
                    0 => word.len() + before(behind, find, |byte| marks.contains(&byte)),
                    found => found.trailing_zeros() as usize / 8,
                },
                None => 1 + before(rest.get(1..).unwrap_or_default(), find, |byte| marks.contains(&byte)),
            };
            to.plain(rest, plain);
            rest = rest.get(plain..).unwrap_or_default();
        }
    }

    /// Length of the escape that a text begins with, in whatever dialect, if it stands for half a line end.
    pub(super) fn line_end(text: &[u8]) -> Option<usize> {
        if !matches!(text.first().copied(), Some(b'\\' | b'<' | b'[' | b'{' | b'^' | PICTURE)) {
            return None;
        }
        let pieces = Self::FOUND.into_iter().filter_map(|dialect| dialect.piece(text));
        pieces.filter(|piece| piece.count == 1 && matches!(piece.bytes, [b'\r' | b'\n', ..])).map(|piece| piece.len).next()
    }

    /// Whether a text has an escape that stands for a line end.
    pub(super) fn ends_line(self, text: &[u8]) -> bool {
        let mut ends = Ends(false);
        self.pieces(text, &mut ends);
        ends.0
    }

    /// The bytes that an escape may begin with.
    #[inline]
    const fn marks(self) -> [u8; 2] {
        match self {
            Self::Backslash | Self::Hexadecimal => [b'\\'; 2],
            Self::Ofono => [b'\\', b'<'],
            Self::Angle => [b'<'; 2],
            Self::Square => [b'['; 2],
            Self::Curly => [b'{'; 2],
            Self::Caret => [b'^', b'M'],
            Self::Pictures => [PICTURE; 2],
        }
    }

    fn piece(self, rest: &[u8]) -> Option<Piece> {
        match (self, rest.first()?) {
            (Self::Backslash | Self::Ofono, b'\\') => backslash(rest),
            (Self::Ofono, b'<') => [(&b"<CtrlZ>"[..], 0x1a), (b"<ESC>", 0x19)]
                .into_iter()
                .find_map(|(name, byte)| rest.starts_with(name).then(|| Piece::one(byte, name.len()))),
            (Self::Angle, b'<') => bracketed(rest, b'>'),
            (Self::Square, b'[') => bracketed(rest, b']'),
            (Self::Curly, b'{') => bracketed(rest, b'}'),
            (Self::Caret, b'^' | b'M') => caret(rest),
            (Self::Pictures, _) => picture(rest),
            (Self::Hexadecimal, b'\\') => match rest {
                [_, b'\\', ..] => Some(Piece::one(b'\\', 2)),
                [_, b'"', ..] => Some(Piece::one(b'"', 2)),
                [_, high, low, ..] => pair(*high, *low).map(|byte| Piece::one(byte, 3)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The byte that a text begins with, written as `\x1a`, taken off its front.
#[inline]
fn hexadecimal(text: &mut &[u8]) -> Option<u8> {
    let [b'\\', b'x', high, low, behind @ ..] = *text else { return None };
    let byte = pair(*high, *low)?;
    *text = behind;
    Some(byte)
}

/// What a letter behind a backslash stands for.
#[inline]
const fn lettered(letter: u8) -> Option<u8> {
    Some(match letter {
        b'r' => b'\r',
        b'n' => b'\n',
        b't' => b'\t',
        b'a' => 7,
        b'b' => 8,
        b'e' => 0x1b,
        b'f' => 0x0c,
        b'v' => 0x0b,
        b'\\' | b'\'' | b'"' | b'?' => letter,
        _ => return None,
    })
}

fn backslash(rest: &[u8]) -> Option<Piece> {
    match *rest.get(1)? {
        letter if let Some(byte) = lettered(letter) => Some(Piece::one(byte, 2)),
        b'x' | b'X' => pair(*rest.get(2)?, *rest.get(3)?).map(|byte| Piece::one(byte, 4)),
        // CuteCom writes `\0x0d`.
        b'0' if rest.get(2) == Some(&b'x') && rest.get(4).is_some_and(u8::is_ascii_hexdigit) => {
            pair(*rest.get(3)?, *rest.get(4)?).map(|byte| Piece::one(byte, 5))
        }
        b'0'..=b'7' => {
            let digits = rest.iter().skip(1).take(3).take_while(|byte| (b'0'..=b'7').contains(byte));
            let (value, count) = digits.fold((0_u32, 0), |(value, count), digit| (value * 8 + u32::from(digit - b'0'), count + 1));
            Some(Piece::one(u8::try_from(value).ok()?, 1 + count))
        }
        b'u' => {
            let (from, braced) = if rest.get(2) == Some(&b'{') { (3, 1) } else { (2, 0) };
            let most = if braced == 1 { 6 } else { 4 };
            let digits = rest.get(from..)?.iter().take(most).take_while(|byte| byte.is_ascii_hexdigit()).count();
            let number = u32::from_str_radix(std::str::from_utf8(rest.get(from..from + digits)?).ok()?, 16).ok()?;
            let ended = if braced == 1 { rest.get(from + digits) == Some(&b'}') } else { digits == 4 };
            if ended { Piece::character(number, from + digits + braced) } else { None }
        }
        _ => None,
    }
}

fn bracketed(rest: &[u8], close: u8) -> Option<Piece> {
    let len = rest.iter().take(8).position(|byte| *byte == close)?;
    let name = rest.get(1..len)?;
    let digits = name.strip_prefix(b"0x").or_else(|| name.strip_prefix(b"$")).unwrap_or(name);
    let byte = match digits {
        [high, low] if pair(*high, *low).is_some() => pair(*high, *low)?,
        _ => match name {
            b"DEL" => 0x7f,
            b"TAB" => b'\t',
            b"NULL" | b"nul" => 0,
            b"CtrlZ" | b"CTRL-Z" | b"sub" => 0x1a,
            b"cr" | b"\\r" => b'\r',
            // As mbed OS names it.
            b"lf" | b"ln" | b"\\n" => b'\n',
            b"esc" => 0x1b,
            _ => NAMES.iter().position(|known| known.as_bytes() == name)? as u8,
        },
    };
    Some(Piece::one(byte, len + 1))
}

/// First byte of the pictures of control characters.
const PICTURE: u8 = 0xe2;

fn picture(rest: &[u8]) -> Option<Piece> {
    match rest {
        [PICTURE, 0x90, byte @ 0x80..=0xa0, ..] => Some(Piece::one(byte - 0x80, 3)),
        [PICTURE, 0x90, 0xa1, ..] => Some(Piece::one(0x7f, 3)),
        // A line end of whatever kind.
        [PICTURE, 0x90, 0xa4, ..] => Some(Piece::one(b'\n', 3)),
        _ => None,
    }
}

fn caret(rest: &[u8]) -> Option<Piece> {
    match rest {
        [b'^', byte @ b'@'..=b'_', ..] => Some(Piece::one(byte ^ 0x40, 2)),
        [b'^', b'?', ..] => Some(Piece::one(0x7f, 2)),
        [b'M', b'-', b'^', byte @ b'@'..=b'_', ..] => Some(Piece::one((byte ^ 0x40) | 0x80, 4)),
        [b'M', b'-', b'^', b'?', ..] => Some(Piece::one(0xff, 4)),
        [b'M', b'-', byte @ b' '..=b'~', ..] => Some(Piece::one(byte | 0x80, 3)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Dialect;

    fn read(dialect: Dialect, text: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut end = 0;
        dialect.each(text.as_bytes(), |byte, range| {
            assert_eq!(range.start, end, "{text}");
            end = range.end;
            bytes.push(byte);
        });
        assert_eq!(end, text.len(), "{text}");
        bytes
    }

    #[test]
    fn dialects() {
        for (dialect, text, bytes) in [
            (Dialect::Backslash, r#"AT\r\n\x1a\032\0\u{1b}\\\""#, &b"AT\r\n\x1a\x1a\0\x1b\\\""[..]),
            (Dialect::Backslash, r"\u00e9\q\x1", "\u{e9}\\q\\x1".as_bytes()),
            (Dialect::Angle, "AT<CR><LF><1A><html><0x1B>", b"AT\r\n\x1a<html>\x1b"),
            (Dialect::Angle, "AT<cr><ln>", b"AT\r\n"),
            (Dialect::Square, "AT[0D][0A][CR][x]", b"AT\r\n\r[x]"),
            (Dialect::Curly, "AT{0D}{0A}{x}", b"AT\r\n{x}"),
            (Dialect::Backslash, r"AT\0x0d\0x0A\0xx", b"AT\r\n\0xx"),
            (Dialect::Caret, "AT^M^@M-^?M-C^?", b"AT\r\0\xff\xc3\x7f"),
            (Dialect::Pictures, "AT\u{240d}\u{240a}\u{241a}\u{2421}\u{2192}", "AT\r\n\x1a\x7f\u{2192}".as_bytes()),
            (Dialect::Angle, r"AT<\r><\n><nul>", b"AT\r\n\0"),
            (Dialect::Ofono, r"AT\r<CtrlZ><ESC>\033", b"AT\r\x1a\x19\x1b"),
            (Dialect::Hexadecimal, r"AT\0d\\", b"AT\r\\"),
            (Dialect::Backslash, "\\", b"\\"),
        ] {
            assert_eq!(read(dialect, text), bytes, "{text}");
        }
    }
}
