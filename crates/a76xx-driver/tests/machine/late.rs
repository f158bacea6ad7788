//! Lines that come late, or of a time that is over.

use std::net::SocketAddrV4;
use std::time::Duration;

use a76xx_driver::{Config, Error, Host, Reception, ServerId};
use a76xx_sim::net::world::{Scripted, Way};
use a76xx_sim::{Config as Sim, Modem};

use crate::support::{PEER, Pair, opening};

const SECONDS: Duration = Duration::from_secs(1);

#[test]
fn the_end_of_a_link_before_does_not_end_the_one_that_is_opened() {
    let (mut pair, link) = opening(Config::DEFAULT);
    pair.says(SECONDS, b"\r\n+CIPCLOSE: 0,0\r\n");
    assert_eq!(pair.machine.is_open(link), Ok(false));
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
    assert_eq!(pair.machine.is_open(link), Ok(true));
}

#[test]
fn whether_a_link_is_over_that_nobody_closed_the_module_is_asked() {
    for (list, open) in [("1,0,0,0,0,0,0,0,0,0", Ok(true)), ("0,0,0,0,0,0,0,0,0,0", Err(Error::Gone))] {
        let (mut pair, link) = opening(Config::DEFAULT);
        pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
        assert_eq!(pair.says(SECONDS, b"\r\n+CIPCLOSE: 0,0\r\n"), b"AT+CIPCLOSE?\r");
        pair.says(SECONDS, format!("\r\n+CIPCLOSE: {list}\r\n\r\nOK\r\n").as_bytes());
        assert_eq!(pair.machine.is_open(link), open);
    }
}

#[test]
fn a_service_that_ends_before_its_address_is_asked_for_is_opened_anew() {
    let mut pair: Pair = Pair::new(Config::DEFAULT, Modem::running(Sim::default()), Scripted::new(Way::default(), 1));
    pair.machine.start(pair.now);
    assert!(pair.until(9 * SECONDS, |pair| pair.crossed.iter().any(|(_, _, bytes)| bytes == b"AT+NETOPEN\r")));
    // The result code is lost, so that the place in the stream is looked for.
    pair.says(Duration::ZERO, b"\r\n+NETOPEN: 0\r\n");
    assert_eq!(pair.says(3 * SECONDS, b""), b"ATE0+CIPRXGET?\r");
    pair.says(SECONDS, b"\r\n+CIPRXGET: 1\r\n\r\n+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY\r\n");
    assert_eq!(pair.says(SECONDS, b"\r\nOK\r\n"), b"AT+NETOPEN?\r");
}

#[test]
fn a_count_that_took_a_line_end_for_data_gives_none_of_them() {
    for (count, then) in [(5, "RECV FROM:192.0.2.7:7\r\n"), (6, "OK\r\n")] {
        let (mut pair, link) = opening(Config { reception: Reception::Push, ..Config::DEFAULT });
        pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
        pair.says(SECONDS, format!("\r\nRECV FROM:{PEER}\r\n+RECEIVE,0,{count}\r\n").as_bytes());
        pair.says(Duration::ZERO, format!("data\r\n{then}").as_bytes());
        assert_eq!(pair.machine.receive(pair.now, link, &mut [0; 99]), Err(Error::DataLost));
    }
}

#[test]
fn a_number_is_no_new_link_s_while_data_of_the_old_one_come() {
    for reception in [Reception::Buffered, Reception::Push] {
        let (mut pair, old) = opening(Config { reception, ..Config::DEFAULT });
        pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
        if reception == Reception::Buffered {
            assert_eq!(pair.says(SECONDS, b"\r\n+CIPRXGET: 1,0\r\n"), b"AT+CIPRXGET=2,0,1500\r");
            pair.says(SECONDS, b"\r\n+IPCLOSE: 0,1\r\n\r\n+CIPRXGET: 2,0,6,0\r\nold");
        } else {
            pair.says(SECONDS, format!("\r\n+IPCLOSE: 0,1\r\n\r\nRECV FROM:{PEER}\r\n+RECEIVE,0,6\r\nold").as_bytes());
        }
        pair.machine.release(pair.now, old);
        let new = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
        assert_ne!(new, old, "{reception:?}");
        pair.says(SECONDS, b"old\r\nOK\r\n");
        assert_eq!(pair.machine.receive(pair.now, new, &mut [0; 99]), Ok(None));
        // It is free when they have come.
        assert_eq!(pair.machine.open_tcp(pair.now, Host::Address(PEER)), Ok(old), "{reception:?}");
    }
}

#[test]
fn what_the_line_has_not_taken_holds_up_nothing() {
    let (mut pair, _) = opening(Config::DEFAULT);
    pair.machine.command(pair.now, b"AT+CSQ").unwrap();
    assert!(pair.machine.poll_tx(pair.now).is_some());
    // A restart is heard before any of it went out, and the line says so.
    pair.machine.handle_rx(pair.now, b"\r\n*ATREADY: 1\r\n");
    assert_eq!(pair.machine.poll_tx(pair.now), None);
    pair.machine.sent(pair.now, 0);
    assert_eq!(pair.hears_for(SECONDS), [b"ATE0\r"]);
}

#[test]
fn a_line_that_is_still_coming_when_a_time_is_over_is_not_taken_for_whole() {
    let (mut pair, _) = opening(Config::DEFAULT);
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
    let server = ServerId::new(0).unwrap();
    pair.machine.listen(pair.now, server, 8080, None).unwrap();
    assert_eq!(pair.hears(), b"AT+SERVERSTART=8080,0\r");
    pair.says(SECONDS, b"\r\nOK\r\n");
    pair.machine.command(pair.now, b"AT+CSQ").unwrap();
    assert_eq!(pair.hears(), b"AT+CSQ\r");
    let over = pair.machine.poll_timeout().unwrap();
    pair.says(over.since(pair.now).saturating_sub(SECONDS / 10), b"\r\n+CLIENT: 1,0,192.0.2.7:4000");
    assert_eq!(pair.hears_for(SECONDS / 5), [b"ATE0+CIPRXGET?\r"]);
    pair.says(Duration::ZERO, b"0\r\n");
    let client = pair.machine.accept(server).unwrap().unwrap();
    assert_eq!(client.peer, "192.0.2.7:40000".parse().unwrap());
}

#[test]
fn a_server_stops_behind_the_last_of_its_clients() {
    let (mut pair, _) = opening(Config::DEFAULT);
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
    let server = ServerId::new(0).unwrap();
    pair.machine.listen(pair.now, server, 8080, None).unwrap();
    pair.hears();
    pair.says(SECONDS, b"\r\nOK\r\n");
    pair.machine.unlisten(pair.now, server);
    // It came while the stop was on its way.
    assert_eq!(pair.hears(), b"AT+SERVERSTOP=0\r");
    pair.says(SECONDS, b"\r\n+CLIENT: 1,0,192.0.2.7:40000\r\n");
    assert_eq!(pair.says(SECONDS, b"\r\n+SERVERSTOP: 0,9\r\n\r\nERROR\r\n"), b"AT+CIPCLOSE=1\r");
    assert_eq!(pair.says(SECONDS, b"\r\nOK\r\n"), b"");
    assert!(pair.machine.is_ending(server));
    assert_eq!(pair.says(SECONDS, b"\r\n+CIPCLOSE: 1,0\r\n"), b"AT+SERVERSTOP=0\r");
    pair.says(SECONDS, b"\r\n+SERVERSTOP: 0,0\r\n\r\nOK\r\n");
    assert!(!pair.machine.is_ending(server));
}

#[test]
fn a_late_confirmation_does_not_end_data_that_still_go_out() {
    let (mut pair, link) = opening(Config::DEFAULT);
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
    pair.machine.send(pair.now, link, b"one").unwrap();
    assert_eq!(pair.hears(), b"AT+CIPSEND=0,3\r");
    assert_eq!(pair.says(SECONDS, b"\r\n>"), b"one");
    pair.says(SECONDS, b"\r\nOK\r\n");
    // It is not confirmed in time, so that the counter is asked.
    assert_eq!(pair.hears_for(11 * SECONDS), [b"AT+CIPACK=0\r"]);
    pair.machine.send(pair.now, link, b"two").unwrap();
    assert_eq!(pair.says(SECONDS, b"\r\n+CIPACK: 3,3,0\r\n\r\nOK\r\n"), b"AT+CIPSEND=0,3\r");
    pair.machine.handle_rx(pair.now, b"\r\n>");
    assert_eq!(pair.machine.poll_tx(pair.now), Some(&b"two"[..]));
    pair.machine.sent(pair.now, 1);
    assert_eq!(pair.says(Duration::ZERO, b"\r\n+CIPSEND: 0,3,3\r\n"), b"wo");
    pair.says(SECONDS, b"\r\nOK\r\n\r\n+CIPSEND: 0,3,3\r\n");
    assert_eq!(pair.machine.delivery(link).confirmed, 6);
}

#[test]
fn data_for_a_link_of_before_a_restart_are_none() {
    for (end, comes) in [("+IPCLOSE: 0,1", 4), ("*ATREADY: 1", 0)] {
        let (mut pair, link) = opening(Config { reception: Reception::Push, ..Config::DEFAULT });
        pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
        pair.says(SECONDS, format!("\r\n{end}\r\n\r\nRECV FROM:{PEER}\r\n+RECEIVE,0,4\r\ndata").as_bytes());
        pair.hears_for(SECONDS);
        let mut piece = [0; 99];
        let received = pair.machine.receive(pair.now, link, &mut piece);
        assert_eq!(received.ok().flatten().unwrap_or(0), comes, "{end}");
    }
}

#[test]
fn a_firmware_that_takes_no_two_commands_in_a_line_is_asked_one_by_one() {
    let (mut pair, _) = opening(Config::DEFAULT);
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
    pair.machine.command(pair.now, b"AT+CSQ").unwrap();
    assert_eq!(pair.hears(), b"AT+CSQ\r");
    let over = pair.machine.poll_timeout().unwrap();
    assert_eq!(pair.hears_for(over.since(pair.now)), [b"ATE0+CIPRXGET?\r"]);
    // The first refusal may be of what stands before it in the line.
    for next in [&b"ATE0+CMEE?\r"[..], b"AT+CIPMODE?\r"] {
        assert_eq!(pair.says(SECONDS, b"\r\nERROR\r\n"), b"");
        assert_eq!(pair.hears_for(SECONDS / 4), [next]);
    }
    assert_eq!(pair.says(SECONDS, b"\r\n+CIPMODE: 0\r\n\r\nOK\r\n"), b"AT+CIPRXGET?\r");
    assert_eq!(pair.says(SECONDS, b"\r\n+CIPRXGET: 1\r\n\r\nOK\r\n"), b"");
    assert_eq!(pair.machine.status().restarts, 0);
}

#[test]
fn pushed_data_without_a_number_are_of_the_link_that_hears_their_sender() {
    for (from, comes) in [(PEER.to_string(), 4), ("192.0.2.9:7".to_owned(), 0)] {
        let (mut pair, link) = opening(Config { reception: Reception::Push, ..Config::DEFAULT });
        pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
        pair.says(SECONDS, format!("\r\nRECV FROM:{from}\r\n+IPD4\r\ndata").as_bytes());
        pair.hears_for(SECONDS);
        let mut piece = [0; 99];
        let received = pair.machine.receive(pair.now, link, &mut piece);
        assert_eq!(received.ok().flatten().unwrap_or(0), comes, "{from}");
    }
}

#[test]
fn pushed_data_that_two_links_may_hear_are_of_the_one_that_was_opened_to_their_sender() {
    let (mut pair, link) = opening(Config { reception: Reception::Push, ..Config::DEFAULT });
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
    let named = pair.machine.open_tcp(pair.now, Host::Name("example.com", PEER.port())).unwrap();
    assert_eq!(pair.machine.peer(named), None);
    assert!(pair.hears().starts_with(b"AT+CIPOPEN=1,"));
    pair.says(SECONDS, b"\r\nOK\r\n\r\n+CIPOPEN: 1,0\r\n");
    let mut piece = [0; 99];
    for (from, to) in [(PEER, link), (SocketAddrV4::new([192, 0, 2, 9].into(), PEER.port()), named)] {
        pair.says(SECONDS, format!("\r\nRECV FROM:{from}\r\n+IPD4\r\ndata").as_bytes());
        pair.hears_for(SECONDS);
        for id in [link, named] {
            let comes = if id == to { Ok(Some(4)) } else { Ok(None) };
            assert_eq!(pair.machine.receive(pair.now, id, &mut piece), comes, "{from}");
        }
    }
}

#[test]
fn pushed_data_whose_link_nobody_can_tell_are_lost_to_all_that_they_may_be_of() {
    let other = SocketAddrV4::new([192, 0, 2, 9].into(), PEER.port());
    for (from, lost) in [(format!("RECV FROM:{other}\r\n"), [false, true, true]), (String::new(), [true, true, true])] {
        let (mut pair, link) = opening(Config { reception: Reception::Push, ..Config::DEFAULT });
        pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
        let mut links = vec![link];
        for number in 1..3 {
            links.push(pair.machine.open_tcp(pair.now, Host::Name("example.com", PEER.port())).unwrap());
            pair.hears();
            pair.says(SECONDS, format!("\r\nOK\r\n\r\n+CIPOPEN: {number},0\r\n").as_bytes());
        }
        pair.says(SECONDS, format!("\r\n{from}+IPD4\r\ndata").as_bytes());
        pair.hears_for(SECONDS);
        for (id, lost) in links.into_iter().zip(lost) {
            let comes = if lost { Err(Error::DataLost) } else { Ok(None) };
            assert_eq!(pair.machine.receive(pair.now, id, &mut [0; 99]), comes, "{id} {from}");
        }
    }
}
