use a76xx_parser::Answer;
use a76xx_parser::spec::tcpip::CIPRXGET;
use a76xx_parser::typed::IpError;

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The host reads from a link that holds nothing.
    ///
    /// `AT+CIPRXGET=2` or `3` is answered with `+IP ERROR: No data`, or with no bytes.
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
    /// # Quiet
    /// ```at
    /// > AT+CIPRXGET=2,2
    /// < +CIPRXGET: 2,2,2,0
    /// << hi\r\n
    /// < OK
    /// ```
    NOTHING_TO_READ = 319, "nothing-to-read", Note, Host, "AN 3.2.2", Documented;
    on [Answer, Urc] of ["+CIPRXGET", "+IP ERROR"];
    "link {0} holds no data to read";
    "read after +CIPRXGET: 1,{0}, or ask AT+CIPRXGET=4,{0} first";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let link = match transition.seen.answer()? {
        // SIM7600 gives No data the number 21 as well.
        Answer::IpError { reason } if matches!(reason.code()?, IpError::NO_DATA | IpError::OPERATION_FAILED) => {
            transition.command_before().filter(|command| command.is(&CIPRXGET))?.link?
        }
        Answer::RxRead { link, len: 0, .. } | Answer::RxReadHex { link, len: 0, .. } => *link,
        _ => return None,
    };
    let since = transition.before.link(link).told();
    Some(Report::new([Fact::Link(link)]).because(since))
}
