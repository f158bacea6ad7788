use a76xx_parser::Answer;

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The module confirms -1 bytes: the link is disconnected.
    ///
    /// # Why
    /// `OK` behind the data only said that they were taken from the line. With `-1` none was sent: the connection is gone, though no
    /// `+IPCLOSE` may have told yet.
    ///
    /// # Fires
    /// ```at
    /// < +CIPSEND: 0,5,-1
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < +CIPSEND: 0,5,5
    /// ```
    CONFIRMED_NONE = 117, "confirmed-none", Error, Network, "M 15.2.4", Documented;
    on [Answer, Urc] of ["+CIPSEND"];
    "link {0} is disconnected: none of the {1} bytes was sent";
    "close the link with AT+CIPCLOSE, open it again, and send anew";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Answer::CipSend { link, requested, confirmed: -1 } = *transition.seen.answer()? else { return None };
    let before = transition.before;
    let sent = transition.command().map(|command| command.sent.event);
    let cause = before.network.lost.or(sent);
    Some(Report::new([Fact::Link(link), Fact::Count(i64::from(requested))]).because(cause))
}
