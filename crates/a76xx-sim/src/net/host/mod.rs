//! Sockets of the host as the network: what the modem opens is a socket of the machine that it runs on.
//!
//! ```text
//!  Modem ── NetRequest ─▶ HostWorld ── socket ─▶ server on this machine (or, with Reach::Anywhere, any)
//!        ◀─ NetEvent ──            ◀─ ready ─── Poll of whoever drives it
//! ```
//!
//! It never blocks and polls nothing itself: sockets are registered with the registry that it is given, each with a token of its range, and
//! whoever polls passes readiness on with [`World::ready`]. So one thread carries many modules.
//!
//! Where it differs from a network of radio: data count as acknowledged when the system has taken them, since it does not tell more; a ping is
//! answered for addresses of this machine alone, since raw sockets are not everybody's.

mod names;
mod rules;
mod socket;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::SocketAddr;

use core::net::SocketAddrV4;
use core::time::Duration;

use mio::event::Event;
use mio::net::TcpStream;
use mio::{Interest, Registry, Token};

use super::{ClientId, NetError, NetEvent, NetRequest, SocketId, World};
use crate::time::Moment;
use names::Names;
pub use rules::{Reach, Rules};
use socket::{Got, Kind, Socket};

/// Tokens that a world needs: ten links, four servers, and sockets that close while their numbers are used again.
pub const TOKENS: usize = 48;

/// Sockets of the host.
#[derive(Debug)]
pub struct HostWorld {
    registry: Registry,
    /// The first of its tokens.
    first: usize,
    tokens: BTreeMap<usize, SocketId>,
    rules: Rules,
    sockets: BTreeMap<SocketId, Socket>,
    clients: BTreeMap<ClientId, Waiting>,
    names: Names,
    /// Sockets that may have something to read, and the last that was asked, so that none is forgotten.
    readable: BTreeSet<SocketId>,
    last: SocketId,
    events: VecDeque<NetEvent>,
    count: u32,
    now: Moment,
}

/// A client that the modem has not taken.
#[derive(Debug)]
struct Waiting {
    server: SocketId,
    stream: TcpStream,
    peer: SocketAddrV4,
}

impl HostWorld {
    /// A world whose sockets are registered in `registry`, with tokens from `first` on, [`TOKENS`] of them.
    pub fn new(registry: Registry, first: Token, rules: Rules) -> Self {
        Self {
            registry,
            first: first.0,
            tokens: BTreeMap::new(),
            rules,
            sockets: BTreeMap::new(),
            clients: BTreeMap::new(),
            names: Names::new(),
            readable: BTreeSet::new(),
            last: SocketId(0),
            events: VecDeque::new(),
            count: 0,
            now: Moment::START,
        }
    }

    /// Registers a socket, with all that may happen to it.
    fn keep(&mut self, id: SocketId, mut socket: Socket) -> Result<(), NetError> {
        let free = (self.first..self.first + TOKENS).find(|token| !self.tokens.contains_key(token));
        let token = free.ok_or(NetError::NoSockets)?;
        let interest = Interest::READABLE | Interest::WRITABLE;
        self.registry.register(socket.source(), Token(token), interest).map_err(|_| NetError::NoSockets)?;
        self.tokens.insert(token, id);
        self.sockets.insert(id, socket);
        Ok(())
    }

    /// Forgets a socket, which closes it.
    fn forget(&mut self, id: SocketId) {
        if let Some(mut socket) = self.sockets.remove(&id) {
            // What is dropped leaves the registry in any case.
            let _ = self.registry.deregister(socket.source());
            socket.shut();
        }
        self.tokens.retain(|_, own| *own != id);
        self.readable.remove(&id);
    }

    fn open(&mut self, socket: SocketId, made: Result<Socket, NetError>, opened: bool) {
        match made.and_then(|made| self.keep(socket, made)) {
            Ok(()) if opened => self.events.push_back(NetEvent::Opened { socket }),
            Ok(()) => {}
            Err(why) => self.events.push_back(NetEvent::Failed { socket, why }),
        }
    }

    fn connect(&mut self, socket: SocketId, to: SocketAddrV4, local_port: Option<u16>) {
        // Where everything is reached the system chooses the address that leads there.
        let from = SocketAddrV4::new(self.rules.bound(), local_port.unwrap_or(0));
        let made = self.rules.way(to).ok_or(NetError::Unreachable).and_then(|place| socket::connect(from, place));
        self.open(socket, made.map(|stream| Socket::new(Kind::Connecting(stream))), false);
    }

    /// A socket takes data, or its connecting has come to an end.
    fn writable(&mut self, id: SocketId) {
        let Some(socket) = self.sockets.get_mut(&id) else { return };
        if let Kind::Connecting(stream) = &socket.kind {
            let failed = match (stream.take_error(), stream.peer_addr()) {
                (Ok(Some(error)) | Err(error), _) => Some(socket::why(&error)),
                (Ok(None), Ok(SocketAddr::V4(_))) => None,
                // Not yet.
                (Ok(None), _) => return,
            };
            if let Some(why) = failed {
                self.forget(id);
                self.events.push_back(NetEvent::Failed { socket: id, why });
                return;
            }
            self.connected(id);
        }
        self.send(id);
    }

    fn connected(&mut self, id: SocketId) {
        let Some(socket) = self.sockets.remove(&id) else { return };
        if let Kind::Connecting(stream) = socket.kind {
            let peer = match stream.peer_addr() {
                Ok(SocketAddr::V4(place)) => self.rules.called(place),
                _ => SocketAddrV4::new(core::net::Ipv4Addr::UNSPECIFIED, 0),
            };
            // Small sends go out at once, as they do over the air.
            let _ = stream.set_nodelay(true);
            self.sockets.insert(id, Socket::new(Kind::Stream(stream, peer)));
            self.events.push_back(NetEvent::Opened { socket: id });
            self.readable.insert(id);
        }
    }

    /// Sends what the system takes.
    fn send(&mut self, id: SocketId) {
        let Some(socket) = self.sockets.get_mut(&id) else { return };
        let events = &mut self.events;
        let told = !socket.closing;
        let sent = socket.send(|bytes| {
            if told {
                events.push_back(NetEvent::Taken { socket: id, bytes });
                events.push_back(NetEvent::Acked { socket: id, bytes });
            }
        });
        if sent.is_err() {
            // What the peer sent before it went can still be read; the read tells the end.
            socket.give_up();
            self.readable.insert(id);
        }
        if socket.closing && !socket.has_unsent() {
            self.forget(id);
        }
    }

    /// A client that waits becomes a socket.
    fn accept(&mut self, client: ClientId, socket: SocketId) {
        let Some(Waiting { stream, peer, server }) = self.clients.remove(&client) else { return };
        let _ = stream.set_nodelay(true);
        if self.keep(socket, Socket::new(Kind::Stream(stream, peer))).is_err() {
            self.events.push_back(NetEvent::PeerClosed { socket });
        }
        self.readable.insert(server);
    }

    fn reject(&mut self, client: ClientId) {
        if let Some(waiting) = self.clients.remove(&client) {
            self.readable.insert(waiting.server);
        }
    }

    /// Looks whether a client has come, as long as fewer wait than may.
    fn look_for_client(&mut self, id: SocketId) -> Option<NetEvent> {
        let waiting = self.clients.values().filter(|client| client.server == id).count();
        let Some(Socket { kind: Kind::Listener(listener, most), .. }) = self.sockets.get(&id) else { return None };
        if waiting >= *most {
            self.readable.remove(&id);
            return None;
        }
        // A client that went away meanwhile is no client; without files for another one there is none either.
        let Ok((stream, SocketAddr::V4(peer))) = listener.accept() else {
            self.readable.remove(&id);
            return None;
        };
        self.count += 1;
        let client = ClientId(self.count);
        self.clients.insert(client, Waiting { server: id, stream, peer });
        Some(NetEvent::Client { server: id, client, peer })
    }

    fn close(&mut self, id: SocketId) {
        let Some(socket) = self.sockets.get_mut(&id) else { return };
        socket.closing = true;
        self.readable.remove(&id);
        self.clients.retain(|_, client| client.server != id);
        if !socket.has_unsent() {
            self.forget(id);
        }
        self.events.push_back(NetEvent::Closed { socket: id });
    }

    /// What a socket has to read.
    fn read(&mut self, id: SocketId, room: usize) -> Option<NetEvent> {
        let socket = self.sockets.get_mut(&id)?;
        if matches!(socket.kind, Kind::Listener(..)) {
            return self.look_for_client(id);
        }
        match socket.receive(room) {
            Got::Data(from, data) => {
                let from = if matches!(socket.kind, Kind::Datagrams(..)) { self.rules.called(from) } else { from };
                Some(NetEvent::Data { socket: id, from, data })
            }
            Got::NoRoom => None,
            Got::Nothing => {
                self.readable.remove(&id);
                None
            }
            Got::End => {
                self.forget(id);
                Some(NetEvent::PeerClosed { socket: id })
            }
        }
    }
}

impl World for HostWorld {
    fn request(&mut self, at: Moment, request: NetRequest) {
        self.now = at;
        match request {
            NetRequest::Resolve { query, name } => {
                if let Some(addresses) = self.names.ask(&self.rules, query, &name) {
                    self.events.push_back(NetEvent::Resolved { query, addresses });
                }
            }
            NetRequest::Connect { socket, to, local_port } => self.connect(socket, to, local_port),
            NetRequest::Bind { socket, local_port } => {
                let made = socket::bind(SocketAddrV4::new(self.rules.bound(), local_port));
                self.open(socket, made.map(|made| Socket::new(Kind::Datagrams(made, None))), true);
            }
            NetRequest::Listen { socket, port, backlog } => {
                let made = socket::listen(SocketAddrV4::new(self.rules.bound(), port), backlog);
                self.open(socket, made.map(|made| Socket::new(Kind::Listener(made, usize::from(backlog.max(1))))), true);
            }
            NetRequest::Accept { client, socket } => self.accept(client, socket),
            NetRequest::Reject { client } => self.reject(client),
            NetRequest::Send { socket, to, data } => {
                let to = to.and_then(|to| self.rules.way(to));
                if let Some(own) = self.sockets.get_mut(&socket) {
                    own.queue(data, to);
                    self.send(socket);
                }
            }
            NetRequest::Close { socket } => self.close(socket),
            NetRequest::Ping { query, to, .. } => {
                let reply = to.is_loopback().then_some((Duration::from_millis(1), 64));
                self.events.push_back(NetEvent::Echo { query, reply });
            }
        }
    }

    fn poll(&mut self, at: Moment, room: &dyn Fn(SocketId) -> usize) -> Option<NetEvent> {
        self.now = at;
        if let Some((query, addresses)) = self.names.answer() {
            return Some(NetEvent::Resolved { query, addresses });
        }
        if let Some(event) = self.events.pop_front() {
            return Some(event);
        }
        // Each in its turn.
        let after = self.readable.range(SocketId(self.last.0 + 1)..).copied();
        let order: Vec<SocketId> = after.chain(self.readable.range(..=self.last).copied()).collect();
        for id in order {
            if let Some(event) = self.read(id, room(id)) {
                self.last = id;
                return Some(event);
            }
        }
        None
    }

    fn poll_timeout(&self) -> Option<Moment> {
        self.names.waits().then(|| self.now.after(names::LOOK))
    }

    fn ready(&mut self, event: &Event) {
        let Some(id) = self.tokens.get(&event.token().0).copied() else { return };
        if event.is_writable() || event.is_error() || event.is_write_closed() {
            self.writable(id);
        }
        if event.is_readable() || event.is_read_closed() || event.is_error() {
            self.readable.insert(id);
        }
    }
}
