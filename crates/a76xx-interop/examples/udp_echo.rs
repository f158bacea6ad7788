//! Sends datagrams and prints what comes back: `udp_echo --port /dev/ttyUSB2 192.0.2.7:7 one two three`.

use std::error::Error;
use std::net::SocketAddrV4;
use std::time::Duration;

use a76xx_driver::Config;
use a76xx_interop::args::Line;
use clap::Parser;
use tokio::time::timeout;

/// Send datagrams through a module, and print the answers
#[derive(Parser)]
struct Args {
    #[command(flatten)]
    line: Line,
    /// Address and port of the peer
    peer: SocketAddrV4,
    /// What to send
    #[arg(required = true)]
    texts: Vec<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let Args { line, peer, texts } = Args::parse();
    let modem = line.up(Config::DEFAULT).await?;
    let socket = modem.udp(0, Some(peer)).await?;
    let mut buffer = [0; 1500];
    for text in texts {
        socket.send(text.as_bytes()).await?;
        // Datagrams may be lost.
        match timeout(Duration::from_secs(5), socket.receive_from(&mut buffer)).await {
            Ok(datagram) => {
                let datagram = datagram?;
                let bytes = buffer.get(..datagram.len).unwrap_or_default();
                println!("{} said: {}", datagram.from, String::from_utf8_lossy(bytes));
            }
            Err(_) => println!("no answer to {text}"),
        }
    }
    Ok(())
}
