//! Dumps whose rows, or the lines above them, tell whose bytes they are.

use super::row::digits;
use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::label::{Labels, Learner};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "marked-hexdump",
    title: "rows of hexadecimal bytes; a word in front of them, or in the line above, tells whose they are",
    tools: "ESP-IDF, Zephyr LOG_HEXDUMP, RT-Thread, jpnevulator, Eltima, Docklight and SSCOM in hex, pyserial spy://, interceptty, pppdump -h",
    keeps: Keeps { direction: "marked", time: "of each row or chunk", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let (share, rows) = head.share(|text| start(text).is_some());
        let (labels, marked) = learn(head);
        let complete = labels.is_complete();
        if rows < 2 || marked < 2 || labels.is_empty() || labels.known_lines() == 0 && share < 60 {
            return Fit::NO;
        }
        // Rows of a log that is about other things as well.
        if if complete { share < 8 } else { share < 60 } {
            return Fit::NO;
        }
        Fit::marked(560 + share * 2 + u32::from(complete) * 60, "each row of bytes tells its side")
    },
    open: |head: &Head<'_>, input: Input| {
        let rows = Marked { labels: learn(head).0, header: Vec::new(), side: None };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// Longest label.
const LABEL: usize = 120;

/// Where the bytes of a row begin, if it holds any.
fn start(text: &[u8]) -> Option<usize> {
    let near = text.len().min(LABEL);
    let mut from = 0;
    while from < near {
        let rest = text.get(from..near)?;
        let at = from + rest.iter().position(u8::is_ascii_hexdigit)?;
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let parted = before.is_none_or(|byte| matches!(byte, b' ' | b'\t' | b':' | b']' | b'>' | b'<' | b'|') || !byte.is_ascii());
        if parted && is_run(text, at) {
            return Some(at);
        }
        // On to behind this word.
        from = at + text.get(at..near)?.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count().max(1);
    }
    None
}

/// Whether bytes begin there and reach to the end of the row, or to the characters behind them.
fn is_run(text: &[u8], at: usize) -> bool {
    let end = digits(text, at, false, |_, _| {});
    let rest = text.get(end..).unwrap_or_default();
    let ended = match rest {
        [b'\t' | b'|', ..] | [b' ', b' ' | b'|' | b'"' | b'\'' | b'\t', ..] => true,
        _ => rest.iter().all(|byte| !byte.is_ascii_graphic()),
    };
    end > at && ended
}

/// A label that is an offset or an address alone names nobody.
fn is_bare(label: &[u8]) -> bool {
    label.iter().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b' ' | b'\t' | b':' | b'|' | b'x' | b'-'))
}

/// Learns the labels of the head, and how many rows have one.
fn learn(head: &Head<'_>) -> (Labels, usize) {
    let mut learner = Learner::default();
    let mut marked = 0;
    let mut chunk = Vec::new();
    let mut open: &[u8] = b"";
    for row in &head.rows {
        if let Some(at) = start(row.text) {
            let label = row.text.get(..at).unwrap_or_default();
            if !is_bare(label) {
                learner.take(open, &std::mem::take(&mut chunk));
                open = label;
            }
            marked += usize::from(!open.is_empty());
            digits(row.text, at, false, |byte, _| chunk.push(byte));
        } else {
            if !chunk.is_empty() {
                learner.take(open, &std::mem::take(&mut chunk));
            }
            open = row.text;
        }
    }
    learner.take(open, &chunk);
    (learner.learn(), marked)
}

struct Marked {
    labels: Labels,
    /// The last line that was no row.
    header: Vec<u8>,
    side: Option<Side>,
}

impl Rows for Marked {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let Some(at) = start(row.text) else {
            self.header.clear();
            self.header.extend_from_slice(row.text.get(..LABEL).unwrap_or(row.text));
            self.side = self.labels.side(row.text);
            // What names a side is the dump's own; the rest was written by somebody else.
            if self.side.is_none() && !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        };
        let label = row.text.get(..at).unwrap_or_default();
        let side = if is_bare(label) { self.side } else { self.labels.side(label) };
        let Some(side) = side.or_else(|| self.labels.side(&self.header)) else {
            page.outside(Role::Remark, row.at, row.from..row.to);
            return;
        };
        if !is_bare(label) {
            self.side = Some(side);
        }
        page.begin(Some(side), row.at);
        digits(row.text, at, false, |byte, range| page.byte(byte, row.from + range.start..row.from + range.end));
        page.end();
    }
}

#[cfg(test)]
mod tests {
    use super::start;

    #[test]
    fn where_bytes_begin() {
        for (text, at) in [
            ("D (12) tx: 0x3ffb   41 54 0d   |AT.|", Some(20)),
            ("I (5) TX: 41 54 0d ", Some(10)),
            ("[D/AT] [send line]: 0000-0020: 41 54 0D    AT.", Some(31)),
            ("TX   0000  41           A", Some(11)),
            ("00000010\t41 54\tAT", Some(9)),
            ("sent   41 54 0d    AT.", Some(7)),
            ("no such thing as a dump", None),
            ("signal 12 or so", None),
            ("", None),
        ] {
            assert_eq!(start(text.as_bytes()), at, "{text}");
        }
    }
}
