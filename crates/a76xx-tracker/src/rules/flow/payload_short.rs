use a76xx_parser::{Kind, Role, spec};

use crate::model::{Exchange, Stage};
use crate::rule::{Blame, Fact, Report, Severity, Transition, rule};
use crate::seen::Class;

rule! {
    /// The host gives fewer bytes than it has announced.
    ///
    /// Either the module answers before all have come, or the host goes on and its next command is taken for the rest of the data. Silent
    /// where line ends were changed or bytes were masked, so that bytes cannot be counted, and where the capture does not show the data.
    ///
    /// Where a prompt came and neither data nor an answer to the next command stand behind it, the commands themselves were the data.
    ///
    /// # Why
    /// The module takes what comes as data until the count is reached, the next command included, and blocks the port until then.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPSEND=0,20
    /// < >
    /// >> hello
    /// > AT+CSQ
    /// !
    /// ```
    ///
    /// ```at
    /// > AT+CIPSEND=0,20
    /// < >
    /// >> hello
    /// * silence
    /// > AT+CSQ
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPSEND=0,5
    /// < >
    /// >> hello
    /// < OK
    /// < +CIPSEND: 0,5,5
    /// > AT+CSQ
    /// < OK
    /// ```
    PAYLOAD_SHORT = 112, "payload-short", Error, Host, "M 15.2.4", Documented;
    on [Payload, Final, Command];
    "{0} announced {1} bytes, {2} came[: {3}]";
    "announce the bytes that are sent, line ends included; without a length Ctrl-Z (1A) ends the data";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let goes_on = transition.seen.class == Class::Command;
    if let Some(hungry) = hungry(transition).filter(|_| goes_on) {
        let facts = facts(hungry, hungry.announced?.get(), Fact::Word("the commands behind the prompt were taken for data"));
        return Some(Report::new(facts).because(hungry.sent.event).severity(Severity::Warning));
    }
    let waiting = || transition.before.flow.newest().filter(|newest| newest.stage == Stage::Waiting && newest.prompted.is_some());
    let command = if goes_on { waiting() } else { transition.command_before() }?;
    let announced = command.announced?.get();
    if command.given == 0 || command.given >= announced || !transition.before.capture.is_exact() {
        return None;
    }
    let facts = |what| facts(command, announced, what);
    if let Some(last) = transition.seen.last() {
        // The module took them, so it may be the capture that lacks the rest.
        let report = Report::new(facts(Fact::None)).because(command.sent.event).severity(Severity::Warning);
        return Some(if last.code.is_ok() { report.blame(Blame::Capture) } else { report });
    }
    let event = transition.seen.event?;
    let swallowed = match event.kind {
        Kind::Payload(payload) => matches!(payload.role, Role::Sent { .. }) && begins_command(event.raw),
        _ => goes_on,
    };
    swallowed.then(|| Report::new(facts(Fact::Word("a command was taken for data"))).because(command.sent.event))
}

/// The command that was asked for its data, where what stands behind the prompt is a command that nothing answered.
fn hungry<'t>(transition: &Transition<'t, '_, '_>) -> Option<&'t Exchange> {
    let (flow, capture) = (&transition.before.flow, &transition.before.capture);
    let own = transition.seen.event.and_then(|event| event.command);
    let waits = |command: &&Exchange| command.stage == Stage::Waiting && command.answers == 0 && Some(command.no) != own;
    let mut recent = flow.recent();
    recent.next().filter(waits).filter(|command| command.prompted.is_none())?;
    let hungry = recent.next().filter(waits).filter(|command| command.prompted.is_some() && command.given == 0)?;
    (hungry.announced.is_some() && capture.shows_answers() && !capture.drops_finals()).then_some(hungry)
}

fn facts<'b>(command: &Exchange, announced: u32, what: Fact<'b>) -> [Fact<'b>; 4] {
    [Fact::some(command.row, Fact::Command), Fact::Count(i64::from(announced)), Fact::Count(i64::from(command.given)), what]
}

/// Whether bytes are a known command line: data that begin a piece of their own so are none.
fn begins_command(raw: &[u8]) -> bool {
    let Some(line) = raw.strip_suffix(b"\r").or_else(|| raw.strip_suffix(b"\r\n")) else { return false };
    let Some(body) = line.strip_prefix(b"AT").filter(|body| body.first() == Some(&b'+')) else { return line == b"AT" };
    let end = body.iter().skip(1).position(|byte| !byte.is_ascii_alphanumeric()).map_or(body.len(), |at| at + 1);
    body.get(..end).and_then(spec::find).is_some()
}
