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
    #[inline]
    pub fn step<'t, 'e, 'b>(&'t mut self, no: EventNo, at: Option<Moment>, input: Input<'e, 'b>) -> Findings<'t, 'e, 'b> {
        match input {
            // Half of all events: no rule watches them, and hardly anything changes.
            Input::Event { event, bytes }
                if matches!(event.kind, Kind::Blank)
                    && event.side != Some(Side::Host)
                    && at.is_none_or(|at| self.model.now.at() == Some(at)) =>
            {
                self.model.take_blank(no, at, event);
                let seen = Seen::blank(event, bytes);
                Findings { rules: &[], left: Left::NONE, transition: Transition { no, at, seen, before: &self.before, after: &self.model } }
            }
            _ => self.judge(no, at, input),
        }
    }

    /// The same for what rules may watch. What is given back is large, and made where it goes.
    #[inline(never)]
    fn judge<'t, 'e, 'b>(&'t mut self, no: EventNo, at: Option<Moment>, input: Input<'e, 'b>) -> Findings<'t, 'e, 'b> {
        static NOTHING: Model = Model::START;
        let mut findings = Findings {
            rules: self.watch.rules,
            left: Left::NONE,
            transition: Transition { no, at, seen: self.model.look(input), before: &NOTHING, after: &NOTHING },
        };
        let transition = &mut findings.transition;
        self.before = self.model;
        self.model.take(no, at, &transition.seen);
        findings.left = self.watch.over(&transition.seen, self.besides(&transition.seen, at));
        (transition.before, transition.after) = (&self.before, &self.model);
        findings
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
    rules: &'static [&'static Rule],
    /// The rules that are still to be asked.
    left: Left,
    transition: Transition<'t, 'e, 'b>,
}

impl<'b> Iterator for Findings<'_, '_, 'b> {
    type Item = Finding<'b>;

    fn next(&mut self) -> Option<Self::Item> {
        let (rules, transition) = (self.rules, &self.transition);
        self.left.ask(|index| {
            let rule = rules.get(index)?;
            let finding = Finding::new(rule, transition.no, (rule.check)(transition)?);
            Some(Finding { severity: finding.severity.min(most(transition, rule)), ..finding })
        })
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
