//! The digits of one row of a dump, apart from the offset in front of them and the characters behind them.

use std::ops::Range;

/// The value of two hexadecimal digits.
pub(in crate::ingest) fn pair(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| DIGITS.get(usize::from(byte)).copied().unwrap_or(NONE);
    let (high, low) = (digit(high), digit(low));
    (high | low < NONE).then_some(high << 4 | low)
}

/// No digit.
const NONE: u8 = 16;
/// The value of each byte as a hexadecimal digit.
#[allow(clippy::indexing_slicing, reason = "a byte is less than 256, and the compiler has looked")]
static DIGITS: [u8; 256] = {
    let mut digits = [NONE; 256];
    let mut value = 0;
    while value < NONE {
        let digit = if value < 10 { b'0' + value } else { b'a' + value - 10 };
        digits[digit as usize] = value;
        digits[digit.to_ascii_uppercase() as usize] = value;
        value += 1;
    }
    digits
};

/// Reads bytes from `start` on and hands each to `each` with its place in the text. Gives where they end.
///
/// Groups have two digits, or more if `wide`. One blank parts them; behind the eighth byte, and behind a tab or bar, there may be two; some tools have two behind each fourth. Anything
/// else, or a wider gap, ends them: there the characters begin.
pub(in crate::ingest) fn digits(text: &[u8], start: usize, wide: bool, mut each: impl FnMut(u8, Range<usize>)) -> usize {
    let mut at = start;
    let mut end = start;
    let mut count = 0;
    loop {
        let len = text.get(at..).unwrap_or_default().iter().take(33).take_while(|byte| byte.is_ascii_hexdigit()).count();
        let delimited = text.get(at + len).is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'|' | b'<' | b'>'));
        let fits = if wide { matches!(len, 2 | 4 | 6 | 8 | 10 | 12 | 14 | 16 | 32) } else { len == 2 };
        if !fits || !delimited {
            return end;
        }
        for first in (at..at + len).step_by(2) {
            if let (Some(high), Some(low)) = (text.get(first), text.get(first + 1))
                && let Some(byte) = pair(*high, *low)
            {
                each(byte, first..first + 2);
                count += 1;
            }
        }
        end = at + len;
        let blanks = text.get(end..).unwrap_or_default().iter().take_while(|byte| **byte == b' ').count();
        let gap = if count % 8 == 0 || (count % 4 == 0 && blanks == 2 && goes_on(text, end + blanks, count)) { 2 } else { 1 };
        if blanks == 0 || blanks > gap {
            return end;
        }
        at = end + blanks;
    }
}

/// Whether bytes go on behind a gap that stands after four of them: as many characters as bytes, and nothing more, are those of the row.
fn goes_on(text: &[u8], at: usize, count: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_ascii_end();
    rest.len() > count && matches!(rest, [high, low, b' ', ..] if pair(*high, *low).is_some())
}

/// How many bytes a row holds.
pub(in crate::ingest) fn count(text: &[u8], start: usize, wide: bool) -> usize {
    let mut count = 0;
    digits(text, start, wide, |_, _| count += 1);
    count
}

#[cfg(test)]
mod tests {
    use super::digits;

    fn read(text: &str, wide: bool) -> (Vec<u8>, usize) {
        let mut bytes = Vec::new();
        let end = digits(text.as_bytes(), 0, wide, |byte, _| bytes.push(byte));
        (bytes, end)
    }

    #[test]
    fn characters_are_no_digits() {
        assert_eq!(read("41 42  AB", false), (vec![0x41, 0x42], 5));
        assert_eq!(read("41 42 |AB|", false), (vec![0x41, 0x42], 5));
        assert_eq!(read("41 54 2b 43 53 51 0d 0a  30 31  |AT+CSQ..01|", false).0.len(), 10);
        assert_eq!(read("41 54 2b 43 53 51 0d 0a  ADDED", false).0.len(), 8);
        assert_eq!(read("41 54 2b 43  53 51 0d           AT+CSQ.", false).0.len(), 7);
        assert_eq!(read("41 54 2b 43  53 51 0d 0a  4f 4b             AT+CSQ..OK", false).0.len(), 10);
        assert_eq!(read("31 32 20 33  12 3", false).0.len(), 4);
        assert_eq!(read("41 4 42", false), (vec![0x41], 2));
        assert_eq!(read("4154 0d  AT.", true), (vec![0x41, 0x54, 0x0d], 7));
        assert_eq!(read("xyz", true), (vec![], 0));
        assert_eq!(read("", false), (vec![], 0));
    }
}
