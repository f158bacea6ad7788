//! What was put right later.

use a76xx_tracker::Model;
use a76xx_tracker::model::Service;
use a76xx_tracker::model::sim::State;

use crate::judge::Finding;

/// Whether a state that was bad is good at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repair {
    /// It is.
    Mended,
    /// It is known not to be.
    Lasting,
    /// Nothing tells, or the finding is not about a state.
    Unknown,
}

/// Whether a later success of the same command puts it right. What the capture is like stays as it is.
pub(super) const fn by_success(finding: &Finding) -> bool {
    finding.rule.code.0 < 900
}

/// Whether the socket service is open.
pub(super) fn is_open(model: &Model) -> bool {
    model.network.service == Service::Open
}

/// Whether what a finding says of the socket service is put right once it is open.
pub(super) const fn by_opening(finding: &Finding) -> bool {
    matches!(finding.rule.code.0, 217..=219 | 225..=227 | 301)
}

/// Whether the state that a finding is about is good at the end.
pub(super) fn by_state(finding: &Finding, model: &Model) -> Repair {
    let good = match finding.rule.code.0 {
        201..=204 => match model.sim.state {
            State::Unknown => None,
            state => Some(state == State::Ready),
        },
        205..=210 => model.registration.is_registered(),
        // That it was lost and found again is worth telling; that it was never there, not.
        217..=219 if is_open(model) => Some(true),
        _ => None,
    };
    match good {
        Some(true) => Repair::Mended,
        Some(false) => Repair::Lasting,
        None => Repair::Unknown,
    }
}
