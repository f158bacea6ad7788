use a76xx_parser::Urc;
use a76xx_parser::typed::LinkId;

use crate::model::Phase;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// Pushed data may belong to one of several links, and nothing tells which.
    ///
    /// `+IPD` comes while two or more open links have the sender as their peer, or while several are open and `AT+CIPSRIP=0` hides the sender.
    ///
    /// # Why
    /// The header of type 0 has no link number. Address and port of the sender are all there is, and two links to one server share them.
    /// A host that takes the last used link mixes two streams up.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","203.0.113.7",5000
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPOPEN=1,"TCP","203.0.113.7",5000
    /// < OK
    /// < +CIPOPEN: 1,0
    /// < RECV FROM:203.0.113.7:5000
    /// << +IPD2\r\n
    /// !
    /// << hi
    /// ```
    /// Without the line that names the sender, any two open links are alike.
    /// ```at
    /// > AT+CIPSRIP=0
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","203.0.113.7",5000
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPOPEN=1,"TCP","203.0.113.8",5000
    /// < OK
    /// < +CIPOPEN: 1,0
    /// << +IPD2\r\n
    /// !
    /// << hi
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","203.0.113.7",5000
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPOPEN=1,"TCP","203.0.113.7",5001
    /// < OK
    /// < +CIPOPEN: 1,0
    /// < RECV FROM:203.0.113.7:5000
    /// << +IPD2\r\n
    /// << hi
    /// ```
    /// ```at
    /// > AT+CIPSRIP=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","203.0.113.7",5000
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPOPEN=1,"TCP","203.0.113.8",5000
    /// < OK
    /// < +CIPOPEN: 1,0
    /// << +IPD2\r\n
    /// << hi
    /// ```
    SENDER_AMBIGUOUS = 320, "sender-ambiguous", Warning, Host, "M 15.2.5", Inferred;
    on [Urc, Answer] of ["+IPD"];
    "these data[ from {0}] may belong to link {1} or link {2}";
    "set HeaderType 1 with AT+CIPCCFG=10,0,0,1,1,0,500, so that +RECEIVE,<link>,<length> names the link, or use AT+CIPRXGET=1";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Urc::Ipd { .. } = transition.seen.urc()? else { return None };
    let before = transition.before;
    let sender = before.access.sender;
    let (a, b) = match sender {
        Some((peer, _)) => pair(before.links_of(peer)),
        None if before.settings.sender == Some(false) => pair(LinkId::all().filter(|id| before.link(*id).phase == Phase::Open)),
        None => None,
    }?;
    let peer = Fact::some(sender, |(peer, _)| Fact::Peer(peer));
    Some(Report::new([peer, Fact::Link(a), Fact::Link(b)]).because(sender.map(|(_, told)| told)))
}

/// The first two.
fn pair(mut links: impl Iterator<Item = LinkId>) -> Option<(LinkId, LinkId)> {
    Some((links.next()?, links.next()?))
}
