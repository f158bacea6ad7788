use a76xx_parser::spec::codes::{CME_ERROR, CMS_ERROR, IP_ERROR};
use a76xx_parser::spec::{CodeTable, Role, Shape};
use a76xx_parser::typed::Code;
use a76xx_parser::{Answer, Final, Line};

use super::trouble::{Trouble, is_result, is_success};
use super::{kind, repeated_refusal, situation};
use crate::model::Exchange;
use crate::rule::{Blame, Fact, Report, Severity, Transition, rule};
use crate::seen::Said;
use crate::time::EventNo;

rule! {
    /// A result says that the command failed.
    ///
    /// Every line with a result code of the table: the results of the HTTP, MQTT, TLS, FTP and other services, `+CME ERROR` and `+CMS ERROR`.
    /// The code is read in the command's own table, for the same number means another thing in each. The results of the socket service
    /// (`AT+NETOPEN`, `AT+CIPOPEN` …), the first trouble of the SIM and the
    /// activation of the first context have rules of their own. A note where something is closed that was not open, and while the SIM
    /// starts; a warning for questions and settings, and for what is there already.
    ///
    /// # Why
    /// `OK` only says that the module took the command. What became of it stands in the result line.
    ///
    /// # Fires
    /// ```at
    /// > AT+CMQTTCONNECT=0,"tcp://192.168.1.5:1883",60,1
    /// < OK
    /// < +CMQTTCONNECT: 0,3
    /// !
    /// ```
    ///
    /// ```at
    /// > AT+HTTPACTION=0
    /// < OK
    /// < +HTTPACTION: 0,715,0
    /// !
    /// ```
    ///
    /// ```at
    /// > AT+COPS?
    /// < +CME ERROR: no network service
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CMQTTCONNECT=0,"tcp://192.168.1.5:1883",60,1
    /// < OK
    /// < +CMQTTCONNECT: 0,0
    /// ```
    ///
    /// ```at
    /// > AT+HTTPACTION=0
    /// < OK
    /// < +HTTPACTION: 0,206,1024
    /// ```
    FAILED_RESULT = 120, "failed-result", Error, Network, "M 28.3", Documented;
    on [Answer, Urc, Failure];
    "{0}[ of {1} {2}] reports {3}";
    "{4}";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let seen = &transition.seen;
    if let Some(last) = seen.last() {
        return last_line(transition, last);
    }
    let line = seen.line()?;
    let row = line.command.filter(|row| row.role() != Role::Final)?;
    // What the model reads has rules of its own.
    if !matches!(seen.said, Said::Nothing) && row.role() != Role::Error {
        return None;
    }
    line.shape().filter(|shape| matches!(shape, Shape::Result | Shape::Info | Shape::Urc))?;
    if row.role() == Role::Error {
        return explanation(transition, line);
    }
    if kind::is_socket(row) {
        return None;
    }
    let (_, Some(words)) = line.words()? else { return None };
    let (at, table) = words.fields.iter().map(|field| field.codes).enumerate().find(|(_, table)| is_result(table))?;
    let code = line.int(at)?;
    if is_success(table, code) {
        return None;
    }
    // What the line is about: a client, a session. A field that is a code itself says nothing here.
    let about = words.fields.first().filter(|field| at > 0 && field.codes.entries.is_empty()).zip(line.int(0));
    let about = about.map_or([Fact::None; 2], |(field, number)| [Fact::Word(field.title), Fact::Count(number)]);
    Some(report(transition, Fact::Text(line.name), about, table, code))
}

/// `+CIPERROR` and `+IP ERROR`, of commands that no other rule speaks of.
fn explanation<'b>(transition: &Transition<'_, '_, 'b>, line: &Line<'b>) -> Option<Report<'b>> {
    let command = transition.command_before()?;
    let row = command.row.filter(|row| !kind::is_socket(row))?;
    let Some(Answer::IpError { reason }) = transition.seen.answer() else { return None };
    if repeated_refusal::has_same_reason(transition) {
        return None;
    }
    match reason.code() {
        Some(code) => Some(report(transition, Fact::Command(row), [Fact::None; 2], &IP_ERROR, code.number())),
        None => {
            Some(Report::new([Fact::Command(row), Fact::None, Fact::None, Fact::Text(line.params), Fact::Word(Trouble::Unsaid.advice())]))
        }
    }
}

/// `+CME ERROR` and `+CMS ERROR`.
fn last_line<'b>(transition: &Transition<'_, '_, 'b>, last: &Final<'b>) -> Option<Report<'b>> {
    let (table, code): (&'static CodeTable, _) = match (last.cme(), last.cms()) {
        (Some(reason), _) => (&CME_ERROR, reason.code().map(Code::number)),
        (None, Some(reason)) => (&CMS_ERROR, reason.code().map(Code::number)),
        (None, None) => return None,
    };
    let command = transition.command_before();
    if command.is_some_and(kind::is_told_elsewhere) || repeated_refusal::is_repeat(transition) {
        return None;
    }
    let name = command.and_then(|command| command.row).map_or(Fact::Text(last.line.name), Fact::Command);
    // The first trouble of the SIM is told as that.
    if transition.before.sim.trouble.is_none() && transition.after.sim.trouble.is_some() {
        return None;
    }
    if let Some(code) = code {
        return Some(report(transition, name, [Fact::None; 2], table, code));
    }
    let severity = if command.is_some_and(kind::is_wanted) { Severity::Error } else { Severity::Warning };
    let facts = [name, Fact::None, Fact::None, Fact::Text(last.line.params), Fact::Word(Trouble::Unsaid.advice())];
    Some(Report::new(facts).blame(Blame::Module).severity(severity))
}

fn report<'b>(
    transition: &Transition<'_, '_, 'b>,
    name: Fact<'b>,
    [what, number]: [Fact<'b>; 2],
    table: &'static CodeTable,
    code: i64,
) -> Report<'b> {
    let trouble = Trouble::of(table, code);
    let command = transition.command_before().or_else(|| refused_before(transition));
    Report::new([name, what, number, Fact::Code(table, code), Fact::Word(trouble.advice())])
        .blame(trouble.blame())
        .severity(severity(transition, trouble, command))
        .because(cause(transition, trouble, command))
}

/// The command that this line explains behind its `ERROR`: some print the result after it.
fn refused_before<'t>(transition: &Transition<'t, '_, '_>) -> Option<&'t Exchange> {
    let row = transition.seen.line()?.command?;
    transition.before.flow.latest(row).filter(|command| command.failed() && command.result.is_none())
}

fn severity(transition: &Transition<'_, '_, '_>, trouble: Trouble, command: Option<&Exchange>) -> Severity {
    let before = transition.before;
    let row = transition.seen.line().and_then(|line| line.command);
    let tidies = row.is_some_and(kind::tidies) || command.and_then(|command| command.row).is_some_and(kind::tidies);
    match trouble {
        // Of a start-up that the capture shows.
        Trouble::SimStarts if before.power.booted.is_some() && !before.sim.is_ready() => Severity::Note,
        Trouble::SimStarts => Severity::Warning,
        Trouble::Step if tidies => Severity::Note,
        _ if tidies => Severity::Warning,
        // The host asked for the restart.
        _ if command.is_none() && before.power.asked.is_some() => Severity::Note,
        Trouble::Already | Trouble::Moved => Severity::Warning,
        // Of what was asked for nothing is known.
        _ if command.is_none() && transition.seen.last().is_some() => Severity::Warning,
        Trouble::Sim | Trouble::Network => Severity::Error,
        // A question or a setting, refused with a reason.
        _ if row.is_none_or(|row| row.role() != Role::Command) && command.is_some_and(|command| !kind::is_wanted(command)) => {
            Severity::Warning
        }
        _ => Severity::Error,
    }
}

/// What led to it: the state where it explains the code, else the `ERROR` before.
fn cause(transition: &Transition<'_, '_, '_>, trouble: Trouble, command: Option<&Exchange>) -> Option<EventNo> {
    let before = transition.before;
    let state = match trouble {
        Trouble::Sim | Trouble::SimStarts => before.sim.trouble,
        Trouble::Network | Trouble::Name | Trouble::Peer | Trouble::Time | Trouble::Unsaid | Trouble::Step => {
            let row = command.and_then(|command| command.row).or(transition.seen.line()?.command);
            row.and_then(|row| situation::network(before, kind::chapter(row))).and_then(|found| found.cause)
        }
        _ => None,
    };
    state.or_else(|| command.filter(|command| command.failed())?.last.map(|(_, event)| event))
}
