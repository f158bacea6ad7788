use crate::rule::{Fact, Report, Transition, rule};
use crate::seen::Class;

rule! {
    /// The module never answers.
    ///
    /// At the end of the capture there are two or more commands in it, and not one answer of the module.
    ///
    /// # Why
    /// Nothing comes back where TX and RX are swapped, the module is not powered or still starts, the rates differ, or commands lack their CR. Or
    /// only the host's side was recorded.
    ///
    /// # Fires
    /// ```at
    /// > AT
    /// > AT+CPIN?
    /// * end
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT
    /// < OK
    /// > AT+CPIN?
    /// * end
    /// ```
    NO_ANSWER = 913, "no-answer", Warning, Capture, "UART 5.3", Inferred;
    on [End];
    "{0} commands, and not one answer";
    "check power and the power key, swap TX and RX, try 115200 baud, end each command with CR, and send AT until OK comes";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (flow, capture) = (&transition.after.flow, &transition.after.capture);
    let silent = flow.commands >= 2 && capture.answers == 0 && capture.copies == 0 && !capture.is_garbled() && !capture.retold;
    if transition.seen.class != Class::End || !silent {
        return None;
    }
    Some(Report::new([Fact::Count(flow.commands.into())]).because(capture.first_command))
}
