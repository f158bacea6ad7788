//! What the tracker says against what the modem knows. What the tracker does not know agrees with everything.

use a76xx_parser::typed::{LinkId, RxMode, ServerId};
use a76xx_sim::{LinkPhase, Modem, Service};
use a76xx_tracker::Model;
use a76xx_tracker::model::link::{LinkKind, Phase};
use a76xx_tracker::model::{network, sim};

fn same<T: PartialEq + std::fmt::Debug>(what: &str, said: Option<T>, own: &T) -> Result<(), String> {
    match said {
        Some(said) if said != *own => Err(format!("{what}: the tracker says {said:?}, the modem {own:?}")),
        _ => Ok(()),
    }
}

/// What of a state both must agree on.
pub(crate) fn states(modem: &Modem, seen: &Model) -> Result<(), String> {
    same("data state", seen.access.online, &modem.is_online())?;
    // Results and notices wait for the end of the data state.
    if modem.is_online() {
        return Ok(());
    }
    let service = match seen.network.service {
        network::Service::Unknown => None,
        network::Service::Closed => Some(Service::Closed),
        network::Service::Opening => Some(Service::Opening),
        network::Service::Open => Some(Service::Open),
        network::Service::Closing => Some(Service::Closing),
    };
    same("service", service, &modem.service())?;
    for id in LinkId::all() {
        link(modem, seen, id)?;
    }
    for id in ServerId::all() {
        let (server, port) = (seen.server(id), modem.server_port(id));
        same(&format!("server {id}"), server.listens, &port.is_some())?;
        if let (Some(told), Some(port)) = (server.port(), port) {
            same(&format!("port of server {id}"), Some(told), &port)?;
        }
    }
    settings(modem, seen)?;
    for cid in 1..=15 {
        same(&format!("context {cid}"), seen.network.is_active(cid), &modem.is_active(cid))?;
    }
    same("attached", seen.network.attached.map(|(attached, _)| attached), &modem.is_attached())?;
    same("own address", seen.network.own(), &modem.config().air.address)?;
    same("SIM ready", matches!(seen.sim.state, sim::State::Ready).then_some(true), &true)?;
    same("functionality", seen.registration.function.map(|(level, _)| level), &modem.settings().function)
}

fn link(modem: &Modem, seen: &Model, id: LinkId) -> Result<(), String> {
    let (told, here) = (seen.link(id), modem.link_view(id));
    let phase = match told.phase {
        Phase::Unknown => None,
        Phase::Idle => Some(LinkPhase::Idle),
        // The command is answered, or the comparison would not be made.
        Phase::Asked => return Err(format!("link {id}: the tracker still waits for an answer")),
        Phase::Opening => Some(LinkPhase::Opening),
        Phase::Open => Some(LinkPhase::Open),
        Phase::Closing => Some(LinkPhase::Closing),
        Phase::HalfDead => Some(LinkPhase::Spent),
    };
    same(&format!("link {id}"), phase, &here.phase)?;
    if here.phase == LinkPhase::Idle || told.phase == Phase::Unknown {
        return Ok(());
    }
    let kind = match told.kind {
        LinkKind::Unknown => None,
        LinkKind::Tcp => Some((false, None)),
        LinkKind::Udp => Some((true, None)),
        LinkKind::Accepted(server) => Some((false, Some(server))),
    };
    // The application note's list of links counts servers from one.
    if modem.config().profile.servers_listed_from == 0 {
        same(&format!("kind of link {id}"), kind, &(here.udp, here.server))?;
    }
    if let (Some(said), Some(peer)) = (told.peer(), here.peer) {
        same(&format!("peer of link {id}"), Some(said), &peer)?;
    }
    if let Some(unread) = told.unread().filter(|unread| *unread as usize > here.unread) {
        return Err(format!("link {id}: the tracker counts {unread} unread bytes, the modem has {}", here.unread));
    }
    Ok(())
}

fn settings(modem: &Modem, seen: &Model) -> Result<(), String> {
    let (told, here) = (&seen.settings, modem.settings());
    same("echo", told.echo, &here.echo)?;
    same("verbose", told.verbose, &here.verbose)?;
    same("quiet", told.quiet, &here.quiet)?;
    same("form of errors", told.cmee, &here.errors)?;
    same("DTR", told.dtr, &here.dtr)?;
    same("data mode", told.mode, &here.mode)?;
    let buffers = |mode: RxMode| mode != RxMode::PUSH;
    same("receive mode", told.rx.map(buffers), &buffers(here.rx))?;
    same("length header", told.head, &here.head)?;
    same("address line", told.sender, &here.sender)?;
    same("send mode", told.send, &here.send)?;
    same("errMode", told.err_mode, &here.err_mode)?;
    same("HeaderType", told.header, &here.header)?;
    for (said, limit) in told.timeouts.into_iter().zip(here.timeouts) {
        same("time limit", (said > 0).then_some(said), &limit)?;
    }
    same("links", told.links, &modem.config().profile.links)
}

/// What a start decides: nothing of it may be unknown.
pub(crate) fn decided(modem: &Modem, seen: &Model) -> Result<(), String> {
    states(modem, seen)?;
    let settings = &seen.settings;
    let known = [
        ("service", seen.network.service != network::Service::Unknown),
        ("links", LinkId::all().all(|id| seen.link(id).phase != Phase::Unknown)),
        ("servers", ServerId::all().all(|id| seen.server(id).listens.is_some())),
        ("data state", seen.access.online.is_some()),
        ("power", seen.power.runs == Some(true)),
        ("SIM", seen.sim.state == sim::State::Ready),
        ("data mode", settings.mode.is_some()),
        ("receive mode", settings.rx.is_some()),
        ("headers", settings.head.is_some() && settings.sender.is_some() && settings.header.is_some()),
        ("errMode", settings.err_mode.is_some()),
        ("send mode", settings.send.is_some()),
        ("time limits", settings.timeouts.iter().all(|limit| *limit > 0)),
    ];
    known.into_iter().find(|(_, known)| !known).map_or(Ok(()), |(what, _)| Err(format!("{what}: not known behind a start")))
}
