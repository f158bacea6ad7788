//! What the host asks for.

use core::net::Ipv4Addr;

use a76xx_parser::spec::v25ter::{AT_F, ATZ, ESCAPE};
use a76xx_parser::typed::{DataMode, ErrMode, FunctionLevel, HeaderType, LinkId, Name, Protocol, RxMode};
use a76xx_parser::{CommandNo, Line, Request};

use crate::model::link::{Ended, LinkKind, Phase};
use crate::model::settings::{Wish, Wishes};
use crate::model::{Model, Stage};
use crate::seen::Seen;

pub(super) fn command(model: &mut Model, seen: &Seen<'_, '_>) {
    let (Some(line), Some(number)) = (seen.line(), seen.event.and_then(|event| event.command)) else { return };
    if !line.name.is_empty() {
        let unfinished = model.flow.newest().is_some_and(|last| last.stage == Stage::Waiting && last.answers > 0);
        model.capture.command(unfinished);
    }
    // Only a stream of both sides shows commands in the data state: how it was left is not in the capture.
    let escapes = line.command.is_some_and(|row| row.is(&ESCAPE));
    if restores(line) {
        model.capture.echo_changes();
    }
    if model.access.online == Some(true) && !escapes {
        if model.access.escaping.is_some() {
            model.access.leave(true, model.now);
        } else {
            model.access.forget(model.now);
            model.capture.seam();
        }
    }
    model.flow.open(line, number, model.now);
    model.settings.asked = Wishes::default();
    part(model, number, line, seen.request());
    let mut rest = line.next();
    while let Some(line) = rest {
        part(model, number, &line, line.request().as_ref());
        rest = line.next();
    }
}

/// One command of a line.
fn part(model: &mut Model, number: CommandNo, line: &Line<'_>, request: Option<&Request<'_>>) {
    if restores(line) {
        model.settings.asked.push(Wish::Restore);
    }
    let Some(request) = request else { return };
    if let Some(about) = ask(model, request)
        && let Some(command) = model.flow.find_mut(number)
    {
        command.link = command.link.or(Some(about));
    }
    if let Request::Echo { .. } = request {
        model.capture.echo_changes();
    }
    if let Some(wish) = wish(request) {
        model.settings.asked.push(wish);
    }
}

/// Whether the command restores the line's settings.
fn restores(line: &Line<'_>) -> bool {
    line.command.is_some_and(|row| row.is(&ATZ) || row.is(&AT_F))
}

/// Notes what a command asks for; the link that it is about.
fn ask(model: &mut Model, request: &Request<'_>) -> Option<LinkId> {
    let now = model.now;
    match *request {
        Request::NetOpen { .. } | Request::NetClose { .. } | Request::Exec(Name::NetOpen | Name::NetClose) => {
            model.network.asked = Some(now.event);
            model.network.looked_after();
            None
        }
        Request::Read(Name::NetOpen) => {
            model.network.looked_after();
            None
        }
        Request::CipOpen { link: id, protocol, host, port, local_port } => {
            model.network.gone_on();
            model.settings.streams |= protocol == Protocol::Tcp;
            let link = model.link_mut(id)?;
            if !link.phase.is_live() {
                link.go(Phase::Asked, now);
                link.ended = Ended::NotSeen;
                link.kind = match protocol {
                    Protocol::Tcp => LinkKind::Tcp,
                    Protocol::Udp | Protocol::UdpServer => LinkKind::Udp,
                    _ => LinkKind::Unknown,
                };
                link.between(host.and_then(address), port, local_port);
                link.asked = Some(now.event);
            }
            Some(id)
        }
        Request::ServerStart { .. } => {
            model.settings.streams = true;
            None
        }
        Request::CipClose { link: id } => {
            let link = model.link_mut(id)?;
            // A repeat asks for what is under way.
            if link.phase != Phase::Closing {
                link.asked = Some(now.event);
            }
            Some(id)
        }
        Request::CipSend { link, .. } => {
            model.network.gone_on();
            Some(link)
        }
        Request::RxRead { link, .. } | Request::RxReadHex { link, .. } | Request::RxRest { link } | Request::CipAck { link } => Some(link),
        Request::Cfun { reset: Some(true), .. }
        | Request::Cfun { level: FunctionLevel::RESET, .. }
        | Request::Exec(Name::Creset | Name::Cpof) => {
            model.power.asked = Some(now.event);
            None
        }
        Request::Exec(Name::Escape) => {
            model.access.escaping = Some(now);
            None
        }
        _ => None,
    }
}

/// The setting that a command asks for.
fn wish(request: &Request<'_>) -> Option<Wish> {
    Some(match *request {
        Request::Echo { setting } => Wish::Echo(setting),
        Request::Verbose { setting } => Wish::Verbose(setting),
        Request::Quiet { setting } => Wish::Quiet(setting),
        Request::Exec(Name::Cmee) => Wish::Cmee(None),
        Request::Cmee { form } => Wish::Cmee(Some(form)),
        Request::Dtr { drop } => Wish::Dtr(drop),
        Request::CipMode { mode } => Wish::Mode(mode),
        Request::Exec(Name::CipMode) => Wish::Mode(DataMode::COMMAND),
        Request::RxMode { mode } => Wish::Rx(mode),
        Request::Exec(Name::CipRxGet) => Wish::Rx(RxMode::PUSH),
        Request::CipHead { on } => Wish::Head(on),
        Request::Exec(Name::CipHead) => Wish::Head(true),
        Request::CipSrip { on } => Wish::Sender(on),
        Request::Exec(Name::CipSrip) => Wish::Sender(true),
        Request::CipSendMode { mode } => Wish::Send(mode),
        Request::CipTimeout { net_open, cip_open, cip_send } => {
            Wish::Timeouts([net_open, cip_open, cip_send].map(Option::unwrap_or_default))
        }
        Request::CipCcfg { err_mode, header_type, .. } => Wish::Ccfg(err_mode, header_type),
        Request::Exec(Name::CipCcfg) => Wish::Ccfg(Some(ErrMode::TEXT), Some(HeaderType::IPD)),
        Request::Cfun { level, .. } => Wish::Function(level),
        Request::Cgatt { attached } => Wish::Attach(attached),
        Request::Cgact { active, cid } => Wish::Activate(active, cid),
        Request::Cgdcont { .. } => Wish::Context,
        Request::ServerStart { port, server, .. } => Wish::Serve(server, port),
        _ => return None,
    })
}

/// A dotted address.
fn address(text: &[u8]) -> Option<Ipv4Addr> {
    core::str::from_utf8(text).ok()?.parse().ok()
}
