use crate::rule::{Report, Transition, rule};
use crate::seen::Class;

rule! {
    /// The capture holds the module's side only.
    ///
    /// Commands are in it as the module's echoes, and no byte of the host is. Told at the end.
    ///
    /// # Why
    /// What the host sent is known only as far as the module repeats it: data behind a prompt, commands after `ATE0`, and the moment of sending are
    /// not.
    ///
    /// # Fires
    /// ```at
    /// << AT+CSQ\r
    /// < +CSQ: 20,99
    /// < OK
    /// * end
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CSQ
    /// << AT+CSQ\r
    /// < +CSQ: 20,99
    /// < OK
    /// * end
    /// ```
    ONE_SIDED = 905, "one-sided", Note, Capture, "", Inferred;
    on [End];
    "the capture holds the module's side only: commands are known by their echoes";
    "record both lines, TX and RX, to see what the host sends";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let model = transition.after;
    let echoes_only = model.flow.commands > 0 && model.access.host.is_none() && model.capture.shows_answers();
    (transition.seen.class == Class::End && echoes_only).then(|| Report::new([]))
}
