//! Opening links (M 15.2.3).

use core::net::{Ipv4Addr, SocketAddrV4};
use core::time::Duration;

use a76xx_parser::spec::{Shape, tcpip};
use a76xx_parser::typed::{Address, DataMode, IpError, LinkId, Name, OpenLink, Protocol, ServerId, SocketError};
use a76xx_parser::{Answer, Request};

use super::{Behaviour, does};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::schedule::Task;
use crate::modem::state::{Link, LinkPhase, Query, Service};
use crate::net::{NetError, NetRequest, QueryId, SocketId};

pub(super) static COMMANDS: &[Behaviour] = &[does(&tcpip::CIPOPEN, "", Modem::open_command)];

/// What `AT+CIPOPEN=` asks for.
struct Wanted<'c> {
    id: LinkId,
    udp: bool,
    host: Option<&'c [u8]>,
    port: Option<u16>,
    local_port: Option<u16>,
}

impl Modem {
    fn open_command(&mut self, call: &Call<'_>) -> Outcome {
        if call.shape == Shape::Read {
            self.list_links();
            return Outcome::Ok;
        }
        if call.shape != Shape::Write {
            return Outcome::Error;
        }
        let number = call.int(0);
        let Some(id) = number.and_then(|number| u8::try_from(number).ok()).filter(|id| *id < self.config.profile.links) else {
            self.ip_error(IpError::INVALID_PARAMETER);
            return Outcome::Error;
        };
        let Some(id) = LinkId::new(id) else { return Outcome::Error };
        let Some(Request::CipOpen { link: id, protocol, host, port, local_port }) = call.request() else {
            return self.refuse_open(id, SocketError::WRONG_PARAMETER);
        };
        let udp = match protocol {
            Protocol::Tcp => false,
            Protocol::Udp => true,
            Protocol::UdpServer if self.config.profile.udp_mode => true,
            _ => return self.refuse_open(id, SocketError::WRONG_PARAMETER),
        };
        self.open_link(&Wanted { id, udp, host, port, local_port })
    }

    fn refuse_open(&mut self, link: LinkId, err: SocketError) -> Outcome {
        self.info(&Answer::CipOpen { link, err });
        Outcome::Error
    }

    fn open_link(&mut self, wanted: &Wanted<'_>) -> Outcome {
        let id = wanted.id;
        match self.service {
            Service::Open => {}
            Service::Closing => return self.refuse_open(id, SocketError::BUSY),
            Service::Closed | Service::Opening => return self.refuse_open(id, SocketError::NETWORK_NOT_OPENED),
        }
        let transparent = self.data_mode == DataMode::TRANSPARENT;
        let link = self.link(id);
        if transparent && link.transparent && link.phase == LinkPhase::Open && self.config.profile.open_resumes {
            self.connecting = Some(id);
            return Outcome::Connect;
        }
        // Which number means that a link is in use is not settled; 4 is what the field knows for a link in the wrong state.
        let beside = transparent && id != LinkId::N0;
        if link.phase != LinkPhase::Idle || beside && !self.config.profile.links_beside_transparent {
            return self.refuse_open(id, SocketError::NOT_SUPPORTED);
        }
        let transparent = transparent && id == LinkId::N0;
        let peer = wanted.host.zip(wanted.port);
        let local = wanted.local_port;
        let missing = if wanted.udp { local.is_none() || transparent && peer.is_none() } else { peer.is_none() };
        if missing {
            return self.refuse_open(id, SocketError::WRONG_PARAMETER);
        }
        let held = wanted.udp || transparent;
        let port = peer.map_or(0, |(_, port)| port);
        *self.link_mut(id) =
            Link { phase: LinkPhase::Opening, udp: wanted.udp, transparent, held, port, local_port: local, ..Link::default() };
        let limit = Duration::from_millis(u64::from(self.settings.timeouts[1]));
        self.tasks.set(self.now.after(limit), Task::OpenLimit(id));
        match peer.map(|(host, _)| (host, address(host))) {
            Some((_, Some(ip))) => self.reach(id, Some(ip)),
            Some((host, None)) => {
                let query = self.new_query(Query::Open(id));
                self.link_mut(id).query = Some(query);
                self.ask_net(NetRequest::Resolve { query, name: String::from_utf8_lossy(host).into_owned() });
            }
            None => self.reach(id, None),
        }
        if held { Outcome::Later } else { Outcome::Ok }
    }

    /// The peer's address is known, or none is needed.
    fn reach(&mut self, id: LinkId, ip: Option<Ipv4Addr>) {
        let socket = self.new_socket();
        let link = self.link_mut(id);
        link.socket = Some(socket);
        link.peer = ip.map(|ip| SocketAddrV4::new(ip, link.port));
        let (udp, local_port, peer) = (link.udp, link.local_port, link.peer);
        match peer {
            Some(to) if !udp => self.ask_net(NetRequest::Connect { socket, to, local_port }),
            _ => self.ask_net(NetRequest::Bind { socket, local_port: local_port.unwrap_or(0) }),
        }
    }

    /// A name was looked up.
    pub(crate) fn resolved(&mut self, query: QueryId, addresses: &[Ipv4Addr]) {
        match self.queries.remove(&query) {
            Some(Query::Open(id)) if self.link(id).query == Some(query) => match addresses.first() {
                Some(ip) => self.reach(id, Some(*ip)),
                None => self.open_result(id, SocketError::DNS_FAILED),
            },
            Some(Query::Name(name)) => self.name_answer(&name, addresses),
            Some(Query::PingName) => self.ping_target(addresses.first().copied()),
            _ => {}
        }
    }

    /// A socket is open, or could not be opened.
    pub(crate) fn opened(&mut self, socket: SocketId, result: Result<(), NetError>) {
        if let Some(server) = self.server_of(socket) {
            return self.server_started(server, result.is_ok());
        }
        let Some(id) = self.link_of(socket) else {
            // It was given up meanwhile.
            if result.is_ok() {
                self.ask_net(NetRequest::Close { socket });
            }
            return;
        };
        let err = match result {
            Ok(()) => SocketError::SUCCESS,
            Err(NetError::PortInUse) => SocketError::SOCKET_NOT_BOUND,
            Err(NetError::NoSockets) => SocketError::SOCKET_NOT_CREATED,
            Err(NetError::TimedOut) => SocketError::TIMEOUT,
            Err(NetError::Refused | NetError::Unreachable) => SocketError::NETWORK_FAILURE,
        };
        if err != SocketError::SUCCESS {
            self.link_mut(id).socket = None;
        }
        self.open_result(id, err);
    }

    /// The opening of a link took too long.
    pub(crate) fn open_limit(&mut self, id: LinkId) {
        if self.link(id).phase == LinkPhase::Opening {
            self.open_result(id, SocketError::TIMEOUT);
        }
    }

    /// The opening of a link has come to an end: TCP reports behind its `OK`, UDP before, the data state by `CONNECT`.
    fn open_result(&mut self, id: LinkId, err: SocketError) {
        self.tasks.cancel(Task::OpenLimit(id));
        let Link { held, transparent, .. } = *self.link(id);
        if err == SocketError::SUCCESS {
            let link = self.link_mut(id);
            (link.phase, link.held) = (LinkPhase::Open, false);
        } else {
            self.drop_link(id);
        }
        let good = err == SocketError::SUCCESS;
        match (held, transparent) {
            (true, true) => {
                self.connecting = good.then_some(id);
                self.settle(if good { Outcome::Connect } else { Outcome::ConnectFail });
            }
            (true, false) => {
                self.info(&Answer::CipOpen { link: id, err });
                self.settle(if good { Outcome::Ok } else { Outcome::Error });
            }
            (false, _) => self.result(&Answer::CipOpen { link: id, err }),
        }
    }

    /// `AT+CIPOPEN?`: a line for each link, with the peer of those that are open.
    fn list_links(&mut self) {
        for id in LinkId::all().take(usize::from(self.config.profile.links)) {
            let link = self.link(id);
            let peer = link.peer.unwrap_or(SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, 0));
            let open = matches!(link.phase, LinkPhase::Open | LinkPhase::Closing | LinkPhase::Spent).then(|| OpenLink {
                protocol: if link.udp { Protocol::Udp } else { Protocol::Tcp },
                ip: Address::V4(*peer.ip()),
                port: peer.port(),
                server: link.server.and_then(|server| ServerId::new(server.get() + self.config.profile.servers_listed_from)),
            });
            self.info(&Answer::LinkInfo { link: id, open });
        }
    }

    /// What `AT+CIPOPEN=?` and others answer, where it depends on the profile.
    pub(super) fn ranges(&self, row: &a76xx_parser::spec::Command) -> Option<&'static str> {
        let profile = &self.config.profile;
        let few = profile.links < 10;
        match () {
            () if row.is(Name::CipOpen.row()) => Some(profile.open_ranges),
            () if row.is(Name::CipRxGet.row()) => Some(profile.rx_get_ranges),
            () if row.is(Name::CipSend.row()) && few => Some("(0-3),(1-1500)"),
            () if (row.is(Name::CipClose.row()) || row.is(Name::CipAck.row())) && few => Some("(0-3)"),
            () if row.is(Name::ServerStart.row()) && profile.servers < 4 => Some("(10000-10015),(0-1)"),
            () if row.is(Name::CipCcfg.row()) && !profile.udp_mode => Some("(0-10),(0-1000),(0),(0-1),(0-1),(0-1),(500-120000)"),
            () => None,
        }
    }
}

/// A dotted address.
pub(super) fn address(text: &[u8]) -> Option<Ipv4Addr> {
    core::str::from_utf8(text).ok()?.parse().ok()
}
