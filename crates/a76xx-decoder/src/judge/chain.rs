//! One cause, many effects: which findings follow from which, and which say again what was said before.

use std::collections::VecDeque;

use super::finding::Finding;

/// Findings that another can follow from or repeat.
const REMEMBERED: usize = 1024;

/// The findings of late.
#[derive(Debug, Default)]
pub(super) struct Chains {
    held: VecDeque<Link>,
}

#[derive(Debug)]
struct Link {
    /// The event that it is about.
    on: u64,
    /// The event at the beginning of its chain.
    root: u64,
    code: u16,
    message: String,
}

impl Chains {
    /// Ties a finding to those before it.
    pub(super) fn tie(&mut self, finding: &mut Finding) {
        let place = finding.place().seq;
        let cause = finding.cause.as_ref().map(|cause| cause.seq);
        finding.root = cause.filter(|cause| *cause != place).and_then(|cause| self.root_of(cause));
        let code = finding.rule.code.0;
        finding.again = self.held.iter().find(|link| link.code == code && link.message == finding.message).map(|link| link.on);
        if self.held.len() == REMEMBERED {
            self.held.pop_front();
        }
        let root = finding.root.or(cause).unwrap_or(place);
        self.held.push_back(Link { on: finding.on.seq, root, code, message: finding.message.clone() });
    }

    /// The beginning of the chain that an event is part of: because something was found of it, or because something followed from it before.
    fn root_of(&self, event: u64) -> Option<u64> {
        self.held.iter().find(|link| link.on == event || link.root == event).map(|link| link.root)
    }
}
