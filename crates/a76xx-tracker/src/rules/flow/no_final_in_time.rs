use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// A command has no final result code within the longest time that the manual promises.
    ///
    /// The time is the one that the host has set with `AT+CIPTIMEOUT`, or that the manual names for the command. Needs time stamps. Silent
    /// where the module waits for data that the host owes, in the data state, and where the capture has lost other final result codes. Only
    /// a warning where the answer comes after all, or where the command was answered and just the final result code is missing.
    ///
    /// # Why
    /// Within this time the module has answered, or it will not any more: it has restarted, hangs, or does not hear the host.
    ///
    /// # Fires
    /// ```at
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// @ 1s
    /// > AT+CREG?
    /// @ 9.5s
    /// * silence
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// @ 1s
    /// > AT+CREG?
    /// @ 8.5s
    /// * silence
    /// ```
    NO_FINAL_IN_TIME = 102, "no-final-in-time", Error, Module, "M 1.5.2", Documented;
    on [Clock];
    "{0} was not answered within {1}";
    "try AT, and the command again; where the module stays silent, reset it and check supply and wiring";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    transition.at?;
    let before = transition.before;
    let command = before.flow.waiting()?;
    let (row, limit) = (command.row?, before.limit(command)?);
    if !transition.passes(command.sent.at()?.after(limit)) {
        return None;
    }
    let owed = command.prompted.is_some() && command.announced.is_none_or(|announced| command.given < announced.get());
    if owed
        || before.access.online == Some(true)
        || before.flow.unanswered > 1
        || before.capture.drops_finals()
        || !before.capture.shows_answers()
    {
        return None;
    }
    let late = transition.seen.last().is_some() && transition.command().is_some_and(|own| own.no == command.no);
    let report = Report::new([Fact::Command(row), Fact::Time(limit)]).because(command.sent.event);
    Some(if late || command.answers > 0 { report.severity(Severity::Warning) } else { report })
}
