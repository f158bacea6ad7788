//! Servers and their clients (M 15.2.14, 15.2.15, AN 3.4).

use core::net::SocketAddrV4;

use a76xx_parser::spec::tcpip;
use a76xx_parser::typed::{DataMode, LinkId, Name, ServerId, SocketError};
use a76xx_parser::{Answer, Request, Urc};

use super::{Behaviour, does};
use crate::modem::Modem;
use crate::modem::run::{Call, Outcome};
use crate::modem::state::{Link, LinkPhase, Server, Service};
use crate::net::{ClientId, NetRequest, SocketId};

pub(super) static COMMANDS: &[Behaviour] =
    &[does(&tcpip::SERVERSTART, "(0-65535),(0-3)", Modem::server_start), does(&tcpip::SERVERSTOP, "", Modem::server_stop)];

impl Modem {
    fn server_start(&mut self, call: &Call<'_>) -> Outcome {
        let request = call.request();
        if self.service != Service::Open {
            let busy = self.service == Service::Closing;
            return self.refuse_server(if busy { SocketError::BUSY } else { SocketError::NETWORK_NOT_OPENED });
        }
        match request {
            Some(Request::Read(Name::ServerStart)) => {
                for server in ServerId::all() {
                    if let Some(port) = self.server_port(server) {
                        self.info(&Answer::ServerInfo { server, port });
                    }
                }
                Outcome::Ok
            }
            Some(Request::ServerStart { port, server, backlog }) => self.start(server, port, backlog.unwrap_or(3)),
            _ => self.refuse_server(SocketError::WRONG_PARAMETER),
        }
    }

    fn refuse_server(&mut self, err: SocketError) -> Outcome {
        self.info(&Answer::CipError { err });
        Outcome::Error
    }

    fn start(&mut self, id: ServerId, port: u16, backlog: u8) -> Outcome {
        let (least, most) = self.config.profile.server_ports;
        if id.get() >= self.config.profile.servers || !(least..=most).contains(&port) || port == 0 {
            return self.refuse_server(SocketError::WRONG_PARAMETER);
        }
        let used = self.servers.iter().flatten().any(|server| server.port == port);
        if used || self.server(id).is_some() {
            return self.refuse_server(SocketError::ALREADY_LISTENING);
        }
        let socket = self.new_socket();
        if let Some(slot) = self.servers.get_mut(usize::from(id.get())) {
            *slot = Some(Server { socket, port, listens: false });
        }
        self.ask_net(NetRequest::Listen { socket, port, backlog });
        Outcome::Later
    }

    /// A server listens, or cannot.
    pub(crate) fn server_started(&mut self, id: ServerId, good: bool) {
        let Some(slot) = self.servers.get_mut(usize::from(id.get())) else { return };
        if good {
            if let Some(server) = slot {
                server.listens = true;
            }
            self.settle(Outcome::Ok);
        } else {
            *slot = None;
            let outcome = self.refuse_server(SocketError::SOCKET_NOT_BOUND);
            self.settle(outcome);
        }
    }

    fn server_stop(&mut self, call: &Call<'_>) -> Outcome {
        let Some(Request::ServerStop { server }) = call.request() else {
            return match call.int(0).and_then(|number| u8::try_from(number).ok()).and_then(ServerId::new) {
                Some(server) => self.refuse_stop(server, SocketError::WRONG_PARAMETER),
                None => Outcome::Error,
            };
        };
        let Some(own) = self.server(server).copied() else { return self.refuse_stop(server, SocketError::NOT_SUPPORTED) };
        let clients: Vec<LinkId> = LinkId::all().filter(|id| self.link(*id).server == Some(server)).collect();
        if !clients.is_empty() && !self.config.profile.server_stop_closes {
            return self.refuse_stop(server, SocketError::SOCKETS_OPEN);
        }
        for client in clients {
            self.drop_link(client);
        }
        if let Some(slot) = self.servers.get_mut(usize::from(server.get())) {
            *slot = None;
        }
        self.ask_net(NetRequest::Close { socket: own.socket });
        let result = Answer::ServerStop { server, err: SocketError::SUCCESS };
        if self.config.profile.server_stop_first {
            self.info(&result);
        } else {
            self.result(&result);
        }
        Outcome::Ok
    }

    fn refuse_stop(&mut self, server: ServerId, err: SocketError) -> Outcome {
        self.info(&Answer::ServerStop { server, err });
        Outcome::Error
    }

    /// A client waits: it gets the lowest free link (inferred), and in transparent mode the line.
    pub(crate) fn client_came(&mut self, socket: SocketId, client: ClientId, peer: SocketAddrV4) {
        let server = self.server_of(socket).filter(|_| self.service == Service::Open);
        let transparent = self.data_mode == DataMode::TRANSPARENT && server == Some(ServerId::N0);
        let mut free = LinkId::all().take(usize::from(self.config.profile.links)).filter(|id| self.link(*id).phase == LinkPhase::Idle);
        let link = if transparent { free.next().filter(|id| *id == LinkId::N0) } else { free.next() };
        let (Some(server), Some(id)) = (server, link) else { return self.ask_net(NetRequest::Reject { client }) };
        let socket = self.new_socket();
        self.ask_net(NetRequest::Accept { client, socket });
        *self.link_mut(id) = Link {
            phase: LinkPhase::Open,
            socket: Some(socket),
            server: Some(server),
            transparent,
            peer: Some(peer),
            port: peer.port(),
            ..Link::default()
        };
        self.urc(&Urc::Client { link: id, server, peer });
        if transparent && self.online.is_none() {
            self.connecting = Some(id);
            self.connected();
            self.went_online();
        }
    }
}
