//! Marks that a log puts around what went over the wire: quotes of programs and of languages, square brackets.

use std::ops::Range;

use super::counted::note;

/// What opens and what closes.
pub(super) type Pair = (&'static [u8], &'static [u8]);

const BRACKETS: Pair = (b"[", b"]");
const PAIRS: [Pair; 9] = [
    (b"'", b"'"),
    (b"\"", b"\""),
    (b"`", b"`"),
    BRACKETS,
    ("\u{ab}".as_bytes(), "\u{bb}".as_bytes()),
    ("\u{201c}".as_bytes(), "\u{201d}".as_bytes()),
    ("\u{2018}".as_bytes(), "\u{2019}".as_bytes()),
    ("\u{201e}".as_bytes(), "\u{201c}".as_bytes()),
    ("\u{300c}".as_bytes(), "\u{300d}".as_bytes()),
];

/// The marks that a text begins with.
pub(super) fn pair(text: &[u8]) -> Option<&'static Pair> {
    let text = text.get(usize::from(text.first() == Some(&b'b'))..)?;
    PAIRS.iter().find(|(open, _)| text.starts_with(open)).filter(|found| text.first() != Some(&b'b') || found.0.is_ascii())
}

/// What stands between the marks of a text that is in marks as a whole.
pub(super) fn quotes(text: &[u8]) -> Option<Range<usize>> {
    let pair = pair(text)?;
    let inner = between(text, pair)?;
    // Brackets stand for bytes as well, one pair for each.
    let nested = |byte: &u8| matches!(byte, b'[' | b']');
    (*pair != BRACKETS || !text.get(inner.clone())?.iter().any(nested)).then_some(inner)
}

/// What stands between these marks.
pub(super) fn between(text: &[u8], (open, close): &Pair) -> Option<Range<usize>> {
    let mut trimmed = text.trim_ascii_end();
    let from = usize::from(trimmed.first() == Some(&b'b')) + open.len();
    if !trimmed.get(..from)?.ends_with(open) {
        return None;
    }
    if !trimmed.ends_with(close)
        && let Some((end, _)) = note(trimmed)
    {
        trimmed = trimmed.get(..end)?;
    }
    // The record around it may end in quotes and brackets of its own.
    while let [rest @ .., b'"' | b',' | b']' | b')' | b'}' | b';' | b'|' | b' '] = trimmed
        && !trimmed.ends_with(close)
    {
        trimmed = rest;
    }
    (trimmed.len() >= from + close.len() && trimmed.ends_with(close)).then(|| from..trimmed.len() - close.len())
}

/// The marks that a text begins with and does not close.
pub(super) fn opens(text: &[u8]) -> Option<&'static Pair> {
    pair(text).filter(|pair| **pair != BRACKETS && between(text, pair).is_none())
}

/// What stands between the quotes of a byte string of Python.
pub(super) fn literal(text: &[u8]) -> Option<Range<usize>> {
    if matches!(text, [b'b', b'\'' | b'"', ..]) { quotes(text) } else { None }
}

#[cfg(test)]
mod tests {
    use super::quotes;

    #[test]
    fn quoted_as_a_whole() {
        assert_eq!(quotes(b"'AT' "), Some(1..3));
        assert_eq!(quotes(b"b\"\""), Some(2..2));
        assert_eq!(quotes(b"[AT]"), Some(1..3));
        assert_eq!(quotes("\u{ab}AT\u{bb}".as_bytes()), Some(2..4));
        assert_eq!(quotes(b"[AT][0D]"), None);
        assert_eq!(quotes(b"'AT' and more"), None);
        assert_eq!(quotes(b"'AT' (2 bytes)"), Some(1..3));
        assert_eq!(quotes(b"'"), None);
        assert_eq!(quotes(b""), None);
    }
}
