//! TCP clients in buffered mode.

#![allow(
    missing_docs,
    dead_code,
    clippy::cast_precision_loss,
    clippy::duration_suboptimal_units,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a fault here is a failed test; each file takes what it needs of the support"
)]

mod support;

use std::time::Duration;

use a76xx_driver::{Config, Error, Host};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Config as Sim, Modem};
use support::{PEER, Pair, got};

fn world(host: Peer) -> Scripted {
    Scripted::new(Way::default(), 1).host(PEER, host)
}

fn open(pair: &mut Pair) -> a76xx_driver::LinkId {
    let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    let open = pair.until(Duration::from_secs(10), |pair| pair.machine.is_open(link) == Ok(true));
    assert!(open, "{:?}\n{}", pair.machine.is_open(link), pair.transcript());
    link
}

#[test]
fn a_client_sends_receives_and_closes() {
    let mut pair = Pair::<10>::new(Config::DEFAULT, Modem::running(Sim::default()), world(Peer::Echo));
    pair.up();
    let link = open(&mut pair);
    let data: Vec<u8> = (0..20_000_u32).flat_map(u32::to_be_bytes).collect();
    for part in data.chunks(3000) {
        pair.send_all(link, part).unwrap();
        assert_eq!(pair.read_all(link, part.len()).unwrap(), part);
    }
    assert_eq!(got(&pair.bench.world, PEER), data);
    pair.machine.close(pair.now, link);
    assert!(pair.until(Duration::from_secs(10), |pair| pair.machine.is_open(link) == Err(Error::Gone)));
    pair.machine.release(pair.now, link);
    pair.run(Duration::from_secs(100));
    pair.assert_clean();
}

#[test]
fn a_peer_that_closes_is_the_end_of_data() {
    let mut pair = Pair::<10>::new(Config::DEFAULT, Modem::running(Sim::default()), world(Peer::Greeter(b"hello\r\nOK\r\n".to_vec())));
    pair.up();
    let link = open(&mut pair);
    pair.bench.world.hang_up(support::sim(pair.now), PEER);
    let all = pair.read_all(link, usize::MAX).unwrap();
    assert_eq!(all, b"hello\r\nOK\r\n");
    assert_eq!(pair.machine.send(pair.now, link, b"more"), Err(Error::PeerClosed));
    pair.assert_clean();
}

#[test]
fn the_state_is_small() {
    // Without the payload buffers: what ten links and everything else cost.
    let state = size_of::<a76xx_driver::Machine<10, 1, 1>>();
    println!("machine of ten links without buffers: {state} bytes, of which the model is {}", size_of::<a76xx_driver::Model>());
    assert!(state <= 5400, "{state}");
}
