use a76xx_parser::Urc;

use super::attempt::asked_to_leave;
use crate::model::Service;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The network goes away while the socket service runs or starts.
    ///
    /// `+CGEV:` with a detach, or with the end of the sockets' context: the first after the service was opened or asked for. A note where
    /// the host asked for it (`AT+CFUN=0`, `AT+CGATT=0`, `AT+CRESET` and the like).
    ///
    /// # Why
    /// Every socket dies with the context. A success that still comes for a link is stale, and `+CIPEVENT` follows, at times much later.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// < +CGEV: NW PDN DEACT 1
    /// !
    /// < +CGEV: ME DETACH
    /// < +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < *ATREADY: 1
    /// < +CGEV: NW PDN DEACT 1
    /// < +CGEV: ME DETACH
    /// < +CGEV: EPS PDN ACT 1
    /// ```
    /// The sockets use context 1: what becomes of others does not touch them.
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// < +CGEV: NW PDN DEACT 3
    /// ```
    NETWORK_GONE = 223, "network-gone", Error, Network, "M 5.2.15", Log;
    on [Urc] of ["+CGEV"];
    "the network took the connection away while the socket service was {0}";
    "count every link as closed; ask AT+CEREG? until 1 or 5, then AT+NETCLOSE, AT+NETOPEN, and open the links anew";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Urc::PacketEvent { text } = *transition.seen.urc()? else { return None };
    let (before, after) = (&transition.before.network, &transition.after.network);
    let word = match before.service {
        Service::Open => "open",
        Service::Opening => "starting",
        _ => return None,
    };
    if after.lost != Some(transition.no) || before.lost.is_some() {
        return None;
    }
    let asked = asked_to_leave(transition.before);
    let severity = if asked.is_some() { Severity::Note } else { Severity::Error };
    Some(Report::new([Fact::Word(word)]).because(asked).severity(severity).at(text))
}
