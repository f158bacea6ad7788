//! What the module tells on its own.

use core::net::SocketAddrV4;

use a76xx_parser::Urc;
use a76xx_parser::spec::status::CFUN;
use a76xx_parser::typed::{DataMode, FunctionLevel, LinkId};

use super::{boot, finals, halt, network_ends, works};
use crate::model::link::{Ended, LinkKind, Phase};
use crate::model::registration::{Domain, attaches, has};
use crate::model::{Model, network, sim};

pub(super) fn urc(model: &mut Model, urc: &Urc<'_>) {
    let now = model.now;
    match *urc {
        Urc::AtReady { on: true } | Urc::Ready => boot(model),
        Urc::SmsDone => {
            model.power.sms_ready = true;
            model.sim.works(now);
        }
        Urc::PhonebookDone => model.power.phonebook_ready = true,
        Urc::PowerDown | Urc::UnderVoltageDown | Urc::OverVoltageDown => {
            halt(model);
            (model.power.runs, model.power.down) = (Some(false), Some(now.event));
        }
        Urc::UnderVoltage | Urc::OverVoltage => model.power.warned = Some(now.event),
        Urc::Cpin { state } => model.sim.tell(sim::State::of_cpin(&state), now),
        // Switching the radio off prints the same (M 27.2.1).
        Urc::SimCard { text } if text.starts_with(b"NOT") && !radio_is_off(model) => model.sim.tell(sim::State::Absent, now),
        Urc::Creg { stat, .. } => model.registration.tell(Domain::Cs, stat, now),
        Urc::Cgreg { stat, .. } => model.registration.tell(Domain::Ps, stat, now),
        Urc::Cereg { stat, .. } => model.registration.tell(Domain::Eps, stat, now),
        Urc::Csq { rssi, .. } => model.registration.signal = Some((rssi, now.event)),
        Urc::Cfun { level } => model.registration.function = Some((level, now.event)),
        Urc::PacketEvent { text } => packet_event(model, text),
        Urc::NetworkClosed => {
            model.network.lost = model.network.lost.or(Some(now.event));
            model.network.aftermath = network::Aftermath::Untouched;
            network_ends(model, network::Ended::Lost);
        }
        _ => link(model, urc),
    }
}

/// `+CGEV` (M 5.2.15).
fn packet_event(model: &mut Model, text: &[u8]) {
    let now = model.now;
    if has(text, b"DETACH") {
        model.registration.detached = Some(now.event);
        // A detach behind the loss of the sockets' context is the same loss.
        model.network.lost = model.network.lost.or(Some(now.event));
        model.network.detach(now);
    } else if attaches(text) {
        model.registration.detached = None;
        model.network.attached = Some((true, now.event));
        works(model);
        // Sockets that are open now, or were asked for, do not survive the change.
        if matches!(model.network.service, network::Service::Unknown | network::Service::Closed) {
            model.network.lost = None;
        }
        // `ME PDN ACT 8,1` names the context first and a reason behind it.
        if let Some(cid) = first_number(text) {
            model.network.activate(cid, true);
        }
    } else if has(text, b"DEACT") {
        // `NW PDN DEACT 1`, or `NW DEACT "IP","10.0.0.1",1` with the context last.
        let cid = if has(text, b"PDN") { first_number(text) } else { last_number(text) };
        if cid.is_none_or(|cid| cid == network::SOCKETS) {
            model.network.lost = model.network.lost.or(Some(now.event));
        }
        if let Some(cid) = cid {
            model.network.activate(cid, false);
        }
    }
}

/// Whether the host has switched the radio off, or is about to.
fn radio_is_off(model: &Model) -> bool {
    model.flow.waiting().is_some_and(|command| command.is(&CFUN))
        || model.registration.function.is_some_and(|(level, _)| level != FunctionLevel::FULL)
}

/// The last number of a text.
fn last_number(text: &[u8]) -> Option<u8> {
    let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    first_number(text.get(text.len() - digits..)?)
}

/// The first number of a text.
fn first_number(text: &[u8]) -> Option<u8> {
    text.split(|byte| !byte.is_ascii_digit()).find(|part| !part.is_empty()).and_then(|part| core::str::from_utf8(part).ok()?.parse().ok())
}

fn link(model: &mut Model, urc: &Urc<'_>) {
    let now = model.now;
    match *urc {
        Urc::IpClose { link, reason } => {
            if let Some(link) = model.link_mut(link) {
                link.end(Ended::Outside(reason), now);
            }
        }
        Urc::Client { link, server, peer } => {
            if let Some(link) = model.link_mut(link) {
                link.open(now);
                link.between(Some(*peer.ip()), Some(peer.port()), None);
                (link.kind, link.asked) = (LinkKind::Accepted(server), None);
            }
        }
        Urc::DataWaiting { link } => {
            if let Some(link) = model.link_mut(link) {
                link.arrives(now);
            }
        }
        Urc::RecvFrom { peer } => model.access.sender = Some((peer, now.event)),
        Urc::Ipd { len } => {
            let link = match model.access.sender {
                Some((peer, _)) => attribute(model, peer),
                None => sole(model),
            };
            model.access.announce(link, len, now);
        }
        Urc::Receive { link, len } => model.access.announce(Some(link), len, now),
        Urc::Closed if model.access.online == Some(true) || model.settings.mode == Some(DataMode::TRANSPARENT) => finals::closed(model),
        _ => {}
    }
}

/// The one link that this sender's data belong to.
fn attribute(model: &Model, peer: SocketAddrV4) -> Option<LinkId> {
    let mut having = model.links_of(peer);
    let one = having.next().filter(|_| having.next().is_none())?;
    let unknown = model.links.iter().any(|link| link.phase == Phase::Unknown);
    (!unknown || model.link(one).peer() == Some(peer)).then_some(one)
}

/// The one link that is open, where there is one alone.
fn sole(model: &Model) -> Option<LinkId> {
    let mut open = LinkId::all().filter(|id| matches!(model.link(*id).phase, Phase::Open | Phase::HalfDead));
    let unknown = model.links.iter().any(|link| link.phase == Phase::Unknown);
    open.next().filter(|_| open.next().is_none() && !unknown)
}
