use a76xx_parser::spec::tcpip::NETOPEN;
use a76xx_parser::typed::IpError;

use super::attempt::obstacle;
use crate::model::Exchange;
use crate::model::flow::Why;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// `AT+NETOPEN` is refused, and the state or the error says why.
    ///
    /// The radio is off, the SIM is missing, locked or not ready, there is no registration, the PDP context was refused, or the module names
    /// a reason itself. A warning while the module still starts.
    ///
    /// # Why
    /// The refusal is an effect. What has to be mended is its cause; another `AT+NETOPEN` does not help before.
    ///
    /// # Fires
    /// ```at
    /// > AT+CGREG?
    /// < +CGREG: 0,3
    /// < OK
    /// > AT+NETOPEN
    /// < ERROR
    /// !
    /// ```
    /// ```at
    /// > AT+NETOPEN
    /// < +CME ERROR: no network service
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CGREG?
    /// < +CGREG: 0,1
    /// < OK
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// ```
    OPEN_REFUSED = 217, "open-refused", Error, Network, "AN 1.4", Documented;
    on [Failure];
    "the socket service was not started[: {0}][; the module says {1}]";
    "mend the cause first: AT+CPIN? must say READY and AT+CGREG? or AT+CEREG? 1 or 5; then AT+NETOPEN";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let why = refusal(transition)?.why.map(|(why, _)| why);
    let obstacle = obstacle(transition.before);
    let reason = match why {
        Some(Why::Cme(code)) => Fact::code(code),
        Some(Why::Ip(code)) => Fact::code(code),
        _ if obstacle.is_some() => Fact::None,
        _ => return None,
    };
    let starting = transition.before.power.is_starting(transition.after.now);
    let severity = if starting { Severity::Warning } else { Severity::Error };
    let facts = [Fact::some(obstacle, |(word, _)| Fact::Word(word)), reason];
    Some(Report::new(facts).because(obstacle.map(|(_, told)| told)).severity(severity))
}

/// The `AT+NETOPEN` that this error ends, unless the service is open already or a result line has told the failure.
pub(super) fn refusal<'t>(transition: &Transition<'t, '_, '_>) -> Option<&'t Exchange> {
    transition.seen.last().filter(|last| !last.code.is_ok())?;
    let open = matches!(transition.before.network.service, crate::model::Service::Open | crate::model::Service::Opening);
    let told = |why| matches!(why, Why::Ip(IpError::ALREADY_OPENED) | Why::Socket(_));
    transition.command().filter(|command| command.does(&NETOPEN) && !open && !command.why.is_some_and(|(why, _)| told(why)))
}
