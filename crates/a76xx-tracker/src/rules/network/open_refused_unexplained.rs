use a76xx_parser::spec::Shape;

use super::attempt::obstacle;
use super::open_refused::refusal;
use crate::model::flow::Why;
use crate::rule::{Blame, Report, Severity, Transition, rule};

rule! {
    /// `AT+NETOPEN` is refused, and nothing in the capture says why.
    ///
    /// A bare `ERROR`, with no trouble of SIM, registration, radio or context told before it, and the service not known to be open. A
    /// warning while the module still starts. With a context behind it (`AT+NETOPEN=1`) it is the host's: only SIM767X takes one (M767).
    ///
    /// # Why
    /// Modules answer a bare `ERROR` here whatever `AT+CMEE` says. The reason has to be asked for: most often there is no registration, or
    /// the service is open already.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETOPEN
    /// < ERROR
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CPIN?
    /// < +CME ERROR: SIM not inserted
    /// > AT+NETOPEN
    /// < ERROR
    /// ```
    OPEN_REFUSED_UNEXPLAINED = 218, "open-refused-unexplained", Error, Module, "AN 1.4", Log;
    on [Failure];
    "the socket service was not started, and nothing here says why";
    "ask AT+CPIN?, AT+CGREG? and AT+CEREG?, AT+NETOPEN? and AT+CGACT?; set AT+CMEE=2; the note's last resort is a reboot";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let command = refusal(transition)?;
    if obstacle(transition.before).is_some() || matches!(command.why, Some((Why::Cme(_) | Why::Ip(_), _))) {
        return None;
    }
    let starting = transition.before.power.is_starting(transition.after.now);
    let report = Report::new([]).severity(if starting { Severity::Warning } else { Severity::Error });
    Some(if command.shape == Some(Shape::Write) { report.blame(Blame::Host) } else { report })
}
