//! How the bytes of a row are spelled behind its label.

use std::ops::Range;

use super::row::{digits, pair};

/// Longest label.
const LABEL: usize = 120;
/// Cells of a row at most.
const CELLS: usize = 16;

/// A way to spell the bytes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// `41 54 0d`, perhaps with the characters behind them.
    Spaced,
    /// `41540d`.
    Joined,
    /// `41:54:0d`, `41-54-0d`, `[41, 54, 0d]`, `0x41 0x54 0x0d`, `$41 $54 $0d`.
    Listed,
    /// `[65, 84, 13]`, `65,84,13`.
    Decimal,
    /// `41A|54T|0D `, each number with its character.
    Cells,
}

impl Spelling {
    pub(super) const ALL: [Self; 5] = [Self::Spaced, Self::Joined, Self::Listed, Self::Decimal, Self::Cells];

    /// Where the bytes of a row begin, if it holds any.
    pub(super) fn start(self, text: &[u8]) -> Option<usize> {
        let near = text.len().min(LABEL);
        let (mut from, mut single) = (0, None);
        while from < near {
            let Some(at) = text.get(from..near)?.iter().position(u8::is_ascii_hexdigit).map(|at| from + at) else { break };
            let before = at.checked_sub(1).and_then(|before| text.get(before));
            if before.is_none_or(|byte| self.parts(*byte)) {
                match self.run(text, at) {
                    0 => {}
                    // It may be a number of its own in front of the bytes.
                    1 if self == Self::Spaced => single = single.or(Some(at)),
                    _ => return Some(at),
                }
            }
            // On to behind this word.
            from = at + text.get(at..near)?.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count().max(1);
        }
        single
    }

    /// Whether bytes may begin behind this byte.
    fn parts(self, byte: u8) -> bool {
        match byte {
            b' ' | b'\t' | b':' | b']' | b'>' | b'<' | b'|' => self != Self::Cells,
            b'=' | b',' | b';' | b'"' | b'\'' => matches!(self, Self::Joined | Self::Spaced),
            b'[' | b'{' | b'(' => matches!(self, Self::Listed | Self::Decimal),
            b'$' => self == Self::Listed,
            _ if self == Self::Cells => false,
            _ => !byte.is_ascii(),
        }
    }

    /// How many bytes begin there and reach to the end of the row, or to the characters behind them; 0 if they do not.
    fn run(self, text: &[u8], at: usize) -> usize {
        let mut count = 0;
        let mut bytes = [0; CELLS];
        let end = self.each(text, at, |byte, _| {
            if let Some(place) = bytes.get_mut(count) {
                *place = byte;
            }
            count += 1;
        });
        let rest = text.get(end..).unwrap_or_default();
        let closed = |byte: &u8| !byte.is_ascii_graphic() || matches!(byte, b'>' | b']' | b')' | b'}' | b'"' | b'\'' | b',' | b';');
        let label = text.get(..at).unwrap_or_default();
        let ends = match (self, rest) {
            _ if count == 0 || (count == 1 && is_place(label)) => false,
            // The seconds of a clock.
            (Self::Spaced, _) if count == 1 && matches!(label, [.., b'0'..=b'9', b':']) => false,
            (Self::Spaced, [b'\t' | b'|', ..] | [b' ', b' ' | b'|' | b'"' | b'\'' | b'\t', ..]) => true,
            // A full row has one blank in front of its characters.
            (Self::Spaced, [b' ', characters @ ..]) if count == CELLS && characters.len() >= CELLS => {
                bytes.iter().zip(characters).all(|(byte, shown)| byte == shown || !byte.is_ascii_graphic())
            }
            (Self::Cells, _) => rest.is_empty() || rest.starts_with(b"  ") || count == CELLS,
            // `Length: 22` tells how many bytes follow.
            (Self::Spaced, _) => rest.iter().all(closed) && !(count == 1 && counts(label)),
            (Self::Joined | Self::Listed | Self::Decimal, _) => rest.iter().all(closed),
        };
        if ends { count } else { 0 }
    }

    /// Hands on each byte from there on with its place in the text. Gives where they end.
    pub(super) fn each(self, text: &[u8], start: usize, mut each: impl FnMut(u8, Range<usize>)) -> usize {
        match self {
            Self::Spaced => digits(text, start, false, each),
            Self::Joined => {
                let len = text.get(start..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
                if !len.is_multiple_of(2) {
                    return start;
                }
                for at in (start..start + len).step_by(2) {
                    if let (Some(high), Some(low)) = (text.get(at), text.get(at + 1))
                        && let Some(byte) = pair(*high, *low)
                    {
                        each(byte, at..at + 2);
                    }
                }
                start + len
            }
            Self::Listed => list(text, start, hexadecimal, each),
            Self::Decimal => list(text, start, decimal, each),
            Self::Cells => cells(text, start, each),
        }
    }
}

/// Reads numbers that the same separator parts all along, perhaps with blanks behind it.
fn list(text: &[u8], start: usize, number: impl Fn(&[u8]) -> Option<(u8, usize)>, mut each: impl FnMut(u8, Range<usize>)) -> usize {
    let (mut at, mut end, mut separator) = (start, start, None);
    while let Some((byte, len)) = text.get(at..).and_then(&number) {
        each(byte, at..at + len);
        end = at + len;
        let rest = text.get(end..).unwrap_or_default();
        let Some(&next) = rest.first().filter(|byte| matches!(byte, b' ' | b',' | b':' | b'-' | b';')) else { return end };
        if *separator.get_or_insert(next) != next {
            return end;
        }
        at = end + 1 + rest.iter().skip(1).take_while(|byte| **byte == b' ').count();
    }
    end
}

/// Reads numbers with their characters and bars between.
fn cells(text: &[u8], start: usize, mut each: impl FnMut(u8, Range<usize>)) -> usize {
    let mut at = start;
    for _ in 0..CELLS {
        let Some([high, low, shown, rest @ ..]) = text.get(at..) else { return at };
        let Some(byte) = pair(*high, *low).filter(|byte| *shown == b' ' || shown == byte) else { return at };
        each(byte, at..at + 3);
        at += 3;
        match rest.first() {
            Some(b'|') => at += 1,
            _ => return at,
        }
    }
    at
}

/// Whether a label ends in a word for a number of bytes.
fn counts(label: &[u8]) -> bool {
    let mut words = label.rsplit(|byte| !byte.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let last = words.next().unwrap_or_default();
    [&b"length"[..], b"len", b"size", b"count", b"bytes"].iter().any(|word| last.eq_ignore_ascii_case(word))
}

/// Whether a label ends in the name of a source file, so that the number behind it is that of a line.
fn is_place(label: &[u8]) -> bool {
    let Some(file) = label.strip_suffix(b":") else { return false };
    let letters = file.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    (1..=4).contains(&letters) && file.get(..file.len() - letters).is_some_and(|rest| rest.ends_with(b"."))
}

/// `41`, `0x41`, `0xd`, `$41`, `41h`; nothing of a longer word.
fn hexadecimal(text: &[u8]) -> Option<(u8, usize)> {
    let prefix = match text {
        [b'0', b'x' | b'X', ..] => 2,
        [b'$', ..] => 1,
        _ => 0,
    };
    let len = text.iter().skip(prefix).take(3).take_while(|byte| byte.is_ascii_hexdigit()).count();
    let alone = |at: usize| !text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    if let ([high, low, b'h' | b'H', ..], true) = (text, alone(3)) {
        return Some((pair(*high, *low)?, 3));
    }
    let ends = alone(prefix + len);
    match (text.get(prefix..prefix + len)?, prefix) {
        ([high, low], _) if ends => Some((pair(*high, *low)?, prefix + 2)),
        ([low], 2) if ends => Some((pair(b'0', *low)?, prefix + 1)),
        _ => None,
    }
}

/// A number up to 255, or down to -128.
fn decimal(text: &[u8]) -> Option<(u8, usize)> {
    if let Some(positive) = text.strip_prefix(b"-") {
        let (value, len) = decimal(positive).filter(|(value, _)| (1..=128).contains(value))?;
        return Some((value.wrapping_neg(), len + 1));
    }
    let len = text.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    let ends = !text.get(len).is_some_and(u8::is_ascii_alphanumeric);
    let value = std::str::from_utf8(text.get(..len)?).ok()?.parse().ok()?;
    ends.then_some((value, len))
}

#[cfg(test)]
mod tests {
    use super::Spelling::{self, Cells, Decimal, Joined, Listed, Spaced};

    #[test]
    fn where_bytes_begin() {
        for (text, at) in [
            ("D (12) tx: 0x3ffb   41 54 0d   |AT.|", Some(20)),
            ("I (5) TX: 41 54 0d ", Some(10)),
            ("[D/AT] [send line]: 0000-0020: 41 54 0D    AT.", Some(31)),
            ("TX   0000  41           A", Some(11)),
            ("00000010\t41 54\tAT", Some(9)),
            ("10\tWRITE\t41 54 0d \tAT.", Some(9)),
            ("41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 0d 0a ABCDEFGHIJKLMN..", Some(0)),
            ("sent   41 54 0d    AT.", Some(7)),
            ("TX <Buffer 41 54 0d>", Some(11)),
            ("10:00:01.5,TX,41 54 0d", Some(14)),
            ("7\t10:00:44\tIRP_MJ_WRITE\t41 54 0d \tAT.", Some(24)),
            ("Port: COM3 Read, Length: 22", None),
            ("no such thing as a dump", None),
            ("signal 12 or so", None),
            ("", None),
        ] {
            assert_eq!(Spaced.start(text.as_bytes()), at, "{text}");
        }
    }

    #[test]
    fn other_spellings() {
        for (spelling, text) in [
            (Joined, "TX: 41540D"),
            (Joined, "rx len=3 data=41540d"),
            (Joined, "host\t1.5.1\t41540d"),
            (Listed, ">>> 41:54:0D"),
            (Listed, "tx [41, 54, 0d]"),
            (Listed, "tx[3]: 0x41 0x54 0xd"),
            (Listed, "Write (3) 41-54-0D"),
            (Decimal, "write [65, 84, 13]"),
            (Decimal, ">>> 65,84,13"),
            (Listed, "(<<) 41h 54h 0Dh"),
            (Cells, "41A|54T|0D                  AT."),
        ] {
            let read = |spelling: Spelling| {
                let mut bytes = Vec::new();
                spelling.start(text.as_bytes()).map(|at| spelling.each(text.as_bytes(), at, |byte, _| bytes.push(byte)));
                bytes
            };
            assert_eq!(read(spelling), b"AT\r", "{text}");
        }
        for (spelling, text) in [(Joined, "took 123 ms"), (Joined, "AT+CSQ"), (Listed, "41:54 and so on"), (Decimal, "[65, 84, 300]")] {
            assert_eq!(spelling.start(text.as_bytes()), None, "{text}");
        }
    }
}
