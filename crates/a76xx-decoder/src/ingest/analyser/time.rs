//! The times of a table: numbers of some unit, or stamps.

use super::channels::micros;
use crate::ingest::time::{Clock, stamp};
use crate::ingest::{Micros, Zero};

/// Reads the cells of a column.
#[derive(Clone)]
pub(super) enum Times {
    /// Numbers, one of which is so many seconds; the first, once it was read.
    Numbers { unit: f64, first: Option<i64> },
    /// Stamps.
    Stamps(Clock),
}

impl Times {
    /// What these cells are, if nearly all of them tell a time.
    pub(super) fn of<'a>(cells: &(impl Iterator<Item = &'a [u8]> + Clone), unit: f64) -> Option<Self> {
        let count = cells.clone().count();
        let most = |fits: &dyn Fn(&[u8]) -> bool| {
            let fitting = cells.clone().filter(|cell| fits(cell)).count();
            fitting > 0 && fitting * 10 >= count * 8
        };
        if most(&|cell| number(cell, unit).is_some()) {
            return Some(Self::Numbers { unit, first: None });
        }
        most(&|cell| stamp(cell.trim_ascii()).is_some())
            .then(|| Self::Stamps(Clock::of(cells.clone().filter_map(|cell| Some(stamp(cell.trim_ascii())?.0)))))
    }

    /// The time of a cell since the first one.
    pub(super) fn read(&mut self, cell: &[u8]) -> Option<Micros> {
        match self {
            Self::Numbers { unit, first } => {
                let time = number(cell, *unit)?;
                Some(u64::try_from(time - *first.get_or_insert(time)).unwrap_or(0))
            }
            Self::Stamps(clock) => Some(clock.read(stamp(cell.trim_ascii())?.0)),
        }
    }

    /// What they count from.
    pub(super) fn zero(&self) -> Option<Zero> {
        match self {
            Self::Numbers { first, .. } => u64::try_from((*first)?).ok().map(Zero::Capture),
            Self::Stamps(clock) => clock.zero(),
        }
    }
}

/// A number, perhaps with a unit of its own behind it (`12.5 ms`) or a comma for its point, in microseconds.
fn number(cell: &[u8], unit: f64) -> Option<i64> {
    let cell = cell.trim_ascii();
    let digits = cell.iter().rposition(u8::is_ascii_digit).map_or(0, |last| last + 1);
    let (number, own) = cell.split_at_checked(digits)?;
    let unit = match own.trim_ascii() {
        b"" => unit,
        b"s" => 1.0,
        b"ms" => 1e-3,
        b"us" | b"\xc2\xb5s" | b"\xb5s" => 1e-6,
        b"ns" => 1e-9,
        _ => return None,
    };
    match number.iter().position(|byte| *byte == b',') {
        Some(comma) if !number.contains(&b'.') => {
            let mut number = number.to_vec();
            *number.get_mut(comma)? = b'.';
            micros(&number, unit)
        }
        _ => micros(number, unit),
    }
}

#[cfg(test)]
mod tests {
    use super::{Times, number};

    #[test]
    fn numbers() {
        for (cell, micros) in
            [("0.0125", Some(12_500)), (" 12.5 ms", Some(12_500)), ("3,5", Some(3_500_000)), ("8e-05", Some(80)), ("x", None)]
        {
            assert_eq!(number(cell.as_bytes(), 1.0), micros, "{cell}");
        }
        assert_eq!(number(b"12500.00", 1e-9), Some(13));
    }

    #[test]
    fn columns() {
        let read = |cells: &[&str]| {
            let mut times = Times::of(&cells.iter().map(|cell| cell.as_bytes()), 1.0)?;
            Some(cells.iter().map(|cell| times.read(cell.as_bytes())).collect::<Vec<_>>())
        };
        assert_eq!(read(&["1.5", "1.75"]), Some(vec![Some(0), Some(250_000)]));
        assert_eq!(read(&["2026-01-02T10:00:01.5Z", "2026-01-02T10:00:01.75Z"]), Some(vec![Some(0), Some(250_000)]));
        assert_eq!(read(&["AT", "OK"]), None);
    }
}
