use core::time::Duration;

use a76xx_parser::spec::tcpip::CIPCLOSE;
use a76xx_parser::typed::LinkId;

use crate::model::Phase;
use crate::rule::{Blame, Fact, Report, Severity, Transition, rule};
use crate::seen::Class;
use crate::time::Mark;

rule! {
    /// The result of closing a link never comes.
    ///
    /// `AT+CIPCLOSE` was answered with `OK`, and `+CIPCLOSE: n,…` has not come within 120 s. A note where the capture ends before.
    ///
    /// # Why
    /// Until the result is there the number is not free, and a second close or a new open is refused. The result may come many seconds late.
    ///
    /// # Fires
    /// ```at
    /// @ 0s
    /// > AT+CIPCLOSE=0
    /// < OK
    /// @ 125s
    /// > AT+CSQ
    /// !
    /// ```
    ///
    /// ```at
    /// > AT+CIPCLOSE=0
    /// < OK
    /// * end
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// @ 0s
    /// > AT+CIPCLOSE=0
    /// < OK
    /// < +CIPCLOSE: 0,0
    /// @ 125s
    /// > AT+CSQ
    /// ```
    CLOSE_UNANSWERED = 313, "close-unanswered", Warning, Module, "M 15.2.6", Documented;
    on [End, Clock];
    "link {0} was to be closed, and +CIPCLOSE: {0},… {1}[ within {2}]";
    "ask AT+CIPCLOSE? which links are open, and wait for the result before the number is used again";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let before = transition.before;
    let mut closing = LinkId::all().filter(|id| before.link(*id).phase == Phase::Closing);
    if transition.seen.class == Class::End {
        let id = closing.next()?;
        let report = Report::new([Fact::Link(id), Fact::Word("is not in the capture")]).because(before.link(id).asked);
        return Some(report.severity(Severity::Note).blame(Blame::Capture));
    }
    transition.at.filter(|_| !transition.is_withheld())?;
    let limit = Duration::from_millis(u64::from(CIPCLOSE.within()));
    let id = closing.find(|id| {
        let overdue = before.link(*id).since.and_then(Mark::at).is_some_and(|since| transition.passes(since.after(limit)));
        overdue && transition.after.link(*id).phase == Phase::Closing
    })?;
    Some(Report::new([Fact::Link(id), Fact::Word("has not come"), Fact::Time(limit)]).because(before.link(id).asked))
}
