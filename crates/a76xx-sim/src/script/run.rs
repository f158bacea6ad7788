//! A script under way.

use std::collections::{BTreeMap, VecDeque};

use core::time::Duration;

use a76xx_parser::FinalCode;

use super::{Action, Rule, Script, When};
use crate::fault::Seen;
use crate::time::Moment;

/// A script under way: it is told what happens, and says what is to happen.
#[derive(Clone, Debug)]
pub(crate) struct Runner {
    rules: Vec<(Rule, u32)>,
    /// Commands whose result code is out.
    open: Vec<String>,
    /// Bytes that the module has said.
    said: u64,
    /// What is to happen, by its time.
    coming: BTreeMap<(Moment, u64), Coming>,
    count: u64,
    begun: bool,
}

/// What is to happen, one thing after the other.
#[derive(Clone, Debug)]
struct Coming {
    actions: VecDeque<Action>,
    /// It comes again, so much later.
    again: Option<(Duration, Vec<Action>)>,
}

impl Coming {
    fn once(actions: Vec<Action>) -> Self {
        Self { actions: actions.into(), again: None }
    }
}

impl Runner {
    pub(crate) fn new(script: &Script) -> Self {
        let rules = script.rules.iter().map(|rule| (rule.clone(), 0)).collect();
        Self { rules, open: Vec::new(), said: 0, coming: BTreeMap::new(), count: 0, begun: false }
    }

    /// Time begins.
    pub(crate) fn begin(&mut self, at: Moment) {
        if std::mem::replace(&mut self.begun, true) {
            return;
        }
        for (rule, _) in self.rules.clone() {
            match rule.when {
                When::At(span) => self.set(at.after(span), Coming::once(rule.actions)),
                When::Every(span) => {
                    let again = Some((span, rule.actions.clone()));
                    self.set(at.after(span), Coming { actions: rule.actions.into(), again });
                }
                _ => {}
            }
        }
    }

    fn set(&mut self, at: Moment, coming: Coming) {
        self.count += 1;
        self.coming.insert((at, self.count), coming);
    }

    /// Something was seen on the line.
    pub(crate) fn sees(&mut self, at: Moment, seen: Seen) {
        match seen {
            Seen::Command(name) => {
                self.meet(at, |when| if let When::On(nth, own) = when { (*own == name).then_some(*nth) } else { None });
                self.open.push(name);
            }
            Seen::Final(code) => {
                for name in std::mem::take(&mut self.open) {
                    self.after(at, &name);
                }
                if code == FinalCode::Connect {
                    self.after(at, "CONNECT");
                }
            }
        }
    }

    fn after(&mut self, at: Moment, name: &str) {
        self.meet(at, |when| if let When::After(nth, own) = when { (own == name).then_some(*nth) } else { None });
    }

    /// The module has said so many bytes.
    pub(crate) fn said(&mut self, at: Moment, bytes: usize) {
        let before = self.said;
        self.said += bytes as u64;
        let now = self.said;
        self.meet(at, |when| if let When::Byte(count) = when { (before < *count && *count <= now).then_some(Some(1)) } else { None });
    }

    /// Counts what the rules wait for; `fits` gives the number that one waits for, if this is for it.
    fn meet(&mut self, at: Moment, fits: impl Fn(&When) -> Option<Option<u32>>) {
        let mut due = Vec::new();
        for (rule, met) in &mut self.rules {
            if let Some(nth) = fits(&rule.when) {
                *met += 1;
                if nth.is_none_or(|nth| nth == *met) {
                    due.push(rule.actions.clone());
                }
            }
        }
        for actions in due {
            self.set(at, Coming::once(actions));
        }
    }

    /// The next thing that is to happen by now.
    pub(crate) fn poll(&mut self, at: Moment) -> Option<Action> {
        loop {
            let entry = self.coming.first_entry().filter(|entry| entry.key().0 <= at)?;
            let (due, _) = *entry.key();
            let mut coming = entry.remove();
            if let Some((span, actions)) = coming.again.take() {
                self.set(due.after(span), Coming { actions: actions.clone().into(), again: Some((span, actions)) });
            }
            match coming.actions.pop_front() {
                Some(Action::Wait(span)) => self.set(due.after(span), coming),
                Some(action) => {
                    // What is left goes before what comes later; nothing else has this number.
                    self.coming.insert((due, 0), coming);
                    return Some(action);
                }
                None => {}
            }
        }
    }

    pub(crate) fn poll_timeout(&self) -> Option<Moment> {
        self.coming.keys().next().map(|(at, _)| *at)
    }
}
