//! `docs/captures.md`: figures of the logs, and no text of them.

use std::fmt::Write as _;

use crate::common::repository;

const KINDS: [&str; 10] = ["command", "echo", "answer", "urc", "final", "prompt", "payload", "noise", "text", "foreign"];
const START: &str = "<!-- figures: written by the test samples -->\n";
const END: &str = "<!-- end of figures -->";

/// The figures of one log.
pub(crate) struct Row {
    number: u16,
    bytes: usize,
    kinds: [usize; KINDS.len()],
    /// Lines that the regular expressions know.
    pub(crate) seen: usize,
    /// Those of them that the decoder takes for something else.
    pub(crate) exceptions: usize,
}

impl Row {
    pub(crate) fn new(number: u16, bytes: &[u8], events: &[serde_json::Value]) -> Self {
        let kinds = KINDS.map(|kind| events.iter().filter(|event| event["kind"] == kind).count());
        Self { number, bytes: bytes.len(), kinds, seen: 0, exceptions: 0 }
    }

    fn cells(&self, name: &str) -> String {
        let figures = [self.bytes].into_iter().chain(self.kinds).chain([self.seen, self.exceptions]);
        let figures: Vec<String> = figures.map(|figure| figure.to_string()).collect();
        format!("| {name} | {} |\n", figures.join(" | "))
    }
}

fn sum(rows: &[Row]) -> Row {
    let mut all = Row { number: 0, bytes: 0, kinds: [0; KINDS.len()], seen: 0, exceptions: 0 };
    for row in rows {
        all.bytes += row.bytes;
        all.seen += row.seen;
        all.exceptions += row.exceptions;
        all.kinds.iter_mut().zip(row.kinds).for_each(|(total, figure)| *total += figure);
    }
    all
}

fn head() -> String {
    let columns: Vec<&str> = ["no.", "bytes"].into_iter().chain(KINDS).chain(["seen", "otherwise"]).collect();
    format!("| {} |\n|{}\n", columns.join(" | "), "--:|".repeat(columns.len()))
}

/// The last row alone.
pub(crate) fn totals(rows: &[Row]) -> String {
    head() + &sum(rows).cells("all")
}

/// Compares the document with the figures, and brings it up to date where it is not.
pub(crate) fn compare(rows: &[Row]) {
    let mut table = head();
    for row in rows {
        table.push_str(&row.cells(&format!("{:03}", row.number)));
    }
    write!(table, "{}", sum(rows).cells("all")).unwrap();
    let path = repository("docs/captures.md");
    let document = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once(START).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let current = format!("{before}{START}\n{table}\n{END}{after}");
    if current != document {
        std::fs::write(&path, current).unwrap();
        panic!("docs/captures.md was not current; it is now, commit it");
    }
}
