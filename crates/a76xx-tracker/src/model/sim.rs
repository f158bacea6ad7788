//! The SIM.

use a76xx_parser::typed::{CmeError, SimState};

use crate::time::{EventNo, Mark};

/// What is known of the SIM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sim {
    /// Its state.
    pub state: State,
    /// The line that told.
    pub told: Option<EventNo>,
    /// The first line that told of trouble since the boot, or since it was last ready.
    pub trouble: Option<EventNo>,
}

/// State of the SIM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing has told.
    Unknown,
    /// No code is needed.
    Ready,
    /// It waits for a code.
    Locked,
    /// It still starts, or is busy.
    Starting,
    /// It cannot be read.
    Failed,
    /// There is none.
    Absent,
}

impl Sim {
    pub(crate) const START: Self = Self { state: State::Unknown, told: None, trouble: None };

    /// Whether it is known to be ready.
    pub const fn is_ready(&self) -> bool {
        matches!(self.state, State::Ready)
    }

    /// Something came that needs a SIM: it does not start or fail any more.
    pub(super) fn works(&mut self, now: Mark) {
        let state = self.state.worked();
        if state != self.state {
            self.tell(state, now);
        }
    }

    pub(super) fn tell(&mut self, state: State, now: Mark) {
        self.trouble = match state {
            State::Ready | State::Unknown => None,
            _ => self.trouble.or(Some(now.event)),
        };
        (self.state, self.told) = (state, Some(now.event));
    }
}

impl State {
    /// The state after something came that needs a SIM.
    #[must_use]
    pub const fn worked(self) -> Self {
        match self {
            Self::Starting | Self::Failed => Self::Ready,
            other => other,
        }
    }

    /// What `+CPIN` tells.
    pub fn of_cpin(state: &SimState<'_>) -> Self {
        match state {
            // A second PIN guards single functions only.
            SimState::Ready | SimState::SimPin2 | SimState::SimPuk2 => Self::Ready,
            SimState::NotReady => Self::Starting,
            SimState::Removed => Self::Absent,
            SimState::SimPin | SimState::SimPuk | SimState::PhSimPin | SimState::PhNetPin => Self::Locked,
            _ => Self::Unknown,
        }
    }

    /// What an error code tells of the SIM, if it is about it.
    pub fn of_cme(code: CmeError) -> Option<Self> {
        Some(match code {
            CmeError::SIM_NOT_INSERTED => Self::Absent,
            CmeError::SIM_PIN_REQUIRED | CmeError::SIM_PUK_REQUIRED | CmeError::PH_SIM_PIN_REQUIRED => Self::Locked,
            CmeError::SIM_FAILURE | CmeError::SIM_WRONG => Self::Failed,
            CmeError::SIM_BUSY => Self::Starting,
            _ => return None,
        })
    }
}
