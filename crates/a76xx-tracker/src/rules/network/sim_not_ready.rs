use crate::model::sim::State;
use crate::model::{Model, Power};
use crate::rule::{Fact, Report, Severity, Transition, rule};
use crate::seen::Class;
use crate::time::EventNo;

rule! {
    /// The SIM does not get ready.
    ///
    /// The SIM was told to be busy, failing or not ready, and 20 seconds after the boot it still is; or the capture ends so. Where the end
    /// shows the trouble once only, it is a warning, for the rest may not have been recorded.
    ///
    /// # Why
    /// In the first seconds after a boot this passes. When it lasts, the card or its contacts are bad, and nothing else will work.
    ///
    /// # Fires
    /// ```at
    /// @ 1s
    /// < *ATREADY: 1
    /// @ 2s
    /// > AT+CPIN?
    /// < +CME ERROR: SIM failure
    /// @ 25s
    /// > AT+CPIN?
    /// !
    /// < +CME ERROR: SIM failure
    /// * end
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// @ 1s
    /// < *ATREADY: 1
    /// @ 2s
    /// > AT+CPIN?
    /// < +CME ERROR: SIM failure
    /// @ 2s
    /// > AT+CPIN?
    /// < +CPIN: READY
    /// < OK
    /// @ 21s
    /// > AT+CSQ
    /// < +CSQ: 20,0
    /// < OK
    /// * end
    /// ```
    SIM_NOT_READY = 203, "sim-not-ready", Error, Network, "AN 1.4", Documented;
    on [End, Clock];
    "the SIM is not ready[ {0} after the boot]";
    "check the card and its contacts, reset the module with AT+CRESET, then ask AT+CPIN?";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let trouble = lasting(transition.after)?;
    let power = &transition.after.power;
    let waited = power.booted.and_then(|booted| booted.until(transition.after.now.at()));
    if transition.seen.class == Class::End {
        let repeated = transition.after.sim.told.is_some_and(|told| told != trouble);
        let late = waited.is_some_and(|waited| waited >= Power::SIM_TIME);
        let severity = if repeated || late { Severity::Error } else { Severity::Warning };
        return Some(Report::new([Fact::some(waited, Fact::Time)]).because(trouble).severity(severity));
    }
    lasting(transition.before)?;
    let due = power.booted?.at()?.after(Power::SIM_TIME);
    transition.passes(due).then(|| Report::new([Fact::some(waited, Fact::Time)]).because(trouble).severity(Severity::Warning))
}

/// The first line of a trouble that has not passed.
fn lasting(model: &Model) -> Option<EventNo> {
    let working = model.registration.is_registered() == Some(true);
    model.sim.trouble.filter(|_| !working && matches!(model.sim.state, State::Starting | State::Failed))
}
