use super::stray_final::unasked;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A final result code comes twice for one command.
    ///
    /// The same code as that of the command before, with no command in between. What makes it a stray one of another kind has a rule of its
    /// own, and so do its exceptions.
    ///
    /// # Why
    /// As a rule the log was written twice, by two taps on one line. Where the module really sends it twice, the second one answers the
    /// host's next command.
    ///
    /// # Fires
    /// ```at
    /// > AT+CMEE=2
    /// < OK
    /// < OK
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CMEE=2
    /// < OK
    /// > AT
    /// < OK
    /// ```
    DOUBLE_FINAL = 108, "double-final", Note, Capture, "M 1.5.2", Inferred;
    on [Orphan];
    "{0} comes a second time";
    "see whether the log shows each line twice; if not, empty the input before each command";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let last = unasked(transition)?;
    let (code, event) = transition.before.flow.newest()?.last?;
    (code == last.code).then(|| Report::new([Fact::Word(code.text())]).because(event))
}
