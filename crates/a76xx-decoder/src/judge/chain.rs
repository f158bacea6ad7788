//! One cause, many effects: which findings follow from which, and which say again what was said before.

use std::collections::VecDeque;
use std::hash::{BuildHasher as _, RandomState};

use super::finding::Finding;
use super::places::Places;

/// Findings that another can follow from or repeat.
const REMEMBERED: usize = 1024;

/// The findings of late.
#[derive(Debug, Default)]
pub(super) struct Chains {
    held: VecDeque<Link>,
    /// Where the findings stand that say the same, by its hash; that are about an event; whose chain an event begins.
    same: Places,
    on: Places,
    roots: Places,
    hasher: RandomState,
}

#[derive(Debug)]
struct Link {
    /// The event that it is about.
    on: u64,
    /// The event at the beginning of its chain.
    root: u64,
    code: u16,
    message: String,
    /// Of code and message.
    hash: u64,
}

impl Chains {
    /// Ties a finding to those before it.
    pub(super) fn tie(&mut self, finding: &mut Finding) {
        let place = finding.place().seq;
        let cause = finding.cause.as_ref().map(|cause| cause.seq);
        finding.root = cause.filter(|cause| *cause != place).and_then(|cause| self.root_of(cause));
        let code = finding.rule.code.0;
        let hash = self.hasher.hash_one((code, &finding.message));
        let says_so = |link: &&Link| link.code == code && link.message == finding.message;
        finding.again = self.same.of(hash).filter_map(|at| self.held.get(at)).find(says_so).map(|link| link.on);
        if self.held.len() == REMEMBERED
            && let Some(link) = self.held.pop_front()
        {
            self.same.remove_first(link.hash);
            self.on.remove_first(link.on);
            self.roots.remove_first(link.root);
        }
        let (on, root) = (finding.on.seq, finding.root.or(cause).unwrap_or(place));
        self.same.push(hash);
        self.on.push(on);
        self.roots.push(root);
        self.held.push_back(Link { on, root, code, message: finding.message.clone(), hash });
    }

    /// The beginning of the chain that an event is part of: because something was found of it, or because something followed from it before.
    fn root_of(&self, event: u64) -> Option<u64> {
        let first = self.on.of(event).next().into_iter().chain(self.roots.of(event).next()).min()?;
        self.held.get(first).map(|link| link.root)
    }
}
