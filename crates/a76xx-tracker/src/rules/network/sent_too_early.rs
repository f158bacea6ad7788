use a76xx_parser::spec::v25ter::{AT, ATE, ESCAPE};

use super::restart_unasked::{BANNERS, boots, lived};
use crate::model::{Exchange, Stage};
use crate::rule::{Blame, Fact, Report, Transition, rule};

rule! {
    /// Commands were sent before the module was up.
    ///
    /// A boot banner with commands before it that were never answered: at the beginning, or after a restart that the host asked for.
    ///
    /// # Why
    /// What is sent before the banner is lost. It does no harm, unless a setting was among it that is not sent again. Where all of it were calls that
    /// find out whether the module listens (`AT`, `ATE0`, `+++`), it was the module that was not up.
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
    let waits = |command: &&Exchange| command.stage == Stage::Waiting && since.is_none_or(|since| command.sent.event > since);
    let unanswered = || before.flow.recent().filter(waits);
    let first = unanswered().min_by_key(|command| command.sent.event)?;
    let report = Report::new([Fact::some(first.row, Fact::Command)]).because(first.sent.event);
    let calls = unanswered().filter_map(|command| command.row).all(|row| row.is(&AT) || row.is(&ATE) || row.is(&ESCAPE));
    Some(if calls { report.blame(Blame::Module) } else { report })
}
