use a76xx_parser::Answer;
use a76xx_parser::spec::tcpip::NETCLOSE;
use a76xx_parser::typed::{IpError, SocketError};

use crate::model::Service;
use crate::model::network::Ended;
use crate::rule::{Report, Transition, rule};

rule! {
    /// The socket service is stopped although it does not run.
    ///
    /// `AT+NETCLOSE` while the service is known to be closed; or, where nothing told of it before, `+NETCLOSE: 2` or
    /// `+IP ERROR: Network is already closed`. Not after `+CIPEVENT`, where the command is the right one.
    ///
    /// # Why
    /// Programs do so to begin from a known state. It does no harm; the `ERROR` behind it means nothing.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETCLOSE
    /// < +NETCLOSE: 2
    /// !
    /// < ERROR
    /// ```
    /// ```at
    /// < *ATREADY: 1
    /// > AT+NETCLOSE
    /// !
    /// < +NETCLOSE: 2
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+NETCLOSE
    /// < OK
    /// < +NETCLOSE: 0
    /// ```
    CLOSE_WHEN_CLOSED = 221, "close-when-closed", Note, Host, "M 15.2.2", Documented;
    on [Command, Answer] of ["+NETCLOSE", "+IP ERROR"];
    "the socket service is already closed";
    "ignore the ERROR of this AT+NETCLOSE, or ask AT+NETOPEN? first";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let network = &transition.before.network;
    transition.command().filter(|command| command.does(&NETCLOSE))?;
    if transition.sent().is_some() {
        let closed = network.service == Service::Closed && network.ended != Ended::Lost;
        return closed.then(|| Report::new([]).because(network.since.map(|since| since.event)));
    }
    let told = match transition.seen.answer()? {
        Answer::NetClose { err: SocketError::NETWORK_NOT_OPENED, .. } => true,
        Answer::IpError { reason } => matches!(reason.code(), Some(IpError::ALREADY_CLOSED | IpError::NETWORK_NOT_OPENED)),
        _ => false,
    };
    (told && network.service == Service::Unknown).then(|| Report::new([]))
}
