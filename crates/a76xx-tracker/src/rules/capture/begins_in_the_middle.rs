use crate::rule::{Fact, Report, Transition, rule};
use crate::seen::Class;

rule! {
    /// The capture begins in the middle of a command.
    ///
    /// The first answer or final result code comes before any command.
    ///
    /// # Why
    /// What was set, opened and started before is not known. Rules that need it stay silent.
    ///
    /// # Fires
    /// ```at
    /// < OK
    /// !
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// ```
    BEGINS_IN_THE_MIDDLE = 906, "begins-in-the-middle", Note, Capture, "", Inferred;
    on [Orphan];
    "the capture begins with {0}, and the command that it answers is not in it";
    "record from the start of the module, or from the first command on";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (event, line) = (transition.seen.event?, transition.seen.line()?);
    let before = transition.before;
    // After a boot, or behind damage, the command is missing for another reason.
    let whole = before.power.booted.is_none() && before.capture.damaged == 0;
    let first = before.capture.answers == 0 && before.flow.commands == 0 && whole;
    let answers = matches!(transition.seen.class, Class::Answer | Class::Final) && event.command.is_none();
    (first && answers).then(|| Report::new([Fact::Text(if line.name.is_empty() { line.params } else { line.name })]))
}
