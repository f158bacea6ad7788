use a76xx_parser::typed::{CmeError, SimState};
use a76xx_parser::{Answer, Urc};

use crate::model::sim::State;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The SIM waits for its PIN or PUK.
    ///
    /// `+CPIN: SIM PIN`, `SIM PUK`, `PH-SIM PIN`, `PH-NET PIN`, or the error that says the same. A PUK is an error: the PIN was given wrong
    /// too often, and no program can help itself out of that.
    ///
    /// # Why
    /// A locked SIM does not register. Only the PIN unlocks it, after every start anew.
    ///
    /// # Fires
    /// ```at
    /// > AT+CPIN?
    /// < +CPIN: SIM PIN
    /// !
    /// < OK
    /// ```
    /// ```at
    /// > AT+COPS?
    /// < +CME ERROR: 12
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CPIN?
    /// < +CPIN: READY
    /// < OK
    /// ```
    SIM_LOCKED = 202, "sim-locked", Warning, Host, "M 6.2.2", Documented;
    on [SimTold];
    "the SIM is locked[: {0}]";
    "give the PIN with AT+CPIN=\"<pin>\" and wait for +CPIN: READY; a PUK needs AT+CPIN=\"<puk>\",\"<new pin>\"";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    if transition.before.sim.state == State::Locked || transition.after.sim.state != State::Locked {
        return None;
    }
    let seen = &transition.seen;
    let state = match (seen.answer(), seen.urc()) {
        (Some(Answer::Cpin { state }), _) | (_, Some(Urc::Cpin { state })) => Some(*state),
        _ => None,
    };
    let cme = seen.last().and_then(|last| last.cme()?.code());
    let puk = state == Some(SimState::SimPuk) || cme == Some(CmeError::SIM_PUK_REQUIRED);
    let fact = state.map_or_else(|| Fact::some(cme, Fact::code), |state| Fact::Text(state.text()));
    let severity = if puk { Severity::Error } else { Severity::Warning };
    Some(Report::new([fact]).severity(severity))
}
