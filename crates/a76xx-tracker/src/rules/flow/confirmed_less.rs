use a76xx_parser::Answer;

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The module confirms fewer bytes than were to be sent.
    ///
    /// # Why
    /// The buffer of the link or the window of the peer is full. By the manual a link that did not take all can not be used any more.
    ///
    /// # Fires
    /// ```at
    /// < +CIPSEND: 0,1500,900
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < +CIPSEND: 0,1500,1500
    /// ```
    CONFIRMED_LESS = 116, "confirmed-less", Error, Network, "M 15.2.4", Documented;
    on [Answer, Urc] of ["+CIPSEND"];
    "link {0} took {1} of {2} bytes and can not be used any more";
    "close the link, open it again, and send the rest; wait for each +CIPSEND before the next send";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Answer::CipSend { link, requested, confirmed } = *transition.seen.answer()? else { return None };
    let less = confirmed >= 0 && confirmed < i32::from(requested);
    let facts = [Fact::Link(link), Fact::Count(i64::from(confirmed)), Fact::Count(i64::from(requested))];
    let sent = transition.command().map(|command| command.sent.event);
    less.then(|| {
        let report = Report::new(facts).because(sent);
        transition.seen.line().and_then(|line| line.field(2)).map_or(report, |field| report.at(field))
    })
}
