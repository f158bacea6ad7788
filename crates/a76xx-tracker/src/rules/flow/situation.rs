//! What the state says about a refusal: the reason, the event behind it, what to do.

use a76xx_parser::spec::Command;
use a76xx_parser::spec::tcpip::{CDNSGIP, CIPACK, CIPOPEN, CIPRXGET, CIPSEND, IPADDR, SERVERSTART};
use a76xx_parser::spec::tcpip_more::CSOCKSETPN;

use super::kind;
use crate::model::{Exchange, Model, Phase, Service};
use crate::rules::link::open_instead;
use crate::time::EventNo;

/// What explains a refusal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Situation {
    /// In words.
    pub(super) why: &'static str,
    /// What led to it.
    pub(super) cause: Option<EventNo>,
    /// What to do.
    pub(super) advice: &'static str,
}

/// What explains that a command was refused, where the state does.
pub(super) fn of(model: &Model, command: &Exchange) -> Option<Situation> {
    let row = command.row?;
    let chapter = kind::chapter(row);
    sim(model, chapter).or_else(|| socket(model, command, row)).or_else(|| network(model, chapter))
}

fn sim(model: &Model, chapter: u8) -> Option<Situation> {
    let trouble = model.sim.trouble.filter(|_| kind::needs_sim(chapter))?;
    Some(Situation { why: "the SIM is not ready", cause: Some(trouble), advice: "wait for +CPIN: READY, or ask AT+CPIN?, before it" })
}

/// The way into the network, for what rests on packet data.
pub(super) fn network(model: &Model, chapter: u8) -> Option<Situation> {
    if !kind::needs_network(chapter) {
        return None;
    }
    let lost = model.network.lost.map(|lost| ("the network is gone", lost));
    let missing = || model.registration.missing().map(|(_, told)| ("the module is not registered", told));
    let (why, cause) = lost.or_else(missing)?;
    Some(Situation { why, cause: Some(cause), advice: "wait until AT+CEREG? tells 1 or 5, then begin again" })
}

/// The socket service and its links.
fn socket(model: &Model, command: &Exchange, row: &Command) -> Option<Situation> {
    let rests = [&CIPOPEN, &CIPSEND, &IPADDR, &SERVERSTART, &CIPACK, &CDNSGIP].into_iter().any(|own: &Command| own.is(row));
    let (service, since) = (model.network.service, model.network.since.map(|since| since.event));
    if rests && service == Service::Closed {
        return Some(Situation {
            why: "the socket service is not open",
            cause: since,
            advice: "start it with AT+NETOPEN and wait for +NETOPEN: 0",
        });
    }
    if rests && matches!(service, Service::Opening | Service::Closing) {
        return Some(Situation {
            why: "the socket service is on its way",
            cause: since,
            advice: "wait for the result of AT+NETOPEN or AT+NETCLOSE first",
        });
    }
    if row.is(&CSOCKSETPN) && matches!(service, Service::Opening | Service::Open | Service::Closing) {
        return Some(Situation { why: "the socket service runs", cause: since, advice: "set it before AT+NETOPEN, or behind AT+NETCLOSE" });
    }
    let link = model.link(command.link?);
    let used = [&CIPSEND, &CIPRXGET, &CIPACK].into_iter().any(|own: &Command| own.is(row));
    let since = link.since.map(|since| since.event);
    match link.phase {
        Phase::Idle if used => {
            Some(Situation { why: "the link is not open", cause: since, advice: "open it with AT+CIPOPEN and wait for its result" })
        }
        Phase::Unknown if used => open_instead(model, command.link?).map(|other| Situation {
            why: "nothing shows that its link was opened; another one is open",
            cause: model.link(other).told(),
            advice: "use the link that is open, or open this one with AT+CIPOPEN",
        }),
        Phase::Opening | Phase::Closing => {
            Some(Situation { why: "the link is on its way", cause: since, advice: "wait for +CIPOPEN or +CIPCLOSE first" })
        }
        Phase::Open | Phase::HalfDead if row.is(&CIPOPEN) => {
            Some(Situation { why: "the link is in use", cause: since, advice: "close it with AT+CIPCLOSE first, or take another" })
        }
        _ => None,
    }
}
