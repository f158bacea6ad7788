//! What the tracker's rules say of a capture: findings with their quotes, tied to what led to them, and the verdict.
//!
//! The rules see every event; what is shown is chosen afterwards, so that the choice changes no finding. Memory is bounded: the lines of
//! late that a finding may want to quote, and the findings of late that another may follow from.

mod chain;
mod finding;
mod places;
mod quote;
mod select;
mod states;

use a76xx_tracker::{EventNo, Input, Moment, Severity, Signal, Tracker};

use crate::annotate::Annotated;
use crate::ingest::{self, Header, Lines, Role};
use crate::verdict::{Ledger, Verdict};
use chain::Chains;
pub(crate) use quote::Quotes;
use states::States;

pub use finding::Finding;
pub use quote::Quote;
pub use select::{Select, UnknownRule};
pub use states::{Change, Subject};

/// What is said at the end of an input.
#[derive(Debug)]
pub struct Ending {
    /// Number of the record, behind that of the last event.
    pub seq: u64,
    /// What the rules find at the end.
    pub findings: Vec<Finding>,
    /// What to make of all.
    pub verdict: Verdict,
}

/// Feeds one input to the tracker.
#[derive(Debug)]
pub struct Judge {
    tracker: Tracker,
    quotes: Quotes,
    chains: Chains,
    ledger: Ledger,
    states: States,
    select: Select,
    /// No finding is worse than this.
    worst: Severity,
    last: Option<(EventNo, Option<Moment>)>,
    /// The model has taken an input since its states were asked for.
    moved: bool,
}

impl Judge {
    /// At the start of an input; this is what is to be shown.
    pub fn new(header: &Header, lines: Lines, select: Select) -> Self {
        Self {
            tracker: Tracker::new(),
            // Hearsay proves no error.
            worst: if header.is_retold() { Severity::Warning } else { Severity::Error },
            quotes: Quotes::new(lines),
            chains: Chains::default(),
            ledger: Ledger::default(),
            states: States::default(),
            select,
            last: None,
            moved: false,
        }
    }

    /// What the rules say of an event, those that are selected.
    pub fn event(&mut self, event: &Annotated<'_>) -> Vec<Finding> {
        let (no, at) = (number(event.seq), event.at.map(Moment::from_micros));
        self.last = Some((no, at));
        self.quotes.note(event);
        let input = match event.outside {
            Some(Role::Signal(signal)) => Input::Signal(line(signal)),
            Some(Role::Silence(_)) => Input::Silence,
            // What the capture format itself sets apart is nothing that the wire did.
            Some(Role::Layout | Role::Remark | Role::Fault) => return Vec::new(),
            None => Input::Event { event: &event.event, bytes: event.total },
        };
        self.moved = true;
        let mut found = Vec::new();
        self.tracker.feed(no, at, input, |finding| found.push(Finding::new(&finding, event, &self.quotes)));
        self.tie(found, Some(event))
    }

    /// What states the last event changed, and the link that its data went through, as far as the module's state tells: data pushed with
    /// their sender alone name none.
    pub fn states(&mut self) -> (Vec<Change>, Option<i64>) {
        if !std::mem::take(&mut self.moved) {
            return (Vec::new(), None);
        }
        (self.states.changes(self.tracker.model()), self.states.carrier(self.tracker.model()))
    }

    /// What the rules say at the end, and what to make of all.
    pub fn end(&mut self) -> Ending {
        let (no, at) = self.last.map_or((EventNo::FIRST, None), |(no, at)| (EventNo::new(no.get() + 1), at));
        let found: Vec<Finding> = self.tracker.step(no, at, Input::End).map(|found| Finding::at_end(&found, &self.quotes)).collect();
        let findings = self.tie(found, None);
        let verdict = std::mem::take(&mut self.ledger).verdict(self.tracker.model(), &self.quotes);
        Ending { seq: u64::from(no.get()), findings, verdict }
    }

    /// Ties findings to what they follow from, books them, and picks those to show.
    fn tie(&mut self, mut found: Vec<Finding>, event: Option<&Annotated<'_>>) -> Vec<Finding> {
        for finding in &mut found {
            finding.severity = finding.severity.min(self.worst);
            self.chains.tie(finding);
            finding.again_line = finding.again.and_then(|again| self.quotes.held(again)?.line);
        }
        self.ledger.note(&found, event, self.tracker.model(), &self.quotes);
        found.retain(|finding| self.select.shows(finding));
        found
    }
}

fn number(seq: u64) -> EventNo {
    EventNo::new(u32::try_from(seq).unwrap_or(u32::MAX))
}

const fn line(signal: ingest::Signal) -> Signal {
    match signal {
        ingest::Signal::Dtr(on) => Signal::Dtr(on),
        ingest::Signal::Rts(on) => Signal::Rts(on),
        ingest::Signal::Reset => Signal::Reset,
        ingest::Signal::Power(on) => Signal::Power(on),
    }
}
