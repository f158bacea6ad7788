//! asciinema: a JSON array for each piece of what was typed and shown.

use std::ops::Range;

use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::escape::Dialect;
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::time::Scan;
use crate::ingest::{Micros, Role};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "asciinema",
    title: "a recorded terminal session, what was typed beside what was shown",
    tools: "asciinema rec, asciinema rec --stdin",
    keeps: Keeps { direction: "marked with --stdin", time: "of each piece, 1 us", line_ends: "exact", bytes: "UTF-8; others are replaced" },
    packed: false,
    fit: |head| {
        let first = head.rows.first().map(|row| row.text).unwrap_or_default();
        if !first.starts_with(b"{\"version\":") {
            return Fit::NO;
        }
        let typed = head.rows.iter().any(|row| piece(row.text).is_some_and(|piece| piece.typed == Some(true)));
        if typed {
            Fit::marked(1000, "the first line is asciinema's, and what was typed is there")
        } else {
            Fit::merged(1000, "the first line is asciinema's")
        }
    },
    open: |head: &Head<'_>, input: Input| {
        let typed = head.rows.iter().any(|row| piece(row.text).is_some_and(|piece| piece.typed == Some(true)));
        // Version 3 tells the time since the piece before.
        let deltas = head
            .rows
            .first()
            .is_some_and(|row| row.text.windows(12).any(|window| window == b"\"version\": 3" || window == b"\"version\":3,"));
        let rows = Cast { typed, deltas, first: None, passed: 0 };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// A piece: when, typed or shown, and the text between the quotes.
struct Event {
    micros: Micros,
    typed: Option<bool>,
    text: Range<usize>,
}

/// `[1.588267, "i", "AT\r"]`.
fn piece(line: &[u8]) -> Option<Event> {
    let mut scan = Scan::new(line);
    scan.eat(b'[').then_some(())?;
    scan.skip(|byte| byte == b' ');
    let number = scan.take(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'-' | b'+'));
    let seconds: f64 = std::str::from_utf8(number).ok()?.parse().ok()?;
    let between = |byte: u8| matches!(byte, b' ' | b',');
    scan.skip(between);
    let typed = match (scan.eat(b'"'), scan.eat_any(b"iomrx"), scan.eat(b'"')) {
        (true, Some(b'i'), true) => Some(true),
        (true, Some(b'o'), true) => Some(false),
        (true, Some(_), true) => None,
        _ => return None,
    };
    scan.skip(between);
    scan.eat(b'"').then_some(())?;
    let from = scan.taken();
    let to = line.iter().rposition(|byte| *byte == b'"').filter(|to| *to >= from)?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float converts to the nearest number there is")]
    let micros = (seconds * 1e6).round() as Micros;
    Some(Event { micros, typed, text: from..to })
}

struct Cast {
    typed: bool,
    deltas: bool,
    first: Option<Micros>,
    passed: Micros,
}

impl Rows for Cast {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let Some(event) = piece(row.text) else {
            if row.text.first() == Some(&b'[') {
                page.fault(row.at, row.from..row.to, "no event of asciinema");
            }
            return;
        };
        self.passed = if self.deltas { self.passed.saturating_add(event.micros) } else { event.micros };
        let at = self.passed.saturating_sub(*self.first.get_or_insert(self.passed));
        let Some(typed) = event.typed else {
            page.outside(Role::Remark, Some(at), row.from..row.to);
            return;
        };
        let side = self.typed.then_some(if typed { Side::Host } else { Side::Module });
        page.begin(side, Some(at));
        Dialect::Backslash.write(row.from + event.text.start..row.from + event.text.end, page);
        page.end();
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may stop")]
mod tests {
    use super::piece;

    #[test]
    fn pieces() {
        let event = piece(br#"[1.5, "i", "AT\r"]"#).expect("an event");
        assert_eq!((event.micros, event.typed, event.text), (1_500_000, Some(true), 12..16));
        for line in [&b""[..], b"[1.5]", b"[x, \"o\", \"\"]", b"[1, \"o\", \"", b"{\"version\": 2}"] {
            assert!(piece(line).is_none());
        }
    }
}
