//! A transcript that may show the finding.

use std::fmt::Write as _;

use a76xx_corpus::{Step, StepKind, Transcript};

/// A transcript without its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Counts need not fit.
    pub(super) lossy: bool,
    /// The sides are a guess.
    pub(super) merged: bool,
    pub(super) steps: Vec<Step>,
}

impl Candidate {
    /// As text, to be read by the decoder, and where in it each step begins.
    pub(super) fn text(&self) -> (String, Vec<usize>) {
        let header = self.facts().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
        let mut text = format!("{}\n", Transcript { header, steps: Vec::new() });
        let mut starts = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            starts.push(text.len());
            // Writing to a String can not fail.
            let _ = writeln!(text, "{step}");
        }
        (text, starts)
    }

    /// What the head has to say of the whole.
    pub(super) fn facts(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let facts = [(self.merged, ("sides", "merged")), (self.lossy, ("lossy", "yes"))];
        facts.into_iter().filter_map(|(is, fact)| is.then_some(fact))
    }

    /// The sides are what they seem to be. Counts may have been read otherwise.
    pub(super) fn marked(&self) -> Self {
        Self { lossy: self.lossy || self.merged, merged: false, steps: self.steps.clone() }
    }

    pub(super) fn without_remarks(&self) -> Self {
        let steps = self.steps.iter().filter(|step| !matches!(step.kind, StepKind::Comment(_))).cloned().collect();
        Self { steps, ..*self }
    }

    pub(super) fn without_times(&self) -> Self {
        Self { steps: self.steps.iter().map(|step| Step { at: None, kind: step.kind.clone() }).collect(), ..*self }
    }

    /// Counts fit.
    pub(super) fn exact(&self) -> Self {
        Self { lossy: false, ..self.clone() }
    }

    /// Stamps count from the first.
    pub(super) fn since_first(&self) -> Self {
        let first = self.steps.iter().find_map(|step| step.at).unwrap_or(0);
        let steps = self.steps.iter().map(|step| Step { at: step.at.map(|at| at.saturating_sub(first)), kind: step.kind.clone() });
        Self { steps: steps.collect(), ..*self }
    }

    /// The bytes of a step; none where it has none.
    pub(super) fn bytes(&self, at: usize) -> &[u8] {
        self.steps.get(at).and_then(Step::chunk).map_or(&[], |(_, bytes)| bytes)
    }

    /// Replaces the bytes of a step.
    pub(super) fn put(&mut self, at: usize, bytes: Vec<u8>) {
        if let Some(Step { kind: StepKind::Host(own) | StepKind::Module(own), .. }) = self.steps.get_mut(at) {
            *own = bytes;
        }
    }
}
