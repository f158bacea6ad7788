use super::restart_unasked::{BANNERS, boots, lived};
use crate::model::Stage;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// Commands were sent before the module was up.
    ///
    /// A boot banner with commands before it that were never answered: at the beginning, or after a restart that the host asked for.
    ///
    /// # Why
    /// What is sent before the banner is lost. It does no harm, unless a setting such as `ATE0` was among it.
    ///
    /// # Fires
    /// ```at
    /// > AT
    /// > AT
    /// < *ATREADY: 1
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < *ATREADY: 1
    /// > AT
    /// < OK
    /// ```
    SENT_TOO_EARLY = 232, "sent-too-early", Note, Host, "", Log;
    on [Urc] of BANNERS;
    "{0} and what was sent after it were lost: the module was not up yet";
    "wait for *ATREADY: 1 or RDY after power-on, or repeat AT until OK comes, before the first setting";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let before = transition.before;
    if !boots(transition) || before.power.asked.is_none() && lived(before) {
        return None;
    }
    let since = before.power.asked;
    let unanswered =
        before.flow.recent().filter(|command| command.stage == Stage::Waiting && since.is_none_or(|since| command.sent.event > since));
    let first = unanswered.min_by_key(|command| command.sent.event)?;
    Some(Report::new([Fact::some(first.row, Fact::Command)]).because(first.sent.event))
}
