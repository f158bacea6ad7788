//! Dumps whose rows, or the lines above them, tell whose bytes they are.

use std::cell::Cell;

use super::spelling::Spelling;
use crate::ingest::Role;
use crate::ingest::analyser::table::has_ways;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::label::{Labels, Learner, way};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "marked-hexdump",
    title: "rows of bytes as numbers (`41 54 0d`, `41540d`, `41:54:0d`, `[65, 84, 13]`); a word in front of them, or in the line above, tells whose they are",
    tools: "ESP-IDF, Zephyr LOG_HEXDUMP, RT-Thread, jpnevulator, Eltima, Docklight and SSCOM in hex, pyserial spy://, interceptty, pppdump -h, gammu, Bus Hound, ser2net, ESPHome, JSON lines with `hex`",
    keeps: Keeps { direction: "marked", time: "of each row or chunk", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| Learned::of(head).map_or(Fit::NO, |learned| learned.fit),
    open: |head: &Head<'_>, input: Input| {
        let (spelling, labels) =
            Learned::of(head).map_or_else(|| (Spelling::Spaced, Labels::default()), |learned| (learned.spelling, learned.labels));
        let rows = Marked { spelling, labels, header: Vec::new(), above: Above::default(), side: None };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// What is remembered of the line above.
const ABOVE: usize = 120;
/// Lines between the one that names a side and the bytes at most.
const BETWEEN: u32 = 3;

/// A label that is an offset or an address alone names nobody.
fn is_bare(label: &[u8]) -> bool {
    label.iter().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b' ' | b'\t' | b':' | b'|' | b'x' | b'-'))
}

/// What the head shows.
struct Learned {
    spelling: Spelling,
    labels: Labels,
    fit: Fit,
}

impl Learned {
    /// The way of spelling that makes most lines of the wire of the rows.
    fn of(head: &Head<'_>) -> Option<Self> {
        // Its columns tell the sides, not what stands in front of the bytes.
        if has_ways(head) {
            return None;
        }
        // Which lines name a direction is the same for every spelling.
        let mut ways: Option<Vec<bool>> = None;
        let all = Spelling::ALL.into_iter().rev().filter_map(|spelling| {
            let starts: Vec<Option<usize>> = head.rows.iter().map(|row| spelling.start(row.text)).collect();
            let (share, rows) = head.share_of(&starts);
            if rows < 2 {
                return None;
            }
            let ways = ways.get_or_insert_with(|| head.rows.iter().map(|row| way(row.text).is_some()).collect());
            let (labels, marked) = learn(head, spelling, &starts, ways);
            let complete = labels.is_complete();
            let proven = labels.known_lines();
            // Pairs of digits with blanks between are nearly always bytes, other words of digits seldom.
            let enough = match spelling {
                Spelling::Spaced | Spelling::Cells => proven > 0 || share >= 60,
                Spelling::Joined | Spelling::Listed | Spelling::Decimal => complete && proven > 1,
            };
            // Rows of a log that is about other things as well.
            let least = if complete { 8 } else { 60 };
            let score = if spelling == Spelling::Cells { 900 } else { 560 + share * 2 + u32::from(complete) * 60 };
            let fit = Fit::marked(score, "each row of bytes tells its side");
            (marked > 1 && !labels.is_empty() && enough && share >= least).then_some(Self { spelling, labels, fit })
        });
        all.max_by_key(|learned| learned.labels.known_lines())
    }
}

/// Learns the labels of the head, and how many rows have one.
fn learn(head: &Head<'_>, spelling: Spelling, starts: &[Option<usize>], ways: &[bool]) -> (Labels, usize) {
    let marked = Cell::new(0);
    let labels = Learner::try_all(|learner| marked.set(teach(learner, head, spelling, starts, ways)));
    (labels, marked.get())
}

/// Shows a learner the labels of the head. How many rows have one.
fn teach(learner: &mut Learner, head: &Head<'_>, spelling: Spelling, starts: &[Option<usize>], ways: &[bool]) -> usize {
    // A line that no bytes stand under is no label, whatever its words say.
    let over = |learner: &mut Learner, open: &[u8], chunk: &mut Vec<u8>| {
        if !chunk.is_empty() {
            learner.take(open, &std::mem::take(chunk));
        }
    };
    let mut marked = 0;
    let mut chunk = Vec::new();
    let (mut open, mut above): (&[u8], _) = (b"", Above::default());
    for ((row, start), way) in head.rows.iter().zip(starts).zip(ways) {
        if let Some(at) = *start {
            let label = row.text.get(..at).unwrap_or_default();
            if !is_bare(label) {
                over(learner, open, &mut chunk);
                open = label;
            }
            above.used = true;
            marked += usize::from(!open.is_empty());
            spelling.each(row.text, at, |byte, _| chunk.push(byte));
        } else {
            over(learner, open, &mut chunk);
            if above.is_over(*way) {
                open = row.text;
            }
        }
    }
    over(learner, open, &mut chunk);
    marked
}

/// The line above the rows, from which they have their side.
#[derive(Default)]
struct Above {
    /// It names a direction.
    way: bool,
    /// Rows have come.
    used: bool,
    /// Lines that have come since, and no row.
    between: u32,
}

impl Above {
    /// Takes a line that is no row; `way`: it names a direction. Whether it takes the place of the one before: a line that tells how many bytes follow does not.
    fn is_over(&mut self, way: bool) -> bool {
        self.between += 1;
        if self.way && !way && !self.used && self.between <= BETWEEN {
            return false;
        }
        *self = Self { way, used: false, between: 0 };
        true
    }
}

struct Marked {
    spelling: Spelling,
    labels: Labels,
    /// The last line that was no row.
    header: Vec<u8>,
    above: Above,
    side: Option<Side>,
}

impl Rows for Marked {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let Some(at) = self.spelling.start(row.text) else {
            let over = self.above.is_over(way(row.text).is_some());
            if over {
                self.header.clear();
                self.header.extend_from_slice(row.text.get(..ABOVE).unwrap_or(row.text));
                self.side = self.labels.side(row.text);
            }
            // What names a side is the dump's own; the rest was written by somebody else.
            if (!over || self.side.is_none()) && !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        };
        self.above.used = true;
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
        self.spelling.each(row.text, at, |byte, range| page.byte(byte, row.from + range.start..row.from + range.end));
        page.end();
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may stop")]
mod tests {
    use std::io::Cursor;

    use crate::ingest::{Item, Role, open};

    /// The remarks that an input is read to hold.
    fn remarks(text: &str) -> Vec<String> {
        let mut opened = open("test", Box::new(Cursor::new(text.as_bytes().to_vec())), None).expect("it can be read");
        assert_eq!(opened.header.format, super::FORMAT.name);
        let mut found = Vec::new();
        while let Ok(Some(item)) = opened.source.next() {
            if let Item::Outside(outside) = item
                && outside.role == Role::Remark
            {
                found.push(String::from_utf8_lossy(outside.bytes).into_owned());
            }
        }
        found
    }

    #[test]
    fn words_of_a_direction_in_a_remark() {
        let labelled = "[D/AT] sendline: 0000-0020: 41 54 0D    AT.\n[D/AT] recvline: 0000-0020: 4F 4B 0D 0A    OK..\n";
        let note = "[614885] D/at.clnt: execute command (AT) timeout (300 ticks)!";
        assert_eq!(remarks(&format!("{labelled}{note}\n\n{labelled}")), [note]);
        assert_eq!(remarks(&format!("{note}\n{labelled}{labelled}")), [note]);
    }

    #[test]
    fn lines_above_the_bytes_are_their_own() {
        let text = "10:00:00.500000: HOST\n41 54 0D       \tAT.\n10:00:00.600000: MODEM\n4F 4B 0D 0A    \tOK..\n";
        assert_eq!(remarks(&text.repeat(2)), [""; 0]);
        assert_eq!(remarks(&format!("{text}the module sent nothing more\n{text}")), ["the module sent nothing more"]);
    }
}
