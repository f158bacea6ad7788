use a76xx_parser::FinalCode;
use a76xx_parser::spec::packet::CGDATA;
use a76xx_parser::spec::v25ter::ATD;

use super::attempt::obstacle;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A call was not connected.
    ///
    /// `ATD` or `AT+CGDATA` ends with `NO CARRIER`, `BUSY`, `NO ANSWER`, `NO DIALTONE` or `CONNECT FAIL` in place of `CONNECT`. Where SIM,
    /// registration or packet domain explain it, the sentence says so.
    ///
    /// # Why
    /// A data call (`ATD*99#`) is how PPP begins. It needs a registered and attached module, a context with the APN that the SIM needs, and a
    /// context that nothing else uses. The result code gives no reason.
    ///
    /// # Fires
    /// ```at
    /// > ATD*99#
    /// < NO CARRIER
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > ATD*99#
    /// < CONNECT 115200
    /// ```
    CALL_FAILED = 238, "call-failed", Error, Network, "M 2.2", Documented;
    on [Failure];
    "the call was not connected: {0}[; {1}]";
    "ask AT+CEREG?, AT+CGATT? and AT+CGACT?; set the APN that the SIM needs with AT+CGDCONT, then dial again";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let last = transition.seen.last()?;
    let not_connected =
        matches!(last.code, FinalCode::NoCarrier | FinalCode::NoDialtone | FinalCode::Busy | FinalCode::NoAnswer | FinalCode::ConnectFail);
    let command = transition.command_before().filter(|command| not_connected && (command.does(&ATD) || command.does(&CGDATA)))?;
    let why = obstacle(transition.before);
    let facts = [Fact::Word(last.code.text()), Fact::some(why, |(word, _)| Fact::Word(word))];
    Some(Report::new(facts).because(why.map_or(command.sent.event, |(_, told)| told)))
}
