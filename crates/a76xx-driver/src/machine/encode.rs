//! What a job says to the module.

use a76xx_parser::spec::{self, Command, Shape};
use a76xx_parser::typed::{Name, Protocol, RxMode, SendMode};
use a76xx_parser::{Arg, EncodeError, Encoder, Request};

use super::exchange::Job;
use super::link::Sending;
use super::state::{Core, Server};
use super::text::Text;
use crate::config::Reception;

/// Most bytes of one send or read (M 15.2.4, 15.2.5).
pub(crate) const PIECE: usize = 1500;
/// The same of a read as hexadecimal digits.
const HEX_PIECE: usize = 750;
/// What stands before a datagram in a link's buffers: two bytes of length, four of address, two of port.
pub(crate) const HEAD: usize = 8;

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// Puts the command of a job into the output; `None` if it cannot be said.
    pub(crate) fn encode(&mut self, job: Job) -> Option<()> {
        let mut line = [0; N];
        let mut out = Encoder::new(&mut line);
        self.say_nothing();
        let mut raw = None;
        match job {
            Job::BringUp => {
                if let Some(fixed) = self.encode_step(&mut out).ok()? {
                    self.fixed = fixed;
                    return Some(());
                }
            }
            Job::Marker => Request::Read(self.marker()).encode(&mut out).ok()?,
            Job::Acknowledge => Request::CipSendMode { mode: SendMode::ACKNOWLEDGED }.encode(&mut out).ok()?,
            Job::Open(id) => self.encode_open(id, &mut out)?,
            Job::Close(id) => Request::CipClose { link: id }.encode(&mut out).ok()?,
            Job::Send(id) => self.encode_send(id, &mut out)?,
            Job::Read(id) => {
                let at_most = Some(self.readable(id)?);
                if self.reads_hex(id) {
                    Request::RxReadHex { link: id, at_most }.encode(&mut out).ok()?;
                } else {
                    Request::RxRead { link: id, at_most }.encode(&mut out).ok()?;
                }
            }
            Job::Rest(id) => Request::RxRest { link: id }.encode(&mut out).ok()?,
            Job::Count(id) => Request::CipAck { link: id }.encode(&mut out).ok()?,
            Job::Listen(server) => {
                let Server::Wanted { port, backlog } = *self.servers.get(usize::from(server.get()))? else { return None };
                Request::ServerStart { port, server, backlog }.encode(&mut out).ok()?;
            }
            Job::Unlisten(server) => Request::ServerStop { server }.encode(&mut out).ok()?,
            Job::Links => Request::Read(Name::CipClose).encode(&mut out).ok()?,
            Job::Service => Request::Read(Name::NetOpen).encode(&mut out).ok()?,
            Job::Desk => raw = Some(self.desk.line()),
            Job::Pause => Request::Exec(Name::Escape).encode(&mut out).ok()?,
            Job::Resume => Request::Exec(Name::Online).encode(&mut out).ok()?,
        }
        let line = raw.unwrap_or(out.written());
        let fits = match line.strip_prefix(b"AT") {
            // A module that has restarted unheard echoes again.
            Some(rest) if job == Job::Marker && !self.bring.one_by_one => self.out.add(b"ATE0") && self.out.add(rest),
            _ => line.len() < N && self.out.set(line),
        };
        fits.then_some(())
    }

    /// A setting that a restart forgets, so that its answer shows one.
    pub(crate) fn forgettable(&self) -> Option<Name> {
        let told = if self.config.transparent { Some(Name::CipMode) } else { Some(Name::CipRxGet) };
        told.filter(|_| self.bring.told_reception && (self.config.transparent || self.config.reception == Reception::Buffered))
    }

    /// What a marker asks. Each try has another, so that a late answer to the one before is not taken for it.
    pub(crate) fn marker(&self) -> Name {
        let forgettable = self.forgettable();
        let tries = self.lost.unwrap_or(0) % 4;
        match (tries, forgettable) {
            (0, Some(name)) => name,
            (1, Some(_)) | (0, None) => Name::Cmee,
            (2, Some(Name::CipMode)) => Name::CipRxGet,
            (2, Some(_)) | (1, None) => Name::CipMode,
            (3, Some(_)) | (2, None) => Name::Cfun,
            _ => Name::CipHead,
        }
    }

    fn encode_open(&self, id: a76xx_parser::typed::LinkId, out: &mut Encoder<'_>) -> Option<()> {
        let link = self.link(id)?;
        let address;
        let (host, port) = if link.by_name {
            let (name, port) = self.desk.target()?;
            (Some(name).filter(|name| !name.is_empty()), Some(port))
        } else if let Some(peer) = link.peer {
            address = Text::of_address(*peer.ip());
            (Some(address.bytes()), Some(peer.port()))
        } else {
            (None, None)
        };
        let protocol = if link.udp { Protocol::Udp } else { Protocol::Tcp };
        let local_port = (link.local_port != 0).then_some(link.local_port);
        // A UDP link hears everybody; its peer is named with each send. Only the transparent one has to be told.
        let named = !link.udp || self.config.transparent;
        let (host, port) = if named { (host, port) } else { (None, None) };
        Request::CipOpen { link: id, protocol, host, port, local_port }.encode(out).ok()
    }

    /// Begins a send: the first bytes of a stream, or the first datagram.
    fn encode_send(&mut self, id: a76xx_parser::typed::LinkId, out: &mut Encoder<'_>) -> Option<()> {
        let link = self.link_mut(id)?;
        if !link.udp {
            let len = link.to_send.len().min(PIECE) as u16;
            link.sending = Some(Sending { len, given: false, doubtful: false });
            return Request::CipSend { link: id, length: Some(len), host: None, port: None }.encode(out).ok();
        }
        let (len, to) = datagram(|bytes| link.to_send.copy(0, bytes))?;
        link.sending = Some(Sending { len, given: false, doubtful: false });
        let host = Text::of_address(*to.ip());
        Request::CipSend { link: id, length: Some(len), host: Some(host.bytes()), port: Some(to.port()) }.encode(out).ok()
    }

    /// Whether a link is read as hexadecimal digits. A datagram would come in two halves.
    pub(crate) fn reads_hex(&self, id: a76xx_parser::typed::LinkId) -> bool {
        self.config.hex && self.link(id).is_some_and(|link| !link.udp)
    }

    /// How much can be read of a link without leaving data behind that find no room.
    pub(crate) fn readable(&self, id: a76xx_parser::typed::LinkId) -> Option<u16> {
        let link = self.link(id)?;
        let head = if link.udp { HEAD } else { 0 };
        let most = if self.reads_hex(id) { HEX_PIECE } else { PIECE };
        let room = link.received.free().checked_sub(head)?.min(most);
        // A datagram that is read in part would be two.
        (room > 0 && (!link.udp || room == PIECE)).then_some(room as u16)
    }
}

/// Reads the head of a datagram: its length, and whom it is for or from.
pub(crate) fn datagram(copy: impl FnOnce(&mut [u8]) -> usize) -> Option<(u16, core::net::SocketAddrV4)> {
    let mut head = [0; HEAD];
    let [a, b, ip @ .., c, d] = (copy(&mut head) == HEAD).then_some(head)?;
    let peer = core::net::SocketAddrV4::new(core::net::Ipv4Addr::from(ip), u16::from_be_bytes([c, d]));
    Some((u16::from_be_bytes([a, b]), peer))
}

/// Writes the head of a datagram.
pub(crate) fn head(len: u16, peer: core::net::SocketAddrV4) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    let bytes = len.to_be_bytes().into_iter().chain(peer.ip().octets()).chain(peer.port().to_be_bytes());
    head.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = byte);
    head
}

/// The same for a row that has no type.
pub(crate) fn write(out: &mut Encoder<'_>, row: &'static Command, args: &[Arg<'_>]) -> Result<(), EncodeError> {
    let shape = if args.is_empty() { Shape::Exec } else { Shape::Write };
    let form = row.forms_of(shape).first().ok_or(EncodeError::Side(shape))?;
    out.command(row, form, args)
}

/// How received data are to come, as the module is told.
pub(crate) const fn rx_mode(reception: Reception, senders: bool) -> RxMode {
    match reception {
        Reception::Buffered if senders => RxMode::BUFFER_AND_SENDER,
        Reception::Buffered => RxMode::BUFFER,
        Reception::Push => RxMode::PUSH,
    }
}

pub(crate) use spec::packet::CGAUTH;
pub(crate) use spec::tcpip_more::CSOCKSETPN;
pub(crate) use spec::v25ter::{CGMM, CGMR};
