use a76xx_parser::typed::RegistrationState;

use super::attempt::card;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The network denied the registration.
    ///
    /// State 3 of `+CREG`, `+CGREG` or `+CEREG` where that report said something else before. A note where another report says that the
    /// module is registered; AT208 tells whether the denial lasted.
    ///
    /// # Why
    /// The network was found and said no: the SIM is not activated, has no data service, may not roam here, or the APN does not fit. Waiting
    /// does not help.
    ///
    /// # Fires
    /// ```at
    /// > AT+CGREG?
    /// < +CGREG: 0,3
    /// !
    /// < OK
    /// > AT+CGREG?
    /// < +CGREG: 0,3
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CGREG?
    /// < +CGREG: 0,2
    /// < OK
    /// ```
    REGISTRATION_DENIED = 206, "registration-denied", Warning, Network, "M 4.2.1", Documented;
    on [RadioTold];
    "the network denied the registration ({0} says {1})";
    "check with the operator that the SIM is active and may use data here; check the APN (AT+CGDCONT?) and try AT+COPS=0";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (before, after) = (&transition.before.registration, &transition.after.registration);
    if !after.turns(before, RegistrationState::DENIED, transition.no) {
        return None;
    }
    let severity = if after.is_registered() == Some(true) { Severity::Note } else { Severity::Warning };
    let why = card(&transition.before.sim).map(|(_, told)| told);
    Some(
        Report::new([Fact::Text(transition.seen.line()?.name), Fact::Count(i64::from(RegistrationState::DENIED.0))])
            .because(why)
            .severity(severity),
    )
}
