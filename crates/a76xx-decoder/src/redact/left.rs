//! Whether anything that was taken out is still in the result. Formats may tell the same bytes twice: as text beside their digits, in
//! a second field, inside a longer one. What was written anew is one of these places, and what does not read as the wire is looked through here.

use std::collections::HashSet;
use std::ops::Range;

use super::elsewhere::{Elsewhere, SHORTEST, SHORTEST_DATA};
use crate::ingest::base64::{Code, sextet};

/// Characters besides letters and digits that every format spells as themselves.
const PLAIN: &[u8] = b" .:;_+-/=";

/// What must not be in the result.
pub(super) struct Gone<'a> {
    secrets: &'a Elsewhere,
    /// Stretches of data: so many bytes, one behind the other, are no chance.
    data: HashSet<&'a [u8]>,
}

impl<'a> Gone<'a> {
    /// Each of the `data` is with its stand-in; what the lines of the `wire` still tell is no secret.
    pub(super) fn new(
        secrets: &'a Elsewhere,
        data: impl Iterator<Item = (&'a [u8], &'a [u8])>,
        wire: impl Iterator<Item = &'a [u8]>,
    ) -> Self {
        let mut all = HashSet::new();
        for (old, new) in data {
            let changed = |(old, new): (&[u8], &[u8])| old.iter().zip(new).filter(|(old, new)| old != new).count() >= SHORTEST;
            let len = SHORTEST_DATA.min(old.len()).max(1);
            all.extend(old.windows(len).zip(new.windows(len)).filter(|pair| changed(*pair)).map(|(old, _)| old));
        }
        if !all.is_empty() {
            for text in wire {
                for text in (SHORTEST..=SHORTEST_DATA).flat_map(|len| text.windows(len)) {
                    all.remove(text);
                }
            }
        }
        Self { secrets, data: all }
    }

    /// Where data stand in a text.
    fn data(&self, text: &[u8], is_so: impl Fn(&[u8]) -> bool) -> Option<usize> {
        let is_in = |at: usize| {
            let stretch = |len: usize| text.get(at..at + len).is_some_and(|text| self.data.contains(text) && is_so(text));
            (SHORTEST..=SHORTEST_DATA).any(stretch)
        };
        if self.data.is_empty() { None } else { (0..text.len()).find(|at| is_in(*at)) }
    }

    /// Where a file tells a secret, or data, besides the bytes of the wire, whose places are `wire`, in their order; and besides `remarks`, which
    /// may hold words that are data as well.
    pub(super) fn besides(&self, file: &[u8], wire: &[Range<usize>], remarks: &[Range<usize>]) -> Option<usize> {
        let mut layout = file.to_vec();
        blank(&mut layout, wire);
        let spellings = [hexadecimal(&layout, 0), hexadecimal(&layout, 1), decimal(&layout), base64(&layout)];
        let found = spellings.into_iter().find_map(|spelled| {
            let at = self.secrets.secret(&spelled.bytes).or_else(|| self.data(&spelled.bytes, |_| true));
            at.and_then(|at| spelled.places.get(at).copied())
        });
        found.or_else(|| {
            blank(&mut layout, remarks);
            self.data(&layout, |text| text.iter().all(|byte| byte.is_ascii_alphanumeric() || PLAIN.contains(byte)))
        })
    }
}

fn blank(text: &mut [u8], ranges: &[Range<usize>]) {
    for range in ranges {
        text.get_mut(range.clone()).unwrap_or_default().fill(0);
    }
}

/// Bytes that digits stand for, and where. What is no digit parts them, and stands for 0.
#[derive(Default)]
struct Spelled {
    bytes: Vec<u8>,
    places: Vec<usize>,
}

impl Spelled {
    fn push(&mut self, byte: u8, place: usize) {
        self.bytes.push(byte);
        self.places.push(place);
    }

    fn part(&mut self, place: usize) {
        if self.bytes.last().is_some_and(|byte| *byte != 0) {
            self.push(0, place);
        }
    }
}

/// What stands between the bytes of a list.
const fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b':' | b',' | b';' | b'-' | b'"' | b'\'' | b'\\')
}

/// Pairs of hexadecimal digits, from the first or the second digit on.
fn hexadecimal(text: &[u8], skip: usize) -> Spelled {
    let (mut all, mut high, mut skipped) = (Spelled::default(), None, 0);
    let mut rest = text.iter().enumerate().peekable();
    while let Some((at, byte)) = rest.next() {
        if matches!(byte, b'0' | b'\\') && rest.next_if(|(_, next)| matches!(next, b'x' | b'X')).is_some() {
            high = None;
            continue;
        }
        let Some(digit) = char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()) else {
            if !is_gap(*byte) {
                (high, skipped) = (None, 0);
                all.part(at);
            }
            continue;
        };
        if skipped < skip {
            skipped += 1;
            continue;
        }
        match high.take() {
            None => high = Some((digit, at)),
            Some((first, place)) => all.push(first << 4 | digit, place),
        }
    }
    all
}

/// Numbers up to 255 that gaps part.
fn decimal(text: &[u8]) -> Spelled {
    let (mut all, mut at) = (Spelled::default(), 0);
    while let Some(&byte) = text.get(at) {
        let len = text.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = text.get(at..at + len).and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
        match number {
            Some(number) => all.push(number, at),
            None if is_gap(byte) => {}
            None => all.part(at),
        }
        at += len.max(1);
    }
    all
}

/// Words that are base64.
fn base64(text: &[u8]) -> Spelled {
    let mut all = Spelled::default();
    let mut at = 0;
    while at < text.len() {
        let word = text.get(at..).unwrap_or_default();
        let len = word.iter().take_while(|byte| sextet(**byte).is_some()).count();
        let mut code = Code::default();
        for (index, byte) in word.iter().take(len).enumerate() {
            if let Some(byte) = code.take(*byte) {
                all.push(byte, at + index);
            }
        }
        all.part(at);
        at += len + 1;
    }
    all
}

#[cfg(test)]
#[allow(clippy::format_collect, reason = "a test may take its time")]
mod tests {
    use base64::Engine as _;

    use super::{Elsewhere, Gone};

    const SECRET: &[u8] = b"490154203237518";
    const DATA: &[u8] = b"temperature=21.5";

    fn besides(file: &str, remark: &str) -> Option<usize> {
        let new: Vec<u8> = DATA.iter().map(|byte| byte ^ 1).collect();
        let remark = file.find(remark).map(|at| at..at + remark.len()).into_iter().collect::<Vec<_>>();
        let wire = file.find("<wire>").map(|at| at..at + 40).into_iter().collect::<Vec<_>>();
        let (secret, data) = ([(SECRET, SECRET)].into_iter(), || [(DATA, &*new)].into_iter());
        let elsewhere = Elsewhere::new(secret, data(), [].into_iter());
        Gone::new(&elsewhere, data(), [].into_iter()).besides(file.as_bytes(), &wire, &remark)
    }

    #[test]
    fn the_same_in_other_spellings() {
        let hex = |text: &[u8], gap: &str| text.iter().map(|byte| format!("{byte:02x}{gap}")).collect::<String>();
        let list = |text: &[u8]| text.iter().map(|byte| format!("{byte}, ")).collect::<String>();
        for text in [SECRET, DATA] {
            let spelled = [
                hex(text, ""),
                hex(text, " ").to_uppercase(),
                hex(text, ":"),
                hex(text, ", 0x"),
                format!("a{}", hex(text, "")),
                list(text),
                base64::prelude::BASE64_STANDARD.encode(text),
                base64::prelude::BASE64_STANDARD.encode([b"{\"a\":".as_slice(), text, b"}"].concat()),
            ];
            for spelled in spelled {
                assert!(besides(&format!("raw=\"{spelled}\""), "nothing").is_some(), "{spelled}");
            }
        }
    }

    #[test]
    fn data_in_remarks_and_on_the_wire_are_no_second_spelling() {
        let text = "| temperature=21.5 |";
        assert_eq!(besides(text, "nothing"), Some(2));
        assert_eq!(besides(text, "temperature=21.5"), None);
        assert_eq!(besides("<wire>temperature=21.5                  ", "nothing"), None);
        assert_eq!(besides("temper, 21.5 degrees", "nothing"), None);
    }
}
