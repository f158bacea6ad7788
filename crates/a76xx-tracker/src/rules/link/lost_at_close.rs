use a76xx_parser::typed::{LinkId, Name};
use a76xx_parser::{Request, Urc};

use crate::model::Phase;
use crate::rule::{Blame, Fact, Report, Transition, rule};

rule! {
    /// A link ends while it holds data that the host has not read.
    ///
    /// In buffered mode, `AT+CIPCLOSE`, `AT+NETCLOSE` or `+IPCLOSE` comes after `+CIPRXGET: 1,n`, or after a read that left bytes behind.
    ///
    /// # Why
    /// No document promises that the data of a closed link can still be read. With the TCP/IP service the answer of a closed link is 0.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// < +CIPRXGET: 1,0
    /// > AT+CIPCLOSE=0
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// < +CIPRXGET: 1,0
    /// > AT+CIPRXGET=2,0
    /// < +CIPRXGET: 2,0,2,0
    /// << hi\r\n
    /// < OK
    /// > AT+CIPCLOSE=0
    /// ```
    LOST_AT_CLOSE = 317, "data-lost-at-close", Warning, Host, "M 15.2.5", Inferred;
    on [Command, Urc] of ["+IPCLOSE", "+CIPCLOSE", "+NETCLOSE"];
    "link {0} closes with [{1} bytes of ]data that the host has not read";
    "{2}";
}

const BEFORE: &str = "read with AT+CIPRXGET=2 until nothing is left, then close";
const AT_ONCE: &str = "try AT+CIPRXGET=2 at once; next time read as soon as +CIPRXGET: 1 comes";

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let before = transition.before;
    let holds = |id: &LinkId| !matches!(before.link(*id).phase, Phase::Idle | Phase::Closing) && before.link(*id).holds_data();
    let (id, by_host) = if let Some(Urc::IpClose { link, .. }) = transition.seen.urc() {
        (Some(*link).filter(holds)?, false)
    } else {
        match *transition.seen.request()? {
            Request::CipClose { link } => (Some(link).filter(holds)?, true),
            Request::Exec(Name::NetClose) => (LinkId::all().find(holds)?, true),
            _ => return None,
        }
    };
    let link = before.link(id);
    let advice = Fact::Word(if by_host { BEFORE } else { AT_ONCE });
    let report = Report::new([Fact::Link(id), Fact::some(link.unread(), |unread| Fact::Count(i64::from(unread))), advice]);
    let report = report.because(link.notice);
    Some(if by_host { report } else { report.blame(Blame::Network) })
}
