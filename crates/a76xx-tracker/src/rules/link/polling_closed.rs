use a76xx_parser::Request;
use a76xx_parser::spec::tcpip::CIPRXGET;

use super::reasons::{outage, why_idle};
use crate::model::Phase;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The host asks again and again how much a closed link holds.
    ///
    /// `AT+CIPRXGET=4,n` for a link that is known to be closed, the second time or later since it closed.
    ///
    /// # Why
    /// A closed link answers 0 and `OK`, just as an open one without data does. A host that only asks this never finds out, and waits for an
    /// answer that cannot come.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// < +IPCLOSE: 0,1
    /// > AT+CIPRXGET=4,0
    /// < +CIPRXGET: 4,0,0
    /// < OK
    /// > AT+CIPRXGET=4,0
    /// !
    /// < +CIPRXGET: 4,0,0
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPRXGET=4,0
    /// < +CIPRXGET: 4,0,0
    /// < OK
    /// > AT+CIPRXGET=4,0
    /// < +CIPRXGET: 4,0,0
    /// < OK
    /// ```
    POLLING_CLOSED = 329, "polling-closed-link", Note, Host, "M 15.2.5", Log;
    on [Command] of ["+CIPRXGET"];
    "link {0} is asked for data again, but {1}";
    "ask AT+CIPCLOSE? whether the link is open, watch for +IPCLOSE and +CIPEVENT, and open the link anew";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::RxRest { link: id } = *transition.seen.request()? else { return None };
    let before = transition.before;
    let link = before.link(id);
    if link.phase != Phase::Idle {
        return None;
    }
    let since = link.told();
    let again = before.flow.recent().any(|command| {
        command.is(&CIPRXGET)
            && command.first() == Some(4)
            && command.link == Some(id)
            && since.is_none_or(|since| command.sent.event > since)
    });
    again.then(|| Report::new([Fact::Link(id), Fact::Word(why_idle(link))]).because(outage(before).or(since)))
}
