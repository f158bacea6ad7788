//! Which states of module and links an event changed.

use a76xx_tracker::Model;
use a76xx_tracker::model::link::Ended;
use a76xx_tracker::model::sim::State;
use a76xx_tracker::model::{Link, Phase, Service};

/// Subjects before the links.
const BEFORE: usize = 3;

/// A state that an event changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whose state.
    pub of: Subject,
    /// What it is now, in a word.
    pub to: &'static str,
}

/// What has a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The SIM: `ready`, `locked`, `starting`, `failed`, `absent`.
    Sim,
    /// The registration: `registered`, `not registered`.
    Registration,
    /// The socket service: `closed`, `opening`, `open`, `closing`.
    Service,
    /// A link, 0 to 9: `idle`, `asked`, `opening`, `open`, `closing`, `half-dead`; what ended it: `closed`, `failed`, `lost`.
    Link(u8),
}

/// The states of before.
#[derive(Debug, Default)]
pub(super) struct States {
    words: [&'static str; BEFORE + 10],
    /// Bytes that each link has sent and received.
    passed: [(u32, u32); 10],
}

impl States {
    /// What is different from the last time. A state that nothing has told is no change.
    pub(super) fn changes(&mut self, model: &Model) -> Vec<Change> {
        let first = [(Subject::Sim, sim(model)), (Subject::Registration, registration(model)), (Subject::Service, service(model))];
        let links = (0..).zip(&model.links).map(|(id, state)| (Subject::Link(id), link(state)));
        let mut changes = Vec::new();
        for (word, (of, to)) in self.words.iter_mut().zip(first.into_iter().chain(links)) {
            // Nearly always it is the very same word.
            if !std::ptr::eq(*word, to) && *word != to {
                *word = to;
                changes.push(Change { of, to });
            }
        }
        changes
    }

    /// The link that has carried data since the last time, if it was one alone.
    pub(super) fn carrier(&mut self, model: &Model) -> Option<i64> {
        let mut carriers = 0_u32;
        let mut last = None;
        for (id, (passed, link)) in (0..).zip(self.passed.iter_mut().zip(&model.links)) {
            let now = (link.sent, link.received);
            // The counts of a link begin anew when it is opened.
            if now.0 > passed.0 || now.1 > passed.1 {
                carriers += 1;
                last = Some(id);
            }
            *passed = now;
        }
        last.filter(|_| carriers == 1)
    }
}

const fn sim(model: &Model) -> &'static str {
    match model.sim.state {
        State::Unknown => "",
        State::Ready => "ready",
        State::Locked => "locked",
        State::Starting => "starting",
        State::Failed => "failed",
        State::Absent => "absent",
    }
}

fn registration(model: &Model) -> &'static str {
    match model.registration.is_registered() {
        None => "",
        Some(true) => "registered",
        Some(false) => "not registered",
    }
}

const fn service(model: &Model) -> &'static str {
    match model.network.service {
        Service::Unknown => "",
        Service::Closed => "closed",
        Service::Opening => "opening",
        Service::Open => "open",
        Service::Closing => "closing",
    }
}

const fn link(link: &Link) -> &'static str {
    match (link.phase, link.ended) {
        (Phase::Unknown, _) => "",
        (Phase::Asked, _) => "asked",
        (Phase::Opening, _) => "opening",
        (Phase::Open, _) => "open",
        (Phase::Closing, _) => "closing",
        (Phase::HalfDead, _) => "half-dead",
        (Phase::Idle, Ended::NotSeen) => "idle",
        (Phase::Idle, Ended::Failed(_)) => "failed",
        (Phase::Idle, Ended::Host | Ended::NetworkClosed) => "closed",
        (Phase::Idle, Ended::Outside(_) | Ended::Closed | Ended::NetworkLost | Ended::Restart) => "lost",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use a76xx_tracker::{EventNo, Input};

    #[test]
    fn nothing_told_is_no_change() {
        let mut states = States::default();
        assert_eq!(states.changes(&Model::START), []);
        let after = Model::START.after(EventNo::FIRST, None, Input::Silence);
        assert_eq!(states.changes(&after), []);
    }
}
