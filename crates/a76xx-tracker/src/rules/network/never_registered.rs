use a76xx_parser::spec::network::COPS;

use super::attempt::radio_off;
use crate::model::Model;
use crate::model::sim::State;
use crate::rule::{Fact, Report, Severity, Transition, rule};
use crate::seen::Class;
use crate::time::EventNo;

rule! {
    /// The module is not registered when the capture ends.
    ///
    /// The last reports of the registration all say no, or there is no service; it points at the first line of that run. A warning where a
    /// single line tells and the boot is not in the capture, for the module may be registered by a report that was not recorded.
    ///
    /// # Why
    /// This is what stops everything else: services, sockets, and messages wait for it. Failures after its first line are its consequences.
    ///
    /// # Fires
    /// ```at
    /// > AT+CGREG?
    /// < +CGREG: 0,0
    /// < OK
    /// > AT+CGREG?
    /// < +CGREG: 0,0
    /// < OK
    /// * end
    /// !
    /// ```
    /// A plain statement behind a report.
    /// ```at
    /// > AT+CREG?
    /// < +CREG: 0,2
    /// < OK
    /// > AT+CPSI?
    /// < +CPSI: NO SERVICE,Online
    /// < OK
    /// * end
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CGREG?
    /// < +CGREG: 0,0
    /// < OK
    /// > AT+CGREG?
    /// < +CGREG: 0,1
    /// < OK
    /// * end
    /// ```
    NEVER_REGISTERED = 208, "never-registered", Error, Network, "AN 1.4", Documented;
    on [End];
    "the module is not registered to the end[: {0}]";
    "ask AT+CPIN?, AT+CSQ, AT+CPSI? and AT+COPS?; check antenna, coverage, bands (AT+CNMP?) and the SIM";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let model = transition.after;
    if transition.seen.class != Class::End || radio_off(model).is_some() {
        return None;
    }
    let registration = &model.registration;
    let missing = registration.missing();
    let gone = registration.service.filter(|(there, _)| !there).map(|(_, told)| told);
    let since = gone.or(registration.bad_since)?;
    if registration.is_registered() == Some(true) && gone.is_none() {
        return None;
    }
    let severity = if is_sure(model, since) { Severity::Error } else { Severity::Warning };
    let fact = Fact::some(missing, |(state, _)| Fact::code(state));
    Some(Report::new([fact]).because(blocked(model).unwrap_or(since)).severity(severity))
}

/// Whether the capture shows enough: the start, or a report that was repeated or that a plain statement confirms.
fn is_sure(model: &Model, since: EventNo) -> bool {
    let registration = &model.registration;
    let latest = registration.missing().map(|(_, told)| told);
    let repeated = latest.is_some_and(|latest| latest != since);
    // While it searches for operators the module is off its own.
    let searching = model.flow.waiting().is_some_and(|command| command.is(&COPS));
    !searching
        && !model.power.is_starting(model.now)
        && registration.is_registered() != Some(true)
        && (model.power.booted.is_some() || repeated)
}

/// The SIM's trouble, where it keeps the module from registering.
fn blocked(model: &Model) -> Option<EventNo> {
    model.sim.trouble.filter(|_| matches!(model.sim.state, State::Absent | State::Locked | State::Failed))
}
