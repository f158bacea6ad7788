use a76xx_parser::spec::sim::CPIN;
use a76xx_parser::typed::{CmeError, Reason};

use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The PIN was refused.
    ///
    /// `AT+CPIN=` fails. With `incorrect password` (16) or a demand for the PUK it is an error; a SIM that was ready before needs no PIN, and
    /// the refusal is a note.
    ///
    /// # Why
    /// A SIM takes three wrong tries, then it wants the PUK; ten wrong of those destroy it. A program that repeats a wrong PIN locks the card.
    ///
    /// # Fires
    /// ```at
    /// > AT+CPIN=1234
    /// < +CME ERROR: incorrect password
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CPIN=1234
    /// < OK
    /// < +CPIN: READY
    /// ```
    PIN_REFUSED = 233, "pin-refused", Warning, Host, "M 6.2.2", Documented;
    on [Failure];
    "the PIN was refused[: {0}]";
    "do not repeat it: ask AT+CPIN? which code is due, and check the PIN; three wrong tries lock the SIM";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let last = transition.seen.last().filter(|last| !last.code.is_ok())?;
    transition.command_before().filter(|command| command.does(&CPIN))?;
    let reason = last.cme().and_then(Reason::code);
    let severity = match reason {
        Some(CmeError::INCORRECT_PASSWORD | CmeError::SIM_PUK_REQUIRED) => Severity::Error,
        _ if transition.before.sim.is_ready() => Severity::Note,
        _ => Severity::Warning,
    };
    Some(Report::new([Fact::some(reason, Fact::code)]).because(transition.before.sim.trouble).severity(severity))
}
