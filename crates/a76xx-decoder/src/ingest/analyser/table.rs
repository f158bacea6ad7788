//! Tables with a row for each decoded byte, named columns on top: time, value, perhaps the channel, or a column for each way.

use std::ops::Range;

use super::cells::Cells;
use super::channels::learn;
use super::columns::{Columns, field, text};
use super::time::Times;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::label::{Labels, Learner, Way};
use crate::ingest::prefix::Peel;
use crate::ingest::time::Clock;
use crate::ingest::{HEAD, Micros, Role, Zero};
use a76xx_parser::Side;

pub(in crate::ingest) const FORMAT: Format = Format {
    name: "analyser-csv",
    title: "a table of decoded bytes (comma, semicolon or tab between the columns), of both ways in one column or in one each",
    tools: "Saleae Logic 2 and Logic 1, KingstVIS, DSView, spreadsheets and scripts with columns for TX and RX",
    keeps: Keeps {
        direction: "by the channel's or column's name and bytes",
        time: "of each row",
        line_ends: "exact",
        bytes: "all in hexadecimal",
    },
    packed: false,
    fit: |head| {
        let Some(table) = Table::of(head) else { return Fit::NO };
        if table.is_marked() { Fit::marked(950, "a table of bytes with their channels") } else { Fit::merged(950, "a table of bytes") }
    },
    open: |head: &Head<'_>, input: Input| {
        let table = Table::of(head).unwrap_or_default();
        Box::new(Tape::new(Lines::new(table, Peel::default(), Clock::default()), input))
    },
};

/// Lines in front of the names of the columns at most.
const ABOVE: usize = 12;
/// Pairs of columns that are tried.
const PAIRS: usize = 8;

/// What the columns are.
#[derive(Clone, Default)]
struct Table {
    columns: Columns,
    times: Option<Times>,
    /// The columns of bytes, and whose they are where their names tell.
    values: Vec<(usize, Option<Side>)>,
    cells: Cells,
    labels: Labels,
    /// Who sent the byte before.
    last: Option<Side>,
    /// Lines that are still to come up to the names of the columns.
    above: usize,
}

/// Whether the names on top of a text tell of a table with a column for each way.
pub(in crate::ingest) fn has_ways(head: &Head<'_>) -> bool {
    lines(head).take(ABOVE).any(|line| Columns::named(line).is_some_and(|columns| !columns.ways.is_empty()))
}

/// The lines of a head as they stand there: what looks like a prefix is a column.
fn lines<'a>(head: &Head<'a>) -> impl Iterator<Item = &'a [u8]> + Clone {
    head.bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}

/// The times of the rows.
fn times(columns: &Columns, rows: &[&[u8]]) -> Option<Times> {
    let time = columns.time?;
    Times::of(&rows.iter().map(|row| text(row, columns.separator, time).unwrap_or_default()), columns.unit)
}

impl Table {
    fn of(head: &Head<'_>) -> Option<Self> {
        lines(head).take(ABOVE).enumerate().find_map(|(at, names)| {
            let columns = Columns::named(names)?;
            let mut rows: Vec<&[u8]> = lines(head).skip(at + 1).filter(|row| !row.is_empty()).collect();
            if head.bytes.len() >= HEAD {
                // The head cuts it off.
                rows.pop();
            }
            let table = Self::of_ways(&columns, names, &rows).or_else(|| Self::of_values(&columns, &rows))?;
            Some(Self { above: at + 1, ..table })
        })
    }

    /// A table with a column for each way.
    fn of_ways(columns: &Columns, names: &[u8], rows: &[&[u8]]) -> Option<Self> {
        let of = |wanted: Way| columns.ways.iter().filter(move |(_, way)| *way == wanted).map(|(column, _)| *column);
        let pairs = of(Way::Out).flat_map(|out| of(Way::In).map(move |back| [out, back]));
        pairs.take(PAIRS).find_map(|pair| {
            let all: Vec<[&[u8]; 2]> = rows
                .iter()
                .map(|row| pair.map(|column| text(row, columns.separator, column)))
                .filter(|cells| cells.iter().any(Option::is_some))
                .map(|cells| cells.map(Option::unwrap_or_default))
                .collect();
            let cells = Cells::of_ways(&all).filter(|_| all.len() * 10 >= rows.len() * 8)?;
            let names = pair.map(|column| text(names, columns.separator, column).unwrap_or_default());
            let mut learner = Learner::of_names();
            for (at, name) in names.iter().enumerate() {
                let mut bytes = Vec::new();
                for cell in all.iter().filter_map(|cells| cells.get(at)).filter(|cell| !cells.is_empty(cell)) {
                    cells.each(cell, true, |byte, _| bytes.push(byte));
                    if cells.is_bare() {
                        bytes.push(b'\n');
                    }
                }
                learner.take(name, &bytes);
            }
            let mut labels = learner.learn();
            let sides = names.map(|name| labels.side(name));
            // Numbers alone may be anything.
            if labels.known_lines() == 0 || !labels.is_complete() {
                return None;
            }
            let times = times(columns, rows);
            let values = pair.into_iter().zip(sides).collect();
            Some(Self { columns: columns.clone(), times, values, cells, ..Self::default() })
        })
    }

    /// A table with all bytes in one column: the first one that fits.
    fn of_values(columns: &Columns, rows: &[&[u8]]) -> Option<Self> {
        let of_ways = |value: &usize| columns.ways.iter().any(|(column, _)| column == value);
        let times = times(columns, rows)?;
        let column = |index: usize| rows.iter().filter_map(move |row| text(row, columns.separator, index));
        let bytes = |value: usize| Cells::of_bytes(&column(value)).map(|cells| (value, cells));
        let pieces = |value: usize| Cells::of_pieces(&column(value)).map(|cells| (value, cells));
        let each = || columns.values.iter().filter(|value| !of_ways(value)).copied();
        let (value, cells) = each().find_map(bytes).or_else(|| each().find_map(pieces))?;
        let labels = columns.channel.map(|channel| {
            let of_row = |row: &&'_ [u8]| {
                let mut bytes = Vec::new();
                cells.each(text(row, columns.separator, value)?, true, |byte, _| bytes.push(byte));
                Some((text(row, columns.separator, channel)?.to_vec(), bytes))
            };
            let read: Vec<_> = rows.iter().filter_map(of_row).collect();
            let end = cells.is_bare().then_some(b'\n');
            learn(read.iter().flat_map(|(name, bytes)| bytes.iter().copied().chain(end).map(move |byte| (name.as_slice(), byte))))
        });
        let labels = labels.unwrap_or_default();
        // Pieces that nothing tells the side of are better read as what they are.
        (cells.is_of_bytes() || labels.is_complete()).then(|| Self {
            times: Some(times),
            values: vec![(value, None)],
            cells,
            labels,
            columns: columns.clone(),
            ..Self::default()
        })
    }

    /// Whether the rows tell sides.
    fn is_marked(&self) -> bool {
        self.labels.is_complete() || self.values.len() > 1
    }

    /// The bytes of a row: where they stand and whose they are.
    fn bytes(&mut self, row: &[u8]) -> Vec<(Range<usize>, Option<Side>)> {
        let separator = self.columns.separator;
        let channel = self.columns.channel.and_then(|channel| self.labels.side(text(row, separator, channel)?));
        let mut found: Vec<_> =
            self.values.iter().filter_map(|(column, side)| Some((field(row, separator, *column)?, side.or(channel)))).collect();
        if self.values.len() < 2 {
            return found;
        }
        let is_empty = |range: &Range<usize>| self.cells.is_empty(row.get(range.clone()).unwrap_or_default());
        let is_separator = |range: &Range<usize>| row.get(range.clone()) == Some(&[separator]) && !is_quoted(row, range);
        let undecided = found.iter().all(|(range, _)| is_empty(range)) || found.iter().any(|(range, _)| is_separator(range));
        if undecided {
            // A separator or filler that is a byte itself: no cell tells whose, but bytes of one side come together.
            let separators = found.iter().any(|(range, _)| is_separator(range));
            found.retain(|(range, _)| if separators { is_separator(range) } else { !range.is_empty() });
            found.truncate(1);
            for (_, side) in &mut found {
                *side = self.last;
            }
        } else {
            found.retain(|(range, _)| !is_empty(range));
            found.sort_by_key(|(range, _)| range.start);
        }
        found
    }
}

impl Table {
    /// Writes the bytes of a field.
    fn write(&self, range: &Range<usize>, side: Option<Side>, at: Option<Micros>, row: &Row<'_>, page: &mut Page<'_>) {
        let cell = row.text.get(range.clone()).unwrap_or_default();
        page.begin(side, at);
        self.cells.each(cell, is_quoted(row.text, range), |byte, place| {
            // An empty cell is a blank: something has to stand for it.
            let start = if place.is_empty() { (range.start + place.start).saturating_sub(1) } else { range.start + place.start };
            page.byte(byte, row.from + start..row.from + range.start + place.end);
        });
        if self.cells.is_bare() {
            // What closes the cell stands for its line end.
            page.byte(b'\n', row.from + range.end..(row.from + range.end + 1).min(row.stop));
        }
        page.end();
    }
}

impl Rows for Table {
    fn zero(&self) -> Option<Zero> {
        self.times.as_ref().and_then(Times::zero)
    }

    fn is_lossy(&self) -> bool {
        self.cells.is_bare()
    }

    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        if let Some(above) = self.above.checked_sub(1) {
            self.above = above;
            if !row.text.trim_ascii().is_empty() {
                page.outside(Role::Remark, row.at, row.from..row.to);
            }
            return;
        }
        let mut read = self.bytes(row.text);
        let marked = self.is_marked();
        read.retain(|(range, side)| {
            let cell = row.text.get(range.clone()).unwrap_or_default();
            (side.is_some() || !marked) && self.cells.each(cell, false, |_, _| {})
        });
        let cell = self.columns.time.and_then(|time| text(row.text, self.columns.separator, time));
        let timed = self.times.is_some();
        let mut time = || cell.and_then(|cell| self.times.as_mut()?.read(cell));
        let at = if read.is_empty() { None } else { time() };
        if read.is_empty() || (timed && at.is_none()) {
            let fault = self.values.is_empty() || timed && time().is_none();
            match row.text.trim_ascii() {
                b"" => {}
                _ if fault => page.fault(row.at, row.from..row.to, "no row of the table"),
                _ => page.outside(Role::Remark, row.at, row.from..row.to),
            }
            return;
        }
        for (range, side) in read {
            self.last = side;
            self.write(&range, side, at, row, page);
        }
    }
}

/// Whether a field stands in quotes.
fn is_quoted(row: &[u8], field: &Range<usize>) -> bool {
    field.start.checked_sub(1).and_then(|before| row.get(before)) == Some(&b'"')
}
