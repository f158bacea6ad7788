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
        let rows = Chat { logged, heard: false, shown: if is_shown(head) { Shown::No } else { Shown::Never } };
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

/// What chat's script says is sent: a backslash stands in front of a byte that the shell or chat would take for itself, and of a pause.
#[derive(Default)]
struct Script {
    /// Where the backslash stands.
    escape: Option<usize>,
}

impl Script {
    /// The byte that goes out, and its place.
    fn take(&mut self, byte: u8, at: std::ops::Range<usize>) -> Option<(u8, std::ops::Range<usize>)> {
        match self.escape.take() {
            // A delay, a pause, a break of the line.
            Some(_) if matches!(byte, b'd' | b'p' | b'K') => None,
            Some(from) => Some((byte, from..at.end)),
            None if byte == b'\\' && at.len() == 1 => {
                self.escape = Some(at.start);
                None
            }
            None => Some((byte, at)),
        }
    }
}

/// Whether what is received is shown as it comes, and then logged again in the same place: the piece that was expected stands twice in a line.
fn is_shown(head: &Head<'_>) -> bool {
    head.rows.windows(2).any(|pair| matches!(pair, [text, got] if twice(text.text).is_some() && got.text.starts_with(b" -- got it")))
}

/// The half of a text that stands there twice.
fn twice(text: &[u8]) -> Option<&[u8]> {
    let (first, second) = text.split_at_checked(text.len() / 2)?;
    (!first.is_empty() && first == second).then_some(first)
}

/// Where a line stands that is shown first, and logged then.
#[derive(Clone, PartialEq, Eq)]
enum Shown {
    /// Lines are logged only.
    Never,
    /// What is received comes next.
    No,
    /// This was shown, and is to be logged.
    Line(Vec<u8>),
    /// What was expected has come; until something is expected again, nothing is received.
    Got,
}

struct Chat {
    /// Lines come through the system log, with lines of other programs between them.
    logged: bool,
    /// A command was sent, so that what follows may be the module's.
    heard: bool,
    /// Lines are shown before they are logged.
    shown: Shown,
}

impl Chat {
    /// The part of a line that is logged and not only shown, in its text.
    fn logged(&mut self, text: &[u8]) -> Option<std::ops::Range<usize>> {
        match std::mem::replace(&mut self.shown, Shown::No) {
            Shown::Never => {
                self.shown = Shown::Never;
                (!text.is_empty()).then_some(0..text.len())
            }
            Shown::Got => {
                self.shown = Shown::Got;
                None
            }
            Shown::No => {
                let half = twice(text).map(|half| half.len()..text.len());
                if half.is_none() {
                    self.shown = Shown::Line(text.to_vec());
                }
                half
            }
            Shown::Line(_) => Some(0..text.len()),
        }
    }

    /// Follows what chat says of itself.
    fn says(&mut self, text: &[u8]) {
        if self.shown == Shown::Never {
            return;
        }
        if text.starts_with(b" -- got it") {
            self.shown = Shown::Got;
        } else if text.starts_with(b"expect (") {
            self.shown = Shown::No;
        }
    }
}

impl Rows for Chat {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        if let Some(range) = sent(row.text) {
            self.heard = true;
            let from = row.from + range.start;
            page.begin(Some(Side::Host), row.at);
            let mut script = Script::default();
            Dialect::Caret.each(row.text.get(range).unwrap_or_default(), |byte, at| {
                if let Some((byte, at)) = script.take(byte, at) {
                    page.byte(byte, from + at.start..from + at.end);
                }
            });
            page.end();
            return;
        }
        let says = SAYS.iter().any(|phrase| row.text.starts_with(phrase)) || self.logged && row.text.starts_with(b"[");
        if says {
            self.says(row.text);
        }
        let received = if says || !self.heard { None } else { self.logged(row.text) };
        let Some(range) = received else {
            if (says || !self.heard) && !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        };
        let whole = range.start == 0;
        page.begin(Some(Side::Module), row.at);
        Dialect::Caret.write(row.from + range.start..row.from + range.end, page);
        page.end();
        // What was expected is logged as soon as it is there, without the end of its line.
        if whole {
            page.wire(Some(Side::Module), row.at, row.to..row.stop);
        }
    }

    fn is_lossy(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::tests::wire;
    use a76xx_parser::Side;

    #[test]
    fn backslashes_of_the_script_are_not_sent() {
        let text = "send (AT+CGDCONT=1,\\\"IP\\\",\\\"a\\\\b\\\"\\d\\p^M)\nexpect (OK)\nOK\n -- got it\n";
        let read = vec![(Some(Side::Host), "AT+CGDCONT=1,\"IP\",\"a\\b\"\r".to_owned()), (Some(Side::Module), "OK\n".to_owned())];
        assert_eq!(wire(text.as_bytes()), ("chat", read));
    }
}
