//! The network behind the modem, as messages: what the modem asks for, and what happens out there.
//!
//! A [`World`] carries them out: the scripted one of [`world`], or one with sockets of the host. The modem names its sockets; a world keeps what
//! belongs to them. Every request but [`NetRequest::Close`] of a socket that is gone is followed by an event sooner or later; the modem has its own
//! time limits (`AT+CIPTIMEOUT`), so a world that never answers blocks nothing for ever.

#[cfg(feature = "host")]
pub mod host;
pub mod world;

use core::net::{Ipv4Addr, SocketAddrV4};
use core::time::Duration;

use crate::time::Moment;

/// A socket of the modem. Numbers are never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(pub u32);

/// A question of the modem that has one answer: a name, a ping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QueryId(pub u32);

/// A client that waits at a server, as the world numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientId(pub u32);

/// What the modem asks of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetRequest {
    /// Find the addresses of a name. Answer: [`NetEvent::Resolved`].
    Resolve {
        /// Names the answer.
        query: QueryId,
        /// The name, as the host wrote it.
        name: String,
    },
    /// Connect a TCP socket. Answer: [`NetEvent::Opened`] or [`NetEvent::Failed`].
    Connect {
        /// The new socket.
        socket: SocketId,
        /// Whereto.
        to: SocketAddrV4,
        /// The own port, where the host chose one.
        local_port: Option<u16>,
    },
    /// Open a UDP socket. Answer: [`NetEvent::Opened`] or [`NetEvent::Failed`].
    Bind {
        /// The new socket.
        socket: SocketId,
        /// Its port.
        local_port: u16,
    },
    /// Listen for TCP clients. Answer: [`NetEvent::Opened`] or [`NetEvent::Failed`].
    Listen {
        /// The new socket.
        socket: SocketId,
        /// Its port.
        port: u16,
        /// Clients that may wait, 1 to 3.
        backlog: u8,
    },
    /// Take a client that waits; from now on it is this socket.
    Accept {
        /// The client.
        client: ClientId,
        /// The new socket.
        socket: SocketId,
    },
    /// Turn a client away.
    Reject {
        /// The client.
        client: ClientId,
    },
    /// Send through a socket. Answer: [`NetEvent::Taken`], later [`NetEvent::Acked`].
    Send {
        /// The socket.
        socket: SocketId,
        /// Whereto, for UDP.
        to: Option<SocketAddrV4>,
        /// The data; for UDP one datagram.
        data: Vec<u8>,
    },
    /// Close a socket of any kind. Answer, where it was open: [`NetEvent::Closed`].
    Close {
        /// The socket.
        socket: SocketId,
    },
    /// Send an echo request. Answer: [`NetEvent::Echo`].
    Ping {
        /// Names the answer.
        query: QueryId,
        /// Whom.
        to: Ipv4Addr,
        /// Bytes of it.
        size: u16,
        /// Time for the answer.
        wait: Duration,
    },
}

/// What happens in the network.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetEvent {
    /// A name was looked up.
    Resolved {
        /// The question.
        query: QueryId,
        /// Its addresses; none if there is no such name.
        addresses: Vec<Ipv4Addr>,
    },
    /// A socket is connected, bound or listens.
    Opened {
        /// The socket.
        socket: SocketId,
    },
    /// A socket could not be opened.
    Failed {
        /// The socket, which is gone.
        socket: SocketId,
        /// Why.
        why: NetError,
    },
    /// A client waits at a server. Answer: [`NetRequest::Accept`] or [`NetRequest::Reject`].
    Client {
        /// The listening socket.
        server: SocketId,
        /// The client.
        client: ClientId,
        /// Where it comes from.
        peer: SocketAddrV4,
    },
    /// Data came. At most as many bytes at once as [`crate::Modem::room`] says; what is more waits in the world.
    Data {
        /// The socket.
        socket: SocketId,
        /// Who sent them.
        from: SocketAddrV4,
        /// The data; for UDP one datagram.
        data: Vec<u8>,
    },
    /// The network took data of a [`NetRequest::Send`]; less than it was given where its buffer is full.
    Taken {
        /// The socket.
        socket: SocketId,
        /// Bytes.
        bytes: usize,
    },
    /// The peer acknowledged data.
    Acked {
        /// The socket.
        socket: SocketId,
        /// Bytes, beyond those of before.
        bytes: usize,
    },
    /// A socket that the modem closed is closed.
    Closed {
        /// The socket, which is gone.
        socket: SocketId,
    },
    /// The peer closed or reset a connection. What it sent before was delivered before.
    PeerClosed {
        /// The socket, which is gone.
        socket: SocketId,
    },
    /// An echo came back, or its time is over.
    Echo {
        /// The question.
        query: QueryId,
        /// Round trip and time to live; `None` if none came.
        reply: Option<(Duration, u8)>,
    },
}

/// Why a socket could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetError {
    /// The peer refused.
    Refused,
    /// No answer came.
    TimedOut,
    /// There is no way to the peer, or none is allowed.
    Unreachable,
    /// The port is in use.
    PortInUse,
    /// The system gives no more sockets.
    NoSockets,
}

/// A network that carries out a modem's requests.
///
/// The driver of a modem passes each [`crate::Modem::poll_net`] to [`World::request`], and each [`World::poll`] to [`crate::Modem::network`].
pub trait World {
    /// Takes a request.
    fn request(&mut self, at: Moment, request: NetRequest);

    /// What has happened up to now, one event at a time. `room` tells how many bytes a socket of the modem takes now
    /// ([`crate::Modem::room`]); data beyond that stay in the world.
    fn poll(&mut self, at: Moment, room: &dyn Fn(SocketId) -> usize) -> Option<NetEvent>;

    /// When something will happen, if nothing else does.
    fn poll_timeout(&self) -> Option<Moment>;

    /// Makes something happen; `false` if this world cannot.
    fn play(&mut self, at: Moment, play: &Play) -> bool {
        let _ = (at, play);
        false
    }

    /// A socket of the host can be used; for worlds that have some.
    #[cfg(feature = "host")]
    fn ready(&mut self, event: &mio::event::Event) {
        let _ = event;
    }
}

impl<W: World + ?Sized> World for Box<W> {
    fn request(&mut self, at: Moment, request: NetRequest) {
        (**self).request(at, request);
    }

    fn poll(&mut self, at: Moment, room: &dyn Fn(SocketId) -> usize) -> Option<NetEvent> {
        (**self).poll(at, room)
    }

    fn poll_timeout(&self) -> Option<Moment> {
        (**self).poll_timeout()
    }

    fn play(&mut self, at: Moment, play: &Play) -> bool {
        (**self).play(at, play)
    }

    #[cfg(feature = "host")]
    fn ready(&mut self, event: &mio::event::Event) {
        (**self).ready(event);
    }
}

/// What somebody in the network does of their own accord.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Play {
    /// A peer sends data to the sockets that are connected to it.
    Say {
        /// Who.
        from: SocketAddrV4,
        /// What.
        data: Vec<u8>,
    },
    /// A peer closes its connections.
    HangUp {
        /// Who.
        peer: SocketAddrV4,
    },
    /// A client connects to a server of the modem.
    Connect {
        /// Who.
        from: SocketAddrV4,
        /// Whereto.
        port: u16,
    },
}

/// No network at all: every request fails.
#[derive(Debug, Default)]
pub struct NoWorld {
    events: std::collections::VecDeque<NetEvent>,
}

impl World for NoWorld {
    fn request(&mut self, _: Moment, request: NetRequest) {
        self.events.extend(match request {
            NetRequest::Resolve { query, .. } => Some(NetEvent::Resolved { query, addresses: Vec::new() }),
            NetRequest::Connect { socket, .. } | NetRequest::Bind { socket, .. } | NetRequest::Listen { socket, .. } => {
                Some(NetEvent::Failed { socket, why: NetError::Unreachable })
            }
            NetRequest::Ping { query, .. } => Some(NetEvent::Echo { query, reply: None }),
            _ => None,
        });
    }

    fn poll(&mut self, _: Moment, _: &dyn Fn(SocketId) -> usize) -> Option<NetEvent> {
        self.events.pop_front()
    }

    fn poll_timeout(&self) -> Option<Moment> {
        None
    }
}
