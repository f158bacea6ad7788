use crate::model::sim::State;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The SIM is busy, failing or not ready for the moment.
    ///
    /// The first `SIM busy`, `SIM failure` or `+CPIN: NOT READY` of a run. A failure of a SIM that was ready before is a warning.
    ///
    /// # Why
    /// For some seconds after a boot the SIM cannot be read, and modules say so with these errors. They mean nothing until the time is over.
    ///
    /// # Fires
    /// ```at
    /// < *ATREADY: 1
    /// > AT+CPIN?
    /// < +CME ERROR: SIM busy
    /// !
    /// > AT+CPIN?
    /// < +CME ERROR: SIM busy
    /// > AT+CPIN?
    /// < +CPIN: READY
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < *ATREADY: 1
    /// > AT+CPIN?
    /// < +CPIN: READY
    /// < OK
    /// ```
    SIM_STARTING = 204, "sim-starting", Note, Network, "AN 1.4", Log;
    on [SimTold];
    "{0}[: {1}]";
    "ask AT+CPIN? once a second until READY, for 20 s at most, before anything that needs the SIM";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (before, after) = (&transition.before.sim, &transition.after.sim);
    let word = match after.state {
        State::Starting => "the SIM is busy or not ready yet",
        State::Failed => "the SIM cannot be read",
        _ => return None,
    };
    let broke = before.state == State::Ready && after.state == State::Failed && !transition.after.power.is_starting(transition.after.now);
    let severity = if broke { Severity::Warning } else { Severity::Note };
    let usual = if broke { Fact::None } else { Fact::Word("usual for some seconds after a boot") };
    (before.trouble.is_none() && after.trouble.is_some()).then(|| Report::new([Fact::Word(word), usual]).severity(severity))
}
