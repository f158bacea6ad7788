//! Findings and verdict as JSON.

use serde::{Serialize, Serializer};

use crate::judge::{Ending, Finding, Quote};
use crate::verdict::Verdict;

/// A list of findings.
pub(super) struct Findings<'a>(pub(super) &'a [Finding]);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(One::of))
    }
}

#[derive(Serialize)]
struct One<'a> {
    code: String,
    name: &'static str,
    severity: &'static str,
    blame: &'static str,
    message: &'a str,
    advice: &'a str,
    section: &'static str,
    /// The event to look at.
    seq: u64,
    line: Option<u64>,
    /// Offset and length of the bytes in question within the event's.
    part: Option<(usize, usize)>,
    cause: Option<u64>,
    root: Option<u64>,
    again: Option<u64>,
}

impl<'a> One<'a> {
    fn of(finding: &'a Finding) -> Self {
        let place = finding.place();
        Self {
            code: finding.rule.code.to_string(),
            name: finding.rule.name,
            severity: finding.severity.name(),
            blame: finding.blame.name(),
            message: &finding.message,
            advice: &finding.advice,
            section: finding.rule.section,
            seq: place.seq,
            line: place.line,
            part: finding.part.as_ref().map(|part| (part.start, part.len())),
            cause: finding.cause.as_ref().map(|cause| cause.seq),
            root: finding.root,
            again: finding.again,
        }
    }
}

/// One finding, as the records of events hold it.
pub(super) fn one(finding: &Finding) -> impl Serialize {
    One::of(finding)
}

#[derive(Serialize)]
pub(super) struct FindingRecord<'a> {
    kind: &'static str,
    #[serde(flatten)]
    finding: One<'a>,
}

/// One finding as a record.
pub(super) fn finding(finding: &Finding) -> FindingRecord<'_> {
    FindingRecord { kind: "finding", finding: One::of(finding) }
}

#[derive(Serialize)]
struct Place {
    seq: u64,
    line: Option<u64>,
}

impl Place {
    const fn of(quote: &Quote) -> Self {
        Self { seq: quote.seq, line: quote.line }
    }
}

#[derive(Serialize)]
pub(super) struct Record<'a> {
    seq: u64,
    /// None, like its bytes: every record has them, so that whoever adds them up need not tell records apart.
    spans: [(); 0],
    raw: &'static str,
    kind: &'static str,
    outcome: &'static str,
    headline: &'a str,
    first: Option<One<'a>>,
    /// The worst of the chain that it begins.
    severity: Option<&'static str>,
    /// That chain was put right later.
    mended: bool,
    /// What the line of `first` says.
    meaning: Option<&'a str>,
    /// The line that answered the command of `first`.
    answer: Option<Place>,
    /// The command that `first` answers.
    command: Option<Place>,
    again: u64,
    follows: u64,
    consequences: Vec<Place>,
    others: Findings<'a>,
    repaired: Findings<'a>,
    noted: Findings<'a>,
    network: &'a [String],
    links: &'a [String],
    missing: &'a [String],
    next: Option<&'a str>,
    notes: u64,
    warnings: u64,
    errors: u64,
    /// What is found at the end of the input.
    findings: Findings<'a>,
}

/// The record that ends an input.
pub(super) fn record(ending: &Ending) -> Record<'_> {
    let verdict: &Verdict = &ending.verdict;
    let [notes, warnings, errors] = verdict.counts;
    Record {
        seq: ending.seq,
        spans: [],
        raw: "",
        kind: "verdict",
        outcome: verdict.outcome.name(),
        headline: &verdict.headline,
        first: verdict.first.as_ref().map(|first| One::of(&first.finding)),
        severity: verdict.first.as_ref().map(|first| first.severity.name()),
        mended: verdict.first.as_ref().is_some_and(|first| first.repaired),
        meaning: verdict.first.as_ref().map(|first| first.place().meaning.as_str()),
        answer: verdict.first.as_ref().and_then(|first| first.answer.as_ref()).map(Place::of),
        command: verdict.first.as_ref().and_then(|first| first.command.as_ref()).map(Place::of),
        again: verdict.first.as_ref().map_or(0, |first| first.again),
        follows: verdict.follows,
        consequences: verdict.consequences.iter().map(Place::of).collect(),
        others: Findings(&verdict.others),
        repaired: Findings(&verdict.repaired),
        noted: Findings(&verdict.noted),
        network: &verdict.network,
        links: &verdict.links,
        missing: &verdict.missing,
        next: verdict.next.as_deref(),
        notes,
        warnings,
        errors,
        findings: Findings(&ending.findings),
    }
}
