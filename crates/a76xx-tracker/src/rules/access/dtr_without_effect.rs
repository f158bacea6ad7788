use a76xx_parser::typed::DtrMode;

use crate::input::Signal;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// DTR is dropped in the data state, but is not set to leave it.
    ///
    /// The host drops DTR while the line is in the data state, and `AT&D0` or `AT&D2` holds. Where nothing has told which one holds, it is a
    /// note. Seen only in captures that hold the control lines.
    ///
    /// # Why
    /// Only with `AT&D1` does a drop of DTR lead back to command mode with the link kept. With `AT&D0` it does nothing, with `AT&D2` it closes
    /// the link.
    ///
    /// # Fires
    /// ```at
    /// > AT&D0
    /// < OK
    /// > ATO
    /// < CONNECT 115200
    /// * dtr off
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT&D1
    /// < OK
    /// > ATO
    /// < CONNECT 115200
    /// * dtr off
    /// ```
    DTR_WITHOUT_EFFECT = 417, "dtr-without-effect", Warning, Host, "M 10.2.1", Documented;
    on [Signal];
    "DTR is dropped in the data state, and AT&D1 is not set[: {0}]";
    "send AT&D1 before the data state begins, or leave it with +++";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let access = &transition.before.access;
    if transition.seen.signal? != Signal::Dtr(false) || access.online != Some(true) || access.dtr == Some(false) {
        return None;
    }
    let (fact, severity) = match transition.before.settings.dtr {
        Some(DtrMode::ESCAPE) => return None,
        Some(DtrMode::HANG_UP) => (Fact::Word("AT&D2 closes the link"), Severity::Warning),
        Some(_) => (Fact::Word("AT&D0 ignores it"), Severity::Warning),
        None => (Fact::Word("nothing has told what it does"), Severity::Note),
    };
    Some(Report::new([fact]).because(access.since).severity(severity))
}
