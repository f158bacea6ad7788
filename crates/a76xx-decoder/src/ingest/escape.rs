//! How tools write bytes that cannot be shown.

use std::ops::Range;

use super::engine::Page;
use super::hexdump::row::pair;

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

impl Dialect {
    /// Those that are found in a text by what they make of line ends.
    pub(super) const FOUND: [Self; 6] = [Self::Backslash, Self::Angle, Self::Square, Self::Curly, Self::Caret, Self::Pictures];

    /// Hands on each byte that a text stands for, with its place. A character of several bytes stands at the first of them.
    pub(super) fn each(self, text: &[u8], mut each: impl FnMut(u8, Range<usize>)) {
        self.pieces(text, |bytes, range| {
            let plain = bytes.len() == range.len();
            for (index, byte) in bytes.iter().enumerate() {
                match index {
                    _ if plain => each(*byte, range.start + index..range.start + index + 1),
                    0 => each(*byte, range.clone()),
                    _ => each(*byte, range.end..range.end),
                }
            }
        });
    }

    /// Writes what a text stands for, which begins there in the window, into the chunk that was begun.
    pub(super) fn write(self, text: &[u8], from: usize, page: &mut Page<'_>) {
        self.pieces(text, |bytes, range| match bytes {
            [byte] => page.byte(*byte, from + range.start..from + range.end),
            _ if bytes.len() == range.len() => page.bytes(bytes, from + range.start),
            _ => {
                for (index, byte) in bytes.iter().enumerate() {
                    page.byte(*byte, from + if index == 0 { range.start } else { range.end }..from + range.end);
                }
            }
        });
    }

    /// Hands on what a text is made of: stretches as they are, and the bytes of each escape, which are always fewer than it is long.
    fn pieces(self, text: &[u8], mut take: impl FnMut(&[u8], Range<usize>)) {
        let mut at = 0;
        while let Some(rest) = text.get(at..)
            && let Some(&first) = rest.first()
        {
            // Nearly all that is data is written so.
            if let (Self::Backslash, [b'\\', b'x', high, low, ..]) = (self, rest)
                && let Some(byte) = pair(*high, *low)
            {
                take(&[byte], at..at + 4);
                at += 4;
                continue;
            }
            if self.begins(first)
                && let Some(piece) = self.piece(rest)
            {
                take(piece.bytes.get(..piece.count).unwrap_or_default(), at..at + piece.len);
                at += piece.len;
                continue;
            }
            let plain = 1 + rest.iter().skip(1).position(|byte| self.begins(*byte)).unwrap_or(rest.len() - 1);
            take(rest.get(..plain).unwrap_or(rest), at..at + plain);
            at += plain;
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
        // Line ends are never written with `M-`.
        if !text.iter().any(|byte| *byte != b'M' && self.begins(*byte)) {
            return false;
        }
        let mut found = false;
        self.each(text, |byte, range| found |= range.len() > 1 && matches!(byte, b'\r' | b'\n'));
        found
    }

    /// Whether an escape may begin with a byte.
    #[inline]
    const fn begins(self, byte: u8) -> bool {
        match self {
            Self::Backslash | Self::Hexadecimal => byte == b'\\',
            Self::Ofono => matches!(byte, b'\\' | b'<'),
            Self::Angle => byte == b'<',
            Self::Square => byte == b'[',
            Self::Curly => byte == b'{',
            Self::Caret => matches!(byte, b'^' | b'M'),
            Self::Pictures => byte == PICTURE,
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

fn backslash(rest: &[u8]) -> Option<Piece> {
    let known = |byte| Some(Piece::one(byte, 2));
    match *rest.get(1)? {
        b'r' => known(b'\r'),
        b'n' => known(b'\n'),
        b't' => known(b'\t'),
        b'a' => known(7),
        b'b' => known(8),
        b'e' => known(0x1b),
        b'f' => known(0x0c),
        b'v' => known(0x0b),
        byte @ (b'\\' | b'\'' | b'"' | b'?') => known(byte),
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
