//! Text in UTF-16, as Windows writes it.

use super::{Filter, Track};

/// Bytes that are looked at.
const SAMPLE: usize = 256;

/// Reads characters of two bytes.
pub(super) struct Wide {
    big: bool,
    begun: bool,
}

/// The character that two bytes are, or half of it.
fn unit(big: bool, pair: &[u8]) -> u16 {
    let bytes = [pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0)];
    if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) }
}

/// Whether characters of two bytes are a text: none is NUL, each belongs to a character, and one of so many at least is ASCII.
fn is_text(sample: &[u8], big: bool, one_of: usize) -> bool {
    let units = || sample.chunks_exact(2).map(|pair| unit(big, pair));
    let count = units().count();
    let plain = units().filter(|unit| (1..0x80).contains(unit)).count();
    // The sample may end inside of a character.
    let whole =
        char::decode_utf16(units().take(count.saturating_sub(1))).all(|character| character.is_ok_and(|character| character != '\0'));
    plain > 0 && plain * one_of >= count && whole
}

impl Wide {
    /// For a head in UTF-16.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        let with = |big| Some(Self { big, begun: false });
        let sample = head.get(..SAMPLE).unwrap_or(head);
        match sample {
            [0xff, 0xfe, text @ ..] if is_text(text, false, 4) => return with(false),
            [0xfe, 0xff, text @ ..] if is_text(text, true, 4) => return with(true),
            _ => {}
        }
        [false, true].into_iter().find(|big| sample.len() >= 16 && is_text(sample, *big, 1)).and_then(with)
    }
}

impl Filter for Wide {
    fn run(&mut self, input: &[u8], ended: bool, track: &mut Track) -> usize {
        let mut at = 0;
        while let Some(pair) = input.get(at..at + 2) {
            let first = unit(self.big, pair);
            let next = input.get(at + 2..at + 4).map(|pair| unit(self.big, pair));
            if (0xd800..0xdc00).contains(&first) && next.is_none() && !ended {
                return at;
            }
            if first == 0xfeff && !std::mem::replace(&mut self.begun, true) {
                track.drop(2);
                at += 2;
                continue;
            }
            self.begun = true;
            let units = [first, next.unwrap_or(0)];
            let (character, len) = match char::decode_utf16(units).next() {
                Some(Ok(character)) => (character, character.len_utf16() * 2),
                _ => (char::REPLACEMENT_CHARACTER, 2),
            };
            track.stand_for(character.encode_utf8(&mut [0; 4]).as_bytes(), len);
            at += len;
        }
        // Half a character at the end.
        if ended && at < input.len() {
            track.keep(input.get(at..).unwrap_or_default());
            at = input.len();
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::Wide;

    #[test]
    fn marks_alone_are_no_text() {
        let text = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert!(Wide::of(&text("AT+CSQ\r\nOK\r\n")).is_some());
        assert!(Wide::of(&[b"\xff\xfe".to_vec(), text("\u{53d1} AT\r\n")].concat()).is_some());
        for bytes in
            [&b"\xff\xfe\x01\x82\x93\xf7"[..], b"\xff\xfe", b"\xff\xfeAT\r\nOK\r\n", b"AT+CSQ\r\nOK\r\nAT\r\n", b"A\0T\0", &[0; 64]]
        {
            assert!(Wide::of(bytes).is_none(), "{}", bytes.escape_ascii());
        }
    }
}
