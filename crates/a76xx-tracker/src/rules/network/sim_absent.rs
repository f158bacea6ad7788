use crate::model::sim::State;
use crate::rule::{Report, Severity, Transition, rule};

rule! {
    /// There is no SIM, or it was taken out.
    ///
    /// `+CME ERROR: SIM not inserted` (10), `+CPIN: SIM REMOVED` or `+SIMCARD: NOT AVAILABLE`, unless the host has switched the radio off.
    /// Said once, until the SIM is told to be something else.
    ///
    /// # Why
    /// Without a SIM the module registers nowhere: there is no service, and every command that needs the network fails.
    ///
    /// # Fires
    /// ```at
    /// > AT+CPIN?
    /// < +CME ERROR: SIM not inserted
    /// !
    /// > AT+CIMI
    /// < +CME ERROR: SIM not inserted
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CPIN?
    /// < +CPIN: READY
    /// < OK
    /// ```
    /// ```at
    /// > AT+CFUN=0
    /// < +SIMCARD: NOT AVAILABLE
    /// < OK
    /// ```
    SIM_ABSENT = 201, "sim-absent", Error, Network, "M 28.3", Documented;
    on [SimTold];
    "the module finds no SIM";
    "switch off, check the card, its direction and the holder's contacts, switch on, then ask AT+CPIN?";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (before, after) = (&transition.before.sim, &transition.after.sim);
    // Told of itself it may be what AT+CFUN=0 brings, where the capture does not show how far the module is switched on.
    let model = transition.before;
    let sure = transition.seen.last().is_some() || model.power.booted.is_some() || model.registration.function.is_some();
    let severity = if sure { Severity::Error } else { Severity::Warning };
    (after.state == State::Absent && before.state != State::Absent).then(|| Report::new([]).because(before.trouble).severity(severity))
}
