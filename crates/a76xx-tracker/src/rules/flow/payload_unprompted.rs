use a76xx_parser::{Kind, Role, Side};

use crate::rule::{Fact, Report, Severity, Transition, rule};
use crate::time::USUAL;

rule! {
    /// The host sends data without waiting for the prompt, or though the command was refused.
    ///
    /// Seen where the capture tells the sides apart. A warning for data before the prompt; an error for data behind a refusal, which the
    /// module reads as commands.
    ///
    /// # Why
    /// Until the prompt has come the module still reads commands. What arrives before may be lost or, where the command is refused, be taken
    /// for a command line: one more `ERROR` comes, and the host is one answer off.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPSEND=0,5
    /// >> hello
    /// !
    /// < >
    /// < OK
    /// < +CIPSEND: 0,5,5
    /// ```
    ///
    /// ```at
    /// > AT+CIPSEND=0,5
    /// < +CIPERROR: 4
    /// < ERROR
    /// > hello
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPSEND=0,5
    /// < >
    /// >> hello
    /// < OK
    /// < +CIPSEND: 0,5,5
    /// ```
    /// ```at
    /// @ 1s
    /// > AT+CIPSEND=0,5
    /// @ 10s
    /// >> hello
    /// < OK
    /// < +CIPSEND: 0,5,5
    /// ```
    PAYLOAD_UNPROMPTED = 111, "payload-unprompted", Warning, Host, "M 15.2.4", Documented;
    on [Payload, Text];
    "data for {0} come [{1} ]the module has asked for them[: {2}]";
    "wait for the prompt > and send the data then; where ERROR comes instead, send none";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let event = transition.seen.event?;
    if let Kind::Payload(payload) = event.kind {
        let command = transition.command_before()?;
        // A prompt comes at once. Whoever has waited so long for it does not believe in it any more: a module that waits takes the data.
        let waited = command.sent.until(transition.at).is_some_and(|span| span >= USUAL);
        let early = payload.role == Role::Sent { prompted: false } && command.given == 0 && !event.raw.is_empty() && !waited;
        let facts = [Fact::some(command.row, Fact::Command), Fact::Word("before")];
        return early.then(|| Report::new(facts).because(command.sent.event));
    }
    let Kind::Text(_) = event.kind else { return None };
    let command = transition.before.flow.newest().filter(|_| event.side == Some(Side::Host))?;
    let (_, refused) = command.last.filter(|_| command.failed() && command.takes_data() && command.prompted.is_none())?;
    let first = transition.before.access.host.is_none_or(|host| host.event < refused);
    let facts = [Fact::some(command.row, Fact::Command), Fact::Word("though not"), Fact::Word("it has refused the command")];
    first.then(|| Report::new(facts).severity(Severity::Error).because(refused))
}
