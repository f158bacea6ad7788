//! How often each command was sent, how often it failed, and how long its answer took.

use std::collections::BTreeMap;

use hdrhistogram::Histogram;

use crate::annotate::Annotated;
use crate::ingest::Micros;

/// Commands that are counted by name; a log of garbage has no end of names.
const NAMES: usize = 512;

/// Bytes of a name that are kept.
const NAME: usize = 32;

/// Under this name all further ones are counted.
const OTHERS: &str = "others";

/// Longest time that a histogram tells from longer ones: an hour.
const LONGEST: Micros = 3_600_000_000;

/// Digits that a histogram keeps: its values are true to one part in a hundred.
const DIGITS: u8 = 2;

/// The commands of an input.
#[derive(Debug, Default)]
pub(super) struct Commands {
    by_name: BTreeMap<String, Command>,
    /// The command of which a failure was booked last: several lines may tell of one.
    failed: Option<u64>,
}

/// What is counted of one command.
#[derive(Debug, Default)]
pub(super) struct Command {
    pub(super) count: u64,
    pub(super) failed: u64,
    pub(super) latency: Option<Latency>,
}

/// Times from a command's first byte to that of the line that completes it.
#[derive(Debug)]
pub(super) struct Latency {
    times: Histogram<u32>,
    pub(super) min: Micros,
    pub(super) max: Micros,
}

impl Commands {
    pub(super) fn asked(&mut self, event: &Annotated<'_>) {
        let name = event.name.as_deref().unwrap_or_default();
        self.of(name).count += 1;
    }

    /// A line completes a command.
    pub(super) fn answered(&mut self, event: &Annotated<'_>, failed: bool) {
        if failed {
            self.failed(event);
        }
        if let Some(replied) = &event.replied
            && let Some(after) = replied.after
        {
            self.of(&replied.name).took(after);
        }
    }

    /// A line tells that a command failed.
    pub(super) fn failed(&mut self, event: &Annotated<'_>) {
        if self.failed == event.reply_to {
            return;
        }
        self.failed = event.reply_to;
        if let Some(replied) = &event.replied {
            self.of(&replied.name).failed += 1;
        }
    }

    fn of(&mut self, name: &str) -> &mut Command {
        let mut end = name.len().min(NAME);
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        let name = name.get(..end).unwrap_or_default();
        let known = self.by_name.len() < NAMES || self.by_name.contains_key(name);
        let name = if known { name } else { OTHERS };
        if !self.by_name.contains_key(name) {
            self.by_name.insert(name.to_owned(), Command::default());
        }
        self.by_name.entry(name.to_owned()).or_default()
    }

    /// The commands, the most frequent first.
    pub(super) fn list(&self) -> Vec<(&str, &Command)> {
        let mut list: Vec<_> = self.by_name.iter().map(|(name, command)| (name.as_str(), command)).collect();
        list.sort_by_key(|(_, command)| std::cmp::Reverse(command.count));
        list
    }
}

impl Command {
    fn took(&mut self, after: Micros) {
        match &mut self.latency {
            Some(latency) => latency.note(after),
            none => *none = Latency::of(after),
        }
    }
}

impl Latency {
    fn of(after: Micros) -> Option<Self> {
        let times = Histogram::new_with_bounds(1, LONGEST, DIGITS).ok()?;
        let mut latency = Self { times, min: after, max: after };
        latency.note(after);
        Some(latency)
    }

    fn note(&mut self, after: Micros) {
        self.times.saturating_record(after.max(1));
        (self.min, self.max) = (self.min.min(after), self.max.max(after));
    }

    /// The time within which this part of the answers came.
    fn within(&self, part: f64) -> Micros {
        self.times.value_at_quantile(part).clamp(self.min, self.max)
    }

    pub(super) fn median(&self) -> Micros {
        self.within(0.5)
    }

    pub(super) fn p95(&self) -> Micros {
        self.within(0.95)
    }

    /// How many answers were timed.
    pub(super) fn count(&self) -> u64 {
        self.times.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_true_to_a_hundredth() {
        let mut command = Command::default();
        for after in 1..=1000 {
            command.took(after * 1000);
        }
        let latency = command.latency.as_ref();
        let near = |value: Option<Micros>, wanted: Micros| value.is_some_and(|value| value.abs_diff(wanted) * 100 <= wanted);
        assert_eq!(latency.map(|latency| (latency.min, latency.max, latency.count())), Some((1000, 1_000_000, 1000)));
        assert!(near(latency.map(Latency::median), 500_000), "{latency:?}");
        assert!(near(latency.map(Latency::p95), 950_000), "{latency:?}");
    }

    #[test]
    fn one_time_is_all_of_them_and_the_longest_is_kept() {
        for after in [0, 7, 3_123_456, LONGEST * 3] {
            let mut command = Command::default();
            command.took(after);
            let latency = command.latency.as_ref().map(|latency| [latency.min, latency.median(), latency.p95(), latency.max]);
            assert_eq!(latency, Some([after; 4]));
        }
    }

    #[test]
    fn names_without_end_take_no_memory_without_end() {
        let mut commands = Commands::default();
        for number in 0..5000 {
            commands.of(&format!("+X{number}")).count += 1;
        }
        let list = commands.list();
        assert_eq!(list.len(), NAMES + 1);
        assert_eq!(list.first().map(|(name, command)| (*name, command.count)), Some((OTHERS, 5000 - NAMES as u64)));
    }
}
