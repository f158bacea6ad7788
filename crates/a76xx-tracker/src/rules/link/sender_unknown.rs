use a76xx_parser::Urc;

use crate::model::Phase;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// Pushed data come from a peer that no link has.
    ///
    /// `RECV FROM` names an address and port while the state of every link is known and none of them can be meant: none has this peer, none
    /// was opened by name to this port, and none is UDP.
    ///
    /// # Why
    /// Either the capture lacks the line that opened a link (`+CLIENT`, `+CIPOPEN`), or addresses in it were changed. Data of a link that
    /// has just closed look like this too.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+CIPOPEN=0,"TCP","203.0.113.7",5000
    /// < OK
    /// < +CIPOPEN: 0,0
    /// < RECV FROM:203.0.113.99:7000
    /// !
    /// << +IPD2\r\n
    /// << hi
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+CIPOPEN=0,"TCP","203.0.113.7",5000
    /// < OK
    /// < +CIPOPEN: 0,0
    /// < RECV FROM:203.0.113.7:5000
    /// << +IPD2\r\n
    /// << hi
    /// ```
    SENDER_UNKNOWN = 321, "sender-unknown", Warning, Capture, "M 15.2.5", Inferred;
    on [Urc, Answer] of ["RECV FROM", "+RECV FROM"];
    "data come from {0}, and no open link has this peer";
    "ask AT+CIPOPEN? which links are open, and to whom";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Urc::RecvFrom { peer } = *transition.seen.urc()? else { return None };
    let before = transition.before;
    // A link that is just being opened may be quicker than its result.
    let may_be = before.links.iter().any(|link| matches!(link.phase, Phase::Unknown | Phase::Asked | Phase::Opening));
    (!may_be && before.links_of(peer).next().is_none()).then(|| Report::new([Fact::Peer(peer)]))
}
