//! This machine's own sockets with the same traits, for comparison.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use embedded_io_adapters::tokio_1::FromTokio;
use embedded_nal_async::{AddrType, Dns, TcpConnect};
use tokio::net::TcpStream;

/// They know one name beside what is written as an address.
#[derive(Clone, Copy, Debug)]
pub struct Direct {
    /// The name.
    pub name: &'static str,
    /// Its address.
    pub address: Ipv4Addr,
}

impl TcpConnect for Direct {
    type Error = io::Error;
    type Connection<'a> = FromTokio<TcpStream>;

    async fn connect(&self, remote: SocketAddr) -> io::Result<Self::Connection<'_>> {
        Ok(FromTokio::new(TcpStream::connect(remote).await?))
    }
}

impl Dns for Direct {
    type Error = io::Error;

    async fn get_host_by_name(&self, host: &str, _: AddrType) -> io::Result<IpAddr> {
        match host.parse() {
            Ok(address) => Ok(address),
            Err(_) if host == self.name => Ok(self.address.into()),
            Err(_) => Err(io::ErrorKind::NotFound.into()),
        }
    }

    async fn get_host_by_address(&self, _: IpAddr, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
