use a76xx_parser::spec::tcpip::NETCLOSE;

use crate::model::Service;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// `AT+NETCLOSE` is repeated while the socket service is still closing.
    ///
    /// The first one was accepted with `OK`; its `+NETCLOSE:` is not there yet.
    ///
    /// # Why
    /// Closing takes many seconds at times, for every link is closed first. The module answers each repeat with `OK` as well, so repeating
    /// shows nothing and changes nothing.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETCLOSE
    /// < OK
    /// > AT+NETCLOSE
    /// !
    /// < OK
    /// < +NETCLOSE: 0
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+NETCLOSE
    /// < OK
    /// < +NETCLOSE: 0
    /// ```
    CLOSE_REPEATED = 222, "close-repeated", Warning, Host, "M 15.2.2", Log;
    on [Command] of ["+NETCLOSE"];
    "AT+NETCLOSE is repeated[ {0} after the first], while the service still closes";
    "wait for +NETCLOSE: 0, up to 120 s";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    transition.sent()?;
    transition.command().filter(|command| command.does(&NETCLOSE))?;
    let network = &transition.before.network;
    let since = network.since.filter(|_| network.service == Service::Closing)?;
    Some(Report::new([Fact::some(since.until(transition.at), Fact::Time)]).because(since.event))
}
