//! Received data: pushed, or kept for reading (M 15.2.5, AN 1.5.4).

use core::net::SocketAddrV4;

use a76xx_parser::spec::tcpip;
use a76xx_parser::typed::{HeaderType, IpError, LinkId, Name, RxMode, UdpRecvMode};
use a76xx_parser::{Answer, Request, Urc};

use super::{Behaviour, does};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::schedule::Task;
use crate::modem::state::LinkPhase;
use crate::net::SocketId;

pub(super) static COMMANDS: &[Behaviour] = &[does(&tcpip::CIPRXGET, "", Modem::receive_command)];

/// Most bytes behind one header, and in one answer (M 15.2.5).
const PIECE: usize = 1500;
/// The same as hexadecimal digits.
const HEX_PIECE: usize = 750;

impl Modem {
    fn receive_command(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Read(Name::CipRxGet)) => {
                let mode = if self.settings.rx == RxMode::PUSH { RxMode::PUSH } else { RxMode::BUFFER };
                self.info(&Answer::RxState { mode });
                Outcome::Ok
            }
            Some(Request::RxMode { mode: RxMode::BUFFER_AND_SENDER }) if !self.config.profile.buffer_and_sender => self.refuse_receive(),
            Some(Request::RxMode { mode }) => {
                self.settings.rx = mode;
                // What was kept is put out in pieces (M76 11.2.6).
                if mode == RxMode::PUSH {
                    self.tasks.set(self.now, Task::Push);
                }
                Outcome::Ok
            }
            Some(Request::RxRead { link, at_most }) => self.read(link, at_most.map_or(PIECE, usize::from), false),
            Some(Request::RxReadHex { link, at_most }) => self.read(link, at_most.map_or(HEX_PIECE, usize::from), true),
            Some(Request::RxRest { link }) => {
                if self.settings.rx == RxMode::PUSH {
                    return self.refuse_receive();
                }
                let rest = self.link(link).waiting() as u32;
                self.info(&Answer::RxRest { link, rest });
                Outcome::Ok
            }
            _ => {
                self.ip_error(IpError::INVALID_PARAMETER);
                Outcome::Error
            }
        }
    }

    /// Reading is for the buffered mode alone (M76 11.2.6).
    fn refuse_receive(&mut self) -> Outcome {
        self.ip_error(IpError::NOT_SUPPORTED);
        Outcome::Error
    }

    fn read(&mut self, id: LinkId, at_most: usize, hex: bool) -> Outcome {
        if self.settings.rx == RxMode::PUSH {
            return self.refuse_receive();
        }
        let (_, data) = self.take_unread(id, at_most);
        if data.is_empty() {
            self.ip_error(IpError::NO_DATA);
            return Outcome::Error;
        }
        // Both are below the limits of a link.
        let (len, rest) = (data.len() as u16, self.link(id).waiting() as u32);
        if hex {
            self.info(&Answer::RxReadHex { link: id, len, rest });
            let digits: Vec<u8> = data.iter().flat_map(|byte| format!("{byte:02X}").into_bytes()).collect();
            self.out.bytes.extend(digits);
        } else {
            self.info(&Answer::RxRead { link: id, len, rest });
            self.out.bytes.extend(data);
        }
        // `OK` brings its own.
        if self.config.profile.line_ends_behind_payload > 1 || !self.settings.verbose || self.settings.quiet {
            self.out.bytes.extend(b"\r\n");
        }
        Outcome::Ok
    }

    /// Takes kept data of one sender, over the borders of datagrams where the setting allows (M 15.2.13).
    fn take_unread(&mut self, id: LinkId, at_most: usize) -> (Option<SocketAddrV4>, Vec<u8>) {
        let joins = self.settings.udp_mode == UdpRecvMode::JOINED;
        let link = self.link_mut(id);
        let (mut taken, mut sender) = (Vec::new(), None);
        while taken.len() < at_most
            && let Some((from, data)) = link.unread.front_mut()
        {
            if sender.is_some_and(|sender| sender != *from) {
                break;
            }
            sender = Some(*from);
            let count = data.len().min(at_most - taken.len());
            taken.extend(data.drain(..count));
            if !data.is_empty() {
                break;
            }
            link.unread.pop_front();
            // A stream is one piece.
            if !joins {
                break;
            }
        }
        (sender, taken)
    }

    /// Data came from the network.
    pub(crate) fn data_came(&mut self, socket: SocketId, from: SocketAddrV4, data: Vec<u8>) {
        let Some(id) = self.link_of(socket).filter(|_| !data.is_empty()) else { return };
        let link = self.link_mut(id);
        if !matches!(link.phase, LinkPhase::Open | LinkPhase::Spent) {
            return;
        }
        link.received += data.len() as u64;
        let was_empty = link.unread.is_empty();
        if was_empty && self.pushes(self.link(id)) {
            return data.chunks(PIECE).for_each(|piece| self.push(id, from, piece));
        }
        let link = self.link_mut(id);
        match link.unread.back_mut() {
            // A stream has no borders.
            Some((_, last)) if !link.udp => last.extend(data),
            _ => link.unread.push_back((from, data)),
        }
        if self.pushes(self.link(id)) {
            self.push_unread(id);
        } else if was_empty && !self.link(id).transparent && self.settings.rx != RxMode::PUSH {
            self.urc(&Urc::DataWaiting { link: id });
            if self.settings.rx == RxMode::BUFFER_AND_SENDER {
                self.urc(&Urc::Sender { peer: from });
            }
        }
    }

    /// Puts out what a link holds: with headers, or as it is in the data state.
    pub(crate) fn push_unread(&mut self, id: LinkId) {
        if !self.pushes(self.link(id)) {
            return;
        }
        while let (Some(from), data) = self.take_unread(id, PIECE) {
            self.push(id, from, &data);
        }
    }

    /// Puts out one piece.
    fn push(&mut self, id: LinkId, from: SocketAddrV4, piece: &[u8]) {
        if !self.link(id).transparent {
            let lines = self.header(id, from, piece.len() as u16);
            self.out.bytes.extend(lines);
        }
        self.out.bytes.extend(piece);
    }

    /// The same for every link.
    pub(crate) fn push_all_unread(&mut self) {
        for id in LinkId::all() {
            self.push_unread(id);
        }
    }

    /// The header lines of pushed data (M 15.2.8, 15.2.9, 15.2.13).
    fn header(&self, link: LinkId, from: SocketAddrV4, len: u16) -> Vec<u8> {
        let mut lines = Vec::new();
        if self.settings.sender {
            lines.extend(Self::encoded(true, |out| Urc::RecvFrom { peer: from }.encode(out)));
        }
        if self.settings.head {
            let first = !self.settings.sender || self.config.profile.blank_behind_sender;
            let announced = match self.settings.header {
                HeaderType::RECEIVE => Urc::Receive { link, len },
                _ => Urc::Ipd { len },
            };
            lines.extend(Self::encoded(first, |out| announced.encode(out)));
            if self.settings.header == HeaderType::RECEIVE && self.config.profile.receive_colon {
                let end = lines.len().saturating_sub(2);
                lines.insert(end, b':');
            }
        }
        lines
    }
}
