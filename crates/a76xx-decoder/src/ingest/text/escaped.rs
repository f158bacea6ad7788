//! Lines whose control characters are written out: strings of a program, `cat -v`.

use std::ops::Range;

use super::labelled::{is_label, split};
use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::escape::Dialect;
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::sniff::{is_answer, is_command};

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "escaped",
    title: "strings with `\\r\\n`, `<CR><LF>`, `[0D]`, `{0D}` or `^M`, perhaps quoted",
    tools: "Python and Rust strings, cat -v, cat -A, Hercules, CuteCom, terminals that show control characters",
    keeps: Keeps { direction: "by the grammar", time: "if stamped", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let (dialect, share) = dialect(head);
        match share {
            50.. => Fit::merged(500 + share, "control characters are written out"),
            10.. if holds_wire(head, dialect) => Fit::merged(330 + share, "answers with control characters written out stand in a report"),
            _ => Fit::NO,
        }
    },
    open: |head: &Head<'_>, input: Input| {
        let dollars = head.share(|text| text.ends_with(b"$")).0 > 80;
        let (dialect, share) = dialect(head);
        let bracketed = dialect != Dialect::Square && head.share(|text| brackets(dialect, text).is_some()).0 >= 80;
        let rows = Escaped { dialect, dollars, bracketed, report: share < 50 && dialect != Dialect::Caret };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// The way of writing that most lines have, and the share of lines that have it.
fn dialect(head: &Head<'_>) -> (Dialect, u32) {
    Dialect::FOUND
        .map(|dialect| (dialect, head.share(|text| dialect.ends_line(text)).0))
        .into_iter()
        .max_by_key(|(_, share)| *share)
        .unwrap_or((Dialect::Backslash, 0))
}

/// Whether escaped lines hold lines of the wire: one may be a payload's own.
fn holds_wire(head: &Head<'_>, dialect: Dialect) -> bool {
    let holds = |text: &[u8]| {
        let mut bytes = Vec::new();
        dialect.each(text, |byte, _| bytes.push(byte));
        let mut lines = bytes.split(|byte| matches!(byte, b'\r' | b'\n')).map(<[u8]>::trim_ascii);
        lines.any(|line| is_command(line) || is_answer(line))
    };
    dialect != Dialect::Caret && head.rows.iter().filter(|row| dialect.ends_line(row.text) && holds(row.text)).count() > 1
}

/// The string of a line: what stands between quotes, if it has any.
pub(in crate::ingest) fn string(text: &[u8]) -> Range<usize> {
    let from = text.len() - text.trim_ascii_start().len();
    let open =
        from + text.get(from..).unwrap_or_default().iter().take(2).take_while(|byte| matches!(byte, b'b' | b'r' | b'u' | b'f')).count();
    match text.get(open) {
        Some(quote @ (b'\'' | b'"')) => {
            let close = text.iter().rposition(|byte| byte == quote).filter(|close| *close > open).unwrap_or(text.len());
            open + 1..close
        }
        _ => 0..text.len(),
    }
}

/// What stands between the square brackets that end a line; no escape stands in front of them.
fn brackets(dialect: Dialect, text: &[u8]) -> Option<Range<usize>> {
    let close = text.trim_ascii_end().strip_suffix(b"]")?.len();
    let open = text.get(..close)?.iter().rposition(|byte| *byte == b'[')? + 1;
    let (label, inner) = (text.get(..open)?, text.get(open..close)?);
    (!dialect.ends_line(label) && !inner.contains(&b']')).then_some(open..close)
}

struct Escaped {
    dialect: Dialect,
    /// A dollar sign stands in front of each line end.
    dollars: bool,
    /// Square brackets stand around each string.
    bracketed: bool,
    /// A report with words in front of the answers, and lines of its own.
    report: bool,
}

impl Escaped {
    /// A line of a report: what is of the wire begins behind its words.
    fn reported(&self, row: &Row<'_>, page: &mut Page<'_>) {
        let escaped = self.dialect.ends_line(row.text);
        let begins = split(row.text).map(|(at, _)| at).filter(|at| *at == 0 || is_label(row.text.get(..*at).unwrap_or_default()));
        let begins = begins.filter(|at| !self.dialect.ends_line(row.text.get(..*at).unwrap_or_default()));
        let Some(at) = begins.or(escaped.then_some(0)) else {
            if !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        };
        page.outside(Role::Remark, row.at, row.from..row.from + at);
        let from = row.from + at;
        let mut last = 0;
        page.begin(None, row.at);
        self.dialect.each(row.text.get(at..).unwrap_or_default(), |byte, at| {
            last = byte;
            page.byte(byte, from + at.start..from + at.end);
        });
        page.end();
        if !matches!(last, b'\r' | b'\n') {
            page.wire(None, row.at, row.to..row.stop);
        }
    }
}

impl Rows for Escaped {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        if self.report {
            return self.reported(row, page);
        }
        // `cat` leaves the LF as it is; elsewhere it is the file's own.
        let keeps_end = self.dialect == Dialect::Caret;
        let bracketed = if self.bracketed { brackets(self.dialect, row.text) } else { None };
        let range = if keeps_end { 0..row.text.len() } else { bracketed.unwrap_or_else(|| string(row.text)) };
        if !keeps_end && !self.dialect.ends_line(row.text) && range == (0..row.text.len()) {
            if !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        }
        let mut text = row.text.get(range.clone()).unwrap_or_default();
        if self.dollars {
            text = text.strip_suffix(b"$").unwrap_or(text);
        }
        let from = row.from + range.start;
        page.begin(None, row.at);
        self.dialect.write(from..from + text.len(), page);
        page.end();
        if keeps_end && row.stop > row.to {
            page.wire(None, row.at, row.stop - 1..row.stop);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::string;
    use crate::ingest::tests::wire;

    #[test]
    fn answers_in_a_report() {
        let text = "dial began\nno answer: AT+NETOPEN\\r\\r\\nOK\\r\\n\n\\0\\r\\n*ATREADY: 1\\r\\n (cut) +CSQ: 9,99\ngave up\n+NETOPEN: 1\nlater\nat last\n";
        let read = "AT+NETOPEN\r\r\nOK\r\n\0\r\n*ATREADY: 1\r\n (cut) +CSQ: 9,99\n+NETOPEN: 1\n";
        assert_eq!(wire(text.as_bytes()), ("escaped", vec![(None, read.to_owned())]));
    }

    #[test]
    fn strings_in_brackets() {
        let read = |text: &str| wire(text.as_bytes());
        assert_eq!(read("[AT\\r]\n[AT\\r\\r\\n]\n[OK\\r\\n]\n").1, [(None, "AT\rAT\r\r\nOK\r\n".to_owned())]);
        assert_eq!(read("[0] [AT\\r]\n[1] [AT\\r\\r\\n]\n[2] [OK\\r\\n]\n").1, [(None, "AT\rAT\r\r\nOK\r\n".to_owned())]);
        assert_eq!(read("AT\\r\nAT\\r\\r\\nOK\\r\\n\n[1]\\r\\n\n").1, [(None, "AT\rAT\r\r\nOK\r\n[1]\r\n".to_owned())]);
    }

    #[test]
    fn strings() {
        assert_eq!(string(b"b'AT'"), 2..4);
        assert_eq!(string(b" \"AT\","), 2..4);
        assert_eq!(string(b"AT\\r"), 0..4);
        assert_eq!(string(b"'AT"), 1..3);
        assert_eq!(string(b""), 0..0);
    }
}
