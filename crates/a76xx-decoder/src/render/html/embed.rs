//! JSON inside of a page.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

/// Writes a value as a data block of the page. Browsers do not run blocks of this type.
pub(super) fn script(out: &mut dyn Write, what: &'static str, value: &impl Serialize) -> io::Result<()> {
    write!(out, "<script type=\"application/json\" data-a76xx=\"{what}\">")?;
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Embedded))?;
    out.write_all(b"</script>\n")
}

/// Escapes what could end a block, or mean something to what reads the file on its way: `<`, `>`, `&`, and all that is not ASCII but
/// printable Latin, of which bytes of the wire are made.
struct Embedded;

impl Formatter for Embedded {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let unsafe_at = |char: char| matches!(char, '<' | '>' | '&' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{100}'..);
        let mut rest = fragment;
        while let Some(at) = rest.find(unsafe_at) {
            let (plain, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
            out.write_all(plain.as_bytes())?;
            let mut chars = tail.chars();
            if let Some(char) = chars.next() {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
            }
            rest = chars.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_block_early() {
        for text in ["</script><script>x()</script>", "<!--<script", "a&amp;\u{2028}\u{202e}\u{1f600}\u{9b}\0\r\n\"\\"] {
            let mut out = Vec::new();
            script(&mut out, "events", &text).unwrap();
            let out = String::from_utf8(out).unwrap();
            let json = out.strip_prefix("<script type=\"application/json\" data-a76xx=\"events\">").unwrap();
            let json = json.strip_suffix("</script>\n").unwrap();
            assert!(!json.contains(['<', '>', '&']) && json.is_ascii(), "{json}");
            assert_eq!(serde_json::from_str::<String>(json).unwrap(), text);
        }
    }
}
