//! Reads a page: `http_get --port /dev/ttyUSB2 example.com 80 /`.

use std::error::Error;

use a76xx_driver::{Config, Host};
use a76xx_interop::args::Line;
use clap::Parser;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// Read a page through a module
#[derive(Parser)]
struct Args {
    #[command(flatten)]
    line: Line,
    /// Name or address of the server
    host: String,
    /// Its port
    number: u16,
    /// The page
    #[arg(default_value = "/")]
    path: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let Args { line, host, number, path } = Args::parse();
    let modem = line.up(Config::DEFAULT).await?;
    let mut stream = modem.connect(Host::Name(&host, number)).await?;
    stream.write_all(format!("GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n").as_bytes()).await?;
    let mut page = Vec::new();
    stream.read_to_end(&mut page).await?;
    tokio::io::stdout().write_all(&page).await?;
    Ok(tokio::io::stdout().flush().await?)
}
