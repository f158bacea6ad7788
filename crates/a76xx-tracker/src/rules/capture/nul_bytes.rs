use crate::rule::{Report, Transition, rule};

rule! {
    /// NUL bytes stand between the lines.
    ///
    /// A byte 00 came outside of data. Told once.
    ///
    /// # Why
    /// The line drops to zero for a moment when the module is switched on, restarts, or sends a break, and the receiver reads a NUL. A program that
    /// compares lines from their first byte misses the line behind it. One NUL right before a boot line is usual.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPCLOSE=0
    /// << \0
    /// !
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPCLOSE=0
    /// < OK
    /// ```
    NUL_BYTES = 903, "nul-bytes", Note, Capture, "", Bytes;
    on [Noise];
    "a NUL byte stands between the lines of the wire";
    "let the program skip NUL bytes in front of a line; look for a restart near it";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    (transition.before.capture.nuls == 0 && transition.after.capture.nuls > 0).then(|| Report::new([]))
}
