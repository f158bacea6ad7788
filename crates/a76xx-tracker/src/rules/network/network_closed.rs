use a76xx_parser::Urc;

use super::attempt::asked_to_leave;
use crate::model::Service;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The module reports that the network closed unexpectedly.
    ///
    /// `+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY`. A note where the host asked for what ends the network, or the service was closed before; a
    /// warning where nothing told of the service.
    ///
    /// # Why
    /// Every link and server is gone, without a `+IPCLOSE` for each. The service may still count as open, so it has to be asked for and
    /// stopped before it can be started again.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// < +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY
    /// !
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
    NETWORK_CLOSED = 224, "network-closed", Error, Network, "M 15.4", Documented;
    on [Urc] of ["+CIPEVENT"];
    "the network closed: every link is gone[, {0} of them in use]";
    "ask AT+NETOPEN?; if it says 1, AT+NETCLOSE; then AT+CEREG? until 1 or 5, AT+NETOPEN, and open the links anew";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Urc::NetworkClosed = *transition.seen.urc()? else { return None };
    let before = transition.before;
    let asked = asked_to_leave(before);
    let closed = before.network.service == Service::Closed;
    let severity = match before.network.service {
        _ if asked.is_some() || closed => Severity::Note,
        Service::Unknown => Severity::Warning,
        _ => Severity::Error,
    };
    let links = i64::try_from(before.live_links().count()).ok().filter(|links| *links > 0);
    Some(Report::new([Fact::some(links, Fact::Count)]).because(before.network.lost.or(asked)).severity(severity))
}
