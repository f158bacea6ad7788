//! Text below headings that tell whose it is: `# SEND ASCII>`, `Received:`, each on a line of its own.

use super::begins::split;
use crate::ingest::Role;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::label::{Labels, Learner, way};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "headed",
    title: "text below headings that tell whose it is (`# SEND ASCII>`, `Received:`)",
    tools: "serial assistants of Alithon and others, notes written by hand",
    keeps: Keeps { direction: "marked", time: "of each heading", line_ends: "as the tool", bytes: "as the tool" },
    packed: false,
    fit: |head| {
        let learned = Learned::of(head);
        let enough = learned.labels.is_complete() && learned.headings > 3 && learned.below > 3;
        // Here and there a line of prose looks like a heading.
        let common = learned.headings as usize * 8 >= head.rows.iter().filter(|row| !row.text.trim_ascii().is_empty()).count();
        if enough && common && learned.below * 10 >= learned.lines * 8 {
            Fit::marked(730, "headings tell whose the lines below are")
        } else {
            Fit::NO
        }
    },
    open: |head: &Head<'_>, input: Input| {
        let rows = Headed { labels: Learned::of(head).labels, side: None };
        Box::new(Tape::new(Lines::new(rows, head.peel.clone(), head.clock()), input))
    },
};

/// Words of a heading at most.
const WORDS: usize = 3;

/// Whether a line names a direction, ends as headings do, and holds nothing else.
fn is_heading(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let words = text.split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| word.first().is_some_and(u8::is_ascii_alphabetic));
    matches!(text, [.., b':' | b'>']) && (1..=WORDS).contains(&words.count()) && way(text).is_some() && split(text).is_none()
}

/// What the head shows.
struct Learned {
    labels: Labels,
    headings: u32,
    /// Lines of the wire, and those of them that stand below a heading.
    lines: u32,
    below: u32,
}

impl Learned {
    fn of(head: &Head<'_>) -> Self {
        let mut learner = Learner::default();
        let (mut heading, mut block): (&[u8], Vec<u8>) = (b"", Vec::new());
        let (mut headings, mut lines, mut below) = (0, 0, 0);
        for row in &head.rows {
            if is_heading(row.text) {
                if !heading.is_empty() {
                    learner.take(heading, &std::mem::take(&mut block));
                }
                heading = row.text;
                headings += 1;
                continue;
            }
            if let Some((at, _)) = split(row.text) {
                lines += 1;
                below += u32::from(at == 0 && !heading.is_empty());
            }
            block.extend_from_slice(row.text);
            block.push(b'\n');
        }
        learner.take(heading, &block);
        Self { labels: learner.learn(), headings, lines, below }
    }
}

struct Headed {
    labels: Labels,
    side: Option<Side>,
}

impl Rows for Headed {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        if is_heading(row.text)
            && let Some(side) = self.labels.side(row.text)
        {
            self.side = Some(side);
            return;
        }
        match self.side {
            // An empty line in front of the next heading is no data.
            Some(Side::Host) if row.text.is_empty() => {}
            Some(side) => page.wire(Some(side), row.at, row.from..row.stop),
            None if row.text.trim_ascii().is_empty() => {}
            None => page.outside(Role::Remark, row.at, row.from..row.to),
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
    fn lines_below_their_headings() {
        let (host, module) = (Some(Side::Host), Some(Side::Module));
        let text = "opened COM4\n[10:00:00.100]# SEND ASCII>\nAT+CSQ\n[10:00:00.150]# RECV ASCII>\nAT+CSQ\n\n+CSQ: 20,99\n\nOK\n\
                    [10:00:01.100]# SEND ASCII>\nAT+CREG?\n[10:00:01.150]# RECV ASCII>\nAT+CREG?\n\n+CREG: 0,1\n\nOK\n";
        let read = vec![
            (host, "AT+CSQ\n".to_owned()),
            (module, "AT+CSQ\n\n+CSQ: 20,99\n\nOK\n".to_owned()),
            (host, "AT+CREG?\n".to_owned()),
            (module, "AT+CREG?\n\n+CREG: 0,1\n\nOK\n".to_owned()),
        ];
        assert_eq!(wire(text.as_bytes()), ("headed", read));
    }
}
