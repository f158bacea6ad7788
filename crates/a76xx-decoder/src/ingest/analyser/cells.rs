//! The cells that hold bytes: one or several as numbers, or a text; and what stands in those that hold none.

use std::ops::Range;

use super::value::Radix;
use crate::ingest::escape::Dialect;
use crate::ingest::sniff::{is_answer, is_command};

/// How cells are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    how: How,
    /// What stands in cells that hold nothing, where a row has a cell for each way.
    filler: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// One byte each.
    One(Radix),
    /// One byte or more.
    Several(Radix),
    /// A line, or what its escapes tell.
    Text(Option<Dialect>),
}

/// Texts that are counted to find what stands in empty cells.
const TEXTS: usize = 256;

impl Default for How {
    fn default() -> Self {
        Self::One(Radix::Marked)
    }
}

impl Cells {
    /// Cells of one column with a byte each.
    pub(super) fn of_bytes<'a>(cells: &(impl Iterator<Item = &'a [u8]> + Clone)) -> Option<Self> {
        Some(Self { how: How::One(Radix::of(cells)?), filler: None })
    }

    /// Cells of rows that have one for each way.
    pub(super) fn of_ways(rows: &[[&[u8]; 2]]) -> Option<Self> {
        let filler = filler(rows)?;
        let cells = rows.iter().flatten().copied().filter(|cell| *cell != filler && !cell.is_empty());
        let how = Radix::of(&cells).map(How::One).or_else(|| pieces(&cells))?;
        Some(Self { how, filler: Some(filler.to_vec()) })
    }

    /// Cells of one column with a piece each.
    pub(super) fn of_pieces<'a>(cells: &(impl Iterator<Item = &'a [u8]> + Clone)) -> Option<Self> {
        Some(Self { how: pieces(cells)?, filler: None })
    }

    /// Whether a cell holds nothing.
    pub(super) fn is_empty(&self, cell: &[u8]) -> bool {
        let is_same =
            |filler: &[u8]| cell == filler || (self.how != How::One(Radix::Character) && cell.trim_ascii() == filler.trim_ascii());
        self.filler.as_ref().is_some_and(|filler| cell.is_empty() || is_same(filler))
    }

    /// Whether each holds one byte.
    pub(super) fn is_of_bytes(&self) -> bool {
        matches!(self.how, How::One(_))
    }

    /// Whether line ends are not written down.
    pub(super) fn is_bare(&self) -> bool {
        self.how == How::Text(None)
    }

    /// Hands on each byte of a cell with its place; `quoted`: it stood in quotes. Gives whether it is one of these cells.
    pub(super) fn each(&self, cell: &[u8], quoted: bool, mut each: impl FnMut(u8, Range<usize>)) -> bool {
        match self.how {
            How::One(radix) => {
                let byte = radix.read(cell);
                if let Some(byte) = byte {
                    each(byte, 0..cell.len());
                }
                byte.is_some()
            }
            How::Several(radix) => radix.each(cell, |_, _| {}) && radix.each(cell, each),
            How::Text(dialect) => {
                spell(dialect, quoted, cell, each);
                true
            }
        }
    }
}

/// What stands in the cells that hold nothing: nearly each row has one.
fn filler<'a>(rows: &[[&'a [u8]; 2]]) -> Option<&'a [u8]> {
    let mut seen: Vec<(&[u8], usize)> = Vec::new();
    for row in rows {
        let [one, other] = *row;
        if seen.len() > TEXTS {
            break;
        }
        for cell in [Some(one), (other != one).then_some(other)].into_iter().flatten() {
            match seen.iter_mut().find(|(known, _)| *known == cell) {
                Some((_, count)) => *count += 1,
                None => seen.push((cell, 1)),
            }
        }
    }
    seen.into_iter().find(|(_, count)| *count * 10 >= rows.len() * 8).map(|(cell, _)| cell)
}

/// Pieces of several bytes.
fn pieces<'a>(cells: &(impl Iterator<Item = &'a [u8]> + Clone)) -> Option<How> {
    let count = cells.clone().count();
    let several = |radix: Radix| count > 0 && cells.clone().filter(|cell| radix.each(cell, |_, _| {})).count() * 10 >= count * 9;
    let radices = [Radix::Marked, Radix::Suffixed, Radix::Binary, Radix::Hexadecimal];
    radices.into_iter().find(|radix| several(*radix)).map(How::Several).or_else(|| text(cells))
}

/// Texts that hold lines of the wire.
fn text<'a>(cells: &(impl Iterator<Item = &'a [u8]> + Clone)) -> Option<How> {
    let dialect = Dialect::FOUND.into_iter().find(|dialect| cells.clone().any(|cell| dialect.ends_line(cell)));
    let known = |cell: &[u8]| {
        let mut bytes = Vec::new();
        spell(dialect, true, cell, |byte, _| bytes.push(byte));
        bytes.split(|byte| matches!(byte, b'\r' | b'\n')).map(<[u8]>::trim_ascii).any(|line| is_command(line) || is_answer(line))
    };
    (cells.clone().filter(|cell| known(cell)).count() > 1).then_some(How::Text(dialect))
}

/// Hands on the bytes of a text. In a field in quotes each quote stands twice.
fn spell(dialect: Option<Dialect>, quoted: bool, text: &[u8], mut each: impl FnMut(u8, Range<usize>)) {
    let mut first = false;
    let mut one = |byte: u8, place: Range<usize>| {
        let is_quote = quoted && byte == b'"' && place.len() == 1;
        let second = is_quote && first;
        first = is_quote && !second;
        if !second {
            each(byte, place);
        }
    };
    match dialect {
        Some(dialect) => dialect.each(text, one),
        None => text.iter().enumerate().map(|(at, byte)| (*byte, at..at + 1)).for_each(|(byte, place)| one(byte, place)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cells, How, Radix};
    use crate::ingest::escape::Dialect;

    fn of(rows: &[[&str; 2]]) -> Option<(How, String)> {
        let rows: Vec<[&[u8]; 2]> = rows.iter().map(|row| row.map(str::as_bytes)).collect();
        let cells = Cells::of_ways(&rows)?;
        Some((cells.how, String::from_utf8(cells.filler?).ok()?))
    }

    #[test]
    fn ways() {
        assert_eq!(of(&[["41", ""], ["0D", ""], ["", "0A"]]), Some((How::One(Radix::Hexadecimal), String::new())));
        assert_eq!(of(&[["65", "-"], ["13", "-"], ["-", "10"]]), Some((How::One(Radix::Decimal), "-".to_owned())));
        assert_eq!(of(&[["A", "-"], ["-", "-"], ["-", "[0A]"]]), Some((How::One(Radix::Character), "-".to_owned())));
        assert_eq!(of(&[["41 54 0D", ""], ["", "0D 0A"], ["", "3E"]]), Some((How::Several(Radix::Hexadecimal), String::new())));
        assert_eq!(of(&[["AT\\r", ""], ["", "\\r\\nOK\\r\\n"]]), Some((How::Text(Some(Dialect::Backslash)), String::new())));
        assert_eq!(of(&[["AT", ""], ["", "OK"]]), Some((How::Text(None), String::new())));
        assert_eq!(of(&[["up", "1"], ["down", "2"]]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn quotes() {
        let read = |quoted| {
            let (cells, mut bytes) = (Cells { how: How::Text(None), filler: None }, Vec::new());
            cells.each(b"a=\"\"b\"\"", quoted, |byte, _| bytes.push(byte));
            bytes
        };
        assert_eq!((read(true), read(false)), (b"a=\"b\"".to_vec(), b"a=\"\"b\"\"".to_vec()));
    }
}
