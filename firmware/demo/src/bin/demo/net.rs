//! The sockets of this application: how many, how large, and what is done where the module fails.

use a76xx_driver::{EmbassyClock, Error, Runner, Stack, State};
use a76xx_firmware::say;

/// Sockets at a time.
const LINKS: usize = 4;
/// Bytes that wait in each, on their way in and out.
const BUFFER: usize = 1536;

pub type Memory = State<EmbassyClock, LINKS, BUFFER, BUFFER>;
pub type Modem = Runner<'static, EmbassyClock, LINKS, BUFFER, BUFFER>;
pub type Net = Stack<'static, EmbassyClock, LINKS, BUFFER, BUFFER>;

/// Waits until there is a network, and says whose.
pub async fn up(net: Net) {
    while let Err(why) = net.up().await {
        say!("no network: {why}");
        embassy_time::Timer::after_secs(1).await;
    }
    let status = net.status();
    let address = status.address.unwrap_or(core::net::Ipv4Addr::UNSPECIFIED);
    say!(
        "up: {} {}, address {address}, restarts {}",
        status.model.str().unwrap_or("?"),
        status.revision.str().unwrap_or("?"),
        status.restarts
    );
}

/// Tries something up to three times, and waits for the network before each try.
pub async fn again(net: Net, name: &str, mut what: impl AsyncFnMut() -> Result<(), Error>) -> bool {
    for _ in 0..3 {
        match what().await {
            Ok(()) => return true,
            Err(why) => say!("{name}: {why}"),
        }
        up(net).await;
    }
    false
}
