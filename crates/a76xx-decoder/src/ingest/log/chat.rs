//! `chat -v`, alone or through the system log: what is sent in parentheses, what is received as it came.

use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::escape::Dialect;
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "chat",
    title: "the log of pppd's chat",
    tools: "chat -v, chat -V, pppd debug through the system log",
    keeps: Keeps { direction: "marked", time: "of each line, as the system log has it", line_ends: "partly", bytes: "text" },
    packed: false,
    fit: |head| {
        let sent = head.rows.iter().filter(|row| sent(row.text).is_some()).count();
        let expects = head.rows.iter().filter(|row| row.text.starts_with(b"expect (")).count();
        if sent < 1 || expects < 1 { Fit::NO } else { Fit::marked(930, "what chat sent and expected") }
    },
    open: |head: &Head<'_>, input: Input| {
        let logged = head.peel.stamp().is_some();
        let rows = Chat { logged, heard: false };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// What chat and pppd say of themselves.
const SAYS: [&[u8]; 17] = [
    b"abort on (",
    b"report (",
    b"timeout set to ",
    b"expect (",
    b"alarm",
    b"Failed",
    b" -- ",
    b"SIG",
    b"Script ",
    b"Connect",
    b"Serial connection",
    b"Using ",
    b"pppd ",
    b"clear abort",
    b"say (",
    b"send (?",
    b"Terminating",
];

/// What stands in the parentheses of `send (AT^M)`.
fn sent(text: &[u8]) -> Option<std::ops::Range<usize>> {
    let body = text.strip_prefix(b"send (")?;
    let end = body.iter().rposition(|byte| *byte == b')')?;
    Some(6..6 + end)
}

struct Chat {
    /// Lines come through the system log, with lines of other programs between them.
    logged: bool,
    /// A command was sent, so that what follows may be the module's.
    heard: bool,
}

impl Rows for Chat {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        if let Some(range) = sent(row.text) {
            self.heard = true;
            let from = row.from + range.start;
            page.begin(Some(Side::Host), row.at);
            Dialect::Caret.each(row.text.get(range).unwrap_or_default(), |byte, at| page.byte(byte, from + at.start..from + at.end));
            page.end();
            return;
        }
        let says = SAYS.iter().any(|phrase| row.text.starts_with(phrase)) || self.logged && row.text.starts_with(b"[");
        if says || !self.heard || row.text.is_empty() {
            if !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        }
        page.begin(Some(Side::Module), row.at);
        Dialect::Caret.each(row.text, |byte, at| page.byte(byte, row.from + at.start..row.from + at.end));
        page.end();
        page.wire(Some(Side::Module), row.at, row.to..row.stop);
    }

    fn is_lossy(&self) -> bool {
        true
    }
}
