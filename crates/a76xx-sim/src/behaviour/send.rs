//! Sending (M 15.2.4, 15.2.11, 15.2.16, 15.2.23).

use core::net::SocketAddrV4;
use core::time::Duration;

use a76xx_parser::spec::{Shape, tcpip, tcpip_more};
use a76xx_parser::typed::{CloseReason, IpError, LinkId, Name, SendMode, SocketError};
use a76xx_parser::{Answer, Request};

use super::{Behaviour, does, open};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::schedule::Task;
use crate::modem::state::{LinkPhase, Sender, Sending};
use crate::net::{NetRequest, SocketId};

pub(super) static COMMANDS: &[Behaviour] = &[
    does(&tcpip::CIPSEND, "(0-9),(1-1500)", Modem::send_command),
    does(&tcpip::CIPACK, "(0-9)", Modem::acknowledged),
    does(&tcpip_more::CIPSENDSTR, "", Modem::send_digits),
];

impl Modem {
    fn send_command(&mut self, call: &Call<'_>) -> Outcome {
        if call.shape == Shape::Read {
            let ranges = if self.config.profile.links < 10 { "(0-3),(1-1500)" } else { "(0-9),(1-1500)" };
            self.info_of(&tcpip::CIPSEND, Shape::ReadInfo, ranges.as_bytes());
            return Outcome::Ok;
        }
        let Some(Request::CipSend { link, host, port, .. }) = call.request() else {
            return self.refuse_send(SocketError::WRONG_PARAMETER);
        };
        if let Err(err) = self.may_send(link) {
            return self.refuse_send(err);
        }
        let to = host.and_then(open::address).zip(port).map(|(ip, port)| SocketAddrV4::new(ip, port));
        let peer = self.link(link).peer;
        if self.link(link).udp && to.or(peer).is_none() {
            return self.refuse_send(SocketError::DNS_FAILED);
        }
        // Links that a server accepted take the fixed form alone (AN 3.4.2).
        if self.link(link).server.is_some() && call.int(1).is_none() {
            return self.refuse_send(SocketError::NOT_SUPPORTED);
        }
        self.ask(call, link, to.or(peer))
    }

    fn refuse_send(&mut self, err: SocketError) -> Outcome {
        self.info(&Answer::CipError { err });
        Outcome::Error
    }

    /// Whether a link takes data: 4 is what the field knows for one that is not open (log).
    fn may_send(&self, id: LinkId) -> Result<(), SocketError> {
        if !self.service.runs() {
            return Err(SocketError::NETWORK_NOT_OPENED);
        }
        let link = self.link(id);
        let full: usize = link.sending.iter().map(|sending| sending.requested).sum();
        match link.phase {
            LinkPhase::Open if full > 8 * 1500 => Err(SocketError::BUSY),
            LinkPhase::Open => Ok(()),
            _ => Err(SocketError::NOT_SUPPORTED),
        }
    }

    /// The data behind the prompt are complete: `OK` says that they were taken from the line.
    pub(crate) fn send_data(&mut self, id: LinkId, to: Option<SocketAddrV4>, data: Vec<u8>) {
        self.give(id, to, data, Sender::Data);
        self.settle(Outcome::Ok);
    }

    /// Gives data to the network; what becomes of them is a line behind the `OK`.
    fn give(&mut self, id: LinkId, to: Option<SocketAddrV4>, data: Vec<u8>, sender: Sender) {
        let requested = data.len();
        let link = self.link(id);
        let Some(socket) = link.socket.filter(|_| link.phase == LinkPhase::Open) else {
            return self.sent_line(id, sender, requested, -1);
        };
        if requested == 0 {
            return self.sent_line(id, sender, 0, 0);
        }
        let to = to.filter(|_| link.udp);
        self.note_sending(id, requested, sender);
        let limit = Duration::from_millis(u64::from(self.settings.timeouts[2]));
        self.tasks.set(self.now.after(limit), Task::SendLimit(id));
        self.ask_net(NetRequest::Send { socket, to, data });
    }

    fn sent_line(&mut self, link: LinkId, sender: Sender, requested: usize, confirmed: i64) {
        match sender {
            // A send has at most 1500 bytes.
            Sender::Data => {
                let (requested, confirmed) = (requested as u16, confirmed as i32);
                self.result(&Answer::CipSend { link, requested, confirmed });
            }
            Sender::Digits => self.result_of(&tcpip_more::CIPSENDSTR, format!("{link},{}", confirmed.max(0)).as_bytes()),
            Sender::DataState => {}
        }
    }

    /// Remembers a send until the network has confirmed it.
    pub(crate) fn note_sending(&mut self, id: LinkId, requested: usize, sender: Sender) {
        self.link_mut(id).sending.push_back(Sending { sender, requested, taken: None, until: 0 });
    }

    /// The network took data of the oldest send that it has not confirmed.
    pub(crate) fn taken(&mut self, socket: SocketId, bytes: usize) {
        let Some(id) = self.link_of(socket) else { return };
        let link = self.link_mut(id);
        link.sent += bytes as u64;
        let until = link.sent;
        if let Some(sending) = link.sending.iter_mut().find(|sending| sending.taken.is_none()) {
            (sending.taken, sending.until) = (Some(bytes), until);
        }
        self.confirm(id);
    }

    /// The peer acknowledged data.
    pub(crate) fn acked(&mut self, socket: SocketId, bytes: usize) {
        let Some(id) = self.link_of(socket) else { return };
        let link = self.link_mut(id);
        link.acked = (link.acked + bytes as u64).min(link.sent);
        self.confirm(id);
    }

    /// Reports the sends that are done: taken, or with `AT+CIPSENDMODE=1` acknowledged.
    fn confirm(&mut self, id: LinkId) {
        let waits = self.settings.send == SendMode::ACKNOWLEDGED && !self.link(id).udp;
        loop {
            let link = self.link_mut(id);
            let acked = link.acked;
            let done = |sending: &Sending| sending.taken.is_some() && (!waits || acked >= sending.until);
            let Some(sending) = link.sending.pop_front_if(|sending| done(sending)) else { break };
            let taken = sending.taken.unwrap_or(0);
            if taken != sending.requested && sending.sender == Sender::Data && link.phase == LinkPhase::Open {
                link.phase = LinkPhase::Spent;
            }
            self.sent_line(id, sending.sender, sending.requested, taken as i64);
        }
        if self.link(id).sending.is_empty() {
            self.tasks.cancel(Task::SendLimit(id));
        }
    }

    /// The link is gone: what was not confirmed is lost.
    pub(crate) fn lose_sends(&mut self, id: LinkId) {
        for sending in std::mem::take(&mut self.link_mut(id).sending) {
            self.sent_line(id, sending.sender, sending.requested, -1);
        }
        self.tasks.cancel(Task::SendLimit(id));
    }

    /// The network did not take data in time: the send fails, and the link is closed for it (M 15.4).
    pub(crate) fn send_limit(&mut self, id: LinkId) {
        if self.link(id).sending.is_empty() {
            return;
        }
        if let Some(socket) = self.link(id).socket {
            self.ask_net(NetRequest::Close { socket });
        }
        self.close_from_outside(id, CloseReason::TIMEOUT_OR_DTR);
    }

    /// `AT+CIPACK` (M 15.2.16): TCP in command mode only.
    fn acknowledged(&mut self, call: &Call<'_>) -> Outcome {
        if call.request() == Some(Request::Test(Name::CipAck)) {
            return Outcome::Ok;
        }
        let Some(Request::CipAck { link: id }) = call.request() else {
            self.ip_error(IpError::INVALID_PARAMETER);
            return Outcome::Error;
        };
        let link = self.link(id);
        let error = match () {
            () if !self.service.runs() => IpError::NETWORK_NOT_OPENED,
            () if !matches!(link.phase, LinkPhase::Open | LinkPhase::Spent) => IpError::CONNECTION_NOT_CREATED,
            () if link.udp || link.transparent => IpError::NOT_SUPPORTED,
            () => {
                let [sent, acked, received] = [link.sent, link.acked, link.received].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
                self.info(&Answer::CipAck { sent, acked, received });
                return Outcome::Ok;
            }
        };
        self.ip_error(error);
        Outcome::Error
    }

    /// `AT+CIPSENDSTR` (M 15.2.23): digits in the command itself; not for links that a server accepted.
    fn send_digits(&mut self, call: &Call<'_>) -> Outcome {
        let link = call.int(0).filter(|_| call.shape == Shape::Write && call.fits());
        let Some(id) = link.and_then(|link| u8::try_from(link).ok()).and_then(LinkId::new) else { return Outcome::Error };
        let Some(data) = call.line.field(1).and_then(bytes_of) else { return self.refuse_send(SocketError::WRONG_PARAMETER) };
        if let Err(err) = self.may_send(id) {
            return self.refuse_send(err);
        }
        if self.link(id).server.is_some() {
            return self.refuse_send(SocketError::NOT_SUPPORTED);
        }
        let peer = self.link(id).peer;
        if self.link(id).udp && peer.is_none() {
            return self.refuse_send(SocketError::DNS_FAILED);
        }
        self.give(id, peer, data, Sender::Digits);
        Outcome::Ok
    }
}

/// Hexadecimal digits as bytes.
fn bytes_of(digits: &[u8]) -> Option<Vec<u8>> {
    if digits.is_empty() || !digits.len().is_multiple_of(2) {
        return None;
    }
    digits.chunks(2).map(|pair| u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
