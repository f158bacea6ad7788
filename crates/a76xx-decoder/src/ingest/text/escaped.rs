//! Lines whose control characters are written out: strings of a program, `cat -v`.

use std::ops::Range;

use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::escape::Dialect;
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "escaped",
    title: "strings with `\\r\\n`, `<CR><LF>`, `[0D]` or `^M`, perhaps quoted",
    tools: "Python and Rust strings, cat -v, cat -A, terminals that show control characters",
    keeps: Keeps { direction: "by the grammar", time: "if stamped", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let (_, share) = dialect(head);
        if share < 50 { Fit::NO } else { Fit::merged(500 + share, "control characters are written out") }
    },
    open: |head: &Head<'_>, input: Input| {
        let dollars = head.share(|text| text.ends_with(b"$")).0 > 80;
        let rows = Escaped { dialect: dialect(head).0, dollars };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// The way of writing that most lines have, and the share of lines that have it.
fn dialect(head: &Head<'_>) -> (Dialect, u32) {
    let all = [Dialect::Backslash, Dialect::Angle, Dialect::Square, Dialect::Caret];
    all.map(|dialect| (dialect, head.share(|text| dialect.ends_line(text)).0))
        .into_iter()
        .max_by_key(|(_, share)| *share)
        .unwrap_or((Dialect::Backslash, 0))
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

struct Escaped {
    dialect: Dialect,
    /// A dollar sign stands in front of each line end.
    dollars: bool,
}

impl Rows for Escaped {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        // `cat` leaves the LF as it is; elsewhere it is the file's own.
        let keeps_end = self.dialect == Dialect::Caret;
        if !keeps_end && !self.dialect.ends_line(row.text) && string(row.text) == (0..row.text.len()) {
            if !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        }
        let range = if keeps_end { 0..row.text.len() } else { string(row.text) };
        let mut text = row.text.get(range.clone()).unwrap_or_default();
        if self.dollars {
            text = text.strip_suffix(b"$").unwrap_or(text);
        }
        let from = row.from + range.start;
        page.begin(None, row.at);
        self.dialect.each(text, |byte, at| page.byte(byte, from + at.start..from + at.end));
        page.end();
        if keeps_end && row.stop > row.to {
            page.wire(None, row.at, row.stop - 1..row.stop);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn strings() {
        assert_eq!(string(b"b'AT'"), 2..4);
        assert_eq!(string(b" \"AT\","), 2..4);
        assert_eq!(string(b"AT\\r"), 0..4);
        assert_eq!(string(b"'AT"), 1..3);
        assert_eq!(string(b""), 0..0);
    }
}
