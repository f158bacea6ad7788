//! Where the text of the wire begins in a line of a log.

use super::counted::note;
use super::quote::quotes;
use crate::ingest::escape::Dialect;
use crate::ingest::sniff::{is_answer, is_command};

/// Longest label.
pub(super) const LABEL: usize = 100;

/// Where the text of the wire begins in a line, and its core without quotes and escapes. `None` if nothing of the wire is seen.
pub(super) fn split(text: &[u8]) -> Option<(usize, &[u8])> {
    let near = text.len().min(LABEL);
    let is_part =
        |byte: u8| matches!(byte, b' ' | b'\t' | b':' | b';' | b'=' | b']' | b'>' | b'<' | b')' | b'}' | b',' | b'"') || byte >= 0x80;
    let mut before = b' ';
    for (at, byte) in text.iter().copied().enumerate().take(near) {
        let begins = matches!(
            byte,
            b'A' | b'a'
                | b'+'
                | b'*'
                | b'^'
                | b'O'
                | b'E'
                | b'N'
                | b'C'
                | b'\\'
                | b'<'
                | b'['
                | b'{'
                | b'b'
                | b'\''
                | b'"'
                | b'`'
                | 0xc2
                | 0xe2
                | 0xe3
        );
        // An argument of a call is in quotes.
        let argument = before == b'(' && matches!(byte, b'\'' | b'"');
        if begins && (is_part(before) || argument) {
            let core = core(text.get(at..)?);
            if is_command(core) || is_answer(core) {
                return Some((at, core));
            }
        }
        before = byte;
    }
    None
}

/// A text without its quotes, without the note how long it is, and without the escapes around it.
fn core(rest: &[u8]) -> &[u8] {
    let rest = note(rest).and_then(|(end, _)| rest.get(..end)).unwrap_or(rest);
    let mut core = quotes(rest).map_or(rest, |range| rest.get(range).unwrap_or_default());
    while let Some(len) = Dialect::line_end(core) {
        core = core.get(len..).unwrap_or_default();
    }
    let end = (0..core.len()).find(|at| core.get(*at..).is_some_and(|rest| Dialect::line_end(rest).is_some()));
    core.get(..end.unwrap_or(core.len())).unwrap_or(core).trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn where_the_wire_begins() {
        for (text, at, core) in [
            ("AT+CSQ", 0, "AT+CSQ"),
            ("--> AT+CSQ", 4, "AT+CSQ"),
            ("Send: 'AT'", 6, "AT"),
            ("TX: b'AT\\r'", 4, "AT"),
            ("Received: \"\\r\\n+CSQ: 21,99\\r\\n\"", 10, "+CSQ: 21,99"),
            ("RX: <CR><LF>OK<CR><LF>", 4, "OK"),
            ("RX: <0d><0a>OK<cr><ln>", 4, "OK"),
            ("RX: {0D}{0A}OK{0D}", 4, "OK"),
            ("TX: AT\\015", 4, "AT"),
            ("TX: AT (2 bytes)", 4, "AT"),
            ("[RX] - [0D][0A]OK[0D][0A]", 7, "OK"),
        ] {
            assert_eq!(split(text.as_bytes()), Some((at, core.as_bytes())), "{text}");
        }
        for text in ["Initializing modem AT startup", "", "OKAY then"] {
            assert_eq!(split(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_command_in_parentheses_is_no_line_of_the_wire() {
        assert_eq!(split(b"sending command (AT+CSQ)"), None);
        assert_eq!(split(br#">>> uart.write("AT\r")"#), Some((15, &b"AT"[..])));
    }
}
