//! Transparent mode: a byte pipe, its escape, and bytes that look like one.

use std::time::Duration;

use crate::support::{PEER, Pair, got, sim};
use a76xx_driver::{Config, Error, Host, LinkId};
use a76xx_parser::{Request, typed::Name};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Config as Sim, Modem};

const SECONDS: Duration = Duration::from_secs(1);
const PIPE: Config = Config { transparent: true, ..Config::DEFAULT };

fn pair() -> (Pair, LinkId) {
    let world = Scripted::new(Way::default(), 1).host(PEER, Peer::Echo);
    let mut pair = Pair::<10>::new(PIPE, Modem::running(Sim::default()), world);
    pair.up();
    let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    let open = pair.until(10 * SECONDS, |pair| pair.machine.is_open(link) == Ok(true));
    assert!(open && pair.machine.is_online(), "{:?}\n{}", pair.machine.is_open(link), pair.transcript());
    (pair, link)
}

#[test]
fn bytes_go_through_as_they_are() {
    let (mut pair, link) = pair();
    let mut all = Vec::new();
    for data in [&b"hello\r\nOK\r\n+IPCLOSE: 0,1\r\n"[..], b"+++", b"++", b"+", b"a+++", b"+++AT\r", b"\r\nNO CARRIER", &[0x1a; 900]] {
        // An escape is told by the silence around it.
        pair.run(3 * SECONDS);
        pair.send_all(link, data).unwrap();
        all.extend_from_slice(data);
        assert_eq!(pair.read_all(link, data.len()).unwrap(), data, "{}", pair.transcript());
    }
    pair.run(3 * SECONDS);
    assert_eq!(got(pair.rig.world(), PEER), all);
    assert!(pair.machine.is_online());
    // Plus signs that are data are held apart so that they are no escape.
    pair.assert_clean_but(&["AT415"]);
}

#[test]
fn the_pipe_is_left_resumed_and_closed() {
    let (mut pair, link) = pair();
    pair.send_all(link, b"before").unwrap();
    pair.machine.pause(pair.now);
    assert!(pair.until(5 * SECONDS, |pair| !pair.machine.is_online()), "{}", pair.transcript());
    pair.machine.ask(pair.now, &Request::Exec(Name::Csq)).unwrap();
    assert!(pair.until(5 * SECONDS, |pair| pair.machine.reply().is_some()), "{}", pair.transcript());
    assert_eq!(pair.machine.reply().unwrap().result, Ok(()));
    pair.machine.dismiss();
    pair.machine.resume(pair.now);
    assert!(pair.until(5 * SECONDS, |pair| pair.machine.is_online()), "{}", pair.transcript());
    pair.send_all(link, b" and behind").unwrap();
    assert_eq!(pair.read_all(link, 17).unwrap(), b"before and behind");
    pair.machine.close(pair.now, link);
    assert!(pair.until(10 * SECONDS, |pair| pair.machine.is_open(link).is_err()), "{}", pair.transcript());
    pair.machine.release(pair.now, link);
    pair.run(5 * SECONDS);
    pair.assert_clean();
}

#[test]
fn a_peer_that_closes_ends_the_pipe() {
    let (mut pair, link) = pair();
    pair.send_all(link, b"question").unwrap();
    assert_eq!(pair.read_all(link, 8).unwrap(), b"question");
    pair.rig.world_mut().hang_up(sim(pair.now), PEER);
    assert_eq!(pair.read_all(link, 1).unwrap(), b"");
    assert_eq!(pair.machine.send(pair.now, link, b"more"), Err(Error::PeerClosed));
    pair.machine.release(pair.now, link);
    let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    assert!(pair.until(10 * SECONDS, |pair| pair.machine.is_open(link) == Ok(true)));
    pair.assert_clean();
}
