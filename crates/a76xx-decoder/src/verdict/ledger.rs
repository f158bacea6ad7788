//! What has happened so far, kept small: incidents, steps that were shown, the story of each link.

use a76xx_tracker::{Model, Severity};

use super::chart::Shown;
use super::repair::{self, Repair};
use super::story::Stories;
use super::{First, Outcome, Verdict, words};
use std::borrow::Cow;

use crate::annotate::{Annotated, Tie};
use crate::judge::{Finding, Quote, Quotes};
use crate::meaning::Tone;
use a76xx_parser::Kind;

/// Incidents that are remembered.
const INCIDENTS: usize = 256;
/// Consequences of an incident that are remembered by their lines.
const FOLLOWERS: usize = 8;
/// Further incidents that a verdict names.
const OTHERS: usize = 4;

/// Books what happens, for the verdict.
#[derive(Debug, Default)]
pub struct Ledger {
    incidents: Vec<Incident>,
    failed: Vec<Failed>,
    counts: [u64; 3],
    /// Events of the wire so far.
    events: u64,
    shown: Shown,
    stories: Stories,
    /// An incident was booked since the socket service was last seen open.
    broken: bool,
    /// The command of late: its number, and whether it was to do something.
    current: Option<(u64, bool)>,
    /// What the first line says that tells of a failure, the command not being in sight.
    refusal: Option<(Option<u64>, String)>,
}

/// A command in which incidents came up.
#[derive(Debug)]
struct Failed {
    name: Cow<'static, str>,
    /// It was to do something, not to ask.
    does: bool,
    /// Their places in the list of incidents.
    incidents: Vec<usize>,
}

/// One thing that went wrong, with what follows from it.
#[derive(Debug)]
pub(super) struct Incident {
    pub(super) finding: Finding,
    /// The worst that was found in the chain.
    severity: Severity,
    /// The event at the beginning of its chain.
    root: u64,
    /// The same again.
    again: u64,
    followers: Vec<Quote>,
    follows: u64,
    /// For a command: the line that refused it.
    answer: Option<Quote>,
    /// For an answer: the command.
    asked: Option<Quote>,
    pub(super) repaired: bool,
}

impl Ledger {
    pub(crate) fn note(&mut self, found: &[Finding], event: Option<&Annotated<'_>>, model: &Model, quotes: &Quotes) {
        if let Some(event) = event {
            if !matches!(event.event.kind, Kind::Blank | Kind::Foreign(_)) {
                self.events += 1;
            }
            self.shown.note(event);
            self.stories.note(event, model);
            if event.tie == Tie::Opens {
                self.current = Some((event.seq, !matches!(event.form, Some("read" | "test"))));
            }
            self.repair(event);
            if self.broken && repair::is_open(model) {
                for incident in self.incidents.iter_mut().filter(|incident| !incident.repaired) {
                    incident.repaired = repair::by_opening(&incident.finding);
                }
                self.broken = false;
            }
            if event.tone == Tone::Bad {
                self.answer(event, quotes);
                // The end of a call or a pipe is no refusal.
                if event.reply_to.is_none() && event.tie != Tie::Opens && event.name.as_deref() != Some("NO CARRIER") {
                    self.refusal.get_or_insert_with(|| (quotes.of(event).line, event.meaning.clone().into_owned()));
                }
            }
        }
        self.broken |= !found.is_empty();
        for finding in found {
            if let Some(count) = self.counts.get_mut(finding.severity as usize) {
                *count += 1;
            }
            self.book(finding, event, quotes);
        }
    }

    fn book(&mut self, finding: &Finding, event: Option<&Annotated<'_>>, quotes: &Quotes) {
        let place = finding.place().seq;
        if let Some(earlier) = finding.again.and_then(|_| self.same(finding)) {
            earlier.again += 1;
            // What is said again was not put right.
            earlier.repaired = false;
            return;
        }
        let root = finding.root.or(finding.cause.as_ref().map(|cause| cause.seq)).unwrap_or(place);
        let chain = self.incidents.iter_mut().find(|incident| incident.root == root || incident.finding.on.seq == root);
        if let Some(incident) = chain {
            incident.add(finding);
            return;
        }
        if self.incidents.len() == INCIDENTS {
            return;
        }
        let command = event.and_then(|event| match &event.replied {
            Some(replied) => Some((replied.name.clone(), self.does(event.reply_to))),
            None if event.tie == Tie::Opens => Some((Cow::Owned(event.name.clone()?.into_owned()), self.does(Some(event.seq)))),
            None => None,
        });
        if let Some((name, does)) = command {
            let index = self.incidents.len();
            match self.failed.iter_mut().find(|known| known.does == does && known.name == name) {
                Some(known) => known.incidents.push(index),
                None => self.failed.push(Failed { name, does, incidents: vec![index] }),
            }
        }
        self.incidents.push(Incident {
            finding: finding.clone(),
            severity: finding.severity,
            root,
            again: 0,
            followers: Vec::new(),
            follows: 0,
            answer: None,
            asked: event.and_then(|event| event.reply_to).map(|asked| quotes.find(asked)).filter(|asked| !asked.raw.is_empty()),
            repaired: false,
        });
    }

    /// Whether a command was to do something, not to ask.
    fn does(&self, seq: Option<u64>) -> bool {
        self.current.is_none_or(|(current, does)| Some(current) != seq || does)
    }

    fn same(&mut self, finding: &Finding) -> Option<&mut Incident> {
        self.incidents
            .iter_mut()
            .find(|incident| incident.finding.rule.code == finding.rule.code && incident.finding.message == finding.message)
    }

    /// The first line that tells that a command failed in which something was found.
    fn answer(&mut self, event: &Annotated<'_>, quotes: &Quotes) {
        let asked = self.incidents.iter_mut().find(|incident| Some(incident.finding.on.seq) == event.reply_to);
        if let Some(incident) = asked.filter(|incident| incident.answer.is_none()) {
            incident.answer = Some(quotes.of(event));
        }
    }

    /// A command that is carried out puts right what it failed in before. What its own answer tells is no failure.
    fn repair(&mut self, event: &Annotated<'_>) {
        if event.tie != Tie::Closes || event.tone == Tone::Bad {
            return;
        }
        let Some(replied) = &event.replied else { return };
        let does = self.does(event.reply_to);
        let Some(failed) = self.failed.iter().find(|known| known.does == does && known.name == replied.name) else { return };
        for index in &failed.incidents {
            if let Some(incident) = self.incidents.get_mut(*index) {
                incident.repaired |=
                    repair::by_success(&incident.finding) && event.reply_to.is_some_and(|sent| incident.finding.on.seq <= sent);
            }
        }
    }

    /// What to make of it all.
    pub(crate) fn verdict(mut self, model: &Model, quotes: &Quotes) -> Verdict {
        for incident in &mut self.incidents {
            match repair::by_state(&incident.finding, model) {
                // A failure that followed is a matter of its own command.
                Repair::Mended => incident.repaired |= incident.severity == incident.finding.severity,
                Repair::Lasting => incident.repaired = false,
                Repair::Unknown => {}
            }
        }
        let mut verdict = Verdict { counts: self.counts, ..Verdict::default() };
        let lead = self.lead();
        verdict.outcome = self.outcome(lead, model);
        if let Some(index) = lead {
            let incident = self.incidents.remove(index);
            verdict.next = Some(incident.finding.advice.clone()).filter(|advice| !advice.is_empty());
            verdict.consequences = incident.followers;
            verdict.follows = incident.follows;
            verdict.first = Some(First {
                finding: incident.finding,
                severity: incident.severity,
                repaired: incident.repaired,
                again: incident.again,
                answer: incident.answer,
                command: incident.asked,
            });
        }
        let worth = |incident: &&Incident| incident.severity > Severity::Note;
        let named = |repaired: bool| {
            let some = self.incidents.iter().filter(worth).filter(move |incident| incident.repaired == repaired);
            some.take(OTHERS).map(|incident| incident.finding.clone()).collect()
        };
        (verdict.others, verdict.repaired) = (named(false), named(true));
        // What the capture is like is said by its own findings.
        let notes = self.incidents.iter().filter(|incident| incident.severity == Severity::Note && incident.finding.rule.code.0 < 900);
        verdict.noted = notes.take(OTHERS).map(|incident| incident.finding.clone()).collect();
        verdict.missing = self.shown.missing(model, quotes);
        verdict.network = words::network(model, quotes);
        verdict.links = self.stories.tell(model, quotes);
        verdict.headline = words::headline(&verdict, model, self.refusal.as_ref(), self.shown.garbage());
        if verdict.next.is_none() {
            verdict.next = self.shown.next(model);
        }
        verdict
    }

    /// The incident to lead with: of the worst that lasts, the first; where all was put right, of the worst that did not last.
    fn lead(&self) -> Option<usize> {
        let of = |severity, repaired| {
            let all = self
                .incidents
                .iter()
                .enumerate()
                .filter(move |(_, incident)| incident.severity == severity && incident.repaired == repaired);
            all.min_by_key(|(_, incident)| incident.finding.place().seq).map(|(index, _)| index)
        };
        let kinds = [(Severity::Error, false), (Severity::Warning, false), (Severity::Error, true), (Severity::Warning, true)];
        kinds.into_iter().find_map(|(severity, repaired)| of(severity, repaired))
    }

    fn outcome(&self, lead: Option<usize>, model: &Model) -> Outcome {
        let failed = lead
            .and_then(|index| self.incidents.get(index))
            .is_some_and(|incident| incident.severity == Severity::Error && !incident.repaired);
        let recovered = self.incidents.iter().any(|incident| incident.repaired && incident.severity == Severity::Error);
        match () {
            () if self.events == 0 => Outcome::Empty,
            () if words::is_foreign(model) => Outcome::Foreign,
            () if failed => Outcome::Failed,
            () if recovered => Outcome::Recovered,
            () if self.incidents.is_empty() && (self.refusal.is_none() || model.capture.shows_commands()) => Outcome::Clean,
            () => Outcome::Noted,
        }
    }
}

impl Incident {
    /// What follows from it, or led to it. What went wrong first leads, and is as bad as the worst that followed; a note never leads what is worse.
    fn add(&mut self, finding: &Finding) {
        self.severity = self.severity.max(finding.severity);
        let (at, place) = (finding.place().seq, self.finding.place().seq);
        // An unknown name is why the command is refused.
        let explains = (self.finding.rule.code.0, finding.rule.code.0) == (104, 105);
        let note = self.finding.severity == Severity::Note && !explains;
        let earlier = at < place || note || at == place && finding.severity > self.finding.severity;
        let first = earlier && finding.severity > Severity::Note;
        if first {
            let before = std::mem::replace(&mut self.finding, finding.clone());
            // What came before it led to it.
            if place > at {
                self.follow(before.on);
            }
        } else if finding.on.seq != self.finding.on.seq {
            self.follow(finding.on.clone());
        }
    }

    fn follow(&mut self, quote: Quote) {
        self.follows += 1;
        if self.followers.len() < FOLLOWERS {
            self.followers.push(quote);
        }
    }
}
