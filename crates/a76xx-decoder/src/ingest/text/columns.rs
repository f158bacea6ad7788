//! Two columns of text: one side stands on the left, the other on the right.

use std::ops::Range;

use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::indent::{Indents, indent};
use crate::ingest::label::way;
use crate::ingest::sniff::{is_answer, is_command};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "columns",
    title: "two columns of text: the lines of one side on the left, those of the other further to the right",
    tools: "people, terminal programs with two panes",
    keeps: Keeps { direction: "marked", time: "if stamped", line_ends: "no", bytes: "text" },
    packed: false,
    fit: |head| columns(head).map_or(Fit::NO, |_| Fit::marked(480, "one side stands on the left, the other on the right")),
    open: |head: &Head<'_>, input: Input| {
        Box::new(Tape::new(Lines::new(Columns { columns: columns(head) }, head.peel.clone(), head.clock()), input))
    },
};

/// Blanks in front of the column on the right at least.
const LEAST: usize = 8;
/// Lines that are no line of the wire, for each that is.
const OTHERS: usize = 2;

/// Where the columns are, and how many blanks stand in front of both.
fn columns(head: &Head<'_>) -> Option<(Indents, usize)> {
    let filled = || head.rows.iter().map(|row| row.text).filter(|text| !text.trim_ascii().is_empty());
    let base = filled().map(indent).min()?;
    let right = filled().map(indent).max()?.checked_sub(base).filter(|right| *right >= LEAST)?;
    let mut rows = Vec::new();
    for text in filled().filter_map(|text| text.get(base..)).filter(|text| !is_rule(text)) {
        for part in parts(text, right).into_iter().flatten() {
            let line = text.get(part.clone()).unwrap_or_default();
            rows.push((if part.start < right { indent(text) } else { right }, [line, b"\n"].concat()));
        }
    }
    let known = |bytes: &[u8]| is_command(bytes.trim_ascii()) || is_answer(bytes.trim_ascii());
    let proven = rows.iter().filter(|(_, bytes)| known(bytes)).count();
    Indents::of(&rows).filter(|_| proven * (OTHERS + 1) >= rows.len()).map(|indents| (indents, base))
}

/// Whether a line is one that was drawn.
fn is_rule(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    text.len() > 3 && text.iter().all(|byte| matches!(byte, b'-' | b'=' | b'_' | b' '))
}

/// What stands on the left of a line, and what on the right.
fn parts(text: &[u8], right: usize) -> [Option<Range<usize>>; 2] {
    let end = text.trim_ascii_end().len();
    let begins = indent(text);
    let part = |range: Range<usize>| (range.start < range.end).then_some(range);
    let is_gap = text.get(right.saturating_sub(2)..right).is_some_and(|gap| gap.trim_ascii().is_empty());
    if begins < right && is_gap && text.get(right).is_some_and(u8::is_ascii_graphic) {
        let left = text.get(..right).unwrap_or_default().trim_ascii_end().len();
        return [part(begins..left), part(right..end)];
    }
    if begins < right { [part(begins..end), None] } else { [None, part(begins..end)] }
}

struct Columns {
    columns: Option<(Indents, usize)>,
}

impl Rows for Columns {
    fn is_lossy(&self) -> bool {
        true
    }

    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let Some((indents, base)) = &mut self.columns else { return page.outside(Role::Remark, row.at, row.from..row.to) };
        let (base, text) = (row.from + *base, row.text.get(*base..).unwrap_or_default());
        let [left, right] = parts(text, indents.right);
        let way_of = |part: &Option<Range<usize>>| part.clone().and_then(|part| way(text.get(part)?));
        let names = way_of(&left).zip(way_of(&right)).is_some_and(|(one, other)| one != other);
        if names || is_rule(text) {
            return page.outside(Role::Remark, row.at, row.from..row.to);
        }
        let sides: [Option<Side>; 2] = [indents.side(0), indents.side(indents.right)];
        match (left, &right) {
            (Some(left), Some(right)) => {
                page.begin(sides[0], row.at);
                for (at, byte) in left.clone().zip(text.get(left.clone()).unwrap_or_default()) {
                    page.byte(*byte, base + at..base + at + 1);
                }
                // The gap stands for the line end.
                page.byte(b'\n', base + left.end..base + right.start);
                page.end();
            }
            (Some(left), None) => page.wire(sides[0], row.at, base + left.start..row.stop),
            (None, _) => {}
        }
        if let Some(right) = right {
            page.wire(sides[1], row.at, base + right.start..row.stop);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parts;
    use crate::ingest::tests::wire;
    use a76xx_parser::Side::{Host, Module};

    #[test]
    fn left_and_right() {
        assert_eq!(parts(b"AT", 10), [Some(0..2), None]);
        assert_eq!(parts(b"          OK", 10), [None, Some(10..12)]);
        assert_eq!(parts(b"AT        OK ", 10), [Some(0..2), Some(10..12)]);
        assert_eq!(parts(b"AT+CIPOPEN=0,\"TCP\"", 10), [Some(0..18), None]);
        assert_eq!(parts(b"", 10), [None, None]);
    }

    #[test]
    fn whose_is_on_the_left() {
        let text =
            "Host            Module\nAT              AT\n                OK\nAT+CSQ\n                +CSQ: 21,99\n                OK\n";
        let read = [(Host, "AT\n"), (Module, "AT\nOK\n"), (Host, "AT+CSQ\n"), (Module, "+CSQ: 21,99\nOK\n")];
        assert_eq!(wire(text.as_bytes()), ("columns", read.map(|(side, text)| (Some(side), text.to_owned())).to_vec()));
        let stamp = |line: &str| ["10:00:01.500   ", line, "\n"].concat();
        let stamped = text.lines().map(stamp).collect::<String>().replace("Host   ", "-------------------------");
        assert_eq!(wire(stamped.as_bytes()).1.len(), 4);
        let turned = "                AT\nOK\n                AT+CSQ\n+CSQ: 21,99\nOK\n";
        assert_eq!(wire(turned.as_bytes()).1.first(), Some(&(Some(Host), "AT\n".to_owned())));
        for text in ["AT\n        indented\nOK\n", "AT\nOK\n          AT+CSQ\n     +CSQ: 1,99\nOK\n"] {
            assert_ne!(wire(text.as_bytes()).0, "columns", "{text}");
        }
    }
}
