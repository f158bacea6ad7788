//! Files whose lines end in CR alone, as terminals of old Macs wrote them: read as if the lines ended in LF, byte for byte in their places.

use std::io::{self, Read};

/// Lines that such a file has at least.
const FEW: usize = 3;

/// Whether all lines of a head end in CR alone. Bytes of the wire may do so as well: where the result is no format of lines, they stay.
pub(super) fn is_only(head: &[u8]) -> bool {
    let control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\r' | b'\t' | 0x1b);
    memchr::memchr(b'\n', head).is_none() && !head.iter().any(control) && memchr::memchr_iter(b'\r', head).count() >= FEW
}

/// The same bytes with LF for CR.
pub(super) fn replaced(head: &[u8]) -> Vec<u8> {
    let mut lines = head.to_vec();
    replace(&mut lines);
    lines
}

fn replace(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().filter(|byte| **byte == b'\r') {
        *byte = b'\n';
    }
}

/// Reads LF for CR.
pub(super) struct Replaced(pub(super) Box<dyn Read>);

impl Read for Replaced {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let len = self.0.read(buf)?;
        replace(buf.get_mut(..len).unwrap_or_default());
        Ok(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_end_in_cr_alone() {
        assert!(is_only(b"[10:00:01] AT\r[10:00:01] OK\r[10:00:02] AT\r"));
        for text in [&b"AT\r\nOK\r\n\r\n"[..], b"AT\rOK\r", b"AT\rOK\r\rx\x00", b"", b"AT\nOK\nAT\n"] {
            assert!(!is_only(text), "{}", text.escape_ascii());
        }
        let mut text = String::new();
        assert_eq!(Replaced(Box::new(&b"a\rb"[..])).read_to_string(&mut text).ok(), Some(3));
        assert_eq!(text, "a\nb");
    }
}
