//! Untrusted bytes as text that cannot steer a terminal or deceive a reader.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar as _;

/// What the output may consist of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// Any printable character.
    Unicode,
    /// Printable ASCII.
    Ascii,
}

/// Appends bytes: printable text as it is, control bytes as pictures (`␍`) or escapes (`\r`), what is not UTF-8 as `\xHH`.
pub fn bytes(bytes: &[u8], charset: Charset, out: &mut String) {
    for chunk in bytes.utf8_chunks() {
        text(chunk.valid(), charset, out);
        for byte in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
}

/// Appends text in the same way.
pub fn text(text: &str, charset: Charset, out: &mut String) {
    if is_printable(text) {
        out.push_str(text);
        return;
    }
    for char in text.chars() {
        match (char, charset) {
            (' '..='~', _) => out.push(char),
            ('\0'..='\u{1f}', Charset::Unicode) => out.push(char::from_u32(0x2400 + char as u32).unwrap_or('?')),
            ('\u{7f}', Charset::Unicode) => out.push('␡'),
            ('\r', Charset::Ascii) => out.push_str("\\r"),
            ('\n', Charset::Ascii) => out.push_str("\\n"),
            ('\t', Charset::Ascii) => out.push_str("\\t"),
            ('\0'..='\u{1f}' | '\u{7f}', Charset::Ascii) => {
                let _ = write!(out, "\\x{:02x}", char as u32);
            }
            (_, Charset::Unicode) if is_plain(char) => out.push(char),
            _ => {
                let _ = write!(out, "\\u{{{:x}}}", char as u32);
            }
        }
    }
}

/// Whether a text is printable ASCII alone. Looks at every byte, so that it can look at many at once.
pub(super) fn is_printable(text: &str) -> bool {
    !text.bytes().fold(false, |other, byte| other | !matches!(byte, b' '..=b'~'))
}

/// Whether a character shows as itself: it takes room, moves nothing, and turns no direction.
pub fn is_plain(char: char) -> bool {
    let hidden = matches!(char,
        // Controls, soft hyphen, fillers, and what has a width on paper only.
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{a0}' | '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}'
        // Directions, joiners, separators.
        | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}'
        | '\u{feff}' | '\u{fff0}'..='\u{fffd}'
        // Private use, tags, and what no font has.
        | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}');
    !hidden && char.width().is_some_and(|width| width > 0)
}

/// A line without the line end, however it is written.
pub fn without_end(raw: &[u8]) -> &[u8] {
    let text = raw.strip_suffix(b"\n").unwrap_or(raw);
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    text.strip_suffix(b"\r").unwrap_or(text)
}
