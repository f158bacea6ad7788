use a76xx_parser::Answer;
use a76xx_parser::spec::tcpip::SERVERSTOP;
use a76xx_parser::typed::{LinkId, SocketError};

use crate::model::link::LinkKind;
use crate::rule::{Blame, Fact, Report, Severity, Transition, rule};

rule! {
    /// A server does not stop because its clients are still connected.
    ///
    /// The module refuses `AT+SERVERSTOP` while a link that this server accepted is open. A note where the client came when the command was
    /// on its way: nobody could know.
    ///
    /// # Why
    /// By the manual every link that a server accepted must be closed before the server is stopped. Firmware that stops it all the same was
    /// seen, so only the refusal counts here.
    ///
    /// # Fires
    /// ```at
    /// > AT+SERVERSTART=8080,0
    /// < OK
    /// < +CLIENT: 0,0,198.51.100.5:57202
    /// > AT+SERVERSTOP=0
    /// < +SERVERSTOP: 0,9
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+SERVERSTART=8080,0
    /// < OK
    /// < +CLIENT: 0,0,198.51.100.5:57202
    /// > AT+CIPCLOSE=0
    /// < OK
    /// < +CIPCLOSE: 0,0
    /// > AT+SERVERSTOP=0
    /// < +SERVERSTOP: 0,9
    /// < ERROR
    /// ```
    SERVER_STOP_WITH_CLIENTS = 406, "server-stop-with-clients", Error, Host, "M 15.2.15", Documented;
    on [Answer] of ["+SERVERSTOP"];
    "server {0} does not stop: {1}; link {2}, which it accepted, is still open";
    "close the link with AT+CIPCLOSE={2}, wait for +CIPCLOSE: {2},0, then stop the server";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Answer::ServerStop { server, err } = *transition.seen.answer()? else { return None };
    if err == SocketError::SUCCESS {
        return None;
    }
    let accepted = |id: &LinkId| {
        let link = transition.before.link(*id);
        link.phase.is_live() && link.kind == LinkKind::Accepted(server)
    };
    let client = LinkId::all().find(accepted)?;
    let since = transition.before.link(client).told();
    let report = Report::new([Fact::Server(server), Fact::code(err), Fact::Link(client)]).because(since);
    let asked = transition.before.flow.latest(&SERVERSTOP).map(|stop| stop.sent.event);
    let too_late = asked.is_some_and(|asked| since.is_some_and(|since| since > asked));
    Some(if too_late { report.severity(Severity::Note).blame(Blame::Network) } else { report })
}
