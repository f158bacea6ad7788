//! What the steps of a transcript are, as the decoder reads them.

use std::io;

use a76xx_corpus::{Step, StepKind};
use a76xx_parser::{End, Kind};

use super::candidate::Candidate;
use super::shows::read;
use crate::stream::{self, Piece, Sink};

/// What a step is, by the events that begin in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// A command of the host.
    pub(super) is_command: bool,
    /// Data, and nothing else.
    pub(super) is_data: bool,
    /// Data that go on in the next step.
    goes_on: bool,
}

/// Labels, one for each step.
pub(super) fn labels(candidate: &Candidate) -> Vec<Label> {
    let (text, starts) = candidate.text();
    let mut labels = Labels { seen: vec![(0, 0); starts.len()], list: vec![Label::default(); starts.len()], starts };
    if let Ok(mut opened) = read(&text) {
        let sides = opened.header.sides;
        // A label that is missing parts a dialogue otherwise, and changes nothing else.
        let _ = stream::run("transcript", opened.source.as_mut(), sides, &mut labels);
    }
    labels.list
}

struct Labels {
    /// Where each step begins in the text.
    starts: Vec<usize>,
    /// Events of each step, and those of them that are data.
    seen: Vec<(usize, usize)>,
    list: Vec<Label>,
}

impl Sink for Labels {
    fn take(&mut self, piece: &Piece<'_>) -> io::Result<()> {
        let Some(run) = piece.runs.first().filter(|_| piece.outside.is_none()) else { return Ok(()) };
        let step = self.starts.partition_point(|start| *start as u64 <= run.origin).saturating_sub(1);
        let (Some(label), Some((events, data))) = (self.list.get_mut(step), self.seen.get_mut(step)) else { return Ok(()) };
        *events += 1;
        let payload = if let Kind::Payload(payload) = &piece.event.kind { Some(payload) } else { None };
        *data += usize::from(payload.is_some());
        label.is_command |= matches!(piece.event.kind, Kind::Command(_));
        label.is_data = *events == *data;
        label.goes_on = payload.is_some_and(|payload| payload.end == End::Open);
        Ok(())
    }

    fn idle(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The same with each run of data in one step: a transcript cuts long ones.
pub(super) fn whole_data(candidate: &Candidate) -> Candidate {
    let mut steps: Vec<Step> = Vec::with_capacity(candidate.steps.len());
    let mut open = false;
    for (step, label) in candidate.steps.iter().zip(labels(candidate)) {
        match (steps.last_mut().map(|last| &mut last.kind), &step.kind) {
            (Some(StepKind::Host(last)), StepKind::Host(bytes)) | (Some(StepKind::Module(last)), StepKind::Module(bytes))
                if open && label.is_data =>
            {
                last.extend_from_slice(bytes);
            }
            _ => steps.push(step.clone()),
        }
        open = label.is_data && label.goes_on;
    }
    Candidate { steps, ..*candidate }
}

/// Commands, each with all that comes before the next; what comes before the first is a part as well.
pub(super) fn exchanges(candidate: &Candidate) -> Vec<Vec<Step>> {
    let mut parts: Vec<Vec<Step>> = Vec::new();
    for (step, label) in candidate.steps.iter().zip(labels(candidate)) {
        match parts.last_mut().filter(|_| !label.is_command) {
            Some(part) => part.push(step.clone()),
            None => parts.push(vec![step.clone()]),
        }
    }
    parts
}

/// Each step alone.
pub(super) fn events(candidate: &Candidate) -> Vec<Vec<Step>> {
    candidate.steps.iter().map(|step| vec![step.clone()]).collect()
}
