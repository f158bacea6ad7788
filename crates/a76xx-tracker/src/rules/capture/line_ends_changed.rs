use crate::rule::{Report, Transition, rule};

rule! {
    /// The capture does not hold the line ends of the wire.
    ///
    /// Lines of the module end with a lone LF. On the wire each ends with CR LF. Told once.
    ///
    /// # Why
    /// The program that recorded, printed or pasted the log changed them. Announced lengths count CR and LF both, so no rule can hold data against
    /// their announced length any more.
    ///
    /// # Fires
    /// ```at
    /// | AT\nOK\nAT+CSQ\n+CSQ: 20,99\n
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// | AT\r\nOK\r\nAT+CSQ\r\n+CSQ: 20,99\r\n
    /// ```
    LINE_ENDS_CHANGED = 901, "line-ends-changed", Note, Capture, "M 2.2.10", Documented;
    on [Answer, Urc, Final, Echo];
    "lines of the module end with LF alone: the capture changed line ends, and lengths cannot be checked";
    "record the bytes as they come: a raw log, or a hex dump";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (before, after) = (&transition.before.capture, &transition.after.capture);
    (before.bare_lines < ENOUGH && after.bare_lines >= ENOUGH).then(|| Report::new([]))
}

/// One may be a slip of the parser.
const ENOUGH: u8 = 2;
