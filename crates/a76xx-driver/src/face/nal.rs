//! The traits of embedded-nal-async. The module has IPv4 alone.

use core::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4};

use embedded_nal_async::{AddrType, ConnectedUdp, Dns, TcpConnect, UdpStack, UnconnectedUdp};

use super::clock::Clock;
use super::shared::Access;
use super::stack::Stack;
use super::tcp::TcpSocket;
use super::udp::UdpSocket;
use crate::{Error, Host};

/// An address that the module can use.
pub(super) const fn v4(address: SocketAddr) -> Result<SocketAddrV4, Error> {
    match address {
        SocketAddr::V4(address) => Ok(address),
        SocketAddr::V6(_) => Err(Error::Misuse),
    }
}

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> TcpConnect for Stack<'s, C, LINKS, RX, TX> {
    type Error = Error;
    type Connection<'c>
        = TcpSocket<'s, C, LINKS, RX, TX>
    where
        Self: 'c;

    /// Cancelled, it closes what it has opened.
    async fn connect(&self, remote: SocketAddr) -> Result<Self::Connection<'_>, Error> {
        self.connect_to(remote).await
    }
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Dns for Stack<'_, C, LINKS, RX, TX> {
    type Error = Error;

    /// Cancelled, it drops the answer.
    async fn get_host_by_name(&self, host: &str, kind: AddrType) -> Result<IpAddr, Error> {
        match kind {
            AddrType::IPv6 => Err(Error::Misuse),
            AddrType::IPv4 | AddrType::Either => self.address_of(host).await,
        }
    }

    /// The module has no command for it.
    async fn get_host_by_address(&self, _: IpAddr, _: &mut [u8]) -> Result<usize, Error> {
        Err(Error::Misuse)
    }
}

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> UdpStack for Stack<'s, C, LINKS, RX, TX> {
    type Error = Error;
    type Connected = UdpSocket<'s, C, LINKS, RX, TX>;
    type UniquelyBound = UdpSocket<'s, C, LINKS, RX, TX>;
    type MultiplyBound = UdpSocket<'s, C, LINKS, RX, TX>;

    async fn connect_from(&self, local: SocketAddr, remote: SocketAddr) -> Result<(SocketAddr, Self::Connected), Error> {
        let port = self.port(local)?;
        let socket = self.udp(port, Some(v4(remote)?)).await?;
        Ok((self.local(port), socket))
    }

    async fn bind_single(&self, local: SocketAddr) -> Result<(SocketAddr, Self::UniquelyBound), Error> {
        let port = self.port(local)?;
        let socket = self.udp(port, None).await?;
        Ok((self.local(port), socket))
    }

    async fn bind_multiple(&self, local: SocketAddr) -> Result<Self::MultiplyBound, Error> {
        self.udp(self.port(local)?, None).await
    }
}

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Stack<'s, C, LINKS, RX, TX> {
    /// Connects to an address of either family, where the module has it.
    pub(super) async fn connect_to(self, remote: SocketAddr) -> Result<TcpSocket<'s, C, LINKS, RX, TX>, Error> {
        self.connect(Host::Address(v4(remote)?)).await
    }

    /// The address that a text is, or names.
    pub(super) async fn address_of(self, host: &str) -> Result<IpAddr, Error> {
        match host.parse::<Ipv4Addr>() {
            Ok(address) => Ok(IpAddr::V4(address)),
            Err(_) => self.resolve(host).await.map(IpAddr::V4),
        }
    }

    /// The port of an address; for 0 one that is free.
    pub(super) fn port(self, local: SocketAddr) -> Result<u16, Error> {
        match v4(local)?.port() {
            0 => Ok(self.state.with(|machine, now| machine.free_port(now))),
            port => Ok(port),
        }
    }

    /// The own address with a port.
    fn local(self, port: u16) -> SocketAddr {
        SocketAddr::V4(SocketAddrV4::new(self.status().address.unwrap_or(Ipv4Addr::UNSPECIFIED), port))
    }
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> ConnectedUdp for UdpSocket<'_, C, LINKS, RX, TX> {
    type Error = Error;

    /// Cancelled, it has sent nothing.
    async fn send(&mut self, data: &[u8]) -> Result<(), Error> {
        let peer = self.peer().ok_or(Error::Misuse)?;
        self.send_to(data, peer).await
    }

    /// Cancelled, it has taken nothing.
    async fn receive_into(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        Ok(self.receive_from(buffer).await?.len)
    }
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> UnconnectedUdp for UdpSocket<'_, C, LINKS, RX, TX> {
    type Error = Error;

    async fn send(&mut self, _: SocketAddr, remote: SocketAddr, data: &[u8]) -> Result<(), Error> {
        self.send_to(data, v4(remote)?).await
    }

    /// The local address is not told: the module does not know to which of its addresses a datagram came.
    async fn receive_into(&mut self, buffer: &mut [u8]) -> Result<(usize, SocketAddr, SocketAddr), Error> {
        let datagram = self.receive_from(buffer).await?;
        let local = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, 0));
        Ok((datagram.len, local, SocketAddr::V4(datagram.from)))
    }
}
