//! TCP: connections, their halves, and servers.

use core::fmt;
use core::net::SocketAddrV4;

use a76xx_parser::typed::{LinkId, ServerId};
use embedded_io_async::{ErrorType, Read, Write};

use super::clock::Clock;
use super::shared::Access;
use super::stack::Stack;
use super::waiting::Slot;
use crate::{Delivery, Error, Machine};

/// A connection. Dropped, what was written is still sent, and then it is closed.
pub struct TcpSocket<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> {
    pub(super) stack: Stack<'s, C, LINKS, RX, TX>,
    pub(super) link: LinkId,
}

/// The half of a connection that reads.
pub struct TcpReader<'a, 's, C: Clock, const LINKS: usize, const RX: usize, const TX: usize>(
    pub(super) &'a TcpSocket<'s, C, LINKS, RX, TX>,
);

/// The half of a connection that writes.
pub struct TcpWriter<'a, 's, C: Clock, const LINKS: usize, const RX: usize, const TX: usize>(
    pub(super) &'a TcpSocket<'s, C, LINKS, RX, TX>,
);

macro_rules! shown {
    ($($Name:ident<$($life:lifetime),*>),*) => { $(
        impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> fmt::Debug for $Name<$($life,)* C, LINKS, RX, TX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($Name)).finish_non_exhaustive()
            }
        }
    )* };
}

shown!(TcpSocket<'_>, TcpReader<'_, '_>, TcpWriter<'_, '_>, Listener<'_>);

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> TcpSocket<'s, C, LINKS, RX, TX> {
    pub(super) const fn of(stack: Stack<'s, C, LINKS, RX, TX>, link: LinkId) -> Self {
        Self { stack, link }
    }

    /// Its link.
    pub const fn link(&self) -> LinkId {
        self.link
    }

    /// What is known of the bytes that were written.
    pub fn delivery(&self) -> Delivery {
        self.stack.state.with(|machine, _| machine.delivery(self.link))
    }

    /// Two halves that can be used at the same time.
    pub fn split(&mut self) -> (TcpReader<'_, 's, C, LINKS, RX, TX>, TcpWriter<'_, 's, C, LINKS, RX, TX>) {
        (TcpReader(self), TcpWriter(self))
    }

    /// Sends what was written, closes, and waits until the connection is closed. Cancelled, it still closes.
    ///
    /// # Errors
    /// Why not everything was sent.
    pub async fn close(&mut self) -> Result<(), Error> {
        self.stack.state.close(self.link).await
    }

    /// Closes at once; what was not sent is dropped.
    pub fn abort(&mut self) {
        self.stack.state.with(|machine, now| machine.abort(now, self.link));
    }

    pub(super) async fn receive(&self, into: &mut [u8]) -> Result<usize, Error> {
        let look = |machine: &mut Machine<LINKS, RX, TX>, now| machine.receive(now, self.link, into).transpose();
        self.stack.state.wait(Slot::Link(self.link), look).await
    }

    #[cfg(feature = "edge-nal")]
    pub(super) async fn readable(&self) -> Result<(), Error> {
        let look = |machine: &mut Machine<LINKS, RX, TX>, _| machine.is_readable(self.link).then_some(());
        self.stack.state.wait(Slot::Link(self.link), look).await;
        Ok(())
    }

    pub(super) async fn send(&self, bytes: &[u8]) -> Result<usize, Error> {
        if bytes.is_empty() {
            return Ok(0);
        }
        let look = |machine: &mut Machine<LINKS, RX, TX>, now| match machine.send(now, self.link, bytes) {
            Ok(0) => None,
            done => Some(done),
        };
        self.stack.state.wait(Slot::Link(self.link), look).await
    }

    pub(super) async fn flushed(&self) -> Result<(), Error> {
        self.stack.state.settled(Slot::Link(self.link), |machine| machine.is_flushed(self.link)).await
    }
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Drop for TcpSocket<'_, C, LINKS, RX, TX> {
    fn drop(&mut self) {
        self.stack.state.with(|machine, now| machine.release(now, self.link));
    }
}

macro_rules! io {
    (read $Name:ident<$($life:lifetime),*>, $own:ident => $socket:expr) => {
        impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Read for $Name<$($life,)* C, LINKS, RX, TX> {
            /// Cancelled, it has taken nothing.
            async fn read(&mut self, buf: &mut [u8]) -> Result<usize, Error> {
                let $own = self;
                $socket.receive(buf).await
            }
        }
    };
    (write $Name:ident<$($life:lifetime),*>, $own:ident => $socket:expr) => {
        impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Write for $Name<$($life,)* C, LINKS, RX, TX> {
            /// Cancelled, it has taken nothing.
            async fn write(&mut self, buf: &[u8]) -> Result<usize, Error> {
                let $own = self;
                $socket.send(buf).await
            }

            /// Waits until the module has confirmed all that was written. Cancelling it has no effect.
            async fn flush(&mut self) -> Result<(), Error> {
                let $own = self;
                $socket.flushed().await
            }
        }
    };
    (error $Name:ident<$($life:lifetime),*>) => {
        impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> ErrorType for $Name<$($life,)* C, LINKS, RX, TX> {
            type Error = Error;
        }
    };
}

io!(error TcpSocket<'_>);
io!(error TcpReader<'_, '_>);
io!(error TcpWriter<'_, '_>);
io!(read TcpSocket<'_>, own => own);
io!(write TcpSocket<'_>, own => own);
io!(read TcpReader<'_, '_>, own => own.0);
io!(write TcpWriter<'_, '_>, own => own.0);

/// A server. Dropped, it stops once its clients are gone.
pub struct Listener<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> {
    stack: Stack<'s, C, LINKS, RX, TX>,
    server: ServerId,
}

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Listener<'s, C, LINKS, RX, TX> {
    pub(super) const fn of(stack: Stack<'s, C, LINKS, RX, TX>, server: ServerId) -> Self {
        Self { stack, server }
    }

    /// Waits for a client. Cancelled, it has taken none.
    ///
    /// # Errors
    /// Why there will be none.
    pub async fn accept(&self) -> Result<(SocketAddrV4, TcpSocket<'s, C, LINKS, RX, TX>), Error> {
        let look = |machine: &mut Machine<LINKS, RX, TX>, _| machine.accept(self.server).transpose();
        let accepted = self.stack.state.wait(Slot::Server(self.server), look).await?;
        Ok((accepted.peer, TcpSocket::of(self.stack, accepted.link)))
    }
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Drop for Listener<'_, C, LINKS, RX, TX> {
    fn drop(&mut self) {
        self.stack.state.with(|machine, now| machine.unlisten(now, self.server));
    }
}
