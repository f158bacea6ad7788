//! Tables with a row for each decoded byte, named columns on top: time, value, perhaps the channel.

use std::ops::Range;

use super::channels::{learn, micros};
use super::value::Radix;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::label::Labels;
use crate::ingest::{Role, Zero};

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "analyser-csv",
    title: "a table of decoded bytes (comma, semicolon or tab between the columns)",
    tools: "Saleae Logic 2 and Logic 1, KingstVIS, DSView",
    keeps: Keeps { direction: "by the channel's name and bytes", time: "of each byte", line_ends: "exact", bytes: "all in hexadecimal" },
    packed: false,
    fit: |head| {
        let Some(table) = Table::of(head) else { return Fit::NO };
        if table.labels.is_complete() {
            Fit::marked(950, "a table of bytes with their channels")
        } else {
            Fit::merged(950, "a table of bytes")
        }
    },
    open: |head: &Head<'_>, input: Input| {
        let table = Table::of(head).unwrap_or_default();
        Box::new(Tape::new(Lines::new(table, head.peel.clone(), head.clock()), input))
    },
};

/// Lines in front of the names of the columns at most.
const ABOVE: usize = 12;
/// Columns at most.
const COLUMNS: usize = 32;

/// What the columns are.
#[derive(Clone)]
struct Table {
    separator: u8,
    time: usize,
    /// Seconds that one of the time column is.
    unit: f64,
    value: usize,
    channel: Option<usize>,
    radix: Radix,
    labels: Labels,
    first: Option<i64>,
    /// The names of the columns were read over.
    begun: bool,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            separator: b',',
            time: 0,
            unit: 1.0,
            value: 1,
            channel: None,
            radix: Radix::Marked,
            labels: Labels::default(),
            first: None,
            begun: true,
        }
    }
}

/// The field of a row, without its quotes.
fn field(row: &[u8], separator: u8, index: usize) -> Option<Range<usize>> {
    let mut from = 0;
    for column in 0..COLUMNS {
        let rest = row.get(from..)?;
        let (range, next) = match rest {
            [b'"', quoted @ ..] => {
                // A quote that nothing but the end or a separator follows closes the field.
                let closes = |at: &usize| {
                    quoted.get(*at) == Some(&b'"')
                        && quoted.get(at + 1).is_none_or(|byte| *byte == separator)
                        && (*at > 0 || quoted.len() < 2 || quoted.get(1) != Some(&b'"'))
                };
                match (0..quoted.len()).find(closes) {
                    Some(close) => (from + 1..from + 1 + close, from + 1 + close + 2),
                    // A quote that nobody closes is a value.
                    None => (from..row.len(), row.len() + 1),
                }
            }
            // So is a separator that ends the row, and one between apostrophes.
            [byte] if *byte == separator && column == index => (from..from + 1, from + 1),
            [b'\'', byte, b'\'', ..] if *byte == separator => (from..from + 3, from + 4),
            _ => {
                let len = rest.iter().position(|byte| *byte == separator).unwrap_or(rest.len());
                (from..from + len, from + len + 1)
            }
        };
        if column == index {
            return Some(range);
        }
        if next > row.len() {
            return None;
        }
        from = next;
    }
    None
}

fn text(row: &[u8], separator: u8, index: usize) -> Option<&[u8]> {
    row.get(field(row, separator, index)?)
}

impl Table {
    fn of(head: &Head<'_>) -> Option<Self> {
        let (at, mut table) = head.rows.iter().take(ABOVE).enumerate().find_map(|(at, row)| Some((at, Self::named(row.text)?)))?;
        let rows = || head.rows.iter().skip(at + 1).map(|row| row.text).filter(|row| !row.is_empty());
        let timed = rows().filter(|row| text(row, table.separator, table.time).and_then(|time| micros(time, 1.0)).is_some()).count();
        if timed == 0 || timed * 10 < rows().count() * 8 {
            return None;
        }
        table.radix = Radix::of(&rows().filter_map(|row| text(row, table.separator, table.value)))?;
        let byte = |row| table.radix.read(text(row, table.separator, table.value)?);
        if let Some(channel) = table.channel {
            table.labels = learn(rows().filter_map(|row| Some((text(row, table.separator, channel)?, byte(row)?))));
        }
        Some(table)
    }

    /// Reads the names of the columns.
    fn named(row: &[u8]) -> Option<Self> {
        let row = row.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(row);
        let row = row.strip_prefix(b"# ").map_or(row, |comment| comment.rsplit(|byte| *byte == b' ').next().unwrap_or(comment));
        let separator = *b",;\t".iter().find(|separator| row.contains(separator))?;
        let mut table = Self { separator, time: COLUMNS, value: COLUMNS, begun: false, ..Self::default() };
        for index in 0..COLUMNS {
            let Some(name) = text(row, separator, index) else { break };
            let name = name.trim_ascii().to_ascii_lowercase();
            let has = |word: &str| name.windows(word.len()).any(|window| window == word.as_bytes());
            if table.time == COLUMNS && (has("time") || name == b"start") {
                table.time = index;
                table.unit = [("[ns]", 1e-9), ("(ns)", 1e-9), ("_ns", 1e-9), ("[us]", 1e-6), ("_us", 1e-6), ("[ms]", 1e-3), ("_ms", 1e-3)]
                    .into_iter()
                    .find_map(|(word, unit)| has(word).then_some(unit))
                    .unwrap_or(1.0);
            } else if table.value == COLUMNS && (has("data") || has("value") || has("byte") || has("uart") || has("serial")) {
                table.value = index;
            } else if table.channel.is_none() && (has("name") || has("channel") || has("line") || has("dir") || has("analyzer")) {
                table.channel = Some(index);
            }
        }
        (table.time < COLUMNS && table.value < COLUMNS).then_some(table)
    }
}

impl Rows for Table {
    fn zero(&self) -> Option<Zero> {
        u64::try_from(self.first?).ok().map(Zero::Capture)
    }

    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let time = text(row.text, self.separator, self.time).and_then(|time| micros(time, self.unit));
        let range = field(row.text, self.separator, self.value);
        let byte = range.clone().and_then(|range| row.text.get(range)).and_then(|value| self.radix.read(value));
        let (Some(time), Some(range), Some(byte)) = (time, range, byte) else {
            if row.text.trim_ascii().is_empty() {
            } else if std::mem::replace(&mut self.begun, true) && time.is_none() {
                page.fault(row.at, row.from..row.to, "no row of the table");
            } else {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        };
        self.begun = true;
        let first = *self.first.get_or_insert(time);
        let side = self.channel.and_then(|channel| self.labels.side(text(row.text, self.separator, channel)?));
        if side.is_none() && self.labels.is_complete() {
            page.outside(Role::Remark, row.at, row.from..row.to);
            return;
        }
        // An empty cell is a blank: something has to stand for it.
        let range = if range.is_empty() { range.start.saturating_sub(1)..range.end } else { range };
        page.begin(side, u64::try_from(time - first).ok().or(Some(0)));
        page.byte(byte, row.from + range.start..row.from + range.end);
        page.end();
    }
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn fields() {
        let row = br#""TX","data",0.5,8e-05,"A",,',',""""#;
        let texts: Vec<&[u8]> = (0..8).filter_map(|index| row.get(field(row, b',', index)?)).collect();
        assert_eq!(texts, [&b"TX"[..], b"data", b"0.5", b"8e-05", b"A", b"", b"','", b"\""]);
        assert_eq!(field(row, b',', 8), None);
        assert_eq!(field(b"", b',', 0), Some(0..0));
        assert_eq!(field(b"\"open", b',', 0), Some(0..5));
        assert_eq!(field(b"1,2,,", b',', 2), Some(4..5));
    }
}
