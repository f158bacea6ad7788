use crate::rule::{Report, Transition, rule};
use crate::seen::Class;

rule! {
    /// The capture holds answers, but no command.
    ///
    /// At the end two or more final result codes have come, and neither commands nor their echoes are in the capture.
    ///
    /// # Why
    /// Only the module's side was recorded, with the echo off. What was asked, and what was set, is not known: `+NETOPEN: 0` may be a success or the
    /// answer that the service is closed.
    ///
    /// # Fires
    /// ```at
    /// < +CSQ: 20,99
    /// < OK
    /// < +CREG: 0,1
    /// < OK
    /// * end
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// > AT+CREG?
    /// < +CREG: 0,1
    /// < OK
    /// * end
    /// ```
    COMMANDS_MISSING = 914, "commands-missing", Note, Capture, "M 2.2.8", Inferred;
    on [End];
    "the capture holds answers but not a single command: what was asked and set is not known";
    "record both lines, TX and RX, or switch the echo on: ATE1";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (flow, capture) = (&transition.after.flow, &transition.after.capture);
    let answers_only = flow.commands == 0 && flow.orphans >= 2 && !capture.shows_commands();
    (transition.seen.class == Class::End && answers_only).then(|| Report::new([]))
}
