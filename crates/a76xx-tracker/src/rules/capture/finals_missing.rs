use crate::rule::{Report, Transition, rule};

rule! {
    /// Final result codes are left out of the capture.
    ///
    /// Two commands were answered, had neither `OK` nor an error, and the host went on all the same. Told once.
    ///
    /// # Why
    /// Who filters or trims a log takes `OK` for noise. Rules about commands without a final result code stay silent from here on.
    ///
    /// # Fires
    /// ```at
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// > AT+CREG?
    /// < +CREG: 0,1
    /// > AT+CGATT?
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
    /// > AT+CGATT?
    /// ```
    FINALS_MISSING = 919, "finals-missing", Note, Capture, "M 1.5.2", Inferred;
    on [Doubt];
    "final result codes are missing: the capture seems to leave them out";
    "record every line; OK and ERROR tell which answer belongs to which command";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    (!transition.before.capture.drops_finals() && transition.after.capture.drops_finals()).then(|| Report::new([]))
}
