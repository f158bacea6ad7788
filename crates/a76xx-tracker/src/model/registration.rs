//! Registration, signal and service.

use a76xx_parser::typed::{FunctionLevel, RegistrationState, Rssi};

use crate::time::EventNo;

/// What is known of the radio side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registration {
    /// `+CREG`: circuit-switched.
    pub cs: Option<(RegistrationState, EventNo)>,
    /// `+CGREG`: packet data.
    pub ps: Option<(RegistrationState, EventNo)>,
    /// `+CEREG`: LTE.
    pub eps: Option<(RegistrationState, EventNo)>,
    /// `+CSQ`.
    pub signal: Option<(Rssi, EventNo)>,
    /// `+CPSI`: whether there is service.
    pub service: Option<(bool, EventNo)>,
    /// `+CFUN`.
    pub function: Option<(FunctionLevel, EventNo)>,
    /// The network or the module detached here.
    pub detached: Option<EventNo>,
}

impl Registration {
    pub(crate) const START: Self = Self { cs: None, ps: None, eps: None, signal: None, service: None, function: None, detached: None };

    /// Whether the module is registered for data; `None` where nothing has told, or the reports disagree.
    pub fn is_registered(&self) -> Option<bool> {
        let told = [self.eps, self.ps, self.cs];
        if told.iter().flatten().any(|(state, _)| state.is_registered()) {
            return Some(true);
        }
        told.iter().flatten().next().map(|_| false)
    }

    /// The latest report that there is no registration, where none says that there is one.
    pub fn missing(&self) -> Option<(RegistrationState, EventNo)> {
        if self.is_registered() != Some(false) {
            return None;
        }
        [self.eps, self.ps, self.cs].into_iter().flatten().max_by_key(|(_, told)| *told)
    }
}
