use crate::rule::{Report, Transition, rule};

rule! {
    /// The line carries frames, not lines.
    ///
    /// Bytes of a multiplexer (27.010: flags F9) or of PPP (7E FF) are in the capture. Told once.
    ///
    /// # Why
    /// Commands and answers inside frames are cut and escaped, and each channel has its own echo. What reads like a line between frames may be part of
    /// one.
    ///
    /// # Fires
    /// ```at
    /// > AT+CMUX=0
    /// < OK
    /// << \xf9\x03\x73\x01\xd7\xf9\r\n
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CMUX=0
    /// < OK
    /// << \r\n
    /// ```
    MULTIPLEXED = 917, "multiplexed", Note, Capture, "", Bytes;
    on [Doubt];
    "frames of a multiplexer or of PPP are on the line: reading it as AT text does not apply";
    "record inside the multiplexer, or take the frames apart first (Wireshark reads PPP and 27.010)";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    (!transition.before.capture.doubts.framed && transition.after.capture.doubts.framed).then(|| Report::new([]))
}
