use a76xx_parser::spec::tcpip::NETOPEN;
use a76xx_parser::typed::IpError;

use crate::model::Service;
use crate::model::flow::Why;
use crate::rule::{Fact, Report, Severity, Transition, rule};
use crate::seen::Class;

rule! {
    /// The socket service is started although it runs.
    ///
    /// `AT+NETOPEN` while it is open or opening; or, where nothing told of it before, the answer that it is open already, as a note.
    ///
    /// # Why
    /// The module answers `+IP ERROR: Network is already opened` and `ERROR`. Nothing is lost, but a program that takes the `ERROR` for a
    /// failure goes wrong here.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+NETOPEN
    /// !
    /// < +IP ERROR: Network is already opened
    /// < ERROR
    /// ```
    /// ```at
    /// > AT+NETOPEN
    /// < +IP ERROR: Network is already opened
    /// < ERROR
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+NETOPEN?
    /// < +NETOPEN: 0
    /// < OK
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// ```
    OPEN_TWICE = 216, "open-twice", Warning, Host, "M 15.2.1", Documented;
    on [Command, Failure] of ["+NETOPEN"];
    "the socket service is already {0}";
    "ask AT+NETOPEN? first: 1 means open, and links can be opened at once";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let network = &transition.before.network;
    if transition.seen.class == Class::Final {
        let (why, _) = transition.command().filter(|command| command.does(&NETOPEN))?.why?;
        let told = why == Why::Ip(IpError::ALREADY_OPENED) && network.service == Service::Unknown;
        return told.then(|| Report::new([Fact::Word("open")]).severity(Severity::Note));
    }
    transition.sent()?;
    transition.command().filter(|command| command.does(&NETOPEN))?;
    let word = match network.service {
        Service::Open => "open",
        Service::Opening => "being opened",
        _ => return None,
    };
    Some(Report::new([Fact::Word(word)]).because(network.since.map(|since| since.event)))
}
