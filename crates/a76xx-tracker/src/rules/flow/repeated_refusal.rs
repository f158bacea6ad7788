use crate::model::Exchange;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A command is repeated and refused in the same way again.
    ///
    /// The command is the same as the one before it, by its name, its form and its first parameter, and so is the refusal. The first refusal
    /// has a finding of its own.
    ///
    /// # Why
    /// What was refused for a reason is refused again until the reason is gone: ask for it, and wait or mend it, before the next try.
    ///
    /// # Fires
    /// ```at
    /// > AT+CGACT=1,1
    /// < ERROR
    /// > AT+CGACT=1,1
    /// < ERROR
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CGACT=1,1
    /// < ERROR
    /// > AT+CGACT=1,1
    /// < OK
    /// ```
    REPEATED_REFUSAL = 121, "repeated-refusal", Note, Host, "M 1.5.2", Inferred;
    on [Failure];
    "{0} is refused again in the same way";
    "find the reason of the first refusal before the next try";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (command, first) = pair(transition)?;
    let (_, refused) = first.last?;
    Some(Report::new([Fact::some(command.row, Fact::Command)]).because(refused))
}

/// Whether a final result code is the same refusal of the same command as the one before.
pub(super) fn is_repeat(transition: &Transition<'_, '_, '_>) -> bool {
    pair(transition).is_some()
}

/// Whether an information line gives the same reason for the same command as the one before.
pub(super) fn has_same_reason(transition: &Transition<'_, '_, '_>) -> bool {
    let Some(command) = transition.command() else { return false };
    let why = |of: &Exchange| of.why.map(|(why, _)| why);
    earlier(transition, command).is_some_and(|before| before.failed() && why(before).is_some() && why(before) == why(command))
}

/// The command before, where it asked for the same.
fn earlier<'t>(transition: &Transition<'t, '_, '_>, command: &Exchange) -> Option<&'t Exchange> {
    let mut older = transition.after.flow.recent().skip_while(|other| other.no != command.no).skip(1);
    older.next().filter(|before| before.repeats(command) && before.sent.event < command.sent.event)
}

/// The command that is refused, and the one before it that was refused alike.
fn pair<'t>(transition: &Transition<'t, '_, '_>) -> Option<(&'t Exchange, &'t Exchange)> {
    let last = transition.seen.last().filter(|last| !last.code.is_ok())?;
    let command = transition.command()?;
    let before = earlier(transition, command)?;
    let why = |of: &Exchange| of.why.map(|(why, _)| why);
    let alike = before.last.is_some_and(|(code, _)| code == last.code) && why(before) == why(command);
    alike.then_some((command, before))
}
