use a76xx_parser::FinalCode;
use a76xx_parser::spec::{Order, Shape};
use a76xx_parser::typed::ErrorForm;

use super::{kind, repeated_refusal, situation};
use crate::rule::{Blame, Fact, Report, Severity, Transition, rule};

rule! {
    /// A command is refused with a bare ERROR.
    ///
    /// The module gives no reason; where the state of SIM, network, service or link explains the refusal, the sentence says so. Silent where
    /// a line before it gave the reason, for the line has its own finding, and for `AT+NETOPEN`, `AT+CGACT` and others whose
    /// refusal has a rule of its own. A note for
    /// test forms and for closing what was not open, a warning for questions and settings.
    ///
    /// # Why
    /// A bare `ERROR` comes for a name that the firmware does not know, for parameters that it does not take, and for a state in which the
    /// command is not allowed. Which of them it was is for the host to find out.
    ///
    /// # Fires
    /// ```at
    /// > AT+CPIN?
    /// < +CME ERROR: SIM not inserted
    /// > AT+CGATT=1
    /// < ERROR
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CPIN?
    /// < +CME ERROR: SIM not inserted
    /// > AT+CGATT=1
    /// < +CME ERROR: SIM not inserted
    /// ```
    REFUSED = 105, "refused", Error, Host, "M 28.1", Documented;
    on [Failure];
    "{0} is refused[: {1}]";
    "{2}";
}

/// What to do about a refusal that nothing explains.
const ASK: &str = "set AT+CMEE=2 for a reason in words; compare name and parameters with the manual; ask AT+CPIN? and AT+CEREG?";
/// The same for parameters that fit no form.
const COMPARE: &str = "write the parameters as the manual has them; AT+…=? tells the ranges of most commands";
/// The same for a name that the table does not hold.
const UNKNOWN: &str = "check the spelling, and whether the command is one of this family at all";

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    transition.seen.last().filter(|last| last.code == FinalCode::Error)?;
    let command = transition.command_before().filter(|command| command.why.is_none() && command.result.is_none())?;
    if kind::is_told_elsewhere(command) || repeated_refusal::is_repeat(transition) {
        return None;
    }
    let Some(row) = command.row else {
        let facts = [Fact::Word("the command"), Fact::Word("the manual does not know it"), Fact::Word(UNKNOWN)];
        return Some(Report::new(facts).because(command.sent.event));
    };
    if command.answers > 0 && kind::explains_itself(row) {
        return None;
    }
    if kind::tidies(row) {
        let facts = [Fact::Command(row), Fact::Word("there was nothing to end"), Fact::Word("nothing, where it only tidies up")];
        return Some(Report::new(facts).severity(Severity::Note).because(command.sent.event));
    }
    let found = situation::of(transition.before, command);
    let relatives = command.shape.is_some_and(|shape| kind::is_relatives(row, shape));
    let misfit = (!command.fits())
        .then_some("its parameters are not those of the manual")
        .or(relatives.then_some("only relatives of this family take it in this form"));
    let why = found.map(|found| found.why).or(misfit);
    let facts = [
        Fact::Command(row),
        Fact::some(why, Fact::Word),
        Fact::Word(found.map_or(if misfit.is_some() { COMPARE } else { ASK }, |found| found.advice)),
    ];
    let cause = found.and_then(|found| found.cause).unwrap_or(command.sent.event);
    let severity = match command.shape {
        Some(Shape::Test) => Severity::Note,
        Some(Shape::Read) => Severity::Warning,
        _ if kind::is_wanted(command) => Severity::Error,
        _ => Severity::Warning,
    };
    // Some services print the reason behind the ERROR, and refuse to start a second time.
    let starts = row.order() != Order::None && command.shape == Some(Shape::Exec);
    let severity = if starts && found.is_none() { Severity::Warning } else { severity };
    // With AT+CMEE=0 the host has asked for errors without a reason.
    let unasked = transition.before.settings.cmee == Some(ErrorForm::PLAIN);
    let blame = if found.is_some() || misfit.is_some() || unasked { Blame::Host } else { Blame::Module };
    Some(Report::new(facts).severity(severity).blame(blame).because(cause))
}
