use a76xx_parser::Urc;
use a76xx_parser::spec::urc_boot::{ATREADY, QCRDY, RDY};

use crate::model::{Exchange, Lost, Model, Stage};
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The module restarted by itself.
    ///
    /// A boot banner (`*ATREADY: 1`, `RDY`) although the module was up and had answered, and the host had asked for no restart. An error
    /// where the socket service, links or an accepted command are lost with it; else a warning.
    ///
    /// # Why
    /// What was set up is gone: the socket service, every link, and settings that are not saved (`ATE0`, `AT+CIPRXGET`, `AT+CIPCCFG`). What the
    /// module was asked is never answered. The usual reason is a supply that sags when the radio sends.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < *ATREADY: 1
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+CRESET
    /// < OK
    /// < *ATREADY: 1
    /// ```
    RESTART_UNASKED = 228, "restart-unasked", Error, Module, "", Bytes;
    on [Urc] of BANNERS;
    "the module restarted by itself[; {0} will not be answered][; {1} is gone][; links gone: {2}][; {3}]";
    "set everything up anew from ATE0 to AT+NETOPEN; check the supply: 2 A peaks, a large capacitor near the module";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let before = transition.before;
    if !boots(transition) || before.power.asked.is_some() || !lived(before) {
        return None;
    }
    let now_lost = Lost::of(&before.settings, &before.network);
    let links = i64::try_from(before.live_links().count()).unwrap_or(0);
    let cut = before.flow.recent().find(|command| is_cut(command));
    let severe = now_lost.has(Lost::SERVICE) || links > 0 || cut.is_some();
    let word = match (now_lost.has(Lost::NO_ECHO), now_lost.has(Lost::BUFFERED)) {
        (true, true) => Some("ATE0 and AT+CIPRXGET=1 are forgotten"),
        (true, false) => Some("ATE0 is forgotten"),
        (false, true) => Some("AT+CIPRXGET=1 is forgotten"),
        (false, false) => None,
    };
    let facts = [
        Fact::some(cut.and_then(|command| command.row), Fact::Command),
        if now_lost.has(Lost::SERVICE) { Fact::Word("the socket service") } else { Fact::None },
        if links > 0 { Fact::Count(links) } else { Fact::None },
        Fact::some(word, Fact::Word),
    ];
    let cause = before.power.warned.or_else(|| cut.map(|command| command.sent.event));
    Some(Report::new(facts).because(cause).severity(if severe { Severity::Error } else { Severity::Warning }))
}

/// The names of boot banners.
pub(super) const BANNERS: [&str; 3] = [ATREADY.name(), QCRDY.name(), RDY.name()];

/// Whether the event is a boot banner.
pub(super) fn boots(transition: &Transition<'_, '_, '_>) -> bool {
    matches!(transition.seen.urc(), Some(Urc::AtReady { on: true } | Urc::Ready))
}

/// Whether the module was up before: it had answered, or finished a boot.
pub(super) fn lived(model: &Model) -> bool {
    let power = &model.power;
    let booted = power.booted.map(|booted| booted.event);
    let answered = model.flow.last_final.is_some_and(|(_, event)| booted.is_none_or(|booted| event > booted));
    answered || power.sms_ready || power.phonebook_ready
}

/// Whether a command was accepted and its result is still out.
fn is_cut(command: &Exchange) -> bool {
    command.stage == Stage::Owing
}
