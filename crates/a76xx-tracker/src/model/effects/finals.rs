//! What a final result code settles.

use a76xx_parser::FinalCode;
use a76xx_parser::spec::Then;
use a76xx_parser::spec::packet::CGACT;
use a76xx_parser::spec::tcpip::{CIPCLOSE, CIPOPEN, CIPSEND, NETCLOSE, NETOPEN};
use a76xx_parser::spec::v25ter::ESCAPE;
use a76xx_parser::typed::{CmeError, IpError, Reason, RxMode, SocketError};

use super::{LINK_0, network_ends, network_is_open};
use crate::model::flow::{Exchange, Why};
use crate::model::link::{Ended, Phase};
use crate::model::network::{self, Service};
use crate::model::settings::Wish;
use crate::model::{Link, Lost, Model, Server, Stage, sim};
use crate::seen::Seen;
use crate::time::USUAL;

pub(super) fn finish(model: &mut Model, seen: &Seen<'_, '_>) {
    let (Some(event), Some(last), now) = (seen.event, seen.last(), model.now) else { return };
    let before = event.command.and_then(|no| model.flow.find(no)).copied();
    reason(model, seen);
    model.flow.finish(event.command, last.code, now);
    shift(model, before.as_ref());
    match last.code {
        FinalCode::Connect => connect(model, before.as_ref()),
        FinalCode::ConnectFail => {
            if let Some(link) = model.link_mut(LINK_0) {
                link.end(Ended::Failed(SocketError::NETWORK_FAILURE), now);
            }
        }
        FinalCode::NoCarrier if model.access.online == Some(true) => closed(model),
        FinalCode::NoCarrier => model.access.resumable = false,
        // The answer to a drop of DTR: no other lone result stands in the data state.
        FinalCode::Ok if before.is_none() && model.access.online == Some(true) => model.access.leave(true, now),
        _ => {}
    }
    let Some(command) = before else { return };
    if last.code == FinalCode::Ok {
        granted(model, &command);
    } else if !last.code.is_ok() {
        refused(model, &command);
    }
}

/// Whether a final result code may be another command's than it was counted to: the host had given that up, or said it once more.
fn shift(model: &mut Model, old: Option<&Exchange>) {
    let Some(old) = old else { return };
    let next = model.flow.recent().filter(|next| next.sent.event > old.sent.event && next.stage == Stage::Waiting);
    let limit = model.limit(old).unwrap_or(USUAL);
    let given_up = next
        .min_by_key(|next| next.sent.event)
        .is_some_and(|next| next.repeats(old) || next.is(&ESCAPE) || old.sent.until(next.sent.at()).is_some_and(|span| span >= limit));
    model.flow.shifted = given_up || model.flow.shifted && model.flow.waiting().is_some();
}

/// The reason that `+CME ERROR` or `+CMS ERROR` gives.
fn reason(model: &mut Model, seen: &Seen<'_, '_>) {
    let (Some(event), Some(last), now) = (seen.event, seen.last(), model.now) else { return };
    let cme = last.cme().map(Reason::code);
    let why = match (cme, last.cms().map(Reason::code)) {
        (Some(code), _) => code.map_or(Why::Text, Why::Cme),
        (None, Some(code)) => code.map_or(Why::Text, Why::Cms),
        (None, None) => return,
    };
    if let Some(state) = cme.flatten().and_then(sim::State::of_cme) {
        model.sim.tell(state, now);
    }
    if let Some(command) = event.command.and_then(|no| model.flow.find_mut(no)) {
        command.why = Some((why, now.event));
    }
}

/// The data state begins, where the command is one that opens it.
fn connect(model: &mut Model, command: Option<&Exchange>) {
    let now = model.now;
    let opens = |command: &Exchange| {
        command.row.is_some_and(|row| row.forms().iter().any(|form| matches!(form.then(), Then::Connect | Then::MayConnect)))
    };
    if command.is_some_and(|command| !opens(command)) {
        return;
    }
    model.access.enter(now);
    if command.is_none_or(|command| command.is(&CIPOPEN))
        && let Some(link) = model.link_mut(LINK_0)
    {
        link.open(now);
    }
}

/// The transparent link has closed.
pub(super) fn closed(model: &mut Model) {
    let now = model.now;
    model.access.leave(false, now);
    if let Some(link) = model.link_mut(LINK_0)
        && link.phase != Phase::Idle
    {
        let by_host = link.phase == Phase::Closing;
        link.end(if by_host { Ended::Host } else { Ended::Closed }, now);
    }
}

fn granted(model: &mut Model, command: &Exchange) {
    let now = model.now;
    for wish in model.settings.asked.take(model.flow.newest().is_some_and(|newest| newest.no == command.no)) {
        grant(model, wish);
    }
    let early = command.result.is_some();
    if command.does(&NETOPEN) && !early && model.network.service != Service::Open {
        model.network.go(Service::Opening, now);
    } else if command.does(&NETCLOSE) && !early {
        // A repeat while it closes is answered OK as well.
        if model.network.service != Service::Closing {
            model.network.go(Service::Closing, now);
        }
    } else if command.does(&CIPOPEN) {
        if let Some(link) = command.link.and_then(|id| model.link_mut(id))
            && link.phase == Phase::Asked
        {
            link.go(Phase::Opening, now);
            // What an earlier connection left behind is gone.
            link.pours();
        }
    } else if command.does(&CIPCLOSE) && !early {
        if let Some(link) = command.link.and_then(|id| model.link_mut(id))
            && link.phase != Phase::Idle
        {
            link.go(Phase::Closing, now);
        }
    } else if command.is(&ESCAPE) && model.access.online != Some(false) {
        model.access.leave(true, now);
    }
}

/// A setting may hold from now on, or as before.
fn doubt(model: &mut Model, wish: Wish) {
    match wish {
        Wish::Function(_) => model.registration.function = None,
        Wish::Attach(_) => model.network.attached = None,
        Wish::Serve(server, _) => {
            if let Some(server) = model.server_mut(server) {
                *server = Server::START;
            }
        }
        setting => model.settings.doubt(setting),
    }
}

/// A setting holds from now on.
fn grant(model: &mut Model, wish: Wish) {
    let now = model.now;
    match wish {
        Wish::Function(level) => {
            model.registration.function = Some((level, now.event));
            // Everything but full functionality switches the radio off.
            if matches!(level.0, 0 | 4 | 7) {
                model.network.detach(now);
                network_ends(model, network::Ended::RadioOff);
            }
        }
        Wish::Attach(false) => model.network.detach(now),
        Wish::Attach(true) => model.network.attached = Some((true, now.event)),
        Wish::Activate(active, cid) => {
            match cid {
                Some(cid) => model.network.activate(cid, active),
                None => model.network.activate_all(active),
            }
            if active {
                model.network.refused = None;
            }
        }
        Wish::Context => model.network.context_set = Some(now.event),
        Wish::Serve(server, port) => {
            if let Some(server) = model.server_mut(server) {
                server.go(true, Some(port), now);
            }
        }
        setting => {
            match setting {
                Wish::Echo(Some(_)) => model.power.lost.regained(Lost::NO_ECHO),
                Wish::Rx(mode) => {
                    model.power.lost.regained(Lost::BUFFERED);
                    if mode == RxMode::PUSH {
                        model.links.iter_mut().for_each(Link::pours);
                    }
                }
                _ => {}
            }
            model.settings.grant(setting);
        }
    }
}

fn refused(model: &mut Model, command: &Exchange) {
    let now = model.now;
    if command.is_chained() {
        for wish in model.settings.asked.take(model.flow.newest().is_some_and(|newest| newest.no == command.no)) {
            doubt(model, wish);
        }
    }
    let why = model.flow.find(command.no).and_then(|command| command.why).map(|(why, _)| why);
    match why {
        Some(Why::Ip(IpError::ALREADY_OPENED)) => network_is_open(model),
        Some(Why::Ip(IpError::NETWORK_NOT_OPENED | IpError::ALREADY_CLOSED) | Why::Socket(SocketError::NETWORK_NOT_OPENED))
            if model.network.service != Service::Opening =>
        {
            network_ends(model, network::Ended::NotSeen);
        }
        Some(Why::Cme(CmeError::NO_NETWORK_SERVICE)) => model.registration.service = Some((false, now.event)),
        _ => {}
    }
    // A restart that was refused does not come.
    model.power.asked = model.power.asked.filter(|asked| *asked != command.sent.event);
    if let Some(Why::Socket(err)) = why
        && command.does(&NETOPEN)
    {
        network_ends(model, network::Ended::Failed(err));
    }
    let err = match why {
        Some(Why::Socket(err)) => err,
        _ => SocketError::UNKNOWN,
    };
    if command.does(&CIPOPEN) {
        if let Some(link) = command.link.and_then(|id| model.link_mut(id))
            && link.phase == Phase::Asked
        {
            link.end(Ended::Failed(err), now);
        }
    } else if command.does(&CIPSEND) && err == SocketError::NOT_SUPPORTED {
        // The field's meaning of 4: the link is not open.
        if let Some(link) = command.link.and_then(|id| model.link_mut(id))
            && link.phase == Phase::Unknown
        {
            link.phase = Phase::Idle;
        }
    } else if command.does(&CGACT) && command.first() == Some(1) {
        model.network.refused = model.network.refused.or(Some(now.event));
    }
}
