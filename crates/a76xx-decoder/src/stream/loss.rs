//! Captures that lost bytes: lines behind which no data of an announced count can follow.

use a76xx_parser::{Side, spec};

/// Whether a line of a side can only be a line of the wire.
///
/// Asked where a format marks the sides and changes line ends: a count is then no help, and would swallow what follows the data.
pub(super) fn ends_payload(side: Side, line: &[u8]) -> bool {
    let text = line.trim_ascii();
    match side {
        Side::Host => match text {
            b"AT" | b"at" => true,
            [b'A' | b'a', b'T' | b't', rest @ ..] => spec::find(name(rest)).is_some_and(|_| !rest.is_empty()),
            _ => false,
        },
        Side::Module => match text {
            b"OK" | b"ERROR" | b"NO CARRIER" | b"CLOSED" => true,
            [b'+', ..] => memchr::memchr(b':', text).is_some() && spec::find(name(text)).is_some(),
            _ => text.starts_with(b"RECV FROM:"),
        },
    }
}

fn name(text: &[u8]) -> &[u8] {
    let len = text.iter().position(|byte| matches!(byte, b'=' | b'?' | b':' | b';')).unwrap_or(text.len());
    text.get(..len).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::ends_payload;
    use a76xx_parser::Side;

    #[test]
    fn lines_of_the_wire() {
        for line in [&b"AT\n"[..], b"AT+CIPSEND=0,5\n", b"AT+CSQ\r"] {
            assert!(ends_payload(Side::Host, line));
        }
        for line in [&b"OK\n"[..], b"+CIPSEND: 0,5,5\r\n", b"RECV FROM:1.2.3.4:80\n"] {
            assert!(ends_payload(Side::Module, line));
        }
        for line in [&b"hello AT\n"[..], b"ATTIC\n", b"+1\n", b"+FOO: 1\n", b"OKAY\n", b""] {
            assert!(!ends_payload(Side::Host, line) && !ends_payload(Side::Module, line), "{}", line.escape_ascii());
        }
    }
}
