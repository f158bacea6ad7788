use a76xx_parser::spec::v25ter::ESCAPE;

use crate::model::Exchange;
use crate::rule::{Report, Transition, rule};

rule! {
    /// An escape is sent in command mode.
    ///
    /// The host sends `+++` although the capture shows that the line is not in the data state: it never was since the boot, or has left it.
    ///
    /// # Why
    /// In command mode the three characters are text. They may show up as garbage in front of the next command and spoil it. As a first step of a
    /// program that does not know the state it is sensible, with a pause and a CR behind it.
    ///
    /// # Fires
    /// ```at
    /// < *ATREADY: 1
    /// >> +++
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > ATO
    /// < CONNECT 115200
    /// >> +++
    /// < OK
    /// ```
    ///
    /// ```at
    /// < *ATREADY: 1
    /// > AT
    /// > AT
    /// >> +++
    /// ```
    ESCAPE_IN_COMMAND_MODE = 422, "escape-in-command-mode", Note, Host, "M 2.2.5", Inferred;
    on [Command] of ["+++"];
    "+++ is sent in command mode, where it is text in front of the next command";
    "send it in the data state only; where the state is unknown, send a CR behind its pause and ignore the answer";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    transition.sent()?.command.filter(|row| row.is(&ESCAPE))?;
    let access = &transition.before.access;
    // Who has called twice in vain does not know the state.
    let in_vain = |command: &&Exchange| command.last.is_none() && command.answers == 0;
    if transition.before.flow.recent().take(2).filter(in_vain).count() == 2 {
        return None;
    }
    (access.online == Some(false)).then(|| Report::new([]).because(access.since))
}
