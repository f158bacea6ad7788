use a76xx_parser::Urc;
use a76xx_parser::typed::CloseReason;

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A link was closed because a send timed out, or because DTR dropped.
    ///
    /// `+IPCLOSE: n,2`. The line does not say which of the two; where the capture shows DTR, the sentence does.
    ///
    /// # Why
    /// The peer did not acknowledge data for so long that the module gave up: the peer is gone, or the radio is. What was on its way is lost.
    /// With `AT&D2` the same line comes when the host lets DTR go.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// < +IPCLOSE: 0,2
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// < +IPCLOSE: 0,1
    /// ```
    LINK_CLOSED_BY_TIME_OUT = 311, "link-closed-by-time-out", Warning, Network, "M 15.4", Documented;
    on [Urc] of ["+IPCLOSE"];
    "link {0} is closed: {1}[, after DTR {2}]";
    "{3}";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Urc::IpClose { link: id, reason: reason @ CloseReason::TIMEOUT_OR_DTR } = *transition.seen.urc()? else { return None };
    let before = transition.before;
    let dropped = before.access.dtr == Some(false);
    let advice = if dropped {
        "keep DTR on, or set AT&D0 or AT&D1"
    } else {
        "open the link again and send anew; ask AT+CSQ and AT+CEREG?, for the radio may be weak"
    };
    let dtr = if dropped { Fact::Word("dropped") } else { Fact::None };
    let facts = [Fact::Link(id), Fact::code(reason), dtr, Fact::Word(advice)];
    Some(Report::new(facts).because(before.link(id).told()))
}
