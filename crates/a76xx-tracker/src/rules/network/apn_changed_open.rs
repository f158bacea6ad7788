use a76xx_parser::Request;

use crate::model::Service;
use crate::model::network::SOCKETS;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The APN of the sockets' context is set while the socket service is open.
    ///
    /// `AT+CGDCONT=1,…` after `+NETOPEN: 0` and before `AT+NETCLOSE`.
    ///
    /// # Why
    /// The context that runs keeps the APN it was activated with. The new one holds from the next activation, so the links of now still go
    /// the old way, and a wrong APN shows only later.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+CGDCONT=1,"IP","internet"
    /// !
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CGDCONT=1,"IP","internet"
    /// < OK
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// ```
    APN_CHANGED_OPEN = 212, "apn-changed-open", Warning, Host, "M 5.2.5", Inferred;
    on [Command] of ["+CGDCONT"];
    "the APN is set[ to {0}] while the socket service is open: it does not hold yet";
    "close the service with AT+NETCLOSE, set the APN with AT+CGDCONT, then AT+NETOPEN";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::Cgdcont { cid: SOCKETS, apn, .. } = *transition.seen.request()? else { return None };
    let network = &transition.before.network;
    (network.service == Service::Open).then(|| Report::new([Fact::some(apn, Fact::Text)]).because(network.since.map(|since| since.event)))
}
