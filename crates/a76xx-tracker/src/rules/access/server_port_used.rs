use a76xx_parser::Request;
use a76xx_parser::typed::ServerId;

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A server is started on a port on which another one listens.
    ///
    /// The host sends `AT+SERVERSTART` with a port that a server of another index holds.
    ///
    /// # Why
    /// A port can be bound once. The second server fails with `6` (bind failed), or never gets a client.
    ///
    /// # Fires
    /// ```at
    /// > AT+SERVERSTART=8080,0
    /// < OK
    /// > AT+SERVERSTART=8080,1
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+SERVERSTART=8080,0
    /// < OK
    /// > AT+SERVERSTART=8081,1
    /// < OK
    /// ```
    SERVER_PORT_USED = 402, "server-port-used", Warning, Host, "M 15.3.2", Inferred;
    on [Command] of ["+SERVERSTART"];
    "server {0} is started on port {1}, on which server {2} listens";
    "give each server a port of its own";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::ServerStart { server: id, port, .. } = *transition.seen.request()? else { return None };
    let holds = |other: &ServerId| {
        let server = transition.before.server(*other);
        *other != id && server.listens == Some(true) && server.port() == Some(port)
    };
    let holder = ServerId::all().find(holds)?;
    let report = Report::new([Fact::Server(id), Fact::Count(port.into()), Fact::Server(holder)]);
    Some(report.because(transition.before.server(holder).since))
}
