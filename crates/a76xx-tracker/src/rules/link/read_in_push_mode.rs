use a76xx_parser::Request;
use a76xx_parser::typed::RxMode;

use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The host reads from a link although received data are pushed.
    ///
    /// `AT+CIPRXGET=2` or `3` while the mode is 0, as it was set, or as a restart has left it; `AT+CIPRXGET=4` is a note.
    ///
    /// # Why
    /// Reading is for buffered mode. In push mode the module prints data as they come and holds none, so a read finds nothing and is
    /// refused. The mode is not saved: a host that set it before a restart must set it again.
    ///
    /// # Fires
    /// ```at
    /// < *ATREADY: 1
    /// > AT+CIPRXGET=2,0,100
    /// !
    /// < +IP ERROR: No data
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < *ATREADY: 1
    /// > AT+CIPRXGET=1
    /// < OK
    /// > AT+CIPRXGET=2,0,100
    /// < +IP ERROR: No data
    /// < ERROR
    /// ```
    READ_IN_PUSH_MODE = 318, "read-in-push-mode", Warning, Host, "M76 11.2.6", Documented;
    on [Command] of ["+CIPRXGET"];
    "link {0} is read, but received data are pushed[: the module has restarted and forgot AT+CIPRXGET={1}]";
    "set AT+CIPRXGET=1 after each start, before the link is opened";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (id, query) = match *transition.seen.request()? {
        Request::RxRead { link, .. } | Request::RxReadHex { link, .. } => (link, false),
        Request::RxRest { link } => (link, true),
        _ => return None,
    };
    let before = transition.before;
    if before.settings.rx != Some(RxMode::PUSH) {
        return None;
    }
    let restarts = before.power.boots > 1;
    let report = Report::new([Fact::Link(id), if restarts { Fact::Count(1) } else { Fact::None }]);
    let report = report.because(before.power.booted.filter(|_| restarts).map(|booted| booted.event));
    Some(if query { report.severity(Severity::Note) } else { report })
}
