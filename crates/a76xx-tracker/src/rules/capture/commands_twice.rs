use a76xx_parser::Guess;

use crate::rule::{Report, Transition, rule};

rule! {
    /// Commands stand twice: once as sent, once as the module's echo.
    ///
    /// In a stream without marks each command is there two times in a row. Told once, with the second one.
    ///
    /// # Why
    /// A program's stream debugger prints what it sends, and what it receives: with the echo on that is the same line again. It is not sent twice.
    ///
    /// # Fires
    /// ```at
    /// | AT+CSQ\nAT+CSQ\nOK\nAT+CREG?\nAT+CREG?\nOK\n
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// | AT+CSQ\nOK\nAT+CREG?\nOK\n
    /// ```
    COMMANDS_TWICE = 918, "commands-twice", Note, Capture, "", Log;
    on [Echo];
    "commands stand twice, as sent and as echo: each was sent once";
    "nothing to do; ATE0 leaves the echo out";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (before, after) = (&transition.before.capture, &transition.after.capture);
    let guessed = transition.seen.event?.guess == Guess::Echo;
    (guessed && before.copies < ENOUGH && after.copies >= ENOUGH).then(|| Report::new([]))
}

/// One may be a repetition of the host.
const ENOUGH: u8 = 2;
