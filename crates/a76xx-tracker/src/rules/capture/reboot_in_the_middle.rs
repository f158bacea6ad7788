use a76xx_parser::Urc;

use crate::model::Stage;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The module restarts in the middle of a command or of data.
    ///
    /// A boot line comes while a command waits for its answer or result, or while announced data are not all there, and nobody had asked for a
    /// restart. Where the module had not begun to answer it is a warning, for the command may have been sent to a module that was off.
    ///
    /// # Why
    /// The command will never be answered. Links, servers, the socket service and every setting that is not saved are gone. The usual reason is the
    /// supply: it drops when the transmitter draws its 2 A.
    ///
    /// # Fires
    /// ```at
    /// > AT+CREG?
    /// < +CREG: 0,1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// << \0
    /// < *ATREADY: 1
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CREG?
    /// < +CREG: 0,1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// < *ATREADY: 1
    /// ```
    REBOOT_IN_THE_MIDDLE = 911, "reboot-in-the-middle", Error, Module, "", Bytes;
    on [Urc] of ["*ATREADY", "QCRDY", "RDY"];
    "the module restarts [before {0} is answered][within {1}]";
    "check the supply at the module's pins under load; then begin anew: settings, AT+NETOPEN, links";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (Urc::AtReady { on: true } | Urc::Ready) = transition.seen.urc()? else { return None };
    let before = transition.before;
    if before.power.asked.is_some() || !before.capture.shows_answers() {
        return None;
    }
    let worst = if before.capture.is_foreign() { Severity::Warning } else { Severity::Error };
    if before.capture.ends_short {
        let header = before.access.incoming.map(|incoming| incoming.by);
        return Some(Report::new([Fact::None, Fact::Word("data")]).because(header).severity(worst));
    }
    let last = before.flow.newest()?;
    let row = last.row.filter(|row| !row.name().is_empty())?;
    let severity = match last.stage {
        Stage::Owing => worst,
        Stage::Waiting if last.answers > 0 || last.prompted.is_some() => worst,
        Stage::Waiting if !before.capture.drops_finals() => Severity::Warning,
        _ => return None,
    };
    Some(Report::new([Fact::Command(row), Fact::None]).because(last.sent.event).severity(severity))
}
