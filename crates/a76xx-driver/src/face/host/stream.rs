//! Connections and servers.

use std::io;
use std::net::SocketAddrV4;

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};

use a76xx_parser::typed::{LinkId, ServerId};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::modem::Modem;
use crate::face::shared::Access;
use crate::face::waiting::Slot;
use crate::{Delivery, Error};

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        let kind = match error {
            Error::Misuse => io::ErrorKind::InvalidInput,
            Error::Busy => io::ErrorKind::ResourceBusy,
            Error::Down | Error::Silent => io::ErrorKind::NotConnected,
            Error::PeerClosed | Error::Dropped | Error::Restarted | Error::Gone => io::ErrorKind::ConnectionReset,
            Error::NetworkLost => io::ErrorKind::NetworkDown,
            Error::Refused(_) | Error::Error => io::ErrorKind::ConnectionRefused,
            Error::TimedOut => io::ErrorKind::TimedOut,
            Error::DataLost => io::ErrorKind::InvalidData,
            Error::Unconfirmed => io::ErrorKind::ConnectionAborted,
        };
        Self::new(kind, error)
    }
}

/// A connection. Dropped, what was written is still sent, and then it is closed.
pub struct TcpStream {
    modem: Modem,
    link: LinkId,
}

impl fmt::Debug for TcpStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TcpStream").field("link", &self.link).finish_non_exhaustive()
    }
}

impl Drop for TcpStream {
    fn drop(&mut self) {
        self.modem.0.with(|machine, now| machine.release(now, self.link));
    }
}

impl TcpStream {
    pub(super) const fn of(modem: Modem, link: LinkId) -> Self {
        Self { modem, link }
    }

    /// Its link.
    pub const fn link(&self) -> LinkId {
        self.link
    }

    /// The peer, where its address is known.
    pub fn peer(&self) -> Option<SocketAddrV4> {
        self.modem.0.run(|machine, _| machine.peer(self.link))
    }

    /// What is known of the bytes that were written.
    pub fn delivery(&self) -> Delivery {
        self.modem.0.run(|machine, _| machine.delivery(self.link))
    }

    /// Closes at once; what was not sent is dropped.
    pub fn abort(&self) {
        self.modem.0.with(|machine, now| machine.abort(now, self.link));
    }
}

impl AsyncRead for TcpStream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if into.remaining() == 0 {
            return Poll::Ready(Ok(()));
        }
        let slot = into.initialize_unfilled();
        let look = self.modem.0.look(Slot::Link(self.link), cx.waker(), |machine, now| machine.receive(now, self.link, slot).transpose());
        match look {
            None => Poll::Pending,
            Some(Ok(count)) => {
                into.advance(count);
                Poll::Ready(Ok(()))
            }
            Some(Err(why)) => Poll::Ready(Err(why.into())),
        }
    }
}

impl AsyncWrite for TcpStream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if bytes.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let look = self.modem.0.look(Slot::Link(self.link), cx.waker(), |machine, now| match machine.send(now, self.link, bytes) {
            Ok(0) => None,
            done => Some(done),
        });
        look.map_or(Poll::Pending, |done| Poll::Ready(done.map_err(Into::into)))
    }

    /// Waits until the module has confirmed all that was written.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let look = self.modem.0.look(Slot::Link(self.link), cx.waker(), |machine, _| match machine.is_flushed(self.link) {
            Ok(false) => None,
            done => Some(done),
        });
        look.map_or(Poll::Pending, |done| Poll::Ready(done.map(|_| ()).map_err(Into::into)))
    }

    /// Sends what was written; the module has no half of a close, so the connection is closed with it.
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.modem.0.with(|machine, now| machine.close(now, self.link));
        let look = self.modem.0.look(Slot::Link(self.link), cx.waker(), |machine, _| match machine.is_open(self.link) {
            Ok(_) => None,
            Err(_) => Some(machine.is_flushed(self.link)),
        });
        look.map_or(Poll::Pending, |done| Poll::Ready(done.map(|_| ()).map_err(Into::into)))
    }
}

/// A server. Dropped, it stops once its clients are gone.
pub struct TcpListener {
    modem: Modem,
    server: ServerId,
}

impl fmt::Debug for TcpListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TcpListener").field("server", &self.server).finish_non_exhaustive()
    }
}

impl Drop for TcpListener {
    fn drop(&mut self) {
        self.modem.0.with(|machine, now| machine.unlisten(now, self.server));
    }
}

impl TcpListener {
    pub(super) const fn of(modem: Modem, server: ServerId) -> Self {
        Self { modem, server }
    }

    /// Waits for a client. Cancelled, it has taken none.
    ///
    /// # Errors
    /// Why there will be none.
    pub async fn accept(&self) -> Result<(TcpStream, SocketAddrV4), Error> {
        let accepted = self.modem.0.wait(Slot::Server(self.server), |machine, _| machine.accept(self.server).transpose()).await?;
        Ok((TcpStream::of(self.modem.clone(), accepted.link), accepted.peer))
    }
}
