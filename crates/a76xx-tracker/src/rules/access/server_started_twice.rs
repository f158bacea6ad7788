use a76xx_parser::Request;

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A server is started although it already listens.
    ///
    /// The host sends `AT+SERVERSTART` with the index of a server that was started before and was not stopped since.
    ///
    /// # Why
    /// An index holds one server. The module refuses with `+CIPERROR: 7` (already listening), and the port of the first one stays.
    ///
    /// # Fires
    /// ```at
    /// > AT+SERVERSTART=8080,0
    /// < OK
    /// > AT+SERVERSTART=9090,0
    /// !
    /// < +CIPERROR: 7
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+SERVERSTART=8080,0
    /// < OK
    /// > AT+SERVERSTART=9090,1
    /// < OK
    /// ```
    SERVER_STARTED_TWICE = 401, "server-started-twice", Error, Host, "M 15.2.14", Inferred;
    on [Command] of ["+SERVERSTART"];
    "server {0} is started although it already listens[ on port {1}]";
    "use another index, or stop the server first: AT+SERVERSTOP={0}";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::ServerStart { server: id, .. } = *transition.seen.request()? else { return None };
    let server = transition.before.server(id);
    let port = Fact::some(server.port(), |port| Fact::Count(port.into()));
    (server.listens == Some(true)).then(|| Report::new([Fact::Server(id), port]).because(server.since))
}
