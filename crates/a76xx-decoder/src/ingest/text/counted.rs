//! Notes behind a text that tell how many bytes it was: `"AT\r" (3 bytes)`, `AT len=2`, `'OK' [2]`.

use super::quote::quotes;
use crate::ingest::escape::Dialect;
use crate::ingest::format::Head;
use crate::ingest::label::Labels;

/// Words for bytes and for their number.
const UNITS: [&str; 6] = ["bytes", "byte", "B", "chars", "characters", "octets"];
const NAMES: [&str; 5] = ["len", "length", "size", "count", "n"];

/// Where a text ends in front of such a note, and the number. `None` where there is none.
pub(super) fn note(text: &[u8]) -> Option<(usize, usize)> {
    let text = text.trim_ascii_end();
    let (inner, open) = match text {
        [inner @ .., b')'] => (inner, Some(b'(')),
        [inner @ .., b']'] => (inner, Some(b'[')),
        _ => (text, None),
    };
    let unit = UNITS.iter().find_map(|unit| inner.strip_suffix(unit.as_bytes()));
    let digits = unit.unwrap_or(inner).trim_ascii_end();
    let count = digits.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let front = digits.get(..digits.len() - count)?;
    let number = std::str::from_utf8(digits.get(front.len()..)?).ok()?.parse().ok()?;
    let named = NAMES.iter().find_map(|name| {
        let rest = front.trim_ascii_end().strip_suffix(b"=").or_else(|| front.trim_ascii_end().strip_suffix(b":"))?;
        rest.trim_ascii_end().strip_suffix(name.as_bytes())
    });
    let front = named.unwrap_or(front);
    let before = match open {
        Some(open) => front.trim_ascii_end().strip_suffix(&[open])?,
        // A number alone may be anything.
        None if unit.is_some() || named.is_some() => front,
        None => return None,
    };
    let end = before.strip_suffix(b" ").or_else(|| before.strip_suffix(b"\t"))?.trim_ascii_end();
    let end = end.strip_suffix(b",").unwrap_or(end);
    (!end.is_empty()).then_some((end.len(), number))
}

/// Whether nearly each labelled line ends in a note of how many bytes it was: as many as it shows, or its line end more.
pub(super) fn is_counted(head: &Head<'_>, labels: &mut Labels) -> bool {
    let (mut all, mut right) = (0, 0);
    for row in &head.rows {
        let Some((from, _)) = labels.strip(row.text) else { continue };
        let rest = row.text.get(from..).unwrap_or_default();
        all += 1;
        let Some((end, count)) = note(rest) else { continue };
        let text = rest.get(..end).unwrap_or_default();
        let inner = quotes(text).and_then(|inner| text.get(inner)).unwrap_or(text);
        let dialects = [Dialect::Backslash].into_iter().chain(Dialect::FOUND);
        let bytes = |dialect: Dialect| {
            let mut bytes = 0;
            dialect.each(inner, |_, _| bytes += 1);
            bytes
        };
        right += u32::from(dialects.map(bytes).any(|bytes| (bytes..=bytes + 2).contains(&count)));
    }
    right > 1 && right * 10 >= all * 8
}

/// A text without the note behind it.
pub(super) fn uncounted(text: &[u8], counted: bool) -> &[u8] {
    let note = if counted { note(text) } else { None };
    note.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::note;

    #[test]
    fn notes() {
        for text in ["\"AT\" (3 bytes)", "\"AT\" len=3", "\"AT\", 3 bytes", "\"AT\" [3]", "\"AT\" 3B", "\"AT\" (len: 3)", "\"AT\" (3)"] {
            assert_eq!(note(text.as_bytes()), Some((4, 3)), "{text}");
        }
        for text in ["AT", "+CSQ: 21,99", "(3)", "AT+CIPSEND=0,5", "RECV 4", "+IPD(4)", ""] {
            assert_eq!(note(text.as_bytes()), None, "{text}");
        }
    }
}
