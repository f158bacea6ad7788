//! What crossed the line: to read, and as the tracker judges it.

use std::time::Duration;

use a76xx_corpus::{Step as Line, StepKind, Transcript};
use a76xx_driver::Moment;
use a76xx_parser::{Limits, Parser, Side, Step};
use a76xx_tracker::{Blame, EventNo, Input, Tracker};

use super::Pair;

/// More than any fault puts between two bytes that the module says at once; less than it takes to start.
const PAUSE: Duration = Duration::from_millis(1100);

/// A finding in words.
#[derive(Clone, Debug)]
#[expect(dead_code, reason = "shown where a test fails")]
pub(crate) struct Found {
    pub(crate) code: String,
    pub(crate) says: String,
    pub(crate) blame: Blame,
    pub(crate) line: String,
    pub(crate) at: Moment,
}

impl<const LINKS: usize, const LINE: usize, const KEPT: usize> Pair<LINKS, LINE, KEPT> {
    /// The last of what crossed the line, as a transcript.
    pub(crate) fn transcript(&self) -> String {
        let from = self.crossed.len().saturating_sub(4000);
        let steps = self.crossed[from..].iter().map(|(at, side, bytes)| Line {
            at: Some(at.micros()),
            kind: match side {
                Side::Host => StepKind::Host(bytes.clone()),
                Side::Module => StepKind::Module(bytes.clone()),
            },
        });
        Transcript { header: vec![("settings".to_owned(), "the driver's own".to_owned())], steps: steps.collect() }.to_string()
    }

    /// What the tracker finds in all that crossed the line.
    pub(crate) fn findings(&self) -> Vec<Found> {
        let (mut parser, mut tracker) = (Parser::new(Limits::DEFAULT), Tracker::new());
        let mut windows = [Vec::new(), Vec::new()];
        let (mut no, mut found) = (0, Vec::new());
        let mut heard: Option<Moment> = None;
        for (at, side, bytes) in &self.crossed {
            // A module that pauses for so long inside what it says has restarted there: who listens can tell.
            if heard.is_some_and(|heard| at.since(heard) >= PAUSE) {
                let mut used = 0;
                while let Step::Event(event) = parser.flush(Side::Module, &windows[1][used..]) {
                    used += event.raw.len();
                    tracker.step(EventNo::new(no), Some(*at), Input::event(&event)).for_each(drop);
                    no += 1;
                }
                windows[1].clear();
            }
            if *side == Side::Module {
                heard = Some(*at);
            }
            let window: &mut Vec<u8> = &mut windows[usize::from(*side == Side::Module)];
            window.extend_from_slice(bytes);
            let taken = std::mem::take(window);
            let mut used = 0;
            while let Step::Event(event) = parser.next(*side, &taken[used..]) {
                used += event.raw.len();
                for finding in tracker.step(EventNo::new(no), Some(*at), Input::event(&event)) {
                    found.push(Found {
                        code: finding.rule.code.to_string(),
                        says: finding.message().to_string(),
                        blame: finding.blame,
                        at: *at,
                        line: event.raw.trim_ascii().escape_ascii().to_string(),
                    });
                }
                no += 1;
            }
            windows[usize::from(*side == Side::Module)] = taken[used..].to_vec();
        }
        found
    }

    /// Nothing that blames the host may be found.
    pub(crate) fn assert_clean(&self) {
        self.assert_clean_but(&[]);
    }

    /// The same, but for these codes.
    pub(crate) fn assert_clean_but(&self, allowed: &[&str]) {
        // A module that is off or boots does not hear the calls that are to find out whether it runs.
        let allowed = |code: &str| code == "AT232" || allowed.contains(&code);
        let blamed: Vec<_> = self.findings().into_iter().filter(|found| found.blame == Blame::Host && !allowed(&found.code)).collect();
        assert!(blamed.is_empty(), "the tracker blames the host: {blamed:#?}\n{}", self.transcript());
    }
}
