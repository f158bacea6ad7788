//! Whatever a module is behind: a serial port, a Unix socket, a TCP port.

use std::io;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
#[cfg(unix)]
use tokio::net::UnixStream;
use tokio_serial::SerialPortBuilderExt as _;

/// Something that carries bytes both ways.
pub trait Line: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Line for T {}

/// A port that is open.
pub type Port = Box<dyn Line>;

/// Opens a port: `/dev/ttyUSB2`, the path of a Unix socket, or `address:port`.
///
/// # Errors
/// Why it cannot be opened.
pub async fn open(name: &str, baud: u32) -> io::Result<Port> {
    if name.parse::<std::net::SocketAddr>().is_ok() {
        return Ok(Box::new(TcpStream::connect(name).await?));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if std::fs::metadata(name)?.file_type().is_socket() {
            return Ok(Box::new(UnixStream::connect(name).await?));
        }
    }
    Ok(Box::new(tokio_serial::new(name, baud).open_native_async()?))
}
