//! TCP clients in buffered mode.

use std::time::Duration;

use crate::support::{PEER, Pair, got};
use a76xx_driver::{Config, Error, Host};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Config as Sim, Modem};

fn world(host: Peer) -> Scripted {
    Scripted::new(Way::default(), 1).host(PEER, host)
}

fn open<const LINE: usize, const KEPT: usize>(pair: &mut Pair<10, LINE, KEPT>) -> a76xx_driver::LinkId {
    let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    let open = pair.until(Duration::from_secs(10), |pair| pair.machine.is_open(link) == Ok(true));
    assert!(open, "{:?}\n{}", pair.machine.is_open(link), pair.transcript());
    link
}

#[test]
fn a_client_sends_receives_and_closes() {
    talks::<321, 512>();
}

/// With as few buffers as there can be: no questions, no notices, and a module that waits for data of nobody is woken all the same.
#[test]
fn a_client_needs_no_long_lines() {
    talks::<128, 2>();

    let mut pair = Pair::<10, 128, 2>::new(Config::DEFAULT, Modem::running(Sim::default()), world(Peer::Echo));
    pair.up();
    let name = "a".repeat(100);
    assert_eq!(pair.machine.open_tcp(pair.now, Host::Name(&name, 80)), Err(Error::Misuse));
    assert_eq!(pair.machine.command(pair.now, b"AT+CCLK?"), Err(Error::Misuse));
    pair.machine.handle_reset(pair.now);
    let calls: Vec<Vec<u8>> = pair.hears_for(Duration::from_secs(15));
    assert!(calls.iter().any(|call| call.len() == 303), "{calls:?}");
}

fn talks<const LINE: usize, const KEPT: usize>() {
    let mut pair = Pair::<10, LINE, KEPT>::new(Config::DEFAULT, Modem::running(Sim::default()), world(Peer::Echo));
    pair.up();
    let link = open(&mut pair);
    let data: Vec<u8> = (0..20_000_u32).flat_map(u32::to_be_bytes).collect();
    for part in data.chunks(3000) {
        pair.send_all(link, part).unwrap();
        assert_eq!(pair.read_all(link, part.len()).unwrap(), part);
    }
    assert_eq!(got(pair.rig.world(), PEER), data);
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
    pair.rig.world_mut().hang_up(crate::support::sim(pair.now), PEER);
    let all = pair.read_all(link, usize::MAX).unwrap();
    assert_eq!(all, b"hello\r\nOK\r\n");
    assert_eq!(pair.machine.send(pair.now, link, b"more"), Err(Error::PeerClosed));
    pair.assert_clean();
}
