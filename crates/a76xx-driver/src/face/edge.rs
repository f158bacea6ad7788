//! The traits of edge-nal.

use core::net::SocketAddr;

use a76xx_parser::typed::ServerId;
use edge_nal::{Close, Readable, TcpAccept, TcpBind, TcpConnect, TcpShutdown, TcpSplit};

use super::clock::Clock;
use super::nal::v4;
use super::stack::Stack;
use super::tcp::{Listener, TcpReader, TcpSocket, TcpWriter};
use crate::Error;

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> TcpConnect for Stack<'s, C, LINKS, RX, TX> {
    type Error = Error;
    type Socket<'c>
        = TcpSocket<'s, C, LINKS, RX, TX>
    where
        Self: 'c;

    async fn connect(&self, remote: SocketAddr) -> Result<Self::Socket<'_>, Error> {
        self.connect_to(remote).await
    }
}

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> TcpBind for Stack<'s, C, LINKS, RX, TX> {
    type Error = Error;
    type Accept<'c>
        = Listener<'s, C, LINKS, RX, TX>
    where
        Self: 'c;

    /// Takes the first of the four servers that is free.
    async fn bind(&self, local: SocketAddr) -> Result<Self::Accept<'_>, Error> {
        let port = v4(local)?.port();
        for server in ServerId::all() {
            match self.listen(server, port, None).await {
                Err(Error::Misuse) => {}
                done => return done,
            }
        }
        Err(Error::Busy)
    }
}

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> TcpAccept for Listener<'s, C, LINKS, RX, TX> {
    type Error = Error;
    type Socket<'c>
        = TcpSocket<'s, C, LINKS, RX, TX>
    where
        Self: 'c;

    async fn accept(&self) -> Result<(SocketAddr, Self::Socket<'_>), Error> {
        let (peer, socket) = Listener::accept(self).await?;
        Ok((SocketAddr::V4(peer), socket))
    }
}

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> TcpSplit for TcpSocket<'s, C, LINKS, RX, TX> {
    type Read<'a>
        = TcpReader<'a, 's, C, LINKS, RX, TX>
    where
        Self: 'a;
    type Write<'a>
        = TcpWriter<'a, 's, C, LINKS, RX, TX>
    where
        Self: 'a;

    fn split(&mut self) -> (Self::Read<'_>, Self::Write<'_>) {
        TcpSocket::split(self)
    }
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Readable for TcpSocket<'_, C, LINKS, RX, TX> {
    async fn readable(&mut self) -> Result<(), Error> {
        TcpSocket::readable(self).await
    }
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Readable for TcpReader<'_, '_, C, LINKS, RX, TX> {
    async fn readable(&mut self) -> Result<(), Error> {
        self.0.readable().await
    }
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> TcpShutdown for TcpSocket<'_, C, LINKS, RX, TX> {
    /// The module knows no half of a close: for the writing half what was written is sent, the reading half has no effect.
    async fn close(&mut self, what: Close) -> Result<(), Error> {
        match what {
            Close::Both => TcpSocket::close(self).await,
            Close::Write => self.flushed().await,
            Close::Read => Ok(()),
        }
    }

    async fn abort(&mut self) -> Result<(), Error> {
        TcpSocket::abort(self);
        Ok(())
    }
}
