//! Hexadecimal digits and nothing else: in one line or many, with blanks, commas, and `0x` or `$`, or without.

use std::ops::Range;

use super::row::pair;
use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::indent::{Indents, indent};

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "hex",
    title: "hexadecimal digits alone, or as an array of a program",
    tools: "xxd -p, xxd -i, minicom -H, tio in hex, PlatformIO hexlify, Br@y's Terminal, a debugger",
    keeps: Keeps { direction: "by the grammar", time: "no", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let (share, rows) = head.share(is_hex);
        let digits: usize = head.rows.iter().map(|row| row.text.len()).sum();
        match indents(head) {
            _ if rows == 0 || share < 60 || digits < 12 => Fit::NO,
            Some(_) => Fit::marked(600 + share * 2, "digits of one side stand further to the right"),
            None if share < 75 => Fit::NO,
            None => Fit::merged(520 + share * 2, "nothing but hexadecimal digits"),
        }
    },
    open: |head: &Head<'_>, input: Input| {
        Box::new(Tape::new(Lines::new(Hex { indents: indents(head), high: None }, head.peel.clone(), head.clock()), input))
    },
};

const fn is_between(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b',' | b'{' | b'}' | b';' | b'\\')
}

/// Whether a line is digits in pairs and what may stand between them.
fn is_hex(text: &[u8]) -> bool {
    let mut words = text.split(|byte| is_between(*byte)).filter(|word| !word.is_empty()).peekable();
    let is_pairs = |word: &[u8]| {
        let digits = [&b"0x"[..], b"\\x", b"$"].iter().find_map(|prefix| word.strip_prefix(*prefix)).unwrap_or(word);
        !digits.is_empty() && digits.len().is_multiple_of(2) && digits.iter().all(u8::is_ascii_hexdigit)
    };
    // A piece of an endless line may end inside of a pair.
    let long = text.len() > 4_096;
    words.peek().is_some()
        && words.enumerate().all(|(index, word)| is_pairs(word) || long && (index == 0 || word.iter().all(u8::is_ascii_hexdigit)))
}

/// Whose the lines are, where those of one side stand further to the right.
fn indents(head: &Head<'_>) -> Option<Indents> {
    let rows: Vec<_> = head.rows.iter().filter(|row| is_hex(row.text)).collect();
    // Nearly all inputs have none: what the digits stand for need not be known then.
    let (left, right) = (rows.iter().any(|row| indent(row.text) == 0), rows.iter().any(|row| indent(row.text) > 0));
    (left && right).then_some(())?;
    let bytes = |text: &[u8]| {
        let mut bytes = Vec::new();
        bytes_of(text, None, |byte, _| bytes.push(byte));
        bytes
    };
    Indents::of(&rows.iter().map(|row| (indent(row.text), bytes(row.text))).collect::<Vec<_>>())
}

/// Hands on the bytes of a line with their places; `high`: the digit that a piece of the line before it ended in. Gives the digit that is left over.
fn bytes_of(text: &[u8], high: Option<u8>, mut each: impl FnMut(u8, Range<usize>)) -> Option<u8> {
    let mut high = high.map(|digit| (digit, 0));
    for (at, byte) in text.iter().copied().enumerate() {
        match (high, byte) {
            (Some(_), b'x' | b'X') => high = None,
            (None, _) if byte.is_ascii_hexdigit() => high = Some((byte, at)),
            (Some((first, from)), _) if byte.is_ascii_hexdigit() => {
                if let Some(value) = pair(first, byte) {
                    each(value, from..at + 1);
                }
                high = None;
            }
            _ => high = None,
        }
    }
    high.map(|(digit, _)| digit)
}

struct Hex {
    indents: Option<Indents>,
    /// The first digit of a byte whose second one is in the next piece of the line.
    high: Option<u8>,
}

impl Rows for Hex {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let high = self.high.take().filter(|_| row.goes_on);
        if !is_hex(row.text) {
            if !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        }
        page.begin(self.indents.as_mut().and_then(|indents| indents.side(indent(row.text))), row.at);
        self.high = bytes_of(row.text, high, |byte, range| page.byte(byte, row.from + range.start..row.from + range.end));
        page.end();
    }
}

#[cfg(test)]
mod tests {
    use super::is_hex;

    #[test]
    fn digits_in_pairs() {
        for text in ["41540d", "41 54 0D ", "  0x41, 0x54,", "0x41", "{ 0x41 };", "$41 $54 $0D"] {
            assert!(is_hex(text.as_bytes()), "{text}");
        }
        for text in ["", "AT", "415", "41 54 0", "+CSQ", "unsigned int len = 3;"] {
            assert!(!is_hex(text.as_bytes()), "{text}");
        }
    }
}
