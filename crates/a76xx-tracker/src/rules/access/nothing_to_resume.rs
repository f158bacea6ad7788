use a76xx_parser::FinalCode;
use a76xx_parser::spec::v25ter::ATO;
use a76xx_parser::typed::LinkId;

use crate::model::Phase;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// There is no data state to return to.
    ///
    /// `ATO` is answered by `NO CARRIER` or `ERROR`.
    ///
    /// # Why
    /// `ATO` resumes the link that `+++` or DTR left. After that link has closed, after a restart, or where none was ever transparent, there is
    /// nothing to resume.
    ///
    /// # Fires
    /// ```at
    /// > ATO
    /// < NO CARRIER
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > ATO
    /// < CONNECT 115200
    /// ```
    NOTHING_TO_RESUME = 419, "nothing-to-resume", Error, Host, "M 2.2.6", Documented;
    on [Failure];
    "ATO is answered by {0}: there is no transparent link to resume[, link 0 {1}]";
    "open the link anew: AT+CIPOPEN=0,…";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let last = transition.seen.last().filter(|last| matches!(last.code, FinalCode::NoCarrier | FinalCode::Error))?;
    let command = transition.command()?;
    if !command.is(&ATO) || command.is_chained() {
        return None;
    }
    let link = transition.before.link(LinkId::N0);
    let ended = link.phase == Phase::Idle && link.since.is_some();
    let state = if ended { Fact::Word("is closed") } else { Fact::None };
    let cause = link.since.filter(|_| ended).map_or(command.sent.event, |since| since.event);
    Some(Report::new([Fact::Word(last.code.text()), state]).because(cause))
}
