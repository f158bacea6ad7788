//! What each input changes: the one place where subjects meet.

mod answers;
mod finals;
mod requests;
mod services;
mod urcs;

use core::time::Duration;

use a76xx_parser::spec::Shape;
use a76xx_parser::spec::tcpip::{CIPOPEN, CIPSEND, NETOPEN};
use a76xx_parser::typed::{DtrMode, LinkId};
use a76xx_parser::{Control, End, Event, Guess, Payload, Role, Side, Urc};

use super::flow::Exchange;
use super::link::{Ended, Phase};
use super::network;
use super::settings::Settings;
use super::{Access, Lost, Model, Registration, Sim};
use crate::input::Signal;
use crate::seen::{Class, Said, Seen};

/// Link 0, the only one that can be transparent (M 15.2.10).
pub(super) const LINK_0: LinkId = LinkId::N0;

pub(super) fn apply(model: &mut Model, seen: &Seen<'_, '_>) {
    let now = model.now;
    if matches!(seen.class, Class::Blank | Class::HostBlank) {
        if let Some(event) = seen.event {
            model.capture.guessed(event);
        }
        if seen.class == Class::HostBlank {
            model.access.host = Some(now);
        }
        return;
    }
    if let Some(event) = seen.event {
        model.capture.note(event, seen.class == Class::Command, now);
        if seen.class != Class::Command {
            belongs(model, event, seen);
        }
        // A line of the module ends the data before it, come in full or not.
        if event.side == Some(Side::Module) && event.kind.line().is_some() {
            model.access.incoming = None;
        }
    }
    match seen.class {
        Class::Command => requests::command(model, seen),
        Class::Echo => {
            model.power.lost.regained(Lost::NO_ECHO);
            let of = seen.event.and_then(|event| event.command);
            model.flow.echoed |= of.is_some() && model.flow.newest().map(|newest| newest.no) == of;
            if repeats(seen) && model.capture.copy() {
                seam(model);
            }
        }
        Class::Final => finals::finish(model, seen),
        Class::Prompt => {
            if let Some(command) = seen.event.and_then(|event| event.command).and_then(|no| model.flow.find_mut(no)) {
                command.prompted = Some(now.event);
            }
        }
        Class::Payload => {
            if let (Some(event), Some(payload)) = (seen.event, seen.payload()) {
                data(model, event, payload, seen.bytes);
            }
        }
        Class::Signal => seen.signal.into_iter().for_each(|what| signal(model, what)),
        _ => {}
    }
    match &seen.said {
        _ if is_stump(seen) => {}
        Said::Answer(answer) if seen.class != Class::Final => answers::answer(model, answer, seen),
        Said::Urc(urc) => urcs::urc(model, urc),
        _ if matches!(seen.class, Class::Answer | Class::Urc) => services::told(model, seen),
        _ => {}
    }
    // One line may be a slip of the parser.
    model.capture.doubts.lengths_lost |= model.access.incoming.is_some() && model.capture.bare_lines > 1;
    if seen.event.is_some_and(|event| event.side == Some(Side::Host)) {
        model.access.host = Some(now);
    }
}

/// Whether an echo is of a command that is not sent again and again, as `AT` is.
fn repeats(seen: &Seen<'_, '_>) -> bool {
    seen.line().is_some_and(|line| !line.name.is_empty())
}

/// Whether a notice lacks its end: a report of registration into whose line something was written, so that its state may be another field, or the
/// service's own end, cut off by a restart or a silence, which no host has read then.
fn is_stump(seen: &Seen<'_, '_>) -> bool {
    let Some(event) = seen.event.filter(|event| !matches!(event.raw.last(), Some(b'\r' | b'\n'))) else { return false };
    match seen.said {
        Said::Urc(Urc::Creg { .. } | Urc::Cgreg { .. } | Urc::Cereg { .. }) => event.guess != Guess::None,
        Said::Urc(Urc::NetworkClosed) => event.guess == Guess::None,
        _ => false,
    }
}

/// Books a line with the command that it belongs to.
fn belongs(model: &mut Model, event: &Event<'_>, seen: &Seen<'_, '_>) {
    let (now, Some(no)) = (model.now, event.command) else { return };
    if seen.class == Class::Answer
        && let Some(command) = model.flow.find_mut(no)
    {
        command.answers = command.answers.saturating_add(1);
    }
    if matches!(seen.class, Class::Answer | Class::Urc) && seen.line().is_some_and(|line| line.shape() == Some(Shape::Result)) {
        model.flow.complete(no, now);
    }
}

fn data(model: &mut Model, event: &Event<'_>, payload: Payload, bytes: u64) {
    let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
    match payload.role {
        Role::Sent { .. } => {
            let ends = matches!(payload.end, End::CtrlZ | End::Cancelled);
            if let Some(command) = event.command.and_then(|no| model.flow.find_mut(no)) {
                command.given = command.given.saturating_add(bytes - u32::from(ends && bytes > 0));
            }
        }
        Role::Received | Role::ReceivedHex => {
            // Two digits stand for a byte.
            let bytes = if payload.role == Role::ReceivedHex { bytes / 2 } else { bytes };
            let Some(incoming) = model.access.incoming.as_mut() else { return };
            incoming.got = if payload.end == End::Complete {
                incoming.announced
            } else {
                incoming.got.saturating_add(u16::try_from(bytes).unwrap_or(u16::MAX))
            };
            if let Some(link) = incoming.link.and_then(|id| model.links.get_mut(usize::from(id.get()))) {
                link.received = link.received.saturating_add(bytes);
            }
        }
        Role::Transparent => {
            let sent = event.side == Some(Side::Host);
            if sent {
                model.access.typed(event.raw, model.now);
            } else if model.access.escaping.is_some() && event.raw.trim_ascii() == b"OK" {
                // The answer to an escape that could not be told from data by its bytes alone.
                model.access.leave(true, model.now);
            }
            // The data state of a dial-up is none of link 0.
            if let Some(link) = model.link_mut(LINK_0).filter(|link| link.phase == Phase::Open) {
                let through = if sent { &mut link.sent } else { &mut link.received };
                *through = through.saturating_add(bytes);
            }
        }
        _ => {}
    }
}

fn signal(model: &mut Model, signal: Signal) {
    match signal {
        Signal::Dtr(on) => {
            model.access.dtr = Some(on);
            if !on && model.access.online == Some(true) {
                match model.settings.dtr {
                    Some(DtrMode::ESCAPE) => model.access.leave(true, model.now),
                    Some(DtrMode::HANG_UP) => model.access.leave(false, model.now),
                    _ => {}
                }
            }
        }
        Signal::Rts(_) => {}
        Signal::Reset | Signal::Power(_) => {
            model.power.asked = Some(model.now.event);
            halt(model);
            if signal == Signal::Power(false) {
                model.power.runs = Some(false);
            }
        }
    }
}

/// The module runs no more, or anew: nothing that was set up is there any longer.
fn halt(model: &mut Model) {
    let now = model.now;
    model.power.lost.add(Lost::of(&model.settings, &model.network));
    model.flow.drop_all();
    model.network.restart(now);
    for link in &mut model.links {
        link.end_with_all(Ended::Restart, now);
    }
    for server in &mut model.servers {
        server.go(false, None, now);
    }
    model.access = Access { online: Some(false), since: Some(now.event), dtr: model.access.dtr, host: model.access.host, ..Access::START };
    model.settings = Settings { links: model.settings.links, streams: model.settings.streams, ..Settings::RESTARTED };
    (model.sim, model.registration) = (Sim::START, Registration::START);
}

/// Another capture begins: of the module nothing is known any more but the command that showed it.
fn seam(model: &mut Model) {
    let access = Access { host: model.access.host, ..Access::START };
    *model = Model { now: model.now, flow: model.flow, capture: model.capture, access, ..Model::START };
    model.flow.drop_but_newest();
}

/// A boot banner.
fn boot(model: &mut Model) {
    halt(model);
    model.capture.echo_changes();
    model.power.boot(model.now);
}

/// The socket service has ended, and everything on it.
fn network_ends(model: &mut Model, ended: network::Ended) {
    let now = model.now;
    if model.network.service != network::Service::Closed {
        model.network.end(ended, now);
    }
    // What was to be opened will not be told of any more.
    model.flow.drop_owing(&CIPOPEN);
    let links = if ended == network::Ended::Host { Ended::NetworkClosed } else { Ended::NetworkLost };
    for link in &mut model.links {
        link.end_with_all(links, now);
    }
    for server in &mut model.servers {
        server.go(false, None, now);
    }
}

/// The socket service is open, told by a result or by an answer.
fn network_is_open(model: &mut Model) {
    use network::Service;
    model.power.lost.regained(Lost::SERVICE);
    if model.network.service != Service::Open {
        model.network.go(Service::Open, model.now);
        model.network.ended = network::Ended::NotSeen;
    }
}

/// Data went through, or an address was given: the SIM works and the module is registered.
fn works(model: &mut Model) {
    model.sim.works(model.now);
    model.registration.works(model.now);
}

/// Every link that nothing has told of is idle, and no server listens.
fn no_links(model: &mut Model) {
    for link in model.links.iter_mut().filter(|link| link.phase == Phase::Unknown) {
        link.phase = Phase::Idle;
    }
    for server in model.servers.iter_mut().filter(|server| server.listens.is_none()) {
        server.listens = Some(false);
    }
}

impl Model {
    /// Time within which a command must have its final result: what the host has set, or what the manual promises. `None` where neither is
    /// known, or the line held several commands.
    pub fn limit(&self, command: &Exchange) -> Option<Duration> {
        let row = command.row.filter(|_| !command.is_chained())?;
        let [net, open, send] = self.settings.timeouts;
        let own = match row {
            _ if row.is(&NETOPEN) => net,
            _ if row.is(&CIPOPEN) => open,
            _ if row.is(&CIPSEND) => send,
            _ => 0,
        };
        let millis = if own > 0 { own } else { row.within() };
        (millis > 0).then(|| Duration::from_millis(u64::from(millis)))
    }
}

impl From<Control> for Signal {
    fn from(control: Control) -> Self {
        match control {
            Control::Dtr(on) => Self::Dtr(on),
            _ => Self::Reset,
        }
    }
}
