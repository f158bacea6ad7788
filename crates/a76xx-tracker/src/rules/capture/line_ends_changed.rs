use crate::rule::{Report, Transition, rule};

rule! {
    /// The capture does not hold the line ends of the wire.
    ///
    /// Lines of the module end with a lone LF, where the wire has CR LF, and data of an announced length come. Told once.
    ///
    /// # Why
    /// The program that recorded, printed or pasted the log changed them. Announced lengths count CR and LF both, so no rule can hold data against
    /// their announced length any more.
    ///
    /// # Fires
    /// ```at
    /// | AT\nOK\nAT+CIPRXGET=2,0,10\n
    /// | +CIPRXGET: 2,0,4,0\n
    /// !
    /// | data\nOK\n
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// | AT\r\nOK\r\nAT+CIPRXGET=2,0,10\r\n
    /// | +CIPRXGET: 2,0,4,0\r\n
    /// | data\r\nOK\r\n
    /// ```
    LINE_ENDS_CHANGED = 901, "line-ends-changed", Note, Capture, "M 2.2.10", Documented;
    on [Doubt];
    "lines of the module end with LF alone: the capture changed line ends, and the lengths of data cannot be checked";
    "record the bytes as they come: a raw log, or a hex dump";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (before, after) = (&transition.before.capture, &transition.after.capture);
    let first = !before.doubts.lengths_lost && after.doubts.lengths_lost;
    (first && transition.seen.event.is_some_and(|event| event.kind.line().is_some())).then(|| Report::new([]))
}
