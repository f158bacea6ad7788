use a76xx_parser::spec::Command;
use a76xx_parser::spec::tcpip::{IPADDR, SERVERSTOP};
use a76xx_parser::spec::tcpip_more::{CIPSENDSTR, CTCPKA};

use crate::model::Service;
use crate::model::network::Ended;
use crate::rule::{Fact, Report, Transition, rule};

/// What works on the socket service and has no rule of its own for a service that is closed.
const ON_THE_SERVICE: [&Command; 4] = [&IPADDR, &CIPSENDSTR, &CTCPKA, &SERVERSTOP];

rule! {
    /// A command of the socket service is sent after the network was lost.
    ///
    /// `AT+IPADDR`, `AT+CIPSENDSTR`, `AT+CTCPKA` or `AT+SERVERSTOP` after `+CIPEVENT`, before the service was started again. AT301 says the same of
    /// `AT+CIPOPEN` and `AT+CIPSEND`.
    ///
    /// # Why
    /// The service ended with the network, and its commands are refused. The refusals are consequences, not faults of their own.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// < +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY
    /// > AT+IPADDR
    /// !
    /// < +IP ERROR: Network not opened
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+IPADDR
    /// < +IPADDR: 10.71.155.118
    /// < OK
    /// ```
    USED_AFTER_LOSS = 225, "used-after-loss", Warning, Host, "M 15.4", Log;
    on [Command] of ["+IPADDR", "+CIPSENDSTR", "+CTCPKA", "+SERVERSTOP"];
    "{0} is sent after the network was lost";
    "start the service again first: AT+NETCLOSE, AT+NETOPEN, wait for +NETOPEN: 0";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    transition.sent()?;
    let command = transition.command()?;
    let row = command.row.filter(|_| ON_THE_SERVICE.iter().any(|row| command.does(row)))?;
    let network = &transition.before.network;
    let lost = network.lost.filter(|_| network.service == Service::Closed && network.ended == Ended::Lost)?;
    Some(Report::new([Fact::Command(row)]).because(lost))
}
