use crate::rule::{Report, Transition, rule};

rule! {
    /// Bytes of the wire's own lines are wrong.
    ///
    /// A command, an echo or an answer holds bytes that no such line holds: control bytes, bytes that are no text, or the characters that a terminal
    /// puts for them, or its name or colon are off by one byte. One such line is enough where it is clearly one of the wire; of other lines it takes
    /// two. Told once.
    ///
    /// # Why
    /// Lines of the wire are plain ASCII, which no encoding changes. So the bytes were wrong when they were received: the rates of the two sides
    /// differ, a software UART is too slow for the rate, bytes were lost without flow control, or ground and levels are bad. The module may have
    /// received other commands than were sent.
    ///
    /// # Fires
    /// ```at
    /// | AT+CIPCLOSE?\n+CIPCLOSE: 0,0,0,\xef\xbf\xbd\n
    /// !
    /// ```
    /// ```at
    /// | AT+CREG?\n+CREGz 1,1\nOK\nAT+CREG?\n
    /// | +CREG9 1,1\nOK\n
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// | AT+CIPCLOSE?\n+CIPCLOSE: 0,0,0,0\n
    /// ```
    BIT_ERRORS = 910, "bit-errors", Warning, Capture, "", Log;
    on [Doubt];
    "this line holds bytes that no line of the wire holds: the serial line is not reliable";
    "set the same rate on both sides, and a lower one (AT+IPR=9600) for a software UART; check wiring, ground and levels";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    (!transition.before.capture.is_garbled() && transition.after.capture.is_garbled()).then(|| Report::new([]))
}
