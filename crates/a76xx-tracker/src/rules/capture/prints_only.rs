use crate::rule::{Report, Transition, rule};
use crate::seen::Class;

rule! {
    /// The log holds a program's prints, and nothing of the wire.
    ///
    /// At the end there is text, but neither a command nor a line of the module.
    ///
    /// # Why
    /// A program's own words tell what it believes. Whether the module said so cannot be seen.
    ///
    /// # Fires
    /// ```at
    /// | connecting to the broker\nconnection failed\ntrying again\n
    /// * end
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// | connecting to the broker\nAT+CSQ\nOK\ntrying again\n
    /// * end
    /// ```
    PRINTS_ONLY = 915, "prints-only", Note, Capture, "", Log;
    on [End];
    "the log holds what a program printed, and nothing of the wire";
    "switch on the dump of AT traffic (TinyGSM: StreamDebugger), or record the serial lines";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let capture = &transition.after.capture;
    let prints = capture.foreign >= ENOUGH && !capture.shows_answers() && !capture.shows_commands();
    (transition.seen.class == Class::End && prints).then(|| Report::new([]))
}

/// Lines of text that make a log.
const ENOUGH: u8 = 3;
