//! What answers and results tell.

use core::net::Ipv4Addr;

use a76xx_parser::Answer;
use a76xx_parser::spec::tcpip::{NETCLOSE, NETOPEN};
use a76xx_parser::typed::{Address, LinkId, OpenLink, Protocol, SocketError};

use super::{network_ends, network_is_open, no_links, works};
use crate::model::access::Acked;
use crate::model::flow::Why;
use crate::model::link::{Ended, LinkKind, Phase};
use crate::model::network::{self, Service};
use crate::model::registration::Domain;
use crate::model::{Model, Stage, sim};
use crate::seen::Seen;

pub(super) fn answer(model: &mut Model, answer: &Answer<'_>, seen: &Seen<'_, '_>) {
    if let Some(why) = why(answer)
        && let Some(command) = seen.event.and_then(|event| event.command).and_then(|no| model.flow.find_mut(no))
    {
        command.why = Some((why, model.now.event));
    }
    match answer {
        Answer::NetOpen { .. } | Answer::NetState { .. } | Answer::NetClose { .. } | Answer::IpAddr { .. } | Answer::NoIpAddr { .. } => {
            service(model, answer, seen);
        }
        Answer::CipOpen { .. }
        | Answer::LinkInfo { .. }
        | Answer::CipSend { .. }
        | Answer::CipClose { .. }
        | Answer::LinkStates { .. }
        | Answer::RxRead { .. }
        | Answer::RxReadHex { .. }
        | Answer::RxRest { .. }
        | Answer::ServerInfo { .. }
        | Answer::ServerStop { .. } => link(model, answer, seen),
        Answer::CipAck { sent, acked, .. } => {
            if let Some(link) = seen.event.and_then(|event| event.command).and_then(|no| model.flow.find(no)?.link) {
                model.access.acked = Some(Acked { by: model.now.event, link, acked: *acked, all: sent == acked });
            }
        }
        _ if radio(model, answer) => {}
        _ => setting(model, answer),
    }
}

/// The reason that an information line gives for the error behind it.
fn why(answer: &Answer<'_>) -> Option<Why> {
    match answer {
        Answer::IpError { reason } => Some(reason.code().map_or(Why::Text, Why::Ip)),
        Answer::NoIpAddr { .. } => Some(Why::Socket(SocketError::NETWORK_NOT_OPENED)),
        _ => answer.err().filter(|err| *err != SocketError::SUCCESS).map(Why::Socket),
    }
}

/// Whether a result comes before the `OK` of its command.
fn is_early(model: &Model, seen: &Seen<'_, '_>) -> bool {
    let command = seen.event.and_then(|event| event.command).and_then(|no| model.flow.find(no));
    command.is_some_and(|command| command.stage == Stage::Waiting)
}

fn service(model: &mut Model, answer: &Answer<'_>, seen: &Seen<'_, '_>) {
    let now = model.now;
    match *answer {
        // With its command unknown the line may as well answer the read form, where the figures mean other things (M 15.2.1).
        Answer::NetOpen { .. } if !opens(model, seen) => {}
        Answer::NetOpen { err: SocketError::SUCCESS, .. } => {
            network_is_open(model);
            (model.network.lost, model.network.aftermath) = (None, network::Aftermath::None);
            works(model);
            no_links(model);
        }
        // Without the `OK` that goes before it, it may as well be the answer to a question that is not shown.
        Answer::NetOpen { .. } if is_early(model, seen) && model.network.service == Service::Open => {}
        Answer::NetOpen { .. } if is_early(model, seen) => model.network.go(Service::Unknown, now),
        Answer::NetOpen { err, .. } => network_ends(model, network::Ended::Failed(err)),
        // It still runs, and is on its way down.
        Answer::NetState { open: true, .. } if model.network.service == Service::Closing => {}
        Answer::NetState { open: true, .. } => network_is_open(model),
        Answer::NetState { open: false, .. } if model.network.service == Service::Opening => {}
        Answer::NetState { open: false, .. } | Answer::NoIpAddr { .. } => {
            let seen_open = model.network.service == Service::Open;
            network_ends(model, if seen_open { network::Ended::Lost } else { network::Ended::NotSeen });
        }
        Answer::NetClose { err: SocketError::SUCCESS, .. } => {
            // A repeat while it closed was answered OK, and has no result of its own.
            model.flow.complete_all(&NETCLOSE, now);
            network_ends(model, network::Ended::Host);
        }
        Answer::NetClose { err: SocketError::NETWORK_NOT_OPENED, .. } => network_ends(model, network::Ended::NotSeen),
        Answer::NetClose { .. } if model.network.service == Service::Closing => model.network.go(Service::Open, now),
        Answer::IpAddr { ip } => {
            works(model);
            model.network.told(v4(&ip), now);
            if model.network.service == Service::Unknown {
                network_is_open(model);
            }
        }
        _ => {}
    }
}

/// Whether a line completes `AT+NETOPEN`: the command or its acceptance was seen.
fn opens(model: &Model, seen: &Seen<'_, '_>) -> bool {
    let own = seen.event.and_then(|event| event.command).and_then(|no| model.flow.find(no));
    own.map_or(model.network.service == Service::Opening, |own| own.does(&NETOPEN))
}

fn link(model: &mut Model, answer: &Answer<'_>, seen: &Seen<'_, '_>) {
    let now = model.now;
    let early = is_early(model, seen);
    match *answer {
        Answer::CipOpen { link: id, err } => {
            if err == SocketError::NETWORK_NOT_OPENED && model.network.service == Service::Unknown {
                network_ends(model, network::Ended::NotSeen);
            }
            if err == SocketError::SUCCESS {
                works(model);
                // A link that opens stands on the service, unless the network has just gone away under a late success.
                if model.network.lost.is_none() && model.network.service != Service::Closing {
                    network_is_open(model);
                }
            }
            let Some(link) = model.link_mut(id) else { return };
            match (err, link.phase) {
                (SocketError::SUCCESS, _) => link.open(now),
                // A refused second open leaves the first one as it is.
                (_, Phase::Open | Phase::Closing | Phase::HalfDead) => {}
                (_, Phase::Opening) if early => {}
                _ => link.end(Ended::Failed(err), now),
            }
        }
        Answer::CipClose { link: id, err } => {
            let Some(link) = model.link_mut(id) else { return };
            match err {
                SocketError::SUCCESS => link.end(Ended::Host, now),
                // The close of before is still under way.
                _ if link.phase == Phase::Closing => {}
                SocketError::NOT_SUPPORTED => link.phase = Phase::Idle,
                _ => {}
            }
        }
        Answer::CipSend { link: id, requested, confirmed } => {
            let sent = seen.event.and_then(|event| event.command).and_then(|no| model.flow.find(no)).map(|command| command.sent.event);
            let Some(link) = model.link_mut(id) else { return };
            if confirmed > 0 && matches!(link.phase, Phase::Unknown | Phase::Asked | Phase::Opening) {
                // Its opening was not told, but data go through it.
                link.open(now);
            }
            link.sent = link.sent.saturating_add(u32::try_from(confirmed).unwrap_or(0));
            if confirmed != i32::from(requested) {
                // One that was closed while the data came is closed already.
                if link.phase != Phase::Idle {
                    link.go(Phase::HalfDead, now);
                }
            } else if !matches!(link.phase, Phase::Open | Phase::Closing | Phase::HalfDead) && !link.has_ended_since(sent) {
                // What told that it opened is not in the capture.
                link.go(Phase::Open, now);
            }
        }
        Answer::LinkInfo { link, open } => listed(model, link, open.as_ref()),
        Answer::LinkStates { states } => {
            model.settings.links = u8::try_from(states.count()).ok().filter(|count| matches!(count, 4 | 10)).or(model.settings.links);
            for id in LinkId::all() {
                let Some(link) = model.link_mut(id) else { continue };
                match states.is_open(id) {
                    Some(true) if !link.phase.is_live() => link.open(now),
                    Some(false) if matches!(link.phase, Phase::Unknown | Phase::Open | Phase::HalfDead) => link.go(Phase::Idle, now),
                    _ => {}
                }
            }
        }
        Answer::RxRead { link, len, rest } | Answer::RxReadHex { link, len, rest } => {
            model.access.announce(Some(link), len, now);
            rest_of(model, link, rest);
        }
        Answer::RxRest { link, rest } => rest_of(model, link, rest),
        Answer::ServerInfo { server, port } => {
            if let Some(server) = model.server_mut(server)
                && server.listens != Some(true)
            {
                server.go(true, Some(port), now);
            }
        }
        Answer::ServerStop { server, err: SocketError::SUCCESS } => {
            if let Some(server) = model.server_mut(server) {
                server.go(false, None, now);
            }
            // By the manual its links must be closed before; the application note's server stops with one open, of which nothing is told.
            for link in model.links.iter_mut().filter(|link| link.kind == LinkKind::Accepted(server) && link.phase.is_live()) {
                link.go(Phase::Unknown, now);
            }
        }
        _ => {}
    }
}

/// What the list of links says of one.
fn listed(model: &mut Model, id: LinkId, open: Option<&OpenLink<'_>>) {
    let now = model.now;
    let Some(link) = model.link_mut(id) else { return };
    let Some(open) = open else {
        if matches!(link.phase, Phase::Unknown | Phase::Open | Phase::HalfDead) {
            link.go(Phase::Idle, now);
        }
        return;
    };
    let was_live = link.phase.is_live();
    if !was_live {
        link.open(now);
    }
    link.kind = match (open.server, open.protocol) {
        // The line of the accepting told the server; lists of some firmware count them from one (AN 3.4.2).
        (Some(_), _) if was_live && matches!(link.kind, LinkKind::Accepted(_)) => link.kind,
        (Some(server), _) => LinkKind::Accepted(server),
        (None, Protocol::Tcp) => LinkKind::Tcp,
        (None, Protocol::Udp | Protocol::UdpServer) => LinkKind::Udp,
        _ => link.kind,
    };
    if let Address::V4(ip) = open.ip
        && !ip.is_unspecified()
    {
        link.between(Some(ip), Some(open.port), link.local_port());
    }
}

fn rest_of(model: &mut Model, id: LinkId, rest: u32) {
    if let Some(link) = model.link_mut(id) {
        link.holds(rest);
    }
}

/// What is told of SIM, radio and contexts; whether the answer is about them.
fn radio(model: &mut Model, answer: &Answer<'_>) -> bool {
    let now = model.now;
    let (registration, network) = (&mut model.registration, &mut model.network);
    match *answer {
        Answer::Cpin { state } => model.sim.tell(sim::State::of_cpin(&state), now),
        Answer::Csq { rssi, .. } => registration.signal = Some((rssi, now.event)),
        Answer::Cfun { level } => registration.function = Some((level, now.event)),
        Answer::Creg { stat, .. } => registration.tell(Domain::Cs, stat, now),
        Answer::Cgreg { stat, .. } => registration.tell(Domain::Ps, stat, now),
        Answer::Cereg { stat, .. } => registration.tell(Domain::Eps, stat, now),
        Answer::Cops { operator: Some(_), .. } => works(model),
        Answer::CpsiNone { system, .. } => registration.service = Some((!system.starts_with(b"NO "), now.event)),
        Answer::CpsiGsm { .. } | Answer::CpsiLte { .. } | Answer::CpsiWcdma { .. } => registration.service = Some((true, now.event)),
        Answer::Cgatt { attached } => network.attached = Some((attached, now.event)),
        Answer::Cgact { cid, active } => {
            network.activate(cid, active);
            if active {
                network.refused = None;
            }
        }
        Answer::Cgpaddr { cid, ip: Some(ip), .. } => has_address(model, cid, &ip),
        _ => return false,
    }
    true
}

fn has_address(model: &mut Model, cid: u8, ip: &Address<'_>) {
    if v4(ip).is_none_or(|ip| !ip.is_unspecified()) {
        // Other contexts have addresses of their own.
        if cid == network::SOCKETS {
            model.network.told(v4(ip), model.now);
        }
        works(model);
    }
}

fn v4(address: &Address<'_>) -> Option<Ipv4Addr> {
    match address {
        Address::V4(ip) => Some(*ip),
        Address::Text(_) => None,
    }
}

/// What the read forms tell of settings.
fn setting(model: &mut Model, answer: &Answer<'_>) {
    let settings = &mut model.settings;
    match *answer {
        Answer::RxState { mode } => settings.rx = Some(mode),
        Answer::CipHead { on } => settings.head = Some(on),
        Answer::CipSrip { on } => settings.sender = Some(on),
        Answer::CipMode { mode } => settings.mode = Some(mode),
        Answer::CipSendMode { mode } => settings.send = Some(mode),
        Answer::CipTimeout { net_open, cip_open, cip_send } => settings.timeouts = [net_open, cip_open, cip_send],
        Answer::CipCcfg { err_mode, header_type, .. } => (settings.err_mode, settings.header) = (Some(err_mode), Some(header_type)),
        Answer::Cmee { form } => settings.cmee = Some(form),
        _ => {}
    }
}
