//! SSCOM with stamps, as text: an entry begins with a stamp and an arrow and reaches to the next; what was sent ends in a box.

use memchr::{memchr, memchr_iter};

use crate::ingest::Role;
use crate::ingest::engine::{Cutter, Page, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::hexdump::row::digits;
use crate::ingest::label::Way;
use crate::ingest::time::{Clock, stamp};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "sscom",
    title: "entries of a stamp, an arrow and what was sent or received, in GBK or UTF-8",
    tools: "SSCOM, LLCOM",
    keeps: Keeps { direction: "marked", time: "of each packet, 1 ms", line_ends: "as saved", bytes: "text; all in hexadecimal" },
    packed: false,
    fit: |head| {
        let entries = head.bytes.split(|byte| *byte == b'\n').filter(|line| Entry::of(line).is_some()).count();
        if entries < 2 { Fit::NO } else { Fit::marked(935, "entries of a stamp and an arrow") }
    },
    open: |head: &Head<'_>, input: Input| {
        let lines = || head.bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let entries = || lines().filter_map(|line| Entry::of(line).map(|entry| (line, entry)));
        let clock = Clock::of(entries().map(|(_, entry)| entry.stamp));
        let body = |line: &[u8], from: usize| line.get(from..).unwrap_or_default().to_vec();
        let dumps = entries().filter(|(line, entry)| is_dump(&body(line, entry.from))).count();
        let hexadecimal = dumps * 10 >= entries().count() * 9;
        // A saved file ends its entries with CR LF, and keeps the CR of the wire.
        Box::new(Tape::new(Sscom { clock, hexadecimal, line: 1 }, input))
    },
};

/// Longest entry that is taken as one.
const LONGEST: usize = 256 * 1024;
/// Arrows with the marks that stand beside them, in UTF-8 and in GBK.
const ARROWS: [(&[u8], Way); 4] = [
    ("\u{2192}\u{25c7}".as_bytes(), Way::Out),
    ("\u{2190}\u{25c6}".as_bytes(), Way::In),
    (b"\xa1\xfa\xa1\xf3", Way::Out),
    (b"\xa1\xfb\xa1\xf4", Way::In),
];
/// The box, in UTF-8 and in GBK.
const BOXES: [&[u8]; 2] = ["\u{25a1}".as_bytes(), b"\xa1\xf5"];

/// The beginning of an entry.
struct Entry {
    stamp: crate::ingest::time::Stamp,
    way: Way,
    /// Behind the arrow.
    from: usize,
}

impl Entry {
    fn of(line: &[u8]) -> Option<Self> {
        let inner = line.strip_prefix(b"[")?;
        let (stamp, len) = stamp(inner)?;
        let rest = inner.get(len..)?.strip_prefix(b"]")?;
        let near = rest.get(..16).unwrap_or(rest);
        let found = ARROWS
            .iter()
            .find_map(|(arrow, way)| near.windows(arrow.len()).position(|window| window == *arrow).map(|at| (at + arrow.len(), *way)));
        let (at, way) = found?;
        Some(Self { stamp, way, from: len + 2 + at })
    }
}

fn is_dump(body: &[u8]) -> bool {
    let body = without_box(body.trim_ascii_end()).trim_ascii_end();
    !body.is_empty() && digits(body, 0, false, |_, _| {}) == body.len()
}

/// A text without the box at its end.
fn without_box(text: &[u8]) -> &[u8] {
    BOXES.iter().find_map(|mark| text.strip_suffix(*mark)).unwrap_or(text)
}

struct Sscom {
    clock: Clock,
    hexadecimal: bool,
    line: u64,
}

impl Cutter for Sscom {
    fn cut(&mut self, page: &mut Page<'_>, ended: bool) -> usize {
        let window = page.window();
        page.line = self.line;
        let near = window.get(..LONGEST).unwrap_or(window);
        // The entry ends where a line begins as an entry does.
        let begins = |at: usize| Entry::of(near.get(at..).unwrap_or_default()).is_some();
        let next = memchr_iter(b'\n', near).map(|at| at + 1).find(|at| begins(*at));
        let Some(end) = next.or_else(|| (ended || near.len() == LONGEST).then_some(near.len())) else { return 0 };
        self.line += memchr_iter(b'\n', near.get(..end).unwrap_or_default()).count() as u64;
        let text = near.get(..end).unwrap_or_default();
        let Some(entry) = Entry::of(text) else {
            if !text.trim_ascii().is_empty() {
                page.outside(Role::Remark, None, 0..end);
            }
            return end;
        };
        let at = Some(self.clock.read(entry.stamp));
        let side = Some(if entry.way == Way::Out { Side::Host } else { Side::Module });
        // The line end of the entry is the program's.
        let to = text.strip_suffix(b"\n").map_or(text, |text| text.strip_suffix(b"\r").unwrap_or(text));
        let (to, boxed) = (without_box(to).len(), without_box(to).len() < to.len());
        if self.hexadecimal {
            page.begin(side, at);
            digits(text.get(..to).unwrap_or_default().trim_ascii_end(), entry.from, false, |byte, range| page.byte(byte, range));
            page.end();
            return end;
        }
        // Pasted, the CR of what was sent is gone: the line's end stands for it.
        let lost = boxed && memchr(b'\r', text.get(entry.from..to).unwrap_or_default()).is_none() && !text.ends_with(b"\r\n");
        page.wire(side, at, entry.from..if boxed { to } else { to.max(entry.from) });
        if lost || !boxed && !text.ends_with(b"\r\n") {
            page.wire(side, at, end - usize::from(text.ends_with(b"\n"))..end);
        }
        end
    }

    fn is_lossy(&self) -> bool {
        !self.hexadecimal
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, is_dump};

    #[test]
    fn entries() {
        for line in ["[10:00:00.500]\u{53d1}\u{2192}\u{25c7}AT\r\u{25a1}", "[10:00:00.500]OUT\u{2192}\u{25c7}AT"] {
            assert!(Entry::of(line.as_bytes()).is_some(), "{line}");
        }
        assert!(Entry::of(b"[10:00:00.500]\xb7\xa2\xa1\xfa\xa1\xf3AT").is_some());
        for line in ["", "[10:00:00.500] AT", "AT"] {
            assert!(Entry::of(line.as_bytes()).is_none(), "{line}");
        }
        assert!(is_dump("41 54 0D \u{25a1}".as_bytes()));
        assert!(!is_dump(b"AT"));
    }
}
