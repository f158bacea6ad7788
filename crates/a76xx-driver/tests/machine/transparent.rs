//! Transparent mode: a byte pipe, its escape, and bytes that look like one.

use std::time::Duration;

use crate::support::{PEER, Pair, faults, got, sim};
use a76xx_driver::{Config, Error, Host, LinkId};
use a76xx_parser::{Request, typed::Name};
use a76xx_sim::net::world::{Host as Peer, Scripted, Way};
use a76xx_sim::{Config as Sim, Device as _, Modem, Rig};

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

#[test]
fn a_pipe_that_opens_and_closes_at_once_leaves_the_line_to_commands() {
    let world = Scripted::new(Way::default(), 1).host(PEER, Peer::Echo);
    let rig = Rig::new(Modem::running(Sim::default()), world).with_faults(faults(1, &["glue 2s"]));
    let mut pair = Pair::<10>::with(PIPE, rig);
    pair.up();
    let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    // The peer leaves before the line has told that it is there.
    let over = pair.until(10 * SECONDS, |pair| {
        let now = sim(pair.now);
        if pair.rig.modem().is_online() {
            pair.rig.world_mut().hang_up(now, PEER);
            pair.rig.handle_timeout(now);
        }
        pair.machine.is_open(link).is_err()
    });
    assert!(over, "{}", pair.transcript());
    assert_eq!(pair.machine.receive(pair.now, link, &mut [0; 99]), Ok(Some(0)), "{}", pair.transcript());
    pair.machine.release(pair.now, link);
    pair.machine.ask(pair.now, &Request::Exec(Name::Csq)).unwrap();
    assert!(pair.until(5 * SECONDS, |pair| pair.machine.reply().is_some()), "{}", pair.transcript());
    assert_eq!(pair.machine.reply().unwrap().result, Ok(()));
}

#[test]
fn behind_an_escape_that_nothing_answered_no_data_are_said_to_what_may_take_commands() {
    let (mut pair, link) = pair();
    pair.machine.pause(pair.now);
    assert_eq!(pair.hears_for(2 * SECONDS), [b"+++"]);
    // The application wants to go on. Whether the module has left the data state nobody knows.
    pair.machine.resume(pair.now);
    assert_eq!(pair.machine.send(pair.now, link, b"AT+CPOF\r"), Ok(8));
    assert_eq!(pair.hears_for(10 * SECONDS), [b"+++", b"+++"]);
    let then = pair.hears_for(10 * SECONDS);
    assert!(then.contains(&b"ATE0\r".to_vec()) && !then.contains(&b"AT+CPOF\r".to_vec()), "{then:?}");
    assert_eq!(pair.machine.is_open(link), Err(Error::Silent));
    assert_eq!(pair.machine.delivery(link).unsent, 8);
}

#[test]
fn an_escape_that_is_answered_late_is_followed_by_the_way_back() {
    let (mut pair, link) = pair();
    pair.machine.pause(pair.now);
    pair.hears_for(2 * SECONDS);
    pair.machine.resume(pair.now);
    assert_eq!(pair.machine.send(pair.now, link, b"more"), Ok(4));
    pair.hears_for(5 * SECONDS);
    pair.machine.handle_rx(pair.now, b"\r\nOK\r\n");
    assert_eq!(pair.hears_for(SECONDS), [b"ATO\r"]);
    pair.machine.handle_rx(pair.now, b"\r\nCONNECT 115200\r\n");
    assert_eq!(pair.hears_for(SECONDS), [b"more"]);
}

#[test]
fn a_data_state_that_is_nobodys_is_left() {
    let world = Scripted::new(Way::default(), 1).host(PEER, Peer::Echo);
    let mut pair = Pair::<10>::new(PIPE, Modem::running(Sim::default()), world);
    pair.up();
    let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    assert!(pair.hears().starts_with(b"AT+CIPOPEN=0,"));
    // The end of a link of this number, told late.
    pair.says(SECONDS, b"\r\n+IPCLOSE: 0,1\r\n");
    assert!(pair.machine.is_open(link).is_err());
    assert_eq!(pair.says(SECONDS, b"\r\nCONNECT 115200\r\n"), b"");
    assert_eq!(pair.hears_for(2 * SECONDS), [b"+++"]);
    assert_eq!(pair.says(Duration::ZERO, b"\r\nOK\r\n"), b"AT+CIPCLOSE?\r");
    assert_eq!(pair.says(SECONDS, b"\r\n+CIPCLOSE: 1,0,0,0,0,0,0,0,0,0\r\n\r\nOK\r\n"), b"AT+CIPCLOSE=0\r");
}

#[test]
fn behind_a_refusal_without_a_reason_the_place_in_the_stream_is_found() {
    let mut pair = Pair::<10>::new(PIPE, Modem::running(Sim::default()), Scripted::new(Way::default(), 1));
    pair.up();
    let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    assert!(pair.hears().starts_with(b"AT+CIPOPEN=0,"));
    // It may be what was late for a command before.
    assert_eq!(pair.says(SECONDS, b"\r\nERROR\r\n"), b"ATE0+CIPMODE?\r");
    assert!(pair.machine.is_open(link).is_err());
    pair.machine.release(pair.now, link);
    pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    assert_eq!(pair.says(SECONDS, b"\r\nERROR\r\n"), b"");
    assert_eq!(pair.hears_for(SECONDS / 4), [b"ATE0+CMEE?\r"]);
    assert_eq!(pair.says(SECONDS, b"\r\n+CIPMODE: 1\r\n\r\nOK\r\n\r\n+CMEE: 2\r\n\r\nOK\r\n"), b"ATE0+CIPMODE?\r");
    assert!(pair.says(SECONDS, b"\r\n+CIPMODE: 1\r\n\r\nOK\r\n").starts_with(b"AT+CIPOPEN=0,"));
}

/// What meets the peer's end is commands to the module, and it answers each. An opening said before that is through would be answered by them.
#[test]
fn what_the_peers_end_has_met_is_answered_before_anything_is_said() {
    let mut pair = Pair::<10>::new(PIPE, Modem::running(Sim::default()), Scripted::new(Way::default(), 1));
    pair.up();
    let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    pair.hears();
    pair.says(SECONDS, b"\r\nCONNECT 115200\r\n");
    pair.machine.send(pair.now, link, b"one\rtwo\rthree\r").unwrap();
    assert_eq!(pair.hears(), b"one\rtwo\rthree\r");
    pair.says(SECONDS / 10, b"\r\nCLOSED\r\n");
    pair.machine.release(pair.now, link);
    pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    for _ in 0..3 {
        assert_eq!(pair.says(SECONDS / 8, b"\r\nERROR\r\n"), b"");
    }
    assert_eq!(pair.hears_for(SECONDS / 4), [b"ATE0+CIPMODE?\r"]);
    assert!(pair.says(SECONDS / 10, b"\r\n+CIPMODE: 1\r\n\r\nOK\r\n").starts_with(b"AT+CIPOPEN=0,"));
}

#[test]
fn a_module_that_has_forgotten_the_mode_is_set_up_anew() {
    let mut pair = Pair::<10>::new(PIPE, Modem::running(Sim::default()), Scripted::new(Way::default(), 1));
    pair.up();
    pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    assert!(pair.hears().starts_with(b"AT+CIPOPEN=0,"));
    assert_eq!(pair.says(SECONDS, b"\r\nOK\r\n\r\n+CIPOPEN: 0,0\r\n"), b"ATO\r");
    assert_eq!(pair.says(SECONDS, b"\r\nNO CARRIER\r\n"), b"ATE0+CIPMODE?\r");
    pair.says(SECONDS, b"\r\n+CIPMODE: 0\r\n\r\nOK\r\n");
    assert_eq!(pair.hears_for(SECONDS), [b"ATE0\r"]);
    assert_eq!(pair.machine.status().restarts, 1);
}

#[test]
fn plus_signs_that_begin_the_data_are_no_escape() {
    let (mut pair, link) = pair();
    assert_eq!(pair.machine.send(pair.now, link, b"+++ is what the peer gets"), Ok(25));
    assert_eq!(pair.hears(), b"+++ is what the peer gets");
    pair.machine.pause(pair.now);
    assert_eq!(pair.hears_for(2 * SECONDS), [b"+++"]);
    pair.says(Duration::ZERO, b"\r\nOK\r\n");
    pair.machine.resume(pair.now);
    assert_eq!(pair.hears(), b"ATO\r");
    pair.says(SECONDS, b"\r\nCONNECT 115200\r\ndata\r\n*ATREADY: 1\r\n");
    assert_eq!(pair.read_all(link, 19).unwrap(), b"data\r\n*ATREADY: 1\r\n");
}

#[test]
fn an_escape_waits_until_what_the_line_has_taken_is_out() {
    let (mut pair, link) = pair();
    pair.run(3 * SECONDS);
    assert_eq!(pair.machine.send(pair.now, link, b"data"), Ok(4));
    assert_eq!(pair.machine.poll_tx(pair.now), Some(&b"data"[..]));
    pair.machine.pause(pair.now);
    assert_eq!(pair.machine.poll_tx(pair.now), Some(&b"data"[..]));
    pair.machine.sent(pair.now, 4);
    assert_eq!(pair.machine.delivery(link).confirmed, 4);
    assert_eq!(pair.hears_for(2 * SECONDS), [b"+++"]);
}

#[test]
fn a_service_that_was_open_unheard_is_opened_in_the_mode_that_is_set() {
    let mut pair: Pair = Pair::new(PIPE, Modem::running(Sim::default()), Scripted::new(Way::default(), 1));
    pair.machine.start(pair.now);
    assert!(pair.until(9 * SECONDS, |pair| pair.crossed.iter().any(|(_, _, bytes)| bytes == b"AT+NETOPEN\r")));
    assert_eq!(pair.says(Duration::ZERO, b"\r\n+IP ERROR: 4\r\n\r\nERROR\r\n"), b"AT+NETCLOSE\r");
    assert_eq!(pair.says(SECONDS, b"\r\nOK\r\n\r\n+NETCLOSE: 0\r\n"), b"AT+CIPMODE=1\r");
}
