use crate::rule::{Report, Severity, Transition, rule};

rule! {
    /// Characters stand in the capture for bytes that it did not keep.
    ///
    /// Data, or text beside the wire, hold the replacement character (U+FFFD), pictures of control characters, or the U+2E2E of the Arduino monitor.
    /// Told once; in data it is a warning.
    ///
    /// # Why
    /// What showed or stored the bytes took them for text of some encoding. The bytes behind those characters are lost, and lengths do not agree.
    ///
    /// # Fires
    /// ```at
    /// < +IPD5
    /// << a\xef\xbf\xbdb
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < +IPD5
    /// << a\xc3\xa9bc
    /// ```
    SUBSTITUTED_CHARACTERS = 904, "substituted-characters", Note, Capture, "", Log;
    on [Doubt];
    "characters stand for bytes that the capture did not keep";
    "record binary data as bytes: a raw log, or a hex dump";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    if transition.before.capture.doubts.substituted || !transition.after.capture.doubts.substituted {
        return None;
    }
    let severity = if transition.seen.payload().is_some() { Severity::Warning } else { Severity::Note };
    Some(Report::new([]).severity(severity))
}
