use a76xx_parser::Answer;
use a76xx_parser::typed::SocketError;

use super::reasons::{crossed, outage, why_idle};
use crate::model::{Ended, Phase};
use crate::rule::{Blame, Fact, Report, Severity, Transition, rule};

rule! {
    /// A link could not be closed: it is not open, or is being closed already.
    ///
    /// `+CIPCLOSE: n,…` with a code other than 0. A note where the link is not open, which is how hosts tidy up before they begin and after
    /// the peer has closed. A warning where the host closes a second time because the result of the first close is still out.
    ///
    /// # Why
    /// A close that is running goes on; the repeat only earns a refusal, and the first one's result comes later, when nobody waits for it.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPCLOSE=0
    /// < OK
    /// > AT+CIPCLOSE=0
    /// < +CIPCLOSE: 0,4
    /// !
    /// < ERROR
    /// < +CIPCLOSE: 0,0
    /// ```
    ///
    /// ```at
    /// > AT+CIPCLOSE=0
    /// < +CIPCLOSE: 0,4
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPCLOSE=0
    /// < OK
    /// < +CIPCLOSE: 0,0
    /// ```
    CLOSE_REFUSED = 315, "close-refused", Note, Host, "M 15.2.6", Log;
    on [Answer, Urc] of ["+CIPCLOSE"];
    "link {0} was not closed: {1}: {2}";
    "{3}";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Answer::CipClose { link: id, err } = *transition.seen.answer()? else { return None };
    if err == SocketError::SUCCESS {
        return None;
    }
    let before = transition.before;
    let link = before.link(id);
    let since = link.told();
    let (severity, why, cause, advice) = match (link.phase, err) {
        (Phase::Closing, _) => (
            Severity::Warning,
            "the close before it still runs",
            link.asked,
            "wait longer for +CIPCLOSE: it may take many seconds; do not send AT+CIPCLOSE again meanwhile",
        ),
        (Phase::Idle, _) if outage(before).is_some() => {
            (Severity::Note, "the socket service has ended, and its links with it", outage(before), "nothing needs closing")
        }
        (Phase::Idle, _) => (Severity::Note, why_idle(link), since, "nothing needs closing"),
        (_, SocketError::NOT_SUPPORTED) => (Severity::Note, "it is not open", since, "nothing needs closing"),
        (_, SocketError::NETWORK_NOT_OPENED) => (Severity::Note, "the socket service is not open", since, "nothing needs closing"),
        _ => (
            Severity::Warning,
            "the module could not do it",
            since,
            "ask AT+CIPCLOSE? which links are open, then try again or use AT+NETCLOSE",
        ),
    };
    let facts = [Fact::Link(id), Fact::code(err), Fact::Word(why), Fact::Word(advice)];
    let report = Report::new(facts).because(cause).severity(severity);
    // What ended the link came when the command was on its way, or takes a while to be told.
    let crossed = crossed(transition, cause) || matches!(link.ended, Ended::NetworkLost | Ended::Restart) && link.phase == Phase::Idle;
    Some(if crossed { report.blame(Blame::Network) } else { report })
}
