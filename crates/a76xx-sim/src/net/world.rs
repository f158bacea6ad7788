//! A scripted network in virtual time: hosts with what they answer, names, latency, loss.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};

use core::net::{Ipv4Addr, SocketAddrV4};
use core::time::Duration;

use super::{ClientId, NetError, NetEvent, NetRequest, Play, SocketId, World};
use crate::time::Moment;

/// What a host at an address and port does.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Host {
    /// Takes connections and data, and says nothing.
    Sink,
    /// Sends back what it gets.
    Echo,
    /// Sends this at once when somebody connects, or sends the first datagram.
    Greeter(Vec<u8>),
    /// Answers what it gets: each time that all it has got so far ends in a key, it sends the value.
    Answers(Vec<(Vec<u8>, Vec<u8>)>),
    /// A function of what came and of what came before it.
    Call(fn(&[u8]) -> Reply),
    /// Refuses connections.
    Refuses,
    /// Does not answer at all.
    Silent,
    /// Closes as soon as somebody has connected.
    Closes,
}

/// What a host does when data come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// Sends this.
    pub data: Vec<u8>,
    /// Closes then.
    pub closes: bool,
}

/// How the way through the network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// One way.
    pub latency: Duration,
    /// Datagrams and echoes that get lost, in thousandths. Streams lose none.
    pub loss: u16,
    /// Most bytes that the network takes of one send; what is more is not confirmed.
    pub takes: usize,
    /// Whether data are acknowledged.
    pub acknowledges: bool,
}

impl Default for Way {
    fn default() -> Self {
        Self { latency: Duration::from_millis(40), loss: 0, takes: usize::MAX, acknowledges: true }
    }
}

impl Way {
    /// No latency, no loss.
    pub const INSTANT: Self = Self { latency: Duration::ZERO, loss: 0, takes: usize::MAX, acknowledges: true };
}

#[derive(Clone, Debug)]
struct Socket {
    /// Whereto it is connected; `None` for UDP.
    peer: Option<SocketAddrV4>,
    got: Vec<u8>,
    /// Data that the modem has no room for, and whether the peer closes behind them.
    waiting: VecDeque<(SocketAddrV4, Vec<u8>)>,
    closing: bool,
    greeted: bool,
}

impl Socket {
    fn new(peer: Option<SocketAddrV4>) -> Self {
        Self { peer, got: Vec::new(), waiting: VecDeque::new(), closing: false, greeted: false }
    }
}

/// What is on its way.
#[derive(Clone, Debug)]
enum Parcel {
    Event(NetEvent),
    /// Data for a socket of the modem, from this peer.
    Data(SocketId, SocketAddrV4, Vec<u8>),
    /// The peer closes behind its data.
    Close(SocketId),
    /// Data of the modem reach the peer.
    Reaches(SocketId, SocketAddrV4, Vec<u8>),
}

/// Hosts, names, and what is on its way between them and one modem. Everything is decided by what it is told and by its seed.
#[derive(Clone, Debug)]
pub struct Scripted {
    hosts: BTreeMap<SocketAddrV4, Host>,
    names: BTreeMap<String, Vec<Ipv4Addr>>,
    /// The way.
    pub way: Way,
    sockets: BTreeMap<SocketId, Socket>,
    /// Servers of the modem, by port.
    servers: BTreeMap<u16, SocketId>,
    clients: BTreeMap<ClientId, SocketAddrV4>,
    parcels: BTreeMap<(Moment, u64), Parcel>,
    count: u64,
    rng: fastrand::Rng,
    /// All that the hosts got, in the order of its coming, with the port that it came to.
    pub log: Vec<(SocketAddrV4, Vec<u8>)>,
}

impl Default for Scripted {
    fn default() -> Self {
        Self::new(Way::default(), 0)
    }
}

impl Scripted {
    /// An empty world.
    pub fn new(way: Way, seed: u64) -> Self {
        Self {
            hosts: BTreeMap::new(),
            names: BTreeMap::new(),
            way,
            sockets: BTreeMap::new(),
            servers: BTreeMap::new(),
            clients: BTreeMap::new(),
            parcels: BTreeMap::new(),
            count: 0,
            rng: fastrand::Rng::with_seed(seed),
            log: Vec::new(),
        }
    }

    /// Puts a host at an address and port, for TCP and UDP alike.
    #[must_use]
    pub fn host(mut self, at: SocketAddrV4, host: Host) -> Self {
        self.hosts.insert(at, host);
        self
    }

    /// Gives a name addresses.
    #[must_use]
    pub fn name(mut self, name: &str, addresses: &[Ipv4Addr]) -> Self {
        self.names.insert(name.to_ascii_lowercase(), addresses.to_vec());
        self
    }

    /// A client connects to a server of the modem; `None` if none listens there.
    pub fn connect(&mut self, at: Moment, from: SocketAddrV4, port: u16) -> Option<ClientId> {
        let server = *self.servers.get(&port)?;
        self.count += 1;
        let client = ClientId(u32::try_from(self.count).unwrap_or(u32::MAX));
        self.clients.insert(client, from);
        self.send(at, Parcel::Event(NetEvent::Client { server, client, peer: from }));
        Some(client)
    }

    /// A peer sends data of its own accord, to every socket of the modem that is connected to it. Gives to how many.
    pub fn say(&mut self, at: Moment, from: SocketAddrV4, data: &[u8]) -> usize {
        let sockets: Vec<SocketId> = self.sockets_of(from);
        for socket in &sockets {
            self.send(at, Parcel::Data(*socket, from, data.to_vec()));
        }
        sockets.len()
    }

    /// A peer closes its connections.
    pub fn hang_up(&mut self, at: Moment, peer: SocketAddrV4) {
        for socket in self.sockets_of(peer) {
            self.send(at, Parcel::Close(socket));
        }
    }

    /// The sockets that are connected to a peer; those of UDP hear everybody.
    fn sockets_of(&self, peer: SocketAddrV4) -> Vec<SocketId> {
        let of = |socket: &Socket| socket.peer.is_none_or(|own| own == peer);
        self.sockets.iter().filter(|(_, socket)| of(socket)).map(|(id, _)| *id).collect()
    }

    /// Puts something on its way.
    fn send(&mut self, at: Moment, parcel: Parcel) {
        self.after(at, self.way.latency, parcel);
    }

    fn after(&mut self, at: Moment, span: Duration, parcel: Parcel) {
        self.count += 1;
        self.parcels.insert((at.after(span), self.count), parcel);
    }

    fn loses(&mut self) -> bool {
        self.way.loss > 0 && self.rng.u16(0..1000) < self.way.loss
    }

    /// What a host does with data.
    fn answer(&mut self, at: Moment, id: SocketId, peer: SocketAddrV4, data: &[u8]) {
        self.log.push((peer, data.to_vec()));
        let Some(socket) = self.sockets.get_mut(&id) else { return };
        let greeted = std::mem::replace(&mut socket.greeted, true);
        let udp = socket.peer.is_none();
        socket.got.extend(data);
        let reply = match self.hosts.get(&peer) {
            Some(Host::Echo) => Reply { data: data.to_vec(), closes: false },
            Some(Host::Greeter(words)) if !greeted && udp => Reply { data: words.clone(), closes: false },
            Some(Host::Answers(pairs)) => {
                let found = pairs.iter().find(|(key, _)| socket.got.ends_with(key)).map(|(_, value)| value.clone());
                if found.is_some() {
                    socket.got.clear();
                }
                Reply { data: found.unwrap_or_default(), closes: false }
            }
            Some(Host::Call(call)) => call(&socket.got),
            _ => Reply::default(),
        };
        let lost = udp && self.loses();
        if !reply.data.is_empty() && !lost {
            self.send(at, Parcel::Data(id, peer, reply.data));
        }
        if reply.closes {
            self.send(at, Parcel::Close(id));
        }
    }

    /// Somebody connects to a host.
    fn connecting(&mut self, at: Moment, socket: SocketId, to: SocketAddrV4) {
        let round_trip = self.way.latency * 2;
        let failed = |why| Parcel::Event(NetEvent::Failed { socket, why });
        match self.hosts.get(&to).cloned() {
            Some(Host::Refuses) | None => self.after(at, round_trip, failed(NetError::Refused)),
            Some(Host::Silent) => {}
            Some(host) => {
                self.sockets.insert(socket, Socket::new(Some(to)));
                self.after(at, round_trip, Parcel::Event(NetEvent::Opened { socket }));
                match host {
                    Host::Greeter(words) => self.after(at, round_trip, Parcel::Data(socket, to, words)),
                    Host::Closes => self.after(at, round_trip, Parcel::Close(socket)),
                    _ => {}
                }
            }
        }
    }
}

impl World for Scripted {
    fn request(&mut self, at: Moment, request: NetRequest) {
        match request {
            NetRequest::Resolve { query, name } => {
                let addresses = self.names.get(&name.to_ascii_lowercase()).cloned().unwrap_or_default();
                self.after(at, self.way.latency * 2, Parcel::Event(NetEvent::Resolved { query, addresses }));
            }
            NetRequest::Connect { socket, to, .. } => self.connecting(at, socket, to),
            NetRequest::Bind { socket, .. } => {
                self.sockets.insert(socket, Socket::new(None));
                self.after(at, Duration::ZERO, Parcel::Event(NetEvent::Opened { socket }));
            }
            NetRequest::Listen { socket, port, .. } => {
                let event = match self.servers.entry(port) {
                    Entry::Occupied(_) => NetEvent::Failed { socket, why: NetError::PortInUse },
                    Entry::Vacant(slot) => {
                        slot.insert(socket);
                        NetEvent::Opened { socket }
                    }
                };
                self.after(at, Duration::ZERO, Parcel::Event(event));
            }
            NetRequest::Accept { client, socket } => {
                if let Some(peer) = self.clients.remove(&client) {
                    self.sockets.insert(socket, Socket::new(Some(peer)));
                }
            }
            NetRequest::Reject { client } => {
                self.clients.remove(&client);
            }
            NetRequest::Send { socket, to, data } => {
                let Some(own) = self.sockets.get(&socket) else { return };
                let (peer, udp) = (to.or(own.peer), own.peer.is_none());
                let Some(peer) = peer else { return };
                let bytes = data.len().min(self.way.takes);
                self.after(at, Duration::ZERO, Parcel::Event(NetEvent::Taken { socket, bytes }));
                let data = data.get(..bytes).unwrap_or_default().to_vec();
                if !(udp && self.loses()) {
                    self.send(at, Parcel::Reaches(socket, peer, data));
                }
                if self.way.acknowledges {
                    self.after(at, self.way.latency * 2, Parcel::Event(NetEvent::Acked { socket, bytes }));
                }
            }
            NetRequest::Close { socket } => {
                self.servers.retain(|_, own| *own != socket);
                if self.sockets.remove(&socket).is_some() {
                    self.send(at, Parcel::Event(NetEvent::Closed { socket }));
                }
            }
            NetRequest::Ping { query, to, wait, .. } => {
                let there = self.hosts.keys().any(|host| *host.ip() == to) && !self.loses();
                let round_trip = self.way.latency * 2;
                let reply = there.then_some((round_trip, 64));
                let span = if there { round_trip } else { wait };
                self.after(at, span, Parcel::Event(NetEvent::Echo { query, reply }));
            }
        }
    }

    fn poll(&mut self, at: Moment, room: &dyn Fn(SocketId) -> usize) -> Option<NetEvent> {
        while let Some(entry) = self.parcels.first_entry().filter(|entry| entry.key().0 <= at) {
            match entry.remove() {
                Parcel::Event(event) => return Some(event),
                Parcel::Data(id, from, data) => {
                    if let Some(socket) = self.sockets.get_mut(&id) {
                        socket.waiting.push_back((from, data));
                    }
                }
                Parcel::Close(id) => {
                    if let Some(socket) = self.sockets.get_mut(&id) {
                        socket.closing = true;
                    }
                }
                Parcel::Reaches(id, peer, data) => self.answer(at, id, peer, &data),
            }
        }
        let mut done = None;
        for (id, socket) in &mut self.sockets {
            let udp = socket.peer.is_none();
            let Some((from, data)) = socket.waiting.front_mut() else {
                if socket.closing {
                    done = Some(*id);
                    break;
                }
                continue;
            };
            let room = room(*id);
            let count = if udp { data.len() } else { data.len().min(room) };
            if count == 0 || count > room {
                continue;
            }
            let event = NetEvent::Data { socket: *id, from: *from, data: data.drain(..count).collect() };
            if data.is_empty() {
                socket.waiting.pop_front();
            }
            return Some(event);
        }
        let socket = done?;
        self.sockets.remove(&socket);
        Some(NetEvent::PeerClosed { socket })
    }

    fn play(&mut self, at: Moment, play: &Play) -> bool {
        match play {
            Play::Say { from, data } => self.say(at, *from, data) > 0,
            Play::HangUp { peer } => {
                self.hang_up(at, *peer);
                true
            }
            Play::Connect { from, port } => self.connect(at, *from, *port).is_some(),
        }
    }

    fn poll_timeout(&self) -> Option<Moment> {
        self.parcels.keys().next().map(|(at, _)| *at)
    }
}
