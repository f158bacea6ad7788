//! What bytes show of their way into the capture: characters put for others, control bytes in lines, frames of a multiplexer.

/// Bytes that are looked at of a long piece.
const LOOK: usize = 256;
/// Longest name of an answer, with its colon.
const NAME: usize = 16;

/// What a look at a piece's bytes shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Bytes above 7E.
    pub(super) high: bool,
    /// Control bytes other than blanks and line ends, bit n for byte n.
    pub(super) controls: u32,
}

/// Looks at the beginning of a piece.
pub(super) fn look(raw: &[u8]) -> Look {
    let mut look = Look::default();
    if is_plain(raw.trim_ascii_end()) {
        return look;
    }
    for byte in raw.iter().take(LOOK) {
        match byte {
            b'\t' | b'\r' | b'\n' => {}
            0..=0x1f => look.controls |= 1 << byte,
            0x7f.. => look.high = true,
            _ => {}
        }
    }
    look
}

/// Whether all bytes are printable ASCII, eight at a time: nearly every line is.
fn is_plain(text: &[u8]) -> bool {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let odd = |word: u64| (word.wrapping_sub(0x20 * ONES) | word.wrapping_add(ONES) | word) & (0x80 * ONES);
    let (words, rest) = text.as_chunks::<8>();
    words.iter().all(|word| odd(u64::from_le_bytes(*word)) == 0) && rest.iter().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Characters that decoders and terminals put for a byte that they cannot show: U+FFFD, the pictures of the control characters (U+2400 to
/// U+243F), and the U+2E2E of the Arduino monitor.
pub(super) fn has_substitutes(raw: &[u8]) -> bool {
    raw.windows(3).any(|part| matches!(part, [0xef, 0xbf, 0xbd] | [0xe2, 0xb8, 0xae] | [0xe2, 0x90, 0x80..=0xbf]))
}

/// Bytes outside quotes that no line of either side holds: control bytes, and what is no UTF-8 or stands for a byte that was none.
pub(super) fn is_garbled(line: &[u8]) -> bool {
    let mut quoted = false;
    let mut outside = line.iter().filter(|byte| {
        quoted ^= **byte == b'"';
        !quoted
    });
    let control = outside.any(|byte| *byte < b' ' && !matches!(byte, b'\t' | b'\r' | b'\n'));
    control || line.split(|byte| *byte == b'"').step_by(2).any(|part| core::str::from_utf8(part).is_err() || has_substitutes(part))
}

/// Whether a text that is no line of the wire was an answer before one byte of its name, or its colon, was damaged (`+CREGz 1,1`).
pub(super) fn was_answer(text: &[u8]) -> bool {
    let Some(blank) = text.iter().take(NAME).position(|byte| *byte == b' ') else { return false };
    let (name, value) = text.split_at_checked(blank).unwrap_or_default();
    let ([b'+' | b'*', letters @ ..], Some(first)) = (name, value.get(1)) else { return false };
    let Some((colon, letters)) = letters.split_last() else { return false };
    let odd = letters.iter().filter(|byte| !byte.is_ascii_uppercase()).count();
    let whole = odd == 0 && letters.len() > 2;
    match colon {
        b':' => odd == 1 && letters.len() > 2 && letters.iter().any(|byte| !byte.is_ascii_graphic()),
        // People write these behind a name.
        b'=' | b'-' | b'?' | b'(' | b')' | b',' | b'.' | b'!' => false,
        _ => whole && !colon.is_ascii_uppercase() && (first.is_ascii_digit() || *first == b'"'),
    }
}

/// Whether a frame of the multiplexer (27.010, basic option) or of PPP (RFC 1662) begins here.
pub(super) fn has_frames(raw: &[u8]) -> bool {
    let flagged = |part: &[u8]| match part {
        // Address with its extension bit, then SABM, UA, DM, DISC, UIH or UI, with or without the poll bit.
        [0xf9, address, control, ..] => address & 1 == 1 && matches!(control & !0x10, 0x2f | 0x63 | 0x0f | 0x43 | 0xef | 0x03),
        // All stations; the control byte 03 as it is, or escaped.
        [0x7e, 0xff, 0x03 | 0x7d, ..] => true,
        _ => false,
    };
    raw.get(..raw.len().min(LOOK)).unwrap_or(raw).windows(3).any(flagged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_that_is_not_printable_is_seen_wherever_it_stands() {
        for len in 0..20 {
            assert!(is_plain(&vec![b'~'; len]) && is_plain(&vec![b' '; len]));
            for at in 0..len {
                for byte in 0..=255 {
                    let mut text = vec![b'5'; len];
                    text.splice(at..=at, [byte]);
                    assert_eq!(is_plain(&text), (b' '..=b'~').contains(&byte), "{byte:#04x} at {at} of {len}");
                }
            }
        }
    }

    #[test]
    fn text_in_any_language_is_no_damage() {
        for line in ["+CREG: 0,1\r\n", "+COPS: 0,0,\"Movist\u{e1}r\"\r\n", "AT+CSQ // \u{4fe1}\r\n"] {
            assert!(!is_garbled(line.as_bytes()), "{line}");
        }
        assert!(is_garbled(b"+CREG: 0,\xfe\r\n"));
        assert!(is_garbled(b"+CR\x03EG: 0,1\r\n"));
        assert!(is_garbled("+IPR: a\u{2e2e}\r\n".as_bytes()));
        assert!(!is_garbled(b"+CUSD: 0,\"\x05tat\",15\r\n"));
    }

    #[test]
    fn answers_with_one_wrong_byte() {
        for text in [&b"+CREGz 1,1"[..], b"+CREG9 1,1", b"+A\xfdEG: 1,1", b"+CL\x03V: roam"] {
            assert!(was_answer(text), "{}", text.escape_ascii());
        }
        for text in
            [&b"+CREG: 1,1"[..], b"+ 5", b"+49 170", b"+Got 5 bytes", b"+CSQ= 5", b"+CREG, 1", b"+IP ERROR", b"+N: x", b"AT+CREGz 1"]
        {
            assert!(!was_answer(text), "{}", text.escape_ascii());
        }
    }

    #[test]
    fn frames_are_told_from_text() {
        assert!(has_frames(b"\xf9\x03\x3f\x01\x1c\xf9"));
        assert!(has_frames(b"\xf9\x07\xef\x09AT\r\xf9"));
        assert!(has_frames(b"~\xff\x7d\x23\xc0\x21"));
        assert!(!has_frames(b"~ \xf9\xfa\xfb"));
        assert!(!has_frames("\u{f9}ab".as_bytes()));
    }
}
