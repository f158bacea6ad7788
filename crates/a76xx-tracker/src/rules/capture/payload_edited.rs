use crate::rule::{Report, Transition, rule};

rule! {
    /// Data are shorter than announced, and the capture was edited or has lost bytes.
    ///
    /// A line of the wire comes before all announced bytes did, in a capture that does not keep the bytes of the wire: line ends are changed, or text
    /// was cut. Told once.
    ///
    /// # Why
    /// Whoever pasted the log may have masked or shortened the data, or the terminal left out what it cannot show. In such a capture a length that
    /// does not agree tells nothing about host or module.
    ///
    /// # Fires
    /// ```at
    /// | AT+CIPRXGET=2,0,50\n+CIPRXGET: 2,0,50,0\n(masked)\nOK\nAT+CSQ\n
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// | AT+CIPRXGET=2,0,50\n+CIPRXGET: 2,0,5,0\nabcde\nOK\nAT+CSQ\n
    /// ```
    PAYLOAD_EDITED = 912, "payload-edited", Note, Capture, "", Log;
    on [Doubt];
    "the data before are shorter than announced, in a capture that does not hold all bytes";
    "record the bytes as they come, and mask data without changing their length";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (before, after) = (transition.before, transition.after);
    (!before.capture.doubts.edited && after.capture.doubts.edited)
        .then(|| Report::new([]).because(before.access.incoming.map(|incoming| incoming.by)))
}
