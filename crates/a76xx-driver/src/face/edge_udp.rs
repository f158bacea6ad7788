//! The traits of edge-nal for datagrams and names.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use edge_nal::{AddrType, Dns, MulticastV4, MulticastV6, Readable, UdpBind, UdpConnect, UdpReceive, UdpSend, UdpSplit, UdpSplitMulticast};
use embedded_io_async::ErrorType;

use super::clock::Clock;
use super::nal::v4;
use super::shared::Access;
use super::stack::Stack;
use super::udp::UdpSocket;
use super::waiting::Slot;
use crate::Error;

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> UdpConnect for Stack<'s, C, LINKS, RX, TX> {
    type Error = Error;
    type Socket<'c>
        = UdpSocket<'s, C, LINKS, RX, TX>
    where
        Self: 'c;

    async fn connect(&self, local: SocketAddr, remote: SocketAddr) -> Result<Self::Socket<'_>, Error> {
        self.udp(self.port(local)?, Some(v4(remote)?)).await
    }
}

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> UdpBind for Stack<'s, C, LINKS, RX, TX> {
    type Error = Error;
    type Socket<'c>
        = UdpSocket<'s, C, LINKS, RX, TX>
    where
        Self: 'c;

    async fn bind(&self, local: SocketAddr) -> Result<Self::Socket<'_>, Error> {
        self.udp(self.port(local)?, None).await
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

/// One half of a UDP socket, or its word on groups, of which the module knows nothing.
pub struct UdpHalf<'a, 's, C: Clock, const LINKS: usize, const RX: usize, const TX: usize>(&'a UdpSocket<'s, C, LINKS, RX, TX>);

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> core::fmt::Debug for UdpHalf<'_, '_, C, LINKS, RX, TX> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("UdpHalf").field(self.0).finish()
    }
}

impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> UdpSocket<'_, C, LINKS, RX, TX> {
    /// Cancelled, it has taken none.
    async fn take(&self, buffer: &mut [u8]) -> Result<(usize, SocketAddr), Error> {
        let datagram = self.receive_from(buffer).await?;
        Ok((datagram.len, SocketAddr::V4(datagram.from)))
    }

    /// Cancelled, it has sent nothing.
    async fn give(&self, remote: SocketAddr, data: &[u8]) -> Result<(), Error> {
        let peer = match self.peer() {
            Some(peer) => peer,
            None => v4(remote)?,
        };
        self.send_to(data, peer).await
    }

    async fn has_some(&self) -> Result<(), Error> {
        self.stack.state.wait(Slot::Link(self.link), |machine, _| machine.is_readable(self.link).then_some(())).await;
        Ok(())
    }
}

macro_rules! datagrams {
    ($Name:ident<$($life:lifetime),*>, $own:ident => $socket:expr) => {
        impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> ErrorType for $Name<$($life,)* C, LINKS, RX, TX> {
            type Error = Error;
        }

        impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> UdpReceive for $Name<$($life,)* C, LINKS, RX, TX> {
            async fn receive(&mut self, buffer: &mut [u8]) -> Result<(usize, SocketAddr), Error> {
                let $own = self;
                $socket.take(buffer).await
            }
        }

        impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> UdpSend for $Name<$($life,)* C, LINKS, RX, TX> {
            async fn send(&mut self, remote: SocketAddr, data: &[u8]) -> Result<(), Error> {
                let $own = self;
                $socket.give(remote, data).await
            }
        }

        impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> Readable for $Name<$($life,)* C, LINKS, RX, TX> {
            async fn readable(&mut self) -> Result<(), Error> {
                let $own = self;
                $socket.has_some().await
            }
        }

        impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> MulticastV4 for $Name<$($life,)* C, LINKS, RX, TX> {
            async fn join_v4(&mut self, _: Ipv4Addr, _: Ipv4Addr) -> Result<(), Error> {
                Err(Error::Misuse)
            }

            async fn leave_v4(&mut self, _: Ipv4Addr, _: Ipv4Addr) -> Result<(), Error> {
                Err(Error::Misuse)
            }
        }

        impl<C: Clock, const LINKS: usize, const RX: usize, const TX: usize> MulticastV6 for $Name<$($life,)* C, LINKS, RX, TX> {
            async fn join_v6(&mut self, _: Ipv6Addr, _: u32) -> Result<(), Error> {
                Err(Error::Misuse)
            }

            async fn leave_v6(&mut self, _: Ipv6Addr, _: u32) -> Result<(), Error> {
                Err(Error::Misuse)
            }
        }
    };
}

datagrams!(UdpSocket<'_>, own => own);
datagrams!(UdpHalf<'_, '_>, own => own.0);

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> UdpSplit for UdpSocket<'s, C, LINKS, RX, TX> {
    type Receive<'a>
        = UdpHalf<'a, 's, C, LINKS, RX, TX>
    where
        Self: 'a;
    type Send<'a>
        = UdpHalf<'a, 's, C, LINKS, RX, TX>
    where
        Self: 'a;

    fn split(&mut self) -> (Self::Receive<'_>, Self::Send<'_>) {
        (UdpHalf(self), UdpHalf(self))
    }
}

impl<'s, C: Clock, const LINKS: usize, const RX: usize, const TX: usize> UdpSplitMulticast for UdpSocket<'s, C, LINKS, RX, TX> {
    type MulticastV4<'a>
        = UdpHalf<'a, 's, C, LINKS, RX, TX>
    where
        Self: 'a;
    type MulticastV6<'a>
        = UdpHalf<'a, 's, C, LINKS, RX, TX>
    where
        Self: 'a;

    fn split_multicast(&mut self) -> (Self::Receive<'_>, Self::Send<'_>, Self::MulticastV4<'_>, Self::MulticastV6<'_>) {
        (UdpHalf(self), UdpHalf(self), UdpHalf(self), UdpHalf(self))
    }
}
