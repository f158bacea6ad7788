//! Model and rules together: inputs go in, findings come out.

use a76xx_parser::{Kind, Side};

use crate::input::Input;
use crate::model::Model;
use crate::rule::{Finding, Rule, Severity, Transition};
use crate::rules;
use crate::seen::{Class, Seen};
use crate::time::{EventNo, Moment};
use crate::watch::{Left, Watch};

/// Every rule.
static ALL: Watch = Watch::of(rules::ALL);

/// A model, and the rules that watch it.
#[derive(Clone, Copy, Debug)]
pub struct Tracker {
    before: Model,
    model: Model,
    /// The last stamp of each side: host, module.
    heard: [Option<Moment>; 2],
    watch: &'static Watch,
}

impl Default for Tracker {
    fn default() -> Self {
        Self::new()
    }
}

impl Tracker {
    /// Nothing is known; every rule watches.
    pub const fn new() -> Self {
        Self::with(&ALL)
    }

    /// Nothing is known; these rules watch.
    pub const fn with(watch: &'static Watch) -> Self {
        Self { before: Model::START, model: Model::START, heard: [None; 2], watch }
    }

    /// What is known now.
    pub const fn model(&self) -> &Model {
        &self.model
    }

    /// Takes an input; gives what the rules say of it. The caller numbers its inputs, counting up.
    ///
    /// The model has taken the input when this returns; rules run as the iterator is asked.
    #[must_use = "findings that are not asked for are lost"]
    pub fn step<'t, 'e, 'b>(&'t mut self, no: EventNo, at: Option<Moment>, input: Input<'e, 'b>) -> Findings<'t, 'e, 'b> {
        let at = self.heard(at, &input);
        let seen = self.model.look(input);
        let left = if self.passes_by(no, at, &input) { Left::NONE } else { self.take(no, at, &seen) };
        Findings { tracker: self, left, no, at, seen }
    }

    /// The same, with each finding handed over as it is made: where there are many inputs and few findings, this costs less.
    #[inline]
    pub fn feed<'b>(&mut self, no: EventNo, at: Option<Moment>, input: Input<'_, 'b>, mut found: impl FnMut(Finding<'b>)) {
        let at = self.heard(at, &input);
        if self.passes_by(no, at, &input) {
            return;
        }
        let seen = &self.model.look(input);
        let mut left = self.take(no, at, seen);
        while let Some(finding) = self.ask(&mut left, no, at, seen) {
            found(finding);
        }
    }

    /// When an input came. The end of a line may have waited for what follows it on its own side, while the other side went on: it turns no clock back.
    #[inline]
    fn heard(&mut self, at: Option<Moment>, input: &Input<'_, '_>) -> Option<Moment> {
        let Input::Event { event, .. } = input else { return at };
        let (Some(stamp), Some(side)) = (at, event.side) else { return at };
        let [host, module] = &mut self.heard;
        let earlier = (if side == Side::Host { host } else { module }).replace(stamp);
        let now = self.model.now.at();
        if earlier.is_some_and(|earlier| earlier <= stamp) && at < now { now } else { at }
    }

    /// Whether an input was a blank at a moment that is known already, which is half of them all: no rule watches it, and hardly anything changes.
    #[inline]
    fn passes_by(&mut self, no: EventNo, at: Option<Moment>, input: &Input<'_, '_>) -> bool {
        let Input::Event { event, .. } = input else { return false };
        let passes =
            matches!(event.kind, Kind::Blank) && event.side != Some(Side::Host) && at.is_none_or(|at| self.model.now.at() == Some(at));
        if passes {
            self.model.take_blank(no, at, event);
        }
        passes
    }

    /// The model takes an input; the rules that watch it.
    fn take(&mut self, no: EventNo, at: Option<Moment>, seen: &Seen<'_, '_>) -> Left {
        self.before = self.model;
        self.model.take(no, at, seen);
        self.watch.over(seen, self.besides(seen, at))
    }

    /// Asks rules until one has something to say.
    #[inline]
    fn ask<'b>(&self, left: &mut Left, no: EventNo, at: Option<Moment>, seen: &Seen<'_, 'b>) -> Option<Finding<'b>> {
        let transition = Transition { no, at, seen, before: &self.before, after: &self.model };
        left.ask(|index| {
            let rule = self.watch.rules.get(index)?;
            let finding = Finding::new(rule, no, (rule.check)(&transition)?);
            Some(Finding { severity: finding.severity.min(most(&transition, rule)), ..finding })
        })
    }

    /// What an input is or brought about, beside its own class.
    fn besides(&self, seen: &Seen<'_, '_>, at: Option<Moment>) -> u32 {
        let (before, after) = (&self.before, &self.model);
        let owner = seen.event.and_then(|event| event.command);
        let late = |owner| before.flow.newest().is_some_and(|newest| newest.no != owner);
        let (orphan, late) = match (seen.class, owner) {
            (Class::Answer | Class::Final, None) => (true, false),
            (Class::Answer | Class::Urc | Class::Final, Some(owner)) => (false, late(owner)),
            _ => (false, false),
        };
        let besides = [
            (Class::Orphan, orphan),
            (Class::Late, late),
            (Class::Clock, at.is_some()),
            (Class::Failure, seen.class == Class::Final && seen.last().is_some_and(|last| !last.code.is_ok())),
            (Class::SimTold, before.sim.told != after.sim.told),
            (Class::RadioTold, before.registration.tellers() != after.registration.tellers()),
            (Class::Doubt, before.capture.doubts != after.capture.doubts),
            (Class::Short, before.access.incoming.is_some_and(|incoming| incoming.got < incoming.announced)),
        ];
        besides.into_iter().filter(|(_, is)| *is).map(|(class, _)| class.bit()).sum()
    }
}

/// What the rules say of one input.
#[derive(Debug)]
pub struct Findings<'t, 'e, 'b> {
    tracker: &'t Tracker,
    /// The rules that are still to be asked.
    left: Left,
    no: EventNo,
    at: Option<Moment>,
    seen: Seen<'e, 'b>,
}

impl<'b> Iterator for Findings<'_, '_, 'b> {
    type Item = Finding<'b>;

    fn next(&mut self) -> Option<Self::Item> {
        self.tracker.ask(&mut self.left, self.no, self.at, &self.seen)
    }
}

/// The worst that a rule may say. Of a module that speaks another dialect the rules of network, links and servers know little, and those of the
/// command flow not all.
const fn most(transition: &Transition<'_, '_, '_>, rule: &Rule) -> Severity {
    match rule.code.0 {
        200..500 if transition.after.capture.is_foreign() => Severity::Note,
        ..200 if transition.after.capture.is_foreign() => Severity::Warning,
        _ => Severity::Error,
    }
}
