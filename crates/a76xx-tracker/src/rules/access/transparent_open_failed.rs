use a76xx_parser::FinalCode;
use a76xx_parser::spec::tcpip::CIPOPEN;

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A transparent link could not be opened.
    ///
    /// `AT+CIPOPEN` is answered by `CONNECT FAIL` or `NO CARRIER`.
    ///
    /// # Why
    /// In transparent mode no code tells the reason: the peer is not there, refuses, or cannot be reached through this network.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT FAIL
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// ```
    TRANSPARENT_OPEN_FAILED = 421, "transparent-open-failed", Error, Network, "M 15.2.3", Documented;
    on [Failure];
    "link 0 did not open[ to {1}]: {0}";
    "try the peer with AT+CPING and its name with AT+CDNSGIP; in command mode (AT+CIPMODE=0) the module tells a code";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let last = transition.seen.last()?;
    let command = transition.command().filter(|command| command.does(&CIPOPEN));
    match (last.code, command) {
        (FinalCode::ConnectFail, _) | (FinalCode::NoCarrier, Some(_)) => {}
        _ => return None,
    }
    let peer = command.and_then(|command| command.link).and_then(|link| transition.before.link(link).peer());
    let report = Report::new([Fact::Word(last.code.text()), Fact::some(peer, Fact::Peer)]);
    Some(report.because(command.map(|command| command.sent.event)))
}
