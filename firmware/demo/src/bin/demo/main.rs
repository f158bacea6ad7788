//! What an application does with a module: it comes up, asks for a page, publishes and hears a message, serves a client, and goes on where the
//! module restarts.

#![no_std]
#![no_main]

mod http;
mod mqtt;
mod net;
mod serve;

use a76xx_driver::{Config, EmbassyClock, State};
use a76xx_firmware::board::{self, line};
use a76xx_firmware::say;
use embassy_executor::Spawner;
use static_cell::ConstStaticCell;

use net::{Memory, Modem, Net};

const CONFIG: Config = Config { apn: Some("internet"), ..Config::DEFAULT };

#[embassy_executor::main]
async fn main(spawner: Spawner) {
    // Made while compiling: made on the spot it would be on the stack first.
    static MEMORY: ConstStaticCell<Memory> = ConstStaticCell::new(State::new(CONFIG, EmbassyClock));
    let (reader, writer) = board::start();
    let (modem, net) = MEMORY.take().split();
    spawner.spawn(run(modem, reader, writer).unwrap());

    net::up(net).await;
    let well = day(net).await;
    say!("stack: at most {} bytes", board::stack::depth());
    say!("{}", if well { "all done" } else { "something failed" });
    board::exit(well)
}

/// Owns the line.
#[embassy_executor::task]
async fn run(mut modem: Modem, reader: line::Reader, writer: line::Writer) {
    let end = modem.run(reader, writer).await;
    say!("the line has ended: {end:?}");
}

/// One thing after the other; each is tried again where the module fails.
async fn day(net: Net) -> bool {
    net::again(net, "http", async || http::get(net, "http.example", "/first").await).await
        && net::again(net, "mqtt", async || mqtt::talk(net, "mqtt.example").await).await
        && net::again(net, "serve", async || serve::one_client(net, 47_670).await).await
        && net::again(net, "http", async || http::get(net, "http.example", "/second").await).await
}
