//! The time that passed since the first stamp.

use super::stamp::{Kind, Stamp, written};
use crate::ingest::{Micros, Zero};

const DAY: u64 = 86_400_000_000;
/// Days are counted as in a leap year where the year is not told.
const YEAR: u64 = 366 * DAY;

/// Turns stamps into time since the first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    /// Stamps tell the time since the one before.
    deltas: bool,
    kind: Option<Kind>,
    /// What the first stamp of this kind said, and the time that had passed before it.
    first: u64,
    before: Micros,
    /// Days or years that were begun since.
    rolled: u64,
    last: u64,
    passed: Micros,
    /// The stamp that time counts from.
    zero: Option<Stamp>,
}

impl Clock {
    /// A clock for stamps such as these: ones that go back again and again are times since the stamp before.
    pub(crate) fn of(stamps: impl Iterator<Item = Stamp>) -> Self {
        let (mut steps, mut back, mut last) = (0_u32, 0_u32, None);
        for stamp in stamps.filter(|stamp| matches!(stamp.kind, Kind::Day | Kind::Since)) {
            steps += u32::from(last.is_some());
            back += u32::from(last.is_some_and(|last| stamp.micros < last));
            last = Some(stamp.micros);
        }
        Self { deltas: steps >= 4 && back * 4 > steps, ..Self::default() }
    }

    /// The time of a stamp. Those that go back a little keep their order in the input, not in time.
    pub(crate) fn read(&mut self, stamp: Stamp) -> Micros {
        if self.deltas {
            self.passed = if self.kind.is_some() { self.passed.saturating_add(stamp.micros) } else { 0 };
            self.kind = Some(stamp.kind);
            return self.passed;
        }
        if self.kind != Some(stamp.kind) {
            let zero = self.zero.or(Some(stamp));
            *self = Self { kind: Some(stamp.kind), first: stamp.micros, before: self.passed, last: stamp.micros, zero, ..Self::default() };
        }
        let period = match stamp.kind {
            Kind::Day => DAY,
            Kind::Year => YEAR,
            Kind::Utc | Kind::Local | Kind::Since => 0,
        };
        if period > 0 && stamp.micros.saturating_add(period / 2) < self.last {
            self.rolled = self.rolled.saturating_add(period);
        }
        self.last = stamp.micros;
        self.passed = stamp.micros.saturating_add(self.rolled).saturating_sub(self.first).saturating_add(self.before);
        self.passed
    }

    /// The stamp that time counts from, where it is one of a clock that others have as well.
    pub(crate) fn zero(&self) -> Option<Zero> {
        let Stamp { kind, micros, .. } = self.zero?;
        match kind {
            Kind::Utc => Some(Zero::Utc(micros)),
            Kind::Local => Some(Zero::Local(micros)),
            Kind::Year => Some(Zero::Year(micros)),
            Kind::Day => Some(Zero::Day(micros)),
            Kind::Since => None,
        }
    }

    /// The date and time of a stamp, as far as it tells them.
    pub(crate) fn start(stamp: Stamp) -> Option<String> {
        written(stamp)
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;
    use crate::ingest::time::stamp;

    fn times(texts: &[&str]) -> Vec<u64> {
        let stamps = || texts.iter().filter_map(|text| stamp(text.as_bytes()).map(|(stamp, _)| stamp));
        let mut clock = Clock::of(stamps());
        stamps().map(|stamp| clock.read(stamp) / 1_000).collect()
    }

    #[test]
    fn midnight_and_new_year() {
        assert_eq!(times(&["23:59:59.500", "00:00:00.250"]), [0, 750]);
        assert_eq!(times(&["Dec 31 23:59:59", "Jan  1 00:00:01"]), [0, 2_000]);
    }

    #[test]
    fn a_small_step_back_is_no_midnight() {
        assert_eq!(times(&["10:00:00.500", "10:00:00.700", "10:00:00.600"]), [0, 200, 100]);
    }

    #[test]
    fn times_since_the_one_before() {
        assert_eq!(times(&["00:00:01.000", "00:00:00.200", "00:00:00.100", "00:00:00.300", "00:00:00.000"]), [0, 200, 300, 600, 600]);
    }
}
