use a76xx_parser::Answer;
use a76xx_parser::spec::tcpip::NETOPEN;
use a76xx_parser::typed::SocketError;

use super::attempt::obstacle;
use crate::model::{Service, Stage};
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The result of `AT+NETOPEN` says that the socket service did not start.
    ///
    /// `+NETOPEN: <err>` with an error, behind the `OK` or before the `ERROR`. The same line answers `AT+NETOPEN?`, where 1 means open; so it
    /// counts only where the command or its `OK` is in the capture.
    ///
    /// # Why
    /// The module tried and the network did not give it a connection: wrong APN, no data service, or bad coverage.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 1
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+NETOPEN?
    /// < +NETOPEN: 1
    /// < OK
    /// ```
    OPEN_FAILED = 219, "open-failed", Error, Network, "M 15.2.1", Documented;
    on [Answer, Urc] of ["+NETOPEN"];
    "the socket service did not start: {0}[; {1}]";
    "check APN (AT+CGDCONT?), AT+CGREG?, AT+CEREG? and AT+CSQ; then AT+NETOPEN again";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Answer::NetOpen { err, .. } = *transition.seen.answer()? else { return None };
    let own = transition.command_before().map_or(transition.before.network.service == Service::Opening, |command| command.does(&NETOPEN));
    if err == SocketError::SUCCESS || !own {
        return None;
    }
    let why = obstacle(transition.before);
    let facts = [Fact::code(err), Fact::some(why, |(word, _)| Fact::Word(word))];
    // `OK` goes before it (M 15.2.1); where it does not, the capture was retold, and 1 may mean that the service is open.
    let early = transition.command_before().is_some_and(|command| command.stage == Stage::Waiting);
    let severity = if early { Severity::Warning } else { Severity::Error };
    Some(Report::new(facts).severity(severity).because(why.map(|(_, told)| told)).at(transition.seen.line()?.params))
}
