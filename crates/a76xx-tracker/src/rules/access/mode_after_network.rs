use a76xx_parser::Request;
use a76xx_parser::typed::{DataMode, Name};

use crate::model::Service;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The data mode is changed while the socket service runs, where it has no effect.
    ///
    /// The host sends `AT+CIPMODE` after `AT+NETOPEN`, with another mode than the one that holds. Where the mode before is not known it is a
    /// note.
    ///
    /// # Why
    /// The mode is read when the service starts. Set later it changes nothing until the service is stopped and started again: the next
    /// `AT+CIPOPEN` answers `OK` instead of `CONNECT`, or the other way round.
    ///
    /// # Fires
    /// ```at
    /// < *ATREADY: 1
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+CIPMODE=1
    /// !
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < *ATREADY: 1
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// ```
    MODE_AFTER_NETWORK = 411, "mode-after-network", Warning, Host, "M 15.2.10", Documented;
    on [Command] of ["+CIPMODE"];
    "AT+CIPMODE={0} comes after AT+NETOPEN and has no effect until the service is started anew";
    "send AT+CIPMODE={0} before AT+NETOPEN; now: AT+NETCLOSE, AT+CIPMODE={0}, AT+NETOPEN";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let mode = match *transition.seen.request()? {
        Request::CipMode { mode } => mode,
        Request::Exec(Name::CipMode) => DataMode::COMMAND,
        _ => return None,
    };
    let (network, known) = (&transition.before.network, transition.before.settings.mode);
    if !matches!(network.service, Service::Open | Service::Opening) || known == Some(mode) {
        return None;
    }
    // What most captures set once more is the default.
    let severity = match known {
        Some(_) => Severity::Warning,
        None if mode == DataMode::COMMAND => return None,
        None => Severity::Note,
    };
    let since = network.since.map(|since| since.event);
    Some(Report::new([Fact::Count(mode.0.into())]).because(since).severity(severity))
}
