//! What pppdump prints of a record of pppd: quoted strings, a side each, and the time that passed between them.

use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::escape::Dialect;
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::time::{Clock, Scan};
use crate::ingest::{Micros, Role};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "pppdump",
    title: "a record of pppd as pppdump prints it",
    tools: "pppdump",
    keeps: Keeps { direction: "marked", time: "0.1 s", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head| {
        let (mut known, mut said) = (0_u32, 0_u32);
        for row in &head.rows {
            let begins = string(row.text).is_some();
            said += u32::from(begins);
            known += u32::from(begins || passed(row.text).is_some() || row.text.starts_with(b"start ") || row.text.starts_with(INDENT));
        }
        let all = head.rows.iter().filter(|row| !row.text.is_empty()).count() as u32;
        if said >= 2 && known * 10 >= all * 9 { Fit::marked(960, "strings that pppdump printed") } else { Fit::NO }
    },
    open: |head: &Head<'_>, input: Input| {
        Box::new(Tape::new(Lines::new(Pppdump { open: None, at: None }, head.peel.clone(), Clock::default()), input))
    },
};

/// What a string's further lines begin with.
const INDENT: &[u8] = b"      ";

/// Whose string begins there, and where.
fn string(text: &[u8]) -> Option<(Side, usize)> {
    [(&b"sent \""[..], Side::Host), (b"rcvd \"", Side::Module)]
        .into_iter()
        .find_map(|(mark, side)| text.starts_with(mark).then_some((side, mark.len())))
}

/// The time of `time  0.1s`.
fn passed(text: &[u8]) -> Option<Micros> {
    let mut scan = Scan::new(text.strip_prefix(b"time")?);
    scan.skip(|byte| byte == b' ');
    let (seconds, _) = scan.number(1, 9)?;
    if !scan.eat(b'.') {
        return None;
    }
    let (tenths, _) = scan.number(1, 1)?;
    (scan.eat(b's') && scan.rest().is_empty()).then_some(seconds * 1_000_000 + tenths * 100_000)
}

/// How long a string goes on in a line, and whether it ends there.
fn length(text: &[u8]) -> (usize, bool) {
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return (at, true),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    (text.len(), false)
}

struct Pppdump {
    /// A string goes on in the next line.
    open: Option<Side>,
    at: Option<Micros>,
}

impl Pppdump {
    fn claim(&mut self, side: Side, from: usize, row: &Row<'_>, page: &mut Page<'_>) {
        let text = row.text.get(from..).unwrap_or_default();
        let (len, ended) = length(text);
        let at = *self.at.get_or_insert(0);
        page.begin(Some(side), Some(at));
        Dialect::Hexadecimal.write(row.from + from..row.from + from + len, page);
        page.end();
        self.open = (!ended).then_some(side);
    }
}

impl Rows for Pppdump {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        if let Some(side) = self.open.take() {
            if row.text.starts_with(INDENT) {
                self.claim(side, INDENT.len(), row, page);
                return;
            }
            page.fault(None, row.from..row.from, "the string above has no end");
        }
        if let Some((side, from)) = string(row.text) {
            self.claim(side, from, row, page);
        } else if let Some(passed) = passed(row.text) {
            self.at = Some(self.at.unwrap_or(0).saturating_add(passed));
        } else if !row.text.is_empty() {
            page.outside(Role::Remark, None, row.from..row.to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{length, passed, string};
    use a76xx_parser::Side;

    #[test]
    fn lines() {
        assert_eq!(string(b"sent \"AT\\0d\""), Some((Side::Host, 6)));
        assert_eq!(string(b"rcvd x"), None);
        assert_eq!(passed(b"time  12.3s"), Some(12_300_000));
        assert_eq!(passed(b"time of day"), None);
        assert_eq!(length(b"AT\\0d\""), (5, true));
        assert_eq!(length(b"\\\"x\\"), (4, false));
        assert_eq!(length(b"say \\\"AT\\\"\" "), (10, true));
    }
}
