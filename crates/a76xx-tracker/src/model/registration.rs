//! Registration, signal and service.

use a76xx_parser::typed::{FunctionLevel, RegistrationState, Rssi};

use crate::time::{EventNo, Mark};

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
    /// The first reading of the present run in which nothing says that there is a registration. A denial begins a run of its own.
    pub bad_since: Option<EventNo>,
    /// The network or the module detached here.
    pub detached: Option<EventNo>,
}

impl Registration {
    pub(crate) const START: Self =
        Self { cs: None, ps: None, eps: None, signal: None, service: None, function: None, bad_since: None, detached: None };

    pub(super) fn tell(&mut self, domain: Domain, stat: RegistrationState, now: Mark) {
        let was_denied = self.told().any(|(state, _)| state == RegistrationState::DENIED);
        let slot = match domain {
            Domain::Cs => &mut self.cs,
            Domain::Ps => &mut self.ps,
            Domain::Eps => &mut self.eps,
        };
        *slot = Some((stat, now.event));
        if self.is_registered() == Some(true) {
            self.bad_since = None;
        } else if stat == RegistrationState::DENIED && !was_denied {
            self.bad_since = Some(now.event);
        } else if stands(stat) == Some(false) {
            self.bad_since = self.bad_since.or(Some(now.event));
        }
    }

    /// Something came that needs a registration: readings that deny it are out of date.
    pub(super) fn works(&mut self, now: Mark) {
        for slot in [&mut self.cs, &mut self.ps, &mut self.eps] {
            *slot = slot.filter(|(state, _)| stands(*state) != Some(false));
        }
        (self.bad_since, self.service) = (None, Some((true, now.event)));
    }

    /// The lines that told of registration and service.
    #[cfg(feature = "rules")]
    pub(crate) fn tellers(&self) -> [Option<EventNo>; 4] {
        [line_of(self.cs), line_of(self.ps), line_of(self.eps), line_of(self.service)]
    }

    /// Whether a report takes this state with this line, and had another before.
    #[cfg(feature = "rules")]
    pub(crate) fn turns(&self, before: &Self, state: RegistrationState, line: EventNo) -> bool {
        let turned = |(now, was): (Told, Told)| now == Some((state, line)) && was.is_none_or(|(was, _)| was != state);
        [(self.cs, before.cs), (self.ps, before.ps), (self.eps, before.eps)].into_iter().any(turned)
    }

    fn told(&self) -> impl Iterator<Item = (RegistrationState, EventNo)> + use<> {
        [self.eps, self.ps, self.cs].into_iter().flatten()
    }

    /// Whether the module is registered, by one report at least; `None` where nothing has told.
    pub fn is_registered(&self) -> Option<bool> {
        let mut standing = self.told().filter_map(|(state, _)| stands(state));
        let first = standing.next()?;
        Some(first || standing.any(|good| good))
    }

    /// Whether a registration or a service was told later than this line.
    pub fn good_after(&self, line: EventNo) -> bool {
        self.told().any(|(state, told)| told > line && stands(state) == Some(true))
            || self.service.is_some_and(|(there, told)| there && told > line)
    }

    /// The latest report that there is no registration, where none says that there is one.
    pub fn missing(&self) -> Option<(RegistrationState, EventNo)> {
        if self.is_registered() != Some(false) {
            return None;
        }
        self.told().filter(|(state, _)| stands(*state) == Some(false)).max_by_key(|(_, told)| *told)
    }
}

/// What a report told last.
#[cfg(feature = "rules")]
type Told = Option<(RegistrationState, EventNo)>;

#[cfg(feature = "rules")]
fn line_of<T>(told: Option<(T, EventNo)>) -> Option<EventNo> {
    told.map(|(_, line)| line)
}

/// What a report of registration is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Domain {
    /// `+CREG`.
    Cs,
    /// `+CGREG`.
    Ps,
    /// `+CEREG`.
    Eps,
}

/// Whether a packet event (M 5.2.15) tells that the network has taken the module.
pub fn attaches(text: &[u8]) -> bool {
    has(text, b"REATTACH") || has(text, b"PDN ACT")
}

/// Whether a text holds a word.
pub(super) fn has(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|part| part == word)
}

/// Whether a state is a registration; `None` for a number without a meaning. In LTE, "SMS only" is said of the circuit-switched side, and
/// data work (3GPP TS 27.007, 7.2).
pub const fn stands(state: RegistrationState) -> Option<bool> {
    match state {
        RegistrationState::HOME | RegistrationState::ROAMING | RegistrationState::SMS_ONLY_HOME | RegistrationState::SMS_ONLY_ROAMING => {
            Some(true)
        }
        RegistrationState::IDLE
        | RegistrationState::SEARCHING
        | RegistrationState::DENIED
        | RegistrationState::UNKNOWN
        | RegistrationState::EMERGENCY_ONLY => Some(false),
        _ => None,
    }
}
