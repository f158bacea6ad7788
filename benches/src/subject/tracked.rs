//! `a76xx-tracker` behind the parser: what a log checker or a driver pays on top.

use a76xx_tracker::{EventNo, Input, Model, Tracker};

use super::ours::{count, pull};
use super::{Counts, Cut};

/// The model alone, as a driver runs it.
#[inline(never)]
pub fn run_model(input: &[u8], cut: Cut) -> Counts {
    let mut counts = Counts::default();
    let mut model = Model::START;
    let mut no = 0;
    pull(input, cut, |event| {
        count(event, &mut counts);
        let seen = model.look(Input::event(event));
        model.take(EventNo::new(no), None, &seen);
        no += 1;
    });
    counts.checksum = counts.checksum.wrapping_add(u64::from(model.flow.commands));
    counts
}

/// The model and every rule. Findings are counted, not put into words.
#[inline(never)]
pub fn run_rules(input: &[u8], cut: Cut) -> Counts {
    let mut counts = Counts::default();
    let (mut tracker, mut no, mut found) = (Tracker::new(), 0, 0);
    pull(input, cut, |event| {
        count(event, &mut counts);
        tracker.feed(EventNo::new(no), None, Input::event(event), |_| found += 1);
        no += 1;
    });
    counts.checksum = counts.checksum.wrapping_add(found);
    counts
}
