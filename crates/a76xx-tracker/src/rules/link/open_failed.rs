use a76xx_parser::spec::tcpip::CIPOPEN;
use a76xx_parser::typed::{IpError, LinkId, SocketError};
use a76xx_parser::{Answer, FinalCode};

use super::reasons::{Reason, crossed, of_open};
use crate::model::{Exchange, Phase};
use crate::rule::{Blame, Fact, Report, Severity, Transition, rule};

rule! {
    /// A link did not open.
    ///
    /// `+CIPOPEN` with a code other than 0, `+IP ERROR` for `AT+CIPOPEN`, or `CONNECT FAIL`. The sentence says what the code amounts to for
    /// this command and in the state that the capture shows. A failed name look-up has a rule of its own. Only a warning where the link was
    /// open before and stays so.
    ///
    /// # Why
    /// The codes say little by their names: 1 is a peer that was not reached as well as a network that is gone, 3 a missing parameter, 4 a
    /// link that is in use as well as a service that has ended.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","203.0.113.7",6031
    /// < OK
    /// < +CIPOPEN: 0,1
    /// !
    /// ```
    ///
    /// ```at
    /// > AT+CIPOPEN=1,"UDP","203.0.113.7",5000
    /// < +CIPOPEN: 1,3
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","203.0.113.7",6031
    /// < OK
    /// < +CIPOPEN: 0,0
    /// ```
    LINK_OPEN_FAILED = 305, "link-open-failed", Error, Network, "M 15.2.3", Documented;
    on [Answer, Urc, Failure] of ["+CIPOPEN", "+IP ERROR"];
    "link[ {0}] did not open[: {1}][: {2}]";
    "{3}";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let before = transition.before;
    if let Some(Answer::CipOpen { link, err }) = transition.seen.answer() {
        let apart = [SocketError::SUCCESS, SocketError::DNS_FAILED].contains(err);
        let fact = Fact::code(*err);
        return (!apart).then(|| report(Some(*link), fact, &of_open(*err, Some(*link), before), *err, transition));
    }
    let command = transition.command_before();
    if let Some(Answer::IpError { reason }) = transition.seen.answer() {
        let link = command.filter(|command| command.does(&CIPOPEN))?.link;
        let code = reason.code().filter(|code| *code != IpError::DNS_FAILED)?;
        let err = like(code);
        return Some(report(link, Fact::code(code), &of_open(err, link, before), err, transition));
    }
    let failed = transition.seen.last()?.code == FinalCode::ConnectFail && command.is_none_or(|command| command.does(&CIPOPEN));
    let err = SocketError::NETWORK_FAILURE;
    failed.then(|| report(Some(LinkId::N0), Fact::None, &of_open(err, Some(LinkId::N0), before), err, transition))
}

/// The code of the result line that is nearest to one of `+IP ERROR`.
const fn like(code: IpError) -> SocketError {
    match code {
        IpError::NETWORK_NOT_OPENED | IpError::ALREADY_CLOSED => SocketError::NETWORK_NOT_OPENED,
        IpError::INVALID_PARAMETER | IpError::CLIENT_OVERFLOW | IpError::PORT_OVERFLOW => SocketError::WRONG_PARAMETER,
        IpError::NOT_SUPPORTED | IpError::CONNECTION_CREATED => SocketError::NOT_SUPPORTED,
        IpError::CREATE_FAILED => SocketError::SOCKET_NOT_CREATED,
        IpError::BIND_FAILED => SocketError::SOCKET_NOT_BOUND,
        IpError::BUSY => SocketError::BUSY,
        IpError::CONNECTION_TIMEOUT => SocketError::TIMEOUT,
        IpError::OPENING_FAILED => SocketError::NETWORK_FAILURE,
        _ => SocketError::UNKNOWN,
    }
}

fn report<'b>(link: Option<LinkId>, code: Fact<'b>, reason: &Reason, err: SocketError, transition: &Transition<'_, '_, 'b>) -> Report<'b> {
    let facts = [Fact::some(link, Fact::Link), code, Fact::Word(reason.why), Fact::Word(reason.advice)];
    // What is said of the radio as a command is sent has nothing to do with a parameter that is wrong.
    let own = |command: &Exchange| (err != SocketError::WRONG_PARAMETER || !command.fits()).then_some(command.sent.event);
    let report = Report::new(facts).because(reason.cause.or_else(|| transition.command_before().and_then(own))).blame(match err {
        SocketError::NETWORK_FAILURE | SocketError::TIMEOUT => Blame::Network,
        SocketError::SOCKET_NOT_CREATED | SocketError::UNKNOWN => Blame::Module,
        _ => Blame::Host,
    });
    let report = if crossed(transition, reason.cause) { report.blame(Blame::Network) } else { report };
    let stays = link.is_some_and(|link| transition.after.link(link).phase == Phase::Open);
    if stays { report.severity(Severity::Warning) } else { report }
}
