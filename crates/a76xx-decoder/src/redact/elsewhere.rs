//! What was found in one place is taken out in every other too: in other lines, in data, in remarks, in stamps.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use a76xx_parser::spec::{find as row, rows};
use aho_corasick::{AhoCorasick, MatchKind};

/// A secret that is shorter stands in its field alone: among other text it would be anything.
pub(super) const SHORTEST: usize = 5;
/// The same for numbers: `10000` is a length as well.
const SHORTEST_NUMBER: usize = 6;
/// The same for text that went through a link.
pub(super) const SHORTEST_DATA: usize = 8;

/// Texts with their stand-ins, to be looked for at once.
pub(super) struct Elsewhere {
    /// `None` if there are none.
    search: Option<AhoCorasick>,
    stands: Vec<Vec<u8>>,
    /// So many of them are secrets; the rest are data.
    secrets: usize,
}

impl Elsewhere {
    /// `secrets` that are no words of the protocol, and lines of the `data`. What stays in the lines of the `wire` is told anyhow.
    pub(super) fn new<'a>(
        secrets: impl Iterator<Item = (&'a [u8], &'a [u8])>,
        data: impl Iterator<Item = (&'a [u8], &'a [u8])>,
        wire: impl Iterator<Item = &'a [u8]>,
    ) -> Self {
        let mut texts: Vec<(&[u8], &[u8])> = secrets.filter(|(text, _)| is_plain(text)).collect();
        let secrets = texts.len();
        let known: BTreeSet<&[u8]> = texts.iter().map(|(text, _)| *text).collect();
        let mut lines = BTreeMap::new();
        for (old, new) in data {
            let parts = lines_of(old).filter_map(|range| Some((old.get(range.clone())?, new.get(range)?)));
            lines.extend(parts.filter(|(old, new)| old != new && !known.contains(old)));
        }
        let all: Vec<&[u8]> = lines.keys().copied().collect();
        if let Some(search) = search(all.iter(), MatchKind::Standard) {
            for text in wire {
                for found in search.find_overlapping_iter(text) {
                    all.get(found.pattern().as_usize()).map(|line| lines.remove(line));
                }
            }
        }
        texts.extend(lines);
        Self {
            search: search(texts.iter().map(|(text, _)| text), MatchKind::LeftmostLongest),
            stands: texts.into_iter().map(|(_, stand)| stand.to_vec()).collect(),
            secrets,
        }
    }

    /// Where one of them stands in a text, and what stands for it.
    pub(super) fn each<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = (Range<usize>, &'a [u8])> {
        let found = self.search.iter().flat_map(move |search| search.find_iter(text));
        found.filter_map(|found| Some((found.range(), self.stands.get(found.pattern().as_usize())?.as_slice())))
    }

    /// Where the first secret stands in a text.
    pub(super) fn secret(&self, text: &[u8]) -> Option<usize> {
        let mut found = self.search.iter().flat_map(|search| search.find_iter(text));
        found.find(|found| found.pattern().as_usize() < self.secrets).map(|found| found.start())
    }
}

fn search<T: AsRef<[u8]>>(texts: impl ExactSizeIterator<Item = T>, kind: MatchKind) -> Option<AhoCorasick> {
    if texts.len() == 0 {
        return None;
    }
    AhoCorasick::builder().match_kind(kind).build(texts).ok()
}

/// Whether a secret is looked for in other text: it is long enough, and no word of the protocol.
fn is_plain(text: &[u8]) -> bool {
    let least = if text.iter().all(u8::is_ascii_digit) { SHORTEST_NUMBER } else { SHORTEST };
    let word = || row(text).is_some() || rows().any(|row| memchr::memmem::find(row.head(), text).is_some());
    text.len() >= least && !word()
}

/// Stretches of text that say something.
fn lines_of(data: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let lines = data.split(u8::is_ascii_control);
    lines.filter_map(move |line| {
        let range = at..at + line.len();
        at = range.end + 1;
        let telling = line.iter().filter(|byte| byte.is_ascii_alphanumeric() || **byte >= 0x80).count();
        (line.len() >= SHORTEST_DATA && telling >= SHORTEST).then_some(range)
    })
}

#[cfg(test)]
mod tests {
    use super::Elsewhere;

    fn written(text: &str) -> String {
        let secrets: [(&[u8], &[u8]); 4] = [(b"fleetuser", b"abcdefghi"), (b"12345", b"54321"), (b"+CSQ", b"+XYZ"), (b"abc", b"xyz")];
        let data: [(&[u8], &[u8]); 1] =
            [(b"t=21.5 degrees\r\nshort\r\nCONNECT 115200\r\n", b"q=43.7 fghijkl\r\nother\r\nABCDEFG 223344\r\n")];
        let wire: [&[u8]; 1] = [b"\r\nCONNECT 115200\r\n"];
        let all = Elsewhere::new(secrets.into_iter(), data.into_iter(), wire.into_iter());
        let mut out = text.as_bytes().to_vec();
        for (range, stand) in all.each(text.as_bytes()) {
            out.splice(range, stand.iter().copied());
        }
        String::from_utf8(out).unwrap_or_default()
    }

    #[test]
    fn what_is_looked_for() {
        for (text, out) in [
            ("user fleetuser", "user abcdefghi"),
            ("a length: 12345, +CSQ, abc", "a length: 12345, +CSQ, abc"),
            ("sent t=21.5 degrees, short", "sent q=43.7 fghijkl, short"),
            ("CONNECT 115200", "CONNECT 115200"),
        ] {
            assert_eq!(written(text), out);
        }
    }
}
