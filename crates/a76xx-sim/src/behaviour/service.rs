//! The socket service: start, stop, loss, own address (M 15.2.1, 15.2.2, 15.2.7).

use core::time::Duration;

use a76xx_parser::spec::tcpip;
use a76xx_parser::typed::{Address, FunctionLevel, IpError, LinkId, Name, SocketError};
use a76xx_parser::{Answer, FinalCode, Request, Urc};

use super::{Behaviour, does};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::schedule::Task;
use crate::modem::state::{Context, LinkPhase, Service};
use crate::net::NetRequest;

pub(super) static COMMANDS: &[Behaviour] = &[
    does(&tcpip::NETOPEN, "", Modem::net_open),
    does(&tcpip::NETCLOSE, "", Modem::net_close),
    does(&tcpip::IPADDR, "", Modem::own_address),
];

impl Modem {
    /// The context that results name, where the profile has them do so.
    fn named_context(&self, asked: Option<u8>) -> Option<u8> {
        asked.filter(|_| self.config.profile.names_context)
    }

    fn net_open(&mut self, call: &Call<'_>) -> Outcome {
        let cid = match call.request() {
            Some(Request::Read(Name::NetOpen)) => {
                self.info(&Answer::NetState { open: self.service.runs(), detail: None });
                return Outcome::Ok;
            }
            Some(Request::Exec(Name::NetOpen)) => None,
            Some(Request::NetOpen { cid }) if self.config.profile.names_context => Some(cid),
            _ => return Outcome::Error,
        };
        match self.service {
            Service::Open => {
                self.ip_error(IpError::ALREADY_OPENED);
                return Outcome::Error;
            }
            Service::Opening | Service::Closing => {
                self.ip_error(IpError::OPERATION_FAILED);
                return Outcome::Error;
            }
            Service::Closed => {}
        }
        // Without a SIM or a radio the field knows a bare ERROR; without a registration the result is a network failure.
        if !self.card_works() || self.settings.function != FunctionLevel::FULL {
            return Outcome::Error;
        }
        self.service = Service::Opening;
        (self.service_context, self.data_mode) = (cid, self.settings.mode);
        let limit = Duration::from_millis(u64::from(self.settings.timeouts[0]));
        let takes = self.config.timing.net_open;
        self.tasks.set(self.now.after(takes.min(limit)), Task::NetOpen { in_time: takes <= limit });
        Outcome::Ok
    }

    /// The opening is over, well or not.
    pub(crate) fn net_opened(&mut self, in_time: bool) {
        if self.service != Service::Opening {
            return;
        }
        let err = match in_time {
            _ if !self.attached || self.config.air.refuses_contexts => SocketError::NETWORK_FAILURE,
            false => SocketError::TIMEOUT,
            true => SocketError::SUCCESS,
        };
        self.service = if err == SocketError::SUCCESS { Service::Open } else { Service::Closed };
        if err == SocketError::SUCCESS {
            self.activate_sockets();
        }
        let cid = self.named_context(self.service_context);
        self.result(&Answer::NetOpen { err, cid });
    }

    /// The context of the sockets becomes active, and says so.
    pub(crate) fn activate_sockets(&mut self) {
        let cid = self.settings.socket_context;
        let unnamed = Context { kind: b"IP".to_vec(), apn: Vec::new(), active: false };
        let context = self.contexts.entry(cid).or_insert(unnamed);
        if !std::mem::replace(&mut context.active, true) {
            self.urc(&Urc::PacketEvent { text: format!("EPS PDN ACT {cid}").as_bytes() });
        }
    }

    fn net_close(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Test(Name::NetClose)) => return Outcome::Ok,
            Some(Request::Exec(Name::NetClose)) => {}
            Some(Request::NetClose { .. }) if self.config.profile.names_context => {}
            _ => return Outcome::Error,
        }
        match self.service {
            // A repeat while it runs is answered as well (log).
            Service::Closing => return Outcome::Ok,
            Service::Open => {}
            Service::Closed | Service::Opening => {
                let busy = self.service == Service::Opening;
                let err = if busy { SocketError::BUSY } else { SocketError::NETWORK_NOT_OPENED };
                self.info(&Answer::NetClose { err, cid: None });
                return Outcome::Error;
            }
        }
        self.service = Service::Closing;
        // UDP links are closed before the OK, TCP links behind it (M 15.2.2).
        for id in self.live_links() {
            let link = self.link(id);
            if link.udp && link.phase != LinkPhase::Opening {
                self.close_under_result(id);
            }
        }
        self.tasks.set(self.now.after(self.config.timing.net_close), Task::NetClose);
        Outcome::Ok
    }

    fn close_under_result(&mut self, id: LinkId) {
        if self.link(id).transparent {
            self.info_closed();
        }
        self.info(&Answer::CipClose { link: id, err: SocketError::SUCCESS });
        self.drop_link(id);
    }

    /// The service is down: the TCP links go first.
    pub(crate) fn net_closed(&mut self) {
        if self.service != Service::Closing {
            return;
        }
        for id in self.live_links() {
            self.lose_sends(id);
            match self.link(id).phase {
                // What was asked for is answered, then there is nothing to close.
                LinkPhase::Opening => self.result(&Answer::CipOpen { link: id, err: SocketError::NETWORK_FAILURE }),
                _ => self.closed_lines(id, SocketError::SUCCESS),
            }
            self.drop_link(id);
        }
        self.end_servers();
        self.service = Service::Closed;
        let cid = self.named_context(self.service_context);
        self.result(&Answer::NetClose { err: SocketError::SUCCESS, cid });
    }

    /// The network took the service away (M 15.4). Field logs show it closed and every link gone, without a line for each.
    pub(crate) fn lose_service(&mut self, tells: bool) {
        // A dial-up connection ends with the network.
        if self.online.as_ref().is_some_and(|online| online.link.is_none()) {
            self.leave_online();
            self.code(FinalCode::NoCarrier);
            self.release_notices();
        }
        if self.service == Service::Closed {
            return;
        }
        // What was asked for is done.
        if self.service == Service::Closing {
            self.tasks.cancel(Task::NetClose);
            return self.net_closed();
        }
        let opening = self.service == Service::Opening;
        let held = LinkId::all().find(|id| self.link(*id).held).map(|id| (id, self.link(id).transparent));
        let starting = self.servers.iter().flatten().any(|server| !server.listens);
        for id in self.live_links() {
            self.lose_sends(id);
        }
        self.halt_service();
        if self.online.as_ref().is_some_and(|online| online.link.is_some()) {
            self.online_closed();
        }
        // A line that waits for the network gets its answer.
        let err = SocketError::NETWORK_FAILURE;
        match held {
            Some((_, true)) => self.settle(Outcome::ConnectFail),
            Some((link, false)) => {
                self.info(&Answer::CipOpen { link, err });
                self.settle(Outcome::Error);
            }
            None if starting => {
                self.info(&Answer::CipError { err });
                self.settle(Outcome::Error);
            }
            None => {}
        }
        if opening {
            self.result(&Answer::NetOpen { err: SocketError::NETWORK_FAILURE, cid: None });
        } else if tells {
            self.urc(&Urc::NetworkClosed);
        }
    }

    /// Service, links and servers end without a word.
    pub(crate) fn halt_service(&mut self) {
        for id in LinkId::all() {
            self.drop_link(id);
        }
        self.end_servers();
        self.service = Service::Closed;
        self.tasks.cancel(Task::NetClose);
        self.tasks.cancel(Task::NetOpen { in_time: true });
        self.tasks.cancel(Task::NetOpen { in_time: false });
    }

    pub(crate) fn end_servers(&mut self) {
        for slot in 0..self.servers.len() {
            if let Some(server) = self.servers.get_mut(slot).and_then(Option::take) {
                self.ask_net(NetRequest::Close { socket: server.socket });
            }
        }
    }

    fn own_address(&mut self, call: &Call<'_>) -> Outcome {
        match call.request() {
            Some(Request::Test(Name::IpAddr)) => return Outcome::Ok,
            Some(Request::Exec(Name::IpAddr)) => {}
            Some(Request::IpAddr { .. }) if self.config.profile.names_context => {}
            _ => return Outcome::Error,
        }
        if !self.service.runs() {
            self.ip_error(IpError::NETWORK_NOT_OPENED);
            return Outcome::Error;
        }
        let ip = self.config.air.address;
        self.info(&Answer::IpAddr { ip: Address::V4(ip) });
        Outcome::Ok
    }
}
