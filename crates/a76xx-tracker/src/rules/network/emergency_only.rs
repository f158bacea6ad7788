use a76xx_parser::typed::RegistrationState;

use super::attempt::card;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The module is in a cell that allows emergency calls only.
    ///
    /// State 11 of `+CREG`, `+CGREG` or `+CEREG`, where that report said something else before. A note where another report says that the
    /// module is registered.
    ///
    /// # Why
    /// The radio works; the network does not take the SIM: none is there, it is not activated, or roaming is not allowed. Data do not flow.
    ///
    /// # Fires
    /// ```at
    /// > AT+CREG?
    /// < +CREG: 0,11
    /// !
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CREG?
    /// < +CREG: 0,1
    /// < OK
    /// ```
    EMERGENCY_ONLY = 209, "emergency-only", Warning, Network, "M 4.2.1", Documented;
    on [RadioTold];
    "only emergency calls are possible here ({0} says {1})";
    "ask AT+CPIN? and AT+COPS=?; check with the operator that the SIM is active and may roam";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (before, after) = (&transition.before.registration, &transition.after.registration);
    if !after.turns(before, RegistrationState::EMERGENCY_ONLY, transition.no) {
        return None;
    }
    let severity = if after.is_registered() == Some(true) { Severity::Note } else { Severity::Warning };
    let why = card(&transition.before.sim).map(|(_, told)| told);
    Some(
        Report::new([Fact::Text(transition.seen.line()?.name), Fact::Count(i64::from(RegistrationState::EMERGENCY_ONLY.0))])
            .because(why)
            .severity(severity),
    )
}
