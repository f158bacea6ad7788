use a76xx_parser::Answer;

use super::attempt::obstacle;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// No echo of `AT+CPING` came back.
    ///
    /// The summary counts none back of all that were sent.
    ///
    /// # Why
    /// Nothing came back over the network, or the peer and the operators between do not answer echoes, which is common. A name that was
    /// resolved, or a link that opens, shows more.
    ///
    /// # Fires
    /// ```at
    /// > AT+CPING="example.com",1,2
    /// < OK
    /// < +CPING: 2
    /// < +CPING: 2
    /// < +CPING: 3,2,0,2,0,0,0
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CPING="example.com",1,2
    /// < OK
    /// < +CPING: 1,93.184.216.34,64,410,255
    /// < +CPING: 2
    /// < +CPING: 3,2,1,1,410,410,410
    /// ```
    PING_LOST = 235, "ping-lost", Warning, Network, "M 5.2.17", Documented;
    on [Answer, Urc] of ["+CPING"];
    "none of {0} echoes came back[: {1}]";
    "try another host, AT+CDNSGIP for the name and AT+CIPOPEN for a port: many hosts do not answer echoes";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Answer::PingDone { pings, came_back: 0, .. } = *transition.seen.answer()? else { return None };
    let why = obstacle(transition.before);
    let facts = [Fact::Count(i64::from(pings)), Fact::some(why, |(word, _)| Fact::Word(word))];
    (pings > 0).then(|| Report::new(facts).because(why.map(|(_, told)| told)))
}
