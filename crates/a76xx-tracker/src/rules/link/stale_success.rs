use a76xx_parser::Answer;
use a76xx_parser::typed::SocketError;

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A link reports that it is open although the network went away meanwhile.
    ///
    /// `+CIPOPEN: n,0` comes, but between the command and it the network detached the module or took its context down.
    ///
    /// # Why
    /// The result is stale. As a rule `+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY` follows, and every send is refused with `+CIPERROR: 4`. A
    /// host that believes the success runs into one refusal after the other.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CGEV: ME DETACH
    /// < +CIPOPEN: 0,0
    /// !
    /// < +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < +CGEV: ME DETACH
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// ```
    STALE_SUCCESS = 309, "stale-success", Warning, Network, "M 15.4", Log;
    on [Answer, Urc] of ["+CIPOPEN"];
    "link {0} reports that it is open, but the network went away while it opened";
    "do not use the link: ask AT+NETOPEN?; if it says 0, AT+NETOPEN and open the link again, else AT+NETCLOSE first";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Answer::CipOpen { link: id, err: SocketError::SUCCESS } = *transition.seen.answer()? else { return None };
    let before = transition.before;
    let (asked, lost) = (before.link(id).asked?, before.network.lost?);
    (lost > asked).then(|| Report::new([Fact::Link(id)]).because(lost))
}
