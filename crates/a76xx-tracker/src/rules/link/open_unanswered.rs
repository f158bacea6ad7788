use core::time::Duration;

use a76xx_parser::Answer;
use a76xx_parser::typed::LinkId;

use crate::model::{Link, Phase};
use crate::rule::{Blame, Fact, Report, Severity, Transition, rule};
use crate::seen::Class;
use crate::time::Mark;

rule! {
    /// The result of opening a link never comes.
    ///
    /// `AT+CIPOPEN` was answered with `OK`, and `+CIPOPEN: n,…` has not come within the time limit: that of `AT+CIPTIMEOUT`, or 120 s. A note
    /// where the capture ends before, or where the link is used later and so must have opened.
    ///
    /// # Why
    /// `OK` only says that the module tries. A host that goes on without the result does not know whether it has a link.
    ///
    /// # Fires
    /// ```at
    /// @ 0s
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// @ 125s
    /// > AT+CSQ
    /// !
    /// ```
    ///
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// * end
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// @ 0s
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// @ 125s
    /// > AT+CSQ
    /// ```
    OPEN_UNANSWERED = 312, "open-unanswered", Error, Module, "M 15.2.3", Documented;
    on [Answer, Urc, End, Clock];
    "link {0} was to be opened, and +CIPOPEN: {0},… {1}[ within {2}]";
    "ask AT+CIPOPEN? whether the link is open; if not, close it with AT+CIPCLOSE={0} and open it again";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (before, seen) = (transition.before, &transition.seen);
    let note = |id, how| {
        let report = Report::new([Fact::Link(id), Fact::Word(how)]).because(before.link(id).asked);
        Some(report.severity(Severity::Note).blame(Blame::Capture))
    };
    if seen.class == Class::End {
        return opening(transition).next().and_then(|id| note(id, "is not in the capture"));
    }
    if let Some(Answer::CipSend { link, .. }) = seen.answer()
        && before.link(*link).phase == Phase::Opening
    {
        return note(*link, "is not in the capture, though the link is open");
    }
    transition.at.filter(|_| !transition.is_withheld())?;
    let limit = limit(before.settings.timeouts);
    let overdue = |link: &Link| link.since.and_then(Mark::at).is_some_and(|since| transition.passes(since.after(limit)));
    let id = opening(transition).find(|id| overdue(before.link(*id)) && transition.after.link(*id).phase == Phase::Opening)?;
    Some(Report::new([Fact::Link(id), Fact::Word("has not come"), Fact::Time(limit)]).because(before.link(id).asked))
}

fn opening(transition: &Transition<'_, '_, '_>) -> impl Iterator<Item = LinkId> {
    LinkId::all().filter(|id| transition.before.link(*id).phase == Phase::Opening)
}

fn limit([_, open, _]: [u32; 3]) -> Duration {
    Duration::from_millis(if open > 0 { u64::from(open) } else { 120_000 })
}
