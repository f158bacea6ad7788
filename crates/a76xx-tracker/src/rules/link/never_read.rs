use a76xx_parser::spec::tcpip::CIPRXGET;
use a76xx_parser::typed::LinkId;

use crate::model::Phase;
use crate::rule::{Blame, Fact, Report, Severity, Transition, rule};
use crate::seen::Class;

rule! {
    /// Data wait in the module at the end of the capture, and the host did not read them.
    ///
    /// `+CIPRXGET: 1,n` came, or a read left bytes behind, and no later read emptied the link. A note where the capture ends right behind it.
    ///
    /// # Why
    /// The notice comes once, when an empty buffer gets its first byte. It does not come again before all has been read. A host that waits
    /// for the next notice waits for ever, and the link looks dead.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPRXGET=1
    /// < OK
    /// < +CIPRXGET: 1,0
    /// > AT+CIPRXGET=2,0,5
    /// < +CIPRXGET: 2,0,5,11
    /// << from \r\n
    /// < OK
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// * end
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPRXGET=1
    /// < OK
    /// < +CIPRXGET: 1,0
    /// > AT+CIPRXGET=2,0,5
    /// < +CIPRXGET: 2,0,5,0
    /// << from \r\n
    /// < OK
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// * end
    /// ```
    NEVER_READ = 316, "data-never-read", Warning, Host, "M76 11.2.6", Documented;
    on [End];
    "link {0} still holds [{1} bytes of ]data that the host did not read";
    "read with AT+CIPRXGET=2,{0} until the last number of +CIPRXGET: 2,{0},…,… is 0; no new notice comes before";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    if transition.seen.class != Class::End {
        return None;
    }
    let before = transition.before;
    let id = LinkId::all().find(|id| before.link(*id).phase != Phase::Idle && before.link(*id).holds_data())?;
    let link = before.link(id);
    let report = Report::new([Fact::Link(id), Fact::some(link.unread(), |unread| Fact::Count(i64::from(unread)))]).because(link.notice);
    // The host had its chance: it sent something else instead.
    let went_on =
        before.flow.newest().is_some_and(|newest| !newest.is(&CIPRXGET) && link.notice.is_none_or(|notice| newest.sent.event > notice));
    Some(if went_on { report } else { report.severity(Severity::Note).blame(Blame::Capture) })
}
