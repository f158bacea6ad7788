use crate::rule::{Report, Transition, rule};

rule! {
    /// Binary data have no byte above 7F: the capture keeps seven bits.
    ///
    /// A payload holds twenty or more different control bytes, as binary data do, and no byte above 7F; nor has any payload before it. Told once.
    ///
    /// # Why
    /// Half of the bytes of binary data are above 7F. A terminal set to seven bits, or one that strips the eighth, turns each into another one. The
    /// module has sent the right ones.
    ///
    /// # Fires
    /// ```at
    /// < +IPD24
    /// << \x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < +IPD24
    /// << \x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\xff
    /// ```
    SEVEN_BIT = 902, "seven-bit", Warning, Capture, "", Inferred;
    on [Payload];
    "binary data without a single byte above 7F: the capture seems to keep seven bits of each byte";
    "record with eight data bits and no parity; switch off what strips the eighth bit";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    (!transition.before.capture.doubts.seven_bit && transition.after.capture.doubts.seven_bit).then(|| Report::new([]))
}
