use a76xx_parser::spec::v25ter::ATE;
use a76xx_parser::{Final, FinalCode};

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A final result code comes that no command waits for.
    ///
    /// Silent as long as no command was seen, for a capture may begin between command and answer; where a command before it is still owed
    /// its final result code; where the host sent something else meanwhile, for that is what is answered; and where the capture ceases to
    /// show commands because the echo was switched off.
    ///
    /// # Why
    /// Either the capture lacks a command, or somebody else writes to the same port, or an answer comes so late that the host has given it
    /// up. A host that takes it for the answer of its next command is one answer off from then on.
    ///
    /// # Fires
    /// ```at
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// < ERROR
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// > AT+CREG?
    /// < ERROR
    /// ```
    STRAY_FINAL = 103, "stray-final", Warning, Capture, "M 1.5.2", Inferred;
    on [Orphan];
    "{0} belongs to no command";
    "empty the input before each command; see that only one program uses the port and that the log shows both sides";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let last = unasked(transition)?;
    let flow = &transition.before.flow;
    let double = flow.newest().and_then(|newest| newest.last).is_some_and(|(code, _)| code == last.code);
    let cause = flow.last_final.map(|(_, event)| event);
    (!double).then(|| Report::new([Fact::Word(last.code.text())]).because(cause))
}

/// The final result code, where nothing explains it.
pub(super) fn unasked<'e, 'b>(transition: &Transition<'_, 'e, 'b>) -> Option<&'e Final<'b>> {
    let last = transition.seen.last().filter(|_| transition.seen.event.is_some_and(|event| event.command.is_none()))?;
    // The others come of themselves as well: a call ends, a client connects.
    if !matches!(last.code, FinalCode::Ok | FinalCode::Error | FinalCode::CmeError | FinalCode::CmsError) {
        return None;
    }
    let (before, flow) = (transition.before, &transition.before.flow);
    let newest = flow.newest()?;
    let (_, answered) = flow.last_final?;
    let fed = before.access.host.is_some_and(|host| host.event > newest.sent.event && host.event > answered);
    let owed = flow.orphans < flow.unanswered || flow.recent().any(|command| command.last.is_none());
    let unseen = newest.is(&ATE) || before.access.online == Some(true) || before.capture.is_garbled();
    (!fed && !owed && !unseen).then_some(last)
}
