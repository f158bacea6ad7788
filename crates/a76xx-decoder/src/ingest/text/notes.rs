//! Dialogues that somebody retold: `AT+CSQ -> +CSQ: 21,99`, rows of a table, everything in one line. What parts command and answers there
//! stands for a line end.

use std::ops::Range;

use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::sniff::{is_answer, is_command, is_final};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "notes",
    title: "a retold dialogue: answers behind arrows, cells of a table, or all in one line",
    tools: "notes, issue reports, chats",
    keeps: Keeps { direction: "by the grammar", time: "no", line_ends: "no", bytes: "text" },
    packed: false,
    fit: |head| {
        let count = |shape: Shape| head.rows.iter().filter(|row| shape.is_retold(row.text)).count();
        let all = head.rows.iter().filter(|row| !row.text.trim_ascii().is_empty()).count();
        match Shape::of(head) {
            // Bars in front of the lines are hard to mistake.
            Some(Shape::Cells) => Fit::merged(800, "a table that retells a dialogue"),
            Some(shape) => Fit::merged(430 + (count(shape) * 100 / all.max(1)) as u32, "a retold dialogue"),
            None => Fit::NO,
        }
    },
    open: |head: &Head<'_>, input: Input| {
        let shape = Shape::of(head).unwrap_or(Shape::Arrows);
        Box::new(Tape::new(Lines::new(Notes { shape }, head.peel.clone(), head.clock()), input))
    },
};

/// How it is retold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `AT+CSQ -> +CSQ: 21,99 (fine)`.
    Arrows,
    /// `| signal | AT+CSQ | +CSQ: 21,99, OK |`.
    Cells,
    /// `AT+CSQ +CSQ: 21,99 OK`.
    Blanks,
}

const ARROWS: [&[u8]; 4] = [b"->", b"=>", b">>", "\u{2192}".as_bytes()];
/// Lines of the wire without a head that stand in one line with others.
pub(super) const WORDS: [&[u8]; 7] = [b"OK", b"ERROR", b"RDY", b"SMS DONE", b"PB DONE", b"NO CARRIER", b"CLOSED"];

impl Shape {
    fn of(head: &Head<'_>) -> Option<Self> {
        let rows = || head.rows.iter().map(|row| row.text).filter(|row| !row.trim_ascii().is_empty());
        let all = rows().count();
        let retold = |shape: Self| rows().filter(|row| shape.is_retold(row)).count();
        if retold(Self::Arrows) >= 2 && retold(Self::Arrows) * 5 >= all {
            return Some(Self::Arrows);
        }
        if retold(Self::Cells) >= 2 && rows().filter(|row| row.trim_ascii().starts_with(b"|")).count() * 5 >= all * 3 {
            return Some(Self::Cells);
        }
        (all <= 3 && retold(Self::Blanks) > 0).then_some(Self::Blanks)
    }

    /// Whether a line tells more than one line of the wire.
    fn is_retold(self, text: &[u8]) -> bool {
        let mut known = 0;
        let mut parts = 0;
        self.parts(text, |range| {
            let part = text.get(range).unwrap_or_default().trim_ascii();
            parts += 1;
            known += u32::from(is_command(part) || is_answer(part) || WORDS.contains(&part));
        });
        match self {
            Self::Arrows => parts > 1 && known > 1,
            Self::Cells => parts > 1 && known > 0 && text.trim_ascii().starts_with(b"|"),
            Self::Blanks => parts > 2 && known * 10 >= parts * 9,
        }
    }

    /// Hands on the places of what a line tells; what lies between parts it.
    fn parts(self, text: &[u8], mut each: impl FnMut(Range<usize>)) {
        let mut from = 0;
        let mut at = 0;
        // Blanks in quotes part nothing, where the quotes close.
        let closed = self == Self::Blanks && memchr::memchr_iter(b'"', text).count().is_multiple_of(2);
        let mut quoted = false;
        while let Some(byte) = text.get(at) {
            quoted ^= closed && *byte == b'"';
            match self.part(text, at).filter(|_| !quoted) {
                Some(len) => {
                    each(from..at);
                    at += len;
                    from = at;
                }
                None => at += 1,
            }
        }
        each(from..text.len());
    }

    /// How long what parts two lines is, if it begins there.
    fn part(self, text: &[u8], at: usize) -> Option<usize> {
        let rest = text.get(at..)?;
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let behind = rest.get(blanks..)?;
        let end = |len: usize| len + rest.get(len..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        match self {
            Self::Arrows => {
                let arrow = ARROWS.iter().find(|arrow| behind.starts_with(arrow)).filter(|_| blanks > 0 || at == 0)?;
                Some(end(blanks + arrow.len()))
            }
            Self::Cells if behind.first() == Some(&b'|') => Some(end(blanks + 1)),
            // Several answers in one cell.
            Self::Cells => (rest.starts_with(b", ") && begins(rest.get(2..)?)).then_some(2),
            Self::Blanks => (blanks > 0 && begins(behind)).then_some(blanks),
        }
    }
}

/// Whether a line of the wire begins here.
fn begins(text: &[u8]) -> bool {
    let word = text.split(|byte| matches!(byte, b' ' | b'|')).next().unwrap_or_default();
    is_command(word)
        || is_answer(word)
        || WORDS.iter().any(|word| text.strip_prefix(*word).is_some_and(|rest| rest.first().is_none_or(|byte| matches!(byte, b' ' | b','))))
}

struct Notes {
    shape: Shape,
}

/// Claims what a line tells from there on, part by part: what parts two lines stands for the end of the first.
fn claim(shape: Shape, row: &Row<'_>, from: usize, side: Option<Side>, page: &mut Page<'_>) {
    let mut last: Option<Range<usize>> = None;
    let base = row.from + from;
    shape.parts(row.text.get(from..).unwrap_or_default(), |range| {
        if let Some(before) = last.take()
            && before.end < range.start
            && !before.is_empty()
        {
            page.begin(side, row.at);
            page.byte(b'\n', base + before.end..base + range.start);
            page.end();
        }
        page.wire(side, row.at, base + range.start..base + range.end);
        last = Some(range);
    });
    page.wire(side, row.at, row.to..row.stop);
}

/// Whether a text is an answer and its final result with a blank between.
pub(super) fn is_flat(text: &[u8]) -> bool {
    let (mut parts, mut last) = (0_u32, 0..0);
    Shape::Blanks.parts(text, |range| {
        parts += 1;
        last = range;
    });
    parts > 1 && is_final(text.get(last).unwrap_or_default().trim_ascii())
}

/// Claims a text whose lines stand behind each other.
pub(super) fn claim_flat(row: &Row<'_>, from: usize, side: Option<Side>, page: &mut Page<'_>) {
    claim(Shape::Blanks, row, from, side, page);
}

impl Rows for Notes {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        claim(self.shape, row, 0, None, page);
    }

    fn is_lossy(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Shape, is_flat};

    fn parts(shape: Shape, text: &str) -> Vec<String> {
        let mut parts = Vec::new();
        shape.parts(text.as_bytes(), |range| parts.push(text.get(range).unwrap_or_default().to_owned()));
        parts
    }

    #[test]
    fn an_answer_and_its_final_result_in_one_line() {
        for (text, flat) in
            [("+CSQ: 21,99 OK", true), ("AT OK", true), ("+CIPERROR: 4 ERROR ", true), ("OK", false), ("+CPIN: READY", false)]
        {
            assert_eq!(is_flat(text.as_bytes()), flat, "{text}");
        }
        // What stands in quotes or goes on is no result.
        assert!(!is_flat(b"+COPS: 0,0,\"NET OK\",7") && !is_flat(b"+CMT: OK then"));
    }

    #[test]
    fn what_is_retold() {
        assert_eq!(parts(Shape::Arrows, "AT+CSQ   -> +CSQ: 21,99"), ["AT+CSQ", "+CSQ: 21,99"]);
        assert_eq!(parts(Shape::Arrows, "   -> +CSQ: 21,99"), ["", "+CSQ: 21,99"]);
        assert_eq!(parts(Shape::Cells, "| signal | AT+CSQ | OK, +CSQ: 21,99 |"), ["", "signal", "AT+CSQ", "OK", "+CSQ: 21,99", ""]);
        assert_eq!(parts(Shape::Blanks, "RDY +CPIN: READY SMS DONE AT+CSQ OK"), ["RDY", "+CPIN: READY", "SMS DONE", "AT+CSQ", "OK"]);
        assert!(Shape::Arrows.is_retold(b"AT+CSQ -> +CSQ: 21,99"));
        assert!(!Shape::Arrows.is_retold(b"AT+CIPSEND=0,5 >"));
        assert!(!Shape::Blanks.is_retold(b"AT+CSQ"));
        assert_eq!(parts(Shape::Blanks, "+COPS: 0,0,\"IS OK HERE\",7 OK"), ["+COPS: 0,0,\"IS OK HERE\",7", "OK"]);
    }
}
