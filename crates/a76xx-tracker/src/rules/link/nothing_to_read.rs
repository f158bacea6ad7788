use a76xx_parser::Answer;
use a76xx_parser::spec::tcpip::CIPRXGET;
use a76xx_parser::typed::{IpError, RxMode};

use super::reasons::{crossed, outage};
use crate::rule::{Blame, Fact, Report, Severity, Transition, rule};

rule! {
    /// The host reads from a link that holds nothing.
    ///
    /// `AT+CIPRXGET=2` or `3` is answered with `+IP ERROR: No data`, or with no bytes. A warning where the module gives another reason.
    ///
    /// # Why
    /// It is no fault of the link: an empty buffer and a link that does not exist are answered alike. Without `AT+CIPRXGET=4` or the notice
    /// before it, a read that fails cannot be told from a link that is gone.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPRXGET=2,2
    /// < +IP ERROR: No data
    /// !
    /// < ERROR
    /// ```
    ///
    /// ```at
    /// > AT+CIPRXGET=2,2
    /// < +IP ERROR: Network not opened
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPRXGET=2,2
    /// < +CIPRXGET: 2,2,2,0
    /// << hi\r\n
    /// < OK
    /// ```
    NOTHING_TO_READ = 319, "nothing-to-read", Note, Host, "AN 3.2.2", Documented;
    on [Answer, Urc] of ["+CIPRXGET", "+IP ERROR"];
    "link {0} holds no data to read[: {1}]";
    "{2}{0}";
}

/// What to do where the link may be well; its number follows.
const LATER: &str = "read after the notice +CIPRXGET: 1, or ask before with AT+CIPRXGET=4,";
/// The same where the module gives another reason.
const ANEW: &str = "ask AT+NETOPEN? and AT+CIPOPEN? what is open, and open anew link ";

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (link, why) = match transition.seen.answer()? {
        Answer::IpError { reason } => {
            let link = transition.command_before().filter(|command| command.is(&CIPRXGET))?.link?;
            match reason.code() {
                // SIM7600 gives No data the number 21 as well.
                Some(IpError::NO_DATA | IpError::OPERATION_FAILED) => (link, Fact::None),
                // Why that is refused another rule says.
                _ if transition.before.settings.rx == Some(RxMode::PUSH) => return None,
                Some(code) => (link, Fact::code(code)),
                None => (link, Fact::Text(transition.seen.line()?.params)),
            }
        }
        Answer::RxRead { link, len: 0, .. } | Answer::RxReadHex { link, len: 0, .. } => (*link, Fact::None),
        _ => return None,
    };
    let since = transition.before.link(link).told();
    let end = outage(transition.before);
    let (severity, advice, cause) = match why {
        Fact::None => (Severity::Note, LATER, since),
        _ => (Severity::Warning, ANEW, since.or(transition.command_before().map(|command| command.sent.event))),
    };
    let report = Report::new([Fact::Link(link), why, Fact::Word(advice)]).severity(severity);
    // The data went with the network when the command was on its way, or the number was given to a client.
    let crossing = [end, since].into_iter().find(|cause| crossed(transition, *cause));
    Some(match crossing {
        Some(crossing) => report.because(crossing).blame(Blame::Network),
        None => report.because(cause),
    })
}
