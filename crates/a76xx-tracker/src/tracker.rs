//! Model and rules together: inputs go in, findings come out.

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
        Self { before: Model::START, model: Model::START, watch }
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
        let seen = self.model.look(input);
        let quiet = seen.class == Class::Blank && at.is_none_or(|at| self.model.now.at() == Some(at));
        let left = if quiet {
            // Half of all events: no rule watches them, and hardly anything changes.
            self.model.take(no, at, &seen);
            Left::NONE
        } else {
            self.before = self.model;
            self.model.take(no, at, &seen);
            self.watch.over(&seen, self.besides(&seen, at))
        };
        Findings { rules: self.watch.rules, left, transition: self.transition(no, at, seen) }
    }

    /// What an input is or brought about, beside its own class.
    fn besides(&self, seen: &Seen<'_, '_>, at: Option<Moment>) -> u32 {
        let (before, after) = (&self.before, &self.model);
        let failed = seen.last().is_some_and(|last| !last.code.is_ok());
        let bit = |is: bool, class: Class| u32::from(is) << class.index();
        bit(at.is_some(), Class::Clock)
            | bit(failed, Class::Failure)
            | bit(before.sim != after.sim, Class::SimTold)
            | bit(before.registration != after.registration, Class::RadioTold)
            | bit(before.capture.doubts() != after.capture.doubts(), Class::Doubt)
    }

    const fn transition<'t, 'e, 'b>(&'t self, no: EventNo, at: Option<Moment>, seen: Seen<'e, 'b>) -> Transition<'t, 'e, 'b> {
        Transition { no, at, seen, before: &self.before, after: &self.model }
    }
}

/// What the rules say of one input.
#[derive(Debug)]
pub struct Findings<'t, 'e, 'b> {
    rules: &'static [&'static Rule],
    /// The rules that are still to be asked.
    left: Left,
    transition: Transition<'t, 'e, 'b>,
}

impl<'b> Iterator for Findings<'_, '_, 'b> {
    type Item = Finding<'b>;

    fn next(&mut self) -> Option<Self::Item> {
        let transition = &self.transition;
        while let Some(rule) = self.left.next().and_then(|index| self.rules.get(index)) {
            if let Some(report) = (rule.check)(transition) {
                let finding = Finding::new(rule, transition.no, report);
                return Some(Finding { severity: finding.severity.min(most(transition, rule)), ..finding });
            }
        }
        None
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
