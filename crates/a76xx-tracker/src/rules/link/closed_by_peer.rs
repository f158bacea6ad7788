use a76xx_parser::typed::{CloseReason, LinkId};
use a76xx_parser::{FinalCode, Urc};

use crate::model::{Link, Phase};
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// A link was closed by its peer.
    ///
    /// `+IPCLOSE: n,1`, or another reason that is not a time-out; in the data state `CLOSED` or `NO CARRIER`. A warning where the peer closed
    /// without an answer to what the host had sent, else a note.
    ///
    /// # Why
    /// Many servers close when they have answered, and that is well. One that closes without a word has refused what it read: wrong
    /// protocol, TLS expected, a bad login, an address that it blocks.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// < +IPCLOSE: 0,1
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPCLOSE=0
    /// < OK
    /// < +CIPCLOSE: 0,0
    /// ```
    LINK_CLOSED_BY_PEER = 310, "link-closed-by-peer", Note, Network, "M 15.4", Documented;
    on [Urc, Answer, Failure] of ["+IPCLOSE", "CLOSED"];
    "link {0} is closed: {1}[; {2} bytes were sent and nothing came back]";
    "open it again with AT+CIPOPEN before the next AT+CIPSEND[; as {2} bytes had no answer, check that the peer takes this protocol, without TLS]";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let before = transition.before;
    let (id, why) = match transition.seen.urc() {
        Some(Urc::IpClose { reason: CloseReason::TIMEOUT_OR_DTR, .. }) => return None,
        Some(Urc::IpClose { link, reason }) => (*link, Fact::code(*reason)),
        // Where the host is not in the capture, its own close looks the same.
        Some(Urc::Closed) if before.access.online == Some(true) && before.capture.shows_commands() => {
            (LinkId::N0, Fact::Word("the module printed CLOSED"))
        }
        _ if transition.seen.last()?.code == FinalCode::NoCarrier && before.access.online == Some(true) => {
            (LinkId::N0, Fact::Word("NO CARRIER"))
        }
        _ => return None,
    };
    let link = before.link(id);
    if link.phase == Phase::Closing || before.access.dtr == Some(false) {
        return None;
    }
    let unanswered = unanswered(link).then_some(link.sent);
    let report = Report::new([Fact::Link(id), why, Fact::some(unanswered, |sent| Fact::Count(i64::from(sent)))]);
    let report = report.because(link.told());
    Some(if unanswered.is_some() { report.severity(Severity::Warning) } else { report })
}

/// Whether data went out and none came.
fn unanswered(link: &Link) -> bool {
    link.phase == Phase::Open && link.sent > 0 && link.received == 0 && !link.holds_data()
}
