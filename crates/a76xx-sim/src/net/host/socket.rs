//! A socket of the host.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr};

use core::net::{Ipv4Addr, SocketAddrV4};

use mio::event::Source;
use mio::net::{TcpListener, TcpStream, UdpSocket};
use socket2::{Domain, Protocol, Type};

use crate::net::NetError;

/// Bytes that are read at a time.
const READ: usize = 16 * 1024;
/// Longest datagram; what is longer is cut, as a receive does it (M 15.2.4: 1500 bytes go through a link).
const DATAGRAM: usize = 1500;

/// What kind it is.
#[derive(Debug)]
pub(super) enum Kind {
    /// A stream on its way to its peer.
    Connecting(TcpStream),
    /// A stream, with its peer as the modem calls it.
    Stream(TcpStream, SocketAddrV4),
    /// Datagrams, and one that the modem has no room for.
    Datagrams(UdpSocket, Option<(SocketAddrV4, Vec<u8>)>),
    /// A server, with clients that it may keep waiting.
    Listener(TcpListener, usize),
}

/// A socket, and what it still has to send.
#[derive(Debug)]
pub(super) struct Socket {
    pub(super) kind: Kind,
    /// Sends that the system has not taken in full: data, how many of them are gone, whereto.
    unsent: VecDeque<(Vec<u8>, usize, Option<SocketAddrV4>)>,
    /// The modem closed it; it lives until its data are gone.
    pub(super) closing: bool,
}

/// What a read gave.
pub(super) enum Got {
    /// Data, and from whom.
    Data(SocketAddrV4, Vec<u8>),
    /// Nothing now.
    Nothing,
    /// The modem has no room for what waits.
    NoRoom,
    /// The peer is gone.
    End,
}

impl Socket {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, unsent: VecDeque::new(), closing: false }
    }

    pub(super) fn source(&mut self) -> &mut dyn Source {
        match &mut self.kind {
            Kind::Connecting(stream) | Kind::Stream(stream, _) => stream,
            Kind::Datagrams(socket, _) => socket,
            Kind::Listener(listener, _) => listener,
        }
    }

    /// Takes data to send.
    pub(super) fn queue(&mut self, data: Vec<u8>, to: Option<SocketAddrV4>) {
        self.unsent.push_back((data, 0, to));
    }

    /// Nothing more can be sent.
    pub(super) fn give_up(&mut self) {
        self.unsent.clear();
    }

    pub(super) fn has_unsent(&self) -> bool {
        !self.unsent.is_empty()
    }

    /// Sends what the system takes; gives the sizes of the sends that are done.
    ///
    /// # Errors
    /// The connection is broken.
    pub(super) fn send(&mut self, mut done: impl FnMut(usize)) -> io::Result<()> {
        while let Some((data, gone, to)) = self.unsent.front_mut() {
            let rest = data.get(*gone..).unwrap_or_default();
            let sent = match (&mut self.kind, to) {
                (Kind::Stream(stream, _), _) => stream.write(rest),
                // A datagram that the network does not take is lost, as datagrams are.
                (Kind::Datagrams(socket, _), Some(to)) => match socket.send_to(rest, SocketAddr::V4(*to)) {
                    Err(error) if error.kind() != ErrorKind::WouldBlock => Ok(rest.len()),
                    sent => sent,
                },
                _ => Ok(rest.len()),
            };
            match sent {
                Ok(count) => *gone += count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            if *gone >= data.len() {
                done(data.len());
                self.unsent.pop_front();
            }
        }
        Ok(())
    }

    /// Receives at most so many bytes.
    pub(super) fn receive(&mut self, room: usize) -> Got {
        match &mut self.kind {
            Kind::Stream(..) if room == 0 => Got::NoRoom,
            Kind::Stream(stream, peer) => {
                let mut buffer = vec![0; room.min(READ)];
                loop {
                    match stream.read(&mut buffer) {
                        Ok(0) => return Got::End,
                        Ok(count) => {
                            buffer.truncate(count);
                            return Got::Data(*peer, buffer);
                        }
                        Err(error) if error.kind() == ErrorKind::WouldBlock => return Got::Nothing,
                        Err(error) if error.kind() == ErrorKind::Interrupted => {}
                        Err(_) => return Got::End,
                    }
                }
            }
            Kind::Datagrams(socket, held) => {
                let (from, data) = match held.take() {
                    Some(waiting) => waiting,
                    None => match datagram(socket) {
                        Some(came) => came,
                        None => return Got::Nothing,
                    },
                };
                if data.len() > room {
                    *held = Some((from, data));
                    return Got::NoRoom;
                }
                Got::Data(from, data)
            }
            Kind::Connecting(_) | Kind::Listener(..) => Got::Nothing,
        }
    }

    /// Tells the peer that nothing more comes.
    pub(super) fn shut(&self) {
        if let Kind::Stream(stream, _) = &self.kind {
            // A peer that is gone already need not be told.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

/// Errors in a row that a receive reads over: each is one of an earlier send, to a port that nobody listens on.
const ERRORS: usize = 64;

/// The next datagram.
fn datagram(socket: &UdpSocket) -> Option<(SocketAddrV4, Vec<u8>)> {
    let mut buffer = vec![0; DATAGRAM];
    for _ in 0..ERRORS {
        match socket.recv_from(&mut buffer) {
            Ok((count, SocketAddr::V4(from))) => {
                buffer.truncate(count);
                return Some((from, buffer));
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => return None,
            Ok(_) | Err(_) => {}
        }
    }
    None
}

/// Begins to connect.
pub(super) fn connect(from: SocketAddrV4, to: SocketAddrV4) -> Result<TcpStream, NetError> {
    let socket = socket2::Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP)).map_err(|_| NetError::NoSockets)?;
    socket.set_nonblocking(true).map_err(|_| NetError::NoSockets)?;
    if from.port() != 0 {
        socket.set_reuse_address(true).map_err(|_| NetError::NoSockets)?;
    }
    if from.port() != 0 || *from.ip() != Ipv4Addr::UNSPECIFIED {
        socket.bind(&from.into()).map_err(|error| why(&error))?;
    }
    match socket.connect(&to.into()) {
        Ok(()) => {}
        Err(error) if under_way(&error) => {}
        Err(error) => return Err(why(&error)),
    }
    Ok(TcpStream::from_std(socket.into()))
}

/// Whether a connect goes on in the background.
fn under_way(error: &io::Error) -> bool {
    #[cfg(unix)]
    let in_progress = error.raw_os_error() == Some(rustix::io::Errno::INPROGRESS.raw_os_error());
    #[cfg(not(unix))]
    let in_progress = false;
    in_progress || error.kind() == ErrorKind::WouldBlock
}

/// Listens.
pub(super) fn listen(at: SocketAddrV4, backlog: u8) -> Result<TcpListener, NetError> {
    let socket = socket2::Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP)).map_err(|_| NetError::NoSockets)?;
    let listening = (|| {
        socket.set_nonblocking(true)?;
        // Elsewhere than on Unix this lets two servers share a port.
        #[cfg(unix)]
        socket.set_reuse_address(true)?;
        socket.bind(&at.into())?;
        socket.listen(i32::from(backlog))
    })();
    listening.map_err(|error| why(&error))?;
    Ok(TcpListener::from_std(socket.into()))
}

/// A socket for datagrams.
pub(super) fn bind(at: SocketAddrV4) -> Result<UdpSocket, NetError> {
    UdpSocket::bind(at.into()).map_err(|error| why(&error))
}

/// What an error of the system means to the modem.
pub(super) fn why(error: &io::Error) -> NetError {
    match error.kind() {
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset => NetError::Refused,
        ErrorKind::TimedOut => NetError::TimedOut,
        ErrorKind::AddrInUse | ErrorKind::PermissionDenied => NetError::PortInUse,
        _ => NetError::Unreachable,
    }
}
