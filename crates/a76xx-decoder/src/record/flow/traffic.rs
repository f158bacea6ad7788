//! Which bytes went through which link, and when links open and close.

use std::cell::RefCell;
use std::io::{self, Write};
use std::net::SocketAddrV4;

use a76xx_parser::spec::tcpip::{CDNSGIP, CIPOPEN, CIPRXGET, CIPSEND};
use a76xx_parser::spec::tcpip_lines::{IPD, RECEIVE, RECV_FROM, RECV_FROM_PLUS};
use a76xx_parser::typed::{CloseReason, LinkId};
use a76xx_parser::{End, Kind, Line, Payload, Role, Side};
use a76xx_tracker::model::link::{Ended, Link, LinkKind, Phase};
use a76xx_tracker::{EventNo, Input, Model, Moment};

use super::packets::{Close, From};
use super::ways::{Act, Ways};
use crate::annotate::{Annotated, Annotator};
use crate::ingest::{Micros, Role as Outside, Sides, Signal};
use crate::record::pcapng::Pcapng;
use crate::stream::{Piece, Sink};

/// Makes packets of the events of one input.
pub(super) struct Traffic<'f, 'w> {
    annotator: Annotator,
    model: Model,
    ways: Ways<'f, 'w>,
    announced: Announced,
    /// Who sent the data of the next header line.
    sender: Option<SocketAddrV4>,
    at: Option<Micros>,
}

/// What the last line of the module says of the data behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Announced {
    /// They are not of a link.
    No,
    /// They are of a link, which it does not name.
    Some,
    /// They are of this link.
    Of(LinkId),
}

impl<'f, 'w> Traffic<'f, 'w> {
    /// Of an input with these sides; of no link but this one, if one is given.
    pub(super) fn new(sides: Sides, only: Option<i64>, file: &'f RefCell<Pcapng<&'w mut dyn Write>>) -> Self {
        Self {
            annotator: Annotator::new(sides),
            model: Model::START,
            ways: Ways::new(only, file),
            announced: Announced::No,
            sender: None,
            at: None,
        }
    }

    fn step(&mut self, event: &Annotated<'_>) -> io::Result<()> {
        self.at = event.at.or(self.at);
        let input = match event.outside {
            Some(Outside::Signal(signal)) => Input::Signal(line(signal)),
            Some(Outside::Silence(_)) => Input::Silence,
            Some(_) => return Ok(()),
            None => Input::Event { event: &event.event, bytes: event.total },
        };
        let before = self.model;
        let seen = before.look(input);
        let no = EventNo::new(u32::try_from(event.seq).unwrap_or(u32::MAX));
        self.model.take(no, event.at.map(Moment::from_micros), &seen);
        let link = event.link.and_then(id);
        match &event.event.kind {
            Kind::Command(request) | Kind::Echo(request) => self.asked(request, link)?,
            Kind::Answer(told) | Kind::Urc(told) => self.told(told)?,
            Kind::Final(last) if !last.code.is_ok() => {
                // What a refused command took was not sent.
                if let Some(way) = link.and_then(|link| self.ways.way(link)) {
                    way.out.clear();
                }
            }
            Kind::Payload(payload) => self.payload(event, payload, link, &before)?,
            _ => {}
        }
        for link in LinkId::all() {
            self.changed(link, before.link(link), *self.model.link(link))?;
        }
        Ok(())
    }

    /// The host names a peer.
    fn asked(&mut self, request: &Line<'_>, link: Option<LinkId>) -> io::Result<()> {
        let (Some(row), Some(link)) = (request.command, link) else { return Ok(()) };
        let text = |index| request.field(index).and_then(|text| std::str::from_utf8(text).ok()).map(str::to_owned);
        let port = |index| request.int(index).and_then(|port| u16::try_from(port).ok());
        if row.is(&CIPOPEN) && request.field(1).is_some() {
            if let Some(way) = self.ways.way(link) {
                (way.peer, way.port) = (text(2), port(3));
            }
        } else if row.is(&CIPSEND) {
            self.ways.confirm(link, &self.model, usize::MAX)?;
            let target = text(2).zip(port(3)).map(|(peer, port)| SocketAddrV4::new(self.ways.names.address(Some(&peer)), port));
            if let Some(way) = self.ways.way(link) {
                way.target = target;
            }
        }
        Ok(())
    }

    /// The module tells what a name stands for, how much it took, or that data follow.
    fn told(&mut self, told: &Line<'_>) -> io::Result<()> {
        let Some(row) = told.command else { return Ok(()) };
        let named = |index| told.int(index).and_then(id);
        let of = |link: Option<LinkId>| link.map_or(Announced::Some, Announced::Of);
        self.announced = Announced::No;
        if row.is(&RECV_FROM) || row.is(&RECV_FROM_PLUS) {
            self.sender = told.fields().next().and_then(|value| value.endpoint());
        } else if row.is(&CIPRXGET) {
            (self.announced, self.sender) = (of(named(1)), None);
        } else if row.is(&RECEIVE) {
            self.announced = of(named(0));
        } else if row.is(&IPD) {
            self.announced = Announced::Some;
        } else if row.is(&CDNSGIP) {
            let name = told.field(1).and_then(|name| std::str::from_utf8(name).ok());
            if let Some((name, address)) = name.zip(told.fields().nth(2).and_then(|value| value.address())) {
                self.ways.names.learn(name, address);
            }
        } else if row.is(&CIPSEND)
            && let (Some(link), Some(taken)) = (named(0), told.int(2))
        {
            return self.ways.confirm(link, &self.model, usize::try_from(taken).unwrap_or(0));
        }
        Ok(())
    }

    fn payload(&mut self, event: &Annotated<'_>, payload: &Payload, link: Option<LinkId>, before: &Model) -> io::Result<()> {
        let raw = event.event.raw;
        match payload.role {
            Role::Sent { .. } => {
                let ours = event.name.as_deref() == Some("+CIPSEND");
                let Some(way) = link.filter(|_| ours).and_then(|link| self.ways.way(link)) else { return Ok(()) };
                match payload.end {
                    End::CtrlZ => {}
                    End::Cancelled => way.out.clear(),
                    _ => {
                        way.out_at = if way.out.is_empty() { self.at } else { way.out_at };
                        way.out.extend_from_slice(raw);
                    }
                }
                Ok(())
            }
            Role::Received | Role::ReceivedHex | Role::Unframed => {
                let named = match self.announced {
                    Announced::No if payload.role != Role::Unframed => return Ok(()),
                    Announced::No | Announced::Some => None,
                    Announced::Of(link) => Some(link),
                };
                let incoming = before.access.incoming.and_then(|incoming| incoming.link);
                let sender = self.sender;
                let Some(link) = named.or(incoming).or_else(|| only_one(before, sender)) else { return Ok(()) };
                let bytes = if payload.role == Role::ReceivedHex { digits(raw) } else { raw.to_vec() };
                self.ways.confirm(link, &self.model, usize::MAX)?;
                self.ways.through(link, &self.model, self.at, (From::Peer, &bytes), sender)
            }
            Role::Transparent => {
                let from = if event.event.side == Some(Side::Host) { From::Module } else { From::Peer };
                // The data state belongs to link 0 (AN 1.5.4). An escape goes no further than the module.
                match link.or_else(|| id(0)) {
                    Some(link) if raw != b"+++" => self.ways.through(link, &self.model, self.at, (from, raw), None),
                    _ => Ok(()),
                }
            }
            Role::Body | Role::SentEcho => Ok(()),
        }
    }

    /// A link opened or closed.
    fn changed(&mut self, link: LinkId, before: &Link, after: Link) -> io::Result<()> {
        let accepted = matches!(after.kind, LinkKind::Accepted(_));
        let another = accepted && before.peer() != after.peer();
        if after.phase == Phase::Open && (before.phase != Phase::Open || another) {
            self.ways.give_up(link)?;
            self.ways.begin(link, &self.model);
            // A link that is only told to be open was opened before.
            if accepted || matches!(before.phase, Phase::Asked | Phase::Opening) {
                let by = if accepted { From::Peer } else { From::Module };
                return self.ways.act(link, self.at, Act::Open(by));
            }
            return Ok(());
        }
        if after.phase != Phase::Idle || !before.phase.is_live() {
            return Ok(());
        }
        self.ways.confirm(link, &self.model, usize::MAX)?;
        let how = match after.ended {
            Ended::Host | Ended::NetworkClosed | Ended::Outside(CloseReason::LOCAL) => Some(Close::Orderly(From::Module)),
            Ended::Outside(CloseReason::PEER) | Ended::Closed => Some(Close::Orderly(From::Peer)),
            Ended::Outside(_) => Some(Close::Reset(From::Module)),
            // Nothing was said to the peer.
            Ended::NotSeen | Ended::Failed(_) | Ended::NetworkLost | Ended::Restart => None,
        };
        if let Some(how) = how {
            self.ways.act(link, self.at, Act::Close(how))?;
        }
        self.ways.forget(link)
    }
}

impl Sink for Traffic<'_, '_> {
    fn take(&mut self, piece: &Piece<'_>) -> io::Result<()> {
        let annotated = self.annotator.annotate(piece);
        self.step(&annotated)
    }

    fn idle(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        for link in LinkId::all() {
            self.ways.confirm(link, &self.model, usize::MAX)?;
            self.ways.give_up(link)?;
        }
        Ok(())
    }
}

/// The one link that data can come through, or the one that hears this sender.
fn only_one(model: &Model, sender: Option<SocketAddrV4>) -> Option<LinkId> {
    let mut able: Vec<LinkId> = match sender {
        Some(sender) => model.links_of(sender).collect(),
        None => LinkId::all().filter(|link| model.link(*link).receives()).collect(),
    };
    able.truncate(2);
    match able.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

fn id(link: i64) -> Option<LinkId> {
    LinkId::all().find(|known| i64::from(known.get()) == link)
}

/// Bytes of hexadecimal digits.
fn digits(text: &[u8]) -> Vec<u8> {
    let value = |digit: u8| char::from(digit).to_digit(16).map(|value| value as u8);
    text.chunks_exact(2)
        .filter_map(|pair| match pair {
            [high, low] => Some(value(*high)? << 4 | value(*low)?),
            _ => None,
        })
        .collect()
}

const fn line(signal: Signal) -> a76xx_tracker::Signal {
    match signal {
        Signal::Dtr(on) => a76xx_tracker::Signal::Dtr(on),
        Signal::Rts(on) => a76xx_tracker::Signal::Rts(on),
        Signal::Reset => a76xx_tracker::Signal::Reset,
        Signal::Power(on) => a76xx_tracker::Signal::Power(on),
    }
}
