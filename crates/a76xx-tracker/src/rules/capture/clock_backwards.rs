use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The stamps go backwards.
    ///
    /// A piece has an earlier stamp than the one before it of its side. Told once.
    ///
    /// # Why
    /// The clock was set, the program that recorded mixed two streams, or two captures stand in one file. Times across this place mean nothing.
    ///
    /// # Fires
    /// ```at
    /// @ 20s
    /// > AT+CSQ
    /// @ -5s
    /// < OK
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// @ 20s
    /// > AT+CSQ
    /// @ 5s
    /// < OK
    /// ```
    CLOCK_BACKWARDS = 909, "clock-backwards", Note, Capture, "", Inferred;
    on [Clock];
    "the stamps go back by {0}";
    "take no times across this place";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (before, after) = (transition.before, transition.after);
    if before.capture.backwards.is_some() || after.capture.backwards.is_none() {
        return None;
    }
    let back = before.now.at()?.since(after.now.at()?);
    Some(Report::new([Fact::Time(back)]).because(before.now.event))
}
