//! Sockets for programs on tokio: streams that any library can use, over any port that can be read and written.
//!
//! ```no_run
//! # async fn example(port: tokio::io::DuplexStream) -> Result<(), Box<dyn std::error::Error>> {
//! use a76xx_driver::host::Modem;
//! use a76xx_driver::{Config, Host};
//! use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
//!
//! let modem = Modem::spawn(port, Config { apn: Some("internet"), ..Config::DEFAULT });
//! modem.up().await?;
//! let mut stream = modem.connect(Host::Name("example.com", 80)).await?;
//! stream.write_all(b"GET / HTTP/1.0\r\nHost: example.com\r\n\r\n").await?;
//! let mut page = Vec::new();
//! stream.read_to_end(&mut page).await?;
//! # Ok(()) }
//! ```

mod modem;
mod run;
mod stream;
mod udp;

pub use modem::{LINKS, Modem, RX, TX};
pub use stream::{TcpListener, TcpStream};
pub use udp::UdpSocket;
