//! The smallest transcript that still shows a finding: of a long capture, what somebody else has to see to understand what is wrong.
//!
//! The capture becomes a transcript. Then whatever can go is left out, as long as the same rule still finds something of the same line: first
//! commands with all that belongs to them, then single events, then bytes of data, with their lengths in the lines around. What is left
//! has no event too many.

mod candidate;
mod data;
mod minimise;
mod parts;
mod shows;

use std::fmt;
use std::time::{Duration, Instant};

use a76xx_corpus::{StepKind, Transcript};
use a76xx_tracker::Rule;

use crate::Error;
use crate::ingest::{Header, Opened};
use crate::pick::{Pick, Wanted};
use crate::record::{record, transcript};
use candidate::Candidate;
use minimise::Budget;
use parts::{events, exchanges, whole_data};
pub use shows::Target;

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Transcripts that were tried.
    pub tried: u64,
    /// Events of the smallest so far.
    pub events: usize,
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Shrunk {
    /// The transcript.
    pub transcript: Transcript,
    /// What it shows.
    pub target: Target,
    /// Events and bytes of data before.
    pub before: Size,
    /// The same now.
    pub after: Size,
    /// Transcripts that were tried.
    pub tried: u64,
    /// Nothing more can go. `false` where the time was over before that was known.
    pub is_smallest: bool,
}

/// How large a dialogue is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Events: lines, payloads, signals, silences.
    pub events: usize,
    /// Bytes of payloads.
    pub data: usize,
}

/// Why nothing came out.
#[derive(Debug)]
pub enum Failed {
    /// The capture cannot be read.
    Unreadable(Error),
    /// The rule finds nothing in it; these do.
    Absent {
        /// The rule that was asked for.
        rule: &'static Rule,
        /// The rules that find something, each once, in the order of their codes.
        found: Vec<&'static Rule>,
    },
    /// It finds something in the capture and nothing in a transcript of it.
    Lost(&'static Rule),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Unreadable(error)
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::Absent { rule, found } if found.is_empty() => {
                write!(f, "{} ({}) is not found here, and nothing else is", rule.code, rule.name)
            }
            Self::Absent { rule, found } => {
                let found: Vec<String> = found.iter().map(|rule| rule.code.to_string()).collect();
                write!(f, "{} ({}) is not found here; what is: {}", rule.code, rule.name, found.join(", "))
            }
            Self::Lost(rule) => {
                write!(f, "{} ({}) is found here, but not in a transcript of it, so there is nothing to shrink", rule.code, rule.name)
            }
        }
    }
}

impl std::error::Error for Failed {}

/// Shrinks a capture to what shows the first finding of a rule. `open` opens it, and is called twice. After so long the smallest transcript up
/// to then is given. `told` hears how far it is.
///
/// # Errors
/// The capture cannot be read, or does not show the finding.
pub fn shrink(
    open: &dyn Fn() -> Result<Opened, Error>,
    rule: &'static Rule,
    within: Duration,
    told: &mut dyn FnMut(Progress),
) -> Result<Shrunk, Failed> {
    let until = Instant::now() + within;
    let (target, found) = Target::first(&mut open()?, rule)?;
    let Some(target) = target else { return Err(Failed::Absent { rule, found }) };
    let mut text = Vec::new();
    let mut opened = open()?;
    record(&mut opened, &mut Pick::new(Wanted::default()), &mut transcript::Transcript::new(&mut text))?;
    let recorded = Transcript::parse(&text).unwrap_or_default();
    let head = head(rule, &opened.header, &recorded);
    let is = |key, value| recorded.values(key).next() == Some(value);
    let recorded = Candidate { lossy: is("lossy", "yes"), merged: is("sides", "merged"), steps: recorded.steps };
    let start = whole_data(&recorded);
    let before = start.size();

    let mut progress = Progress { tried: 0, events: before.events };
    let mut budget = Budget::until(until);
    let starts = [start.marked(), start, recorded.marked(), recorded];
    // A line may be another one where a transcript says whose it is: the rule has the last word.
    let targets = [target.clone(), target.of_any_line()];
    let mut pairs = targets.iter().flat_map(|target| starts.iter().map(move |start| (target, start)));
    let Some((target, start)) = pairs.find(|(target, start)| target.shows(&start.text().0)) else {
        return Err(Failed::Lost(rule));
    };
    let mut shows = |candidate: &Candidate| {
        progress.tried += 1;
        let shows = target.shows(&candidate.text().0);
        if shows {
            progress.events = candidate.steps.len();
        }
        told(progress);
        shows
    };
    let smallest = smallest(start.clone(), &mut budget, &mut shows);
    let after = smallest.size();
    let header = head.into_iter().chain(smallest.facts().map(|(key, value)| (key, value.to_owned())));
    let header = header.map(|(key, value)| (key.to_owned(), value)).collect();
    let transcript = Transcript { header, steps: smallest.steps };
    Ok(Shrunk { transcript, target: target.clone(), before, after, tried: progress.tried, is_smallest: !budget.is_spent() })
}

/// The head of the result.
fn head(rule: &Rule, header: &Header, recorded: &Transcript) -> [(&'static str, String); 2] {
    let source = recorded.values("source").next().map_or_else(|| format!("a capture ({})", header.format), str::to_owned);
    [("title", format!("{} {}", rule.code, rule.name)), ("source", format!("{source}, shrunk"))]
}

/// Leaves out what can go, until nothing can.
fn smallest(mut best: Candidate, budget: &mut Budget, shows: &mut dyn FnMut(&Candidate) -> bool) -> Candidate {
    for plainer in [Candidate::without_remarks, Candidate::without_times, Candidate::exact] {
        let other = plainer(&best);
        if other != best && shows(&other) {
            best = other;
        }
    }
    loop {
        let before = best.clone();
        for parted in [exchanges, events] {
            let parts = parted(&best);
            let empty = Candidate { steps: Vec::new(), ..best };
            let whole = |parts: &[Vec<_>]| Candidate { steps: parts.concat(), ..empty };
            best = whole(&minimise::minimise(parts, budget, &mut |parts| shows(&whole(parts))));
        }
        best = data::minimise(best, budget, shows);
        if best == before || budget.is_spent() {
            break;
        }
    }
    let counted = best.since_first();
    if shows(&counted) { counted } else { best }
}

impl Candidate {
    fn size(&self) -> Size {
        let events = self.steps.iter().filter(|step| !matches!(step.kind, StepKind::Comment(_))).count();
        Size { events, data: data::places(self).iter().map(|at| self.bytes(*at).len()).sum() }
    }
}
