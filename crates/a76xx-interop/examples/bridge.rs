//! Connects standard input and output with a server, through the module's transparent mode: `bridge --port /dev/ttyUSB2 192.0.2.7 7`.

use std::error::Error;

use a76xx_driver::{Config, Host};
use a76xx_interop::args::Line;
use clap::Parser;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// Be a pipe to a server
#[derive(Parser)]
struct Args {
    #[command(flatten)]
    line: Line,
    /// Name or address of the server
    host: String,
    /// Its port
    number: u16,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let Args { line, host, number } = Args::parse();
    let modem = line.up(Config { transparent: true, ..Config::DEFAULT }).await?;
    let mut stream = modem.connect(Host::Name(&host, number)).await?;
    let (mut input, mut output) = (tokio::io::stdin(), tokio::io::stdout());
    let (mut typed, mut came) = ([0; 1024], [0; 1024]);
    let mut typing = true;
    loop {
        tokio::select! {
            read = input.read(&mut typed), if typing => match read? {
                // The server may still have something to say.
                0 => typing = false,
                count => stream.write_all(typed.get(..count).unwrap_or_default()).await?,
            },
            read = stream.read(&mut came) => match read? {
                0 => break,
                count => {
                    output.write_all(came.get(..count).unwrap_or_default()).await?;
                    output.flush().await?;
                }
            },
        }
    }
    Ok(())
}
