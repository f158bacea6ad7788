//! Takes clients on a port of the module and sends back what they say: `tcp_server --port /dev/ttyUSB2 8080`.

use std::error::Error;

use a76xx_driver::Config;
use a76xx_driver::host::TcpStream;
use a76xx_interop::args::Line;
use clap::Parser;
use tokio::io::AsyncWriteExt as _;

/// Serve clients on a module
#[derive(Parser)]
struct Args {
    #[command(flatten)]
    line: Line,
    /// The port of the module
    number: u16,
    /// End behind so many clients
    #[arg(long)]
    clients: Option<u32>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let Args { line, number, clients } = Args::parse();
    let modem = line.up(Config::DEFAULT).await?;
    let listener = modem.listen(number).await?;
    println!("listening on port {number}, at {:?}", modem.status().address);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..clients.unwrap_or(u32::MAX) {
        let (stream, peer) = listener.accept().await?;
        println!("{peer} has come");
        tasks.spawn(async move {
            match serve(stream).await {
                Ok(count) => println!("{peer} had {count} bytes back"),
                Err(error) => println!("{peer}: {error}"),
            }
        });
    }
    while tasks.join_next().await.is_some() {}
    Ok(())
}

async fn serve(stream: TcpStream) -> std::io::Result<u64> {
    let (mut from, mut to) = tokio::io::split(stream);
    let count = tokio::io::copy(&mut from, &mut to).await?;
    to.flush().await?;
    Ok(count)
}
