use a76xx_parser::Request;

use crate::model::Service;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A server is started while the socket service is closed.
    ///
    /// The host sends `AT+SERVERSTART` although the capture shows that the service of `AT+NETOPEN` is not running: it was never started after
    /// the boot, was stopped, or has ended by itself.
    ///
    /// # Why
    /// Servers stand on the socket service and end with it. Without it the module refuses with `+CIPERROR: 2` (network not opened).
    ///
    /// # Fires
    /// ```at
    /// < *ATREADY: 1
    /// > AT+SERVERSTART=8080,0
    /// !
    /// < +CIPERROR: 2
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < *ATREADY: 1
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+SERVERSTART=8080,0
    /// < OK
    /// ```
    SERVER_WITHOUT_NETWORK = 404, "server-without-network", Error, Host, "M 15.2.14", Documented;
    on [Command] of ["+SERVERSTART"];
    "server {0} is started while the socket service is closed";
    "start the service with AT+NETOPEN, wait for +NETOPEN: 0, then start the server";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::ServerStart { server, .. } = *transition.seen.request()? else { return None };
    let network = &transition.before.network;
    (network.service == Service::Closed).then(|| Report::new([Fact::Server(server)]).because(network.since.map(|since| since.event)))
}
