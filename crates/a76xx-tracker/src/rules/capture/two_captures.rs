use crate::rule::{Fact, Report, Transition, rule};
use crate::seen::Class;

rule! {
    /// A part is missing here, or another capture begins.
    ///
    /// Commands stood once and stand twice from here on, though nothing switched the echo; or a command follows `CONNECT` in a stream of both sides,
    /// though nothing shows how the data state was left. Told once.
    ///
    /// # Why
    /// What came before need not hold any more. From here on the module's state is taken as unknown.
    ///
    /// # Fires
    /// ```at
    /// | ATI\nOK\nAT+CSQ\nOK\nAT+CREG?\nOK\nAT+CGATT?\nOK\nAT+CSQ\nAT+CSQ\nOK\nAT+CREG?\nAT+CREG?\n
    /// !
    /// ```
    /// ```at
    /// | AT+CGDATA="PPP",1\nCONNECT\nAT+CSQ\n
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// | ATI\nOK\nAT+CSQ\nOK\nAT+CREG?\nOK\nATE1\nOK\nAT+CSQ\nAT+CSQ\nOK\nAT+CREG?\nAT+CREG?\n
    /// ```
    TWO_CAPTURES = 908, "two-captures", Note, Capture, "", Inferred;
    on [Doubt];
    "{0}: a part is missing here, or another capture begins";
    "keep captures apart, one a file, and leave nothing out";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (before, after) = (&transition.before.capture, &transition.after.capture);
    if before.doubts.seams > 0 || after.doubts.seams == 0 {
        return None;
    }
    let (word, cause) = match transition.seen.class {
        Class::Echo => ("commands stand twice from here on", None),
        _ => ("a command follows CONNECT", transition.before.access.since),
    };
    Some(Report::new([Fact::Word(word)]).because(cause))
}
