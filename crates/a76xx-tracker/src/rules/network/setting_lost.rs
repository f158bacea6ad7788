use a76xx_parser::spec::v25ter::ATE;
use a76xx_parser::{Kind, Request};

use crate::model::Lost;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// A setting is relied on that a restart took away.
    ///
    /// `AT+CIPRXGET=2`, `3` or `4` after a restart that ended `AT+CIPRXGET=1`; or, as a note, the first echo after one that ended `ATE0`.
    ///
    /// # Why
    /// These settings are not saved. After a restart data are pushed again and commands are echoed, and a program that counts on the old
    /// state loses data or reads echoes as answers.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPRXGET=1
    /// < OK
    /// < *ATREADY: 1
    /// > AT+CIPRXGET=2,0,100
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPRXGET=1
    /// < OK
    /// < *ATREADY: 1
    /// > AT+CIPRXGET=1
    /// < OK
    /// > AT+CIPRXGET=2,0,100
    /// ```
    /// ```at
    /// > ATE0
    /// < OK
    /// < *ATREADY: 1
    /// > ATE0
    /// < ATE0
    /// < OK
    /// ```
    SETTING_LOST = 229, "setting-lost", Warning, Host, "M 15.2.5", Documented;
    on [Command, Echo];
    "{0} has not been set again since the restart";
    "after every boot banner send the settings again: ATE0, AT+CIPCCFG, AT+CIPRXGET, then AT+NETOPEN";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let power = &transition.before.power;
    let booted = power.booted.map(|booted| booted.event)?;
    let (word, severity) = match (transition.seen.event?.kind, transition.seen.request()) {
        (_, Some(Request::RxRead { .. } | Request::RxReadHex { .. } | Request::RxRest { .. })) if power.lost.has(Lost::BUFFERED) => {
            ("AT+CIPRXGET=1", Severity::Warning)
        }
        // The copy of a command that was sent before the restart.
        (Kind::Echo(_), _) if transition.seen.event?.command.is_none() => return None,
        // It is being set again.
        (Kind::Echo(line), _) if line.command.is_some_and(|row| row.is(&ATE)) => return None,
        (Kind::Echo(_), _) if power.lost.has(Lost::NO_ECHO) => ("ATE0", Severity::Note),
        _ => return None,
    };
    Some(Report::new([Fact::Word(word)]).because(booted).severity(severity))
}
