use a76xx_parser::Answer;
use a76xx_parser::typed::SocketError;

use crate::rule::{Blame, Fact, Report, Transition, rule};
use crate::rules::link::crossed;

rule! {
    /// A server is stopped that does not run.
    ///
    /// The module refuses `AT+SERVERSTOP`, and the capture shows that this server was stopped before, ended with the network, or was lost with
    /// a restart.
    ///
    /// # Why
    /// As tidying up it does no harm. In a program that believes its server runs, no client can have reached it.
    ///
    /// # Fires
    /// ```at
    /// > AT+SERVERSTOP=0
    /// < +SERVERSTOP: 0,0
    /// < OK
    /// > AT+SERVERSTOP=0
    /// < +SERVERSTOP: 0,4
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+SERVERSTART=8080,0
    /// < OK
    /// > AT+SERVERSTOP=0
    /// < +SERVERSTOP: 0,4
    /// < ERROR
    /// ```
    SERVER_STOP_UNSTARTED = 407, "server-stop-unstarted", Note, Host, "M 15.2.15", Documented;
    on [Answer] of ["+SERVERSTOP"];
    "server {0} does not stop: {1}; it does not run";
    "nothing if this was tidying up; else start it first: AT+SERVERSTART=port,{0}";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Answer::ServerStop { server: id, err } = *transition.seen.answer()? else { return None };
    let server = transition.before.server(id);
    let idle = server.listens == Some(false) && err != SocketError::SUCCESS;
    let report = Report::new([Fact::Server(id), Fact::code(err)]).because(server.since);
    // It ended when the command was on its way.
    idle.then(|| if crossed(transition, server.since) { report.blame(Blame::Network) } else { report })
}
