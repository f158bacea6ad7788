//! What the state says about a refusal, in words that several rules share.

use a76xx_parser::typed::{CloseReason, DataMode, LinkId, SocketError};

use crate::model::link::{Ended, Link, LinkKind, Phase};
use crate::model::{Model, Service, network};
use crate::rule::Transition;
use crate::time::EventNo;

/// What closed the socket service, where it is known to be closed.
pub(super) fn outage(model: &Model) -> Option<EventNo> {
    let network = &model.network;
    if network.service != Service::Closed {
        return None;
    }
    let since = network.since.map(|since| since.event);
    if network.ended == network::Ended::Lost { network.lost.or(since) } else { since }
}

/// Whether what stands in a command's way was told when the command was on its way: nobody could have known. The end of the service is told by
/// `+CIPEVENT`, whatever hints at it before.
pub(in crate::rules) fn crossed(transition: &Transition<'_, '_, '_>, cause: Option<EventNo>) -> bool {
    let before = transition.before;
    let told = before.network.since.filter(|_| cause.is_some() && cause == outage(before)).map(|since| since.event);
    transition.command_before().zip(told.or(cause)).is_some_and(|(command, told)| told > command.sent.event)
}

/// Why a link is not open.
pub(super) const fn why_idle(link: &Link) -> &'static str {
    match link.ended {
        Ended::NotSeen if link.since.is_none() => "it was not opened",
        Ended::NotSeen => "the module lists it as closed",
        Ended::Host => "the host has closed it",
        Ended::Outside(CloseReason::PEER) | Ended::Closed => "the peer has closed it",
        Ended::Outside(_) => "the module has closed it",
        Ended::Failed(_) => "it could not be opened",
        Ended::NetworkClosed => "the socket service was stopped",
        Ended::NetworkLost => "the network went away",
        Ended::Restart => "the module has restarted",
    }
}

/// The one open link, where there is one alone and it is not this one.
pub(in crate::rules) fn open_instead(model: &Model, id: LinkId) -> Option<LinkId> {
    let mut open = LinkId::all().filter(|id| model.link(*id).phase == Phase::Open);
    open.next().filter(|other| *other != id && open.next().is_none())
}

/// A reason in words, the event behind it, and what to do.
pub(super) struct Reason {
    /// What the code amounts to here.
    pub(super) why: &'static str,
    /// The event that led to it.
    pub(super) cause: Option<EventNo>,
    /// What to do next.
    pub(super) advice: &'static str,
}

const fn reason(why: &'static str, cause: Option<EventNo>, advice: &'static str) -> Reason {
    Reason { why, cause, advice }
}

const REOPEN: &str = "start the service with AT+NETOPEN, wait for +NETOPEN: 0, then open the link again";

/// Why `AT+CIPOPEN` fails with this code, by what was known before the answer.
pub(super) fn of_open(err: SocketError, id: Option<LinkId>, model: &Model) -> Reason {
    let link = id.map_or(&Link::START, |id| model.link(id));
    let (asked, lost) = (link.asked, model.network.lost.filter(|lost| link.asked.is_none_or(|asked| *lost > asked)));
    if let Some(outage) = outage(model).filter(|_| err != SocketError::WRONG_PARAMETER) {
        return reason("the socket service is not open", Some(outage), REOPEN);
    }
    match err {
        SocketError::NETWORK_FAILURE if lost.is_some() => {
            reason("the network was lost meanwhile", lost, "ask AT+CEREG? and AT+CGACT?, then AT+NETOPEN?")
        }
        SocketError::NETWORK_FAILURE => reason(
            "the peer was not reached",
            asked,
            "check address and port, that the peer listens and that its address is public; ask AT+CGPADDR and AT+CPING",
        ),
        SocketError::NETWORK_NOT_OPENED => reason("the socket service is not open", None, REOPEN),
        SocketError::WRONG_PARAMETER if link.kind == LinkKind::Udp && link.local_port().is_none() => {
            reason("UDP needs a port of its own", asked, "give the own port as the last parameter: AT+CIPOPEN=0,\"UDP\",,,5000")
        }
        SocketError::WRONG_PARAMETER => {
            reason("a parameter is missing or not as it must be", None, "compare the command with AT+CIPOPEN=?")
        }
        SocketError::NOT_SUPPORTED | SocketError::BUSY if link.phase.is_live() && !matches!(link.phase, Phase::Asked | Phase::Opening) => {
            reason("the link is in use", link.told(), "close it with AT+CIPCLOSE and wait for +CIPCLOSE, or take another link")
        }
        SocketError::NOT_SUPPORTED if model.settings.mode == Some(DataMode::TRANSPARENT) && id != Some(LinkId::N0) => {
            reason("in transparent mode only link 0 opens", asked, "open link 0, or set AT+CIPMODE=0 before AT+NETOPEN")
        }
        SocketError::NOT_SUPPORTED => {
            reason("the link cannot be opened in this state", asked, "ask AT+NETOPEN? and AT+CIPOPEN? what is open")
        }
        SocketError::SOCKET_NOT_CREATED => {
            reason("the module has no socket to spare, or no address", asked, "close links that are not needed; ask AT+IPADDR")
        }
        SocketError::SOCKET_NOT_BOUND => reason("the own port is taken", asked, "take another own port, or none for TCP"),
        SocketError::ALREADY_LISTENING => reason("a server of the module has the port", asked, "take another own port"),
        SocketError::BUSY => reason("the module is busy with an earlier operation", asked, "wait for its result, then try again"),
        SocketError::SOCKETS_OPEN => reason("sockets are still open", asked, "close them with AT+CIPCLOSE, then try again"),
        SocketError::TIMEOUT => {
            reason("the peer did not answer in time", asked, "check that the peer is up and its port open; AT+CIPTIMEOUT sets the limit")
        }
        _ => reason("the module does not say more", asked, "ask AT+NETOPEN?, AT+CIPOPEN? and AT+CEREG?, then try again"),
    }
}

/// Why `AT+CIPSEND` fails with this code, by what was known before the answer.
pub(super) fn of_send(err: SocketError, id: Option<LinkId>, announced: Option<u32>, model: &Model) -> Reason {
    let link = id.map(|id| model.link(id));
    let since = link.and_then(Link::told);
    if let Some(outage) = outage(model).filter(|_| err != SocketError::WRONG_PARAMETER) {
        return reason("the socket service is not open", Some(outage), REOPEN);
    }
    match err {
        SocketError::NETWORK_FAILURE => reason("the network failed", model.network.lost, "ask AT+CEREG? and AT+NETOPEN?"),
        SocketError::NETWORK_NOT_OPENED => reason("the socket service is not open", None, REOPEN),
        SocketError::WRONG_PARAMETER if announced.is_some_and(|announced| announced > 1500) => {
            reason("one send takes 1500 bytes at the most", None, "send in pieces of up to 1500 bytes")
        }
        SocketError::WRONG_PARAMETER => {
            reason("link or length is not as it must be", None, "links are 0 to 9, lengths 1 to 1500; UDP needs the peer")
        }
        SocketError::NOT_SUPPORTED if link.is_some_and(|link| link.phase == Phase::Idle) => {
            reason(link.map_or("", why_idle), since, "open the link again with AT+CIPOPEN")
        }
        // The field's meaning of 4.
        SocketError::NOT_SUPPORTED => {
            reason("the link is not open any more", since, "ask AT+CIPOPEN? what is open, then open the link again")
        }
        SocketError::SOCKET_NOT_CREATED => reason("there is no socket", since, "close the link and open it again"),
        SocketError::SOCKET_NOT_BOUND => reason("the socket has no port", since, "close the link and open it again"),
        SocketError::ALREADY_LISTENING => reason("the link belongs to a server", since, "send through a link that the server accepted"),
        SocketError::BUSY => reason("an earlier send still runs", since, "wait for +CIPSEND before the next AT+CIPSEND"),
        SocketError::SOCKETS_OPEN => reason("sockets are in the way", since, "ask AT+CIPOPEN? what is open"),
        SocketError::TIMEOUT => reason("the data were not taken in time", since, "close the link, open it again and send anew"),
        SocketError::DNS_FAILED => {
            reason("the peer's address is missing or not known", None, "UDP needs the peer: AT+CIPSEND=0,5,\"203.0.113.7\",5000")
        }
        _ => reason("the module does not say more", since, "ask AT+NETOPEN? and AT+CIPOPEN? what is open"),
    }
}
