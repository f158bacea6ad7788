//! What the driver leaves out, waits for or says first, so that nothing that it says is refused.

use std::time::Duration;

use a76xx_driver::{Config, Error, Host, Reception, ServerId};
use a76xx_parser::{Request, typed::Name};

use crate::support::{PEER, opening, up};

const SECONDS: Duration = Duration::from_secs(1);
const PUSH: Config = Config { reception: Reception::Push, ..Config::DEFAULT };
const ACKNOWLEDGED: Config = Config { acknowledged: true, ..Config::DEFAULT };

/// A module that restarts while a prompt is out says so behind a silence, and its first byte is often noise.
#[test]
fn a_restart_is_heard_where_a_prompt_was_awaited() {
    for noise in [&b""[..], b"\0"] {
        let (mut pair, link) = opening(PUSH);
        pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
        pair.machine.send(pair.now, link, b"12345").unwrap();
        assert_eq!(pair.hears(), b"AT+CIPSEND=0,5\r");
        pair.says(2 * SECONDS, noise);
        pair.says(SECONDS / 1000, b"\r\n*ATREADY: 1\r\n");
        assert_eq!(pair.machine.status().restarts, 1, "{noise:?}");
        assert_eq!(pair.hears_for(SECONDS), [b"ATE0\r"]);
    }
}

/// Data may hold whatever a module says.
#[test]
fn lines_in_the_middle_of_data_without_a_header_are_no_restart() {
    let (mut pair, link) = opening(PUSH);
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
    pair.machine.send(pair.now, link, b"12345").unwrap();
    pair.hears();
    pair.says(2 * SECONDS, &[0x80; 100]);
    pair.says(SECONDS / 2, &[b'x'; 100]);
    pair.says(SECONDS / 2, b"\r\n*ATREADY: 1\r\n");
    assert_eq!(pair.machine.status().restarts, 0);
}

/// Half of what was pushed, and then nothing: bytes were lost, or the module restarts. A question tells before anything is done to the link.
#[test]
fn behind_data_that_were_cut_the_place_is_found_first() {
    let (mut pair, link) = opening(PUSH);
    pair.says(SECONDS, format!("\r\n+CIPOPEN: 0,0\r\n\r\nRECV FROM:{PEER}\r\n+RECEIVE,0,40\r\nhalf").as_bytes());
    assert_eq!(pair.hears_for(SECONDS), [b"ATE0+CMEE?\r"]);
    assert_eq!(pair.machine.receive(pair.now, link, &mut [0; 9]), Err(Error::DataLost));
    pair.says(SECONDS, b"\r\n*ATREADY: 1\r\n");
    assert_eq!(pair.machine.status().restarts, 1);
}

#[test]
fn half_a_result_code_is_none() {
    let (mut pair, _) = opening(PUSH);
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
    pair.machine.command(pair.now, b"AT+CSQ").unwrap();
    assert_eq!(pair.hears(), b"AT+CSQ\r");
    pair.says(SECONDS, b"\r\nOK\r");
    assert_eq!(pair.hears_for(2 * SECONDS), Vec::<Vec<u8>>::new());
    assert!(pair.machine.reply().is_none());
    pair.says(SECONDS, b"\r\n*ATREADY: 1\r\n");
    assert_eq!(pair.machine.status().restarts, 1);
}

/// An answer that comes late is one: a module that gives it is not in the data state.
#[test]
fn who_answers_late_gets_no_escape() {
    let (mut pair, _) = opening(Config::DEFAULT);
    pair.says(SECONDS, b"\r\n*ATREADY: 1\r\n");
    let calls = pair.hears_for(SECONDS * 37 / 10);
    assert_eq!(calls, [b"ATE0\r", b"ATE0\r", b"ATE0\r"]);
    pair.says(Duration::ZERO, b"\r\nOK\r\n");
    assert!(!pair.hears_for(20 * SECONDS).contains(&b"+++".to_vec()));
}

/// The mode is one for all links, and datagrams know no acknowledgement.
#[test]
fn sends_are_acknowledged_from_the_first_tcp_link_on() {
    let mut pair = up(ACKNOWLEDGED);
    pair.machine.open_udp(pair.now, 5000, None).unwrap();
    assert!(pair.hears().starts_with(b"AT+CIPOPEN=0,\"UDP\""));
    pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    assert_eq!(pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n\r\nOK\r\n"), b"AT+CIPSENDMODE=1\r");
    // Firmware that does not know it works without.
    assert!(pair.says(SECONDS, b"\r\nERROR\r\n").starts_with(b"AT+CIPOPEN=1,\"TCP\""));
    pair.machine.listen(pair.now, ServerId::N0, 8080, None).unwrap();
    assert_eq!(pair.says(SECONDS, b"\r\nOK\r\n"), b"AT+SERVERSTART=8080,0\r");
}

/// What was received has nothing to do with what is under way to the peer.
#[test]
fn a_link_that_lost_data_is_closed_behind_the_acknowledgement() {
    let config = Config { acknowledged: true, ..PUSH };
    let mut pair = up(config);
    let link = pair.machine.open_tcp(pair.now, Host::Address(PEER)).unwrap();
    assert_eq!(pair.hears(), b"AT+CIPSENDMODE=1\r");
    pair.says(SECONDS, b"\r\nOK\r\n");
    pair.says(SECONDS, b"\r\nOK\r\n\r\n+CIPOPEN: 0,0\r\n");
    pair.machine.send(pair.now, link, b"12345").unwrap();
    pair.hears();
    assert_eq!(pair.says(SECONDS, b"\r\n>"), b"12345");
    pair.says(SECONDS / 10, b"\r\nOK\r\n");
    // More than there is room for.
    let long = vec![b'x'; 5000];
    let pushed = [format!("\r\nRECV FROM:{PEER}\r\n+RECEIVE,0,5000\r\n").as_bytes(), &long, b"\r\n"].concat();
    assert_eq!(pair.says(SECONDS, &pushed), b"");
    assert_eq!(pair.says(SECONDS, b"\r\n+CIPSEND: 0,5,5\r\n"), b"AT+CIPCLOSE=0\r");
    assert_eq!(pair.machine.delivery(link).confirmed, 5);
}

#[test]
fn a_server_starts_again_when_its_stop_is_told() {
    let (mut pair, _) = opening(Config::DEFAULT);
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
    let server = ServerId::N0;
    pair.machine.listen(pair.now, server, 8080, None).unwrap();
    pair.hears();
    pair.says(SECONDS, b"\r\nOK\r\n");
    pair.machine.unlisten(pair.now, server);
    assert_eq!(pair.hears(), b"AT+SERVERSTOP=0\r");
    pair.says(SECONDS, b"\r\nOK\r\n");
    assert!(pair.machine.is_ending(server));
    assert_eq!(pair.machine.listen(pair.now, server, 8080, None), Err(Error::Misuse));
    let mut lost = pair.machine.clone();
    pair.says(SECONDS, b"\r\n+SERVERSTOP: 0,0\r\n");
    assert_eq!(pair.machine.listen(pair.now, server, 8080, None), Ok(()));
    // It is not waited for without end.
    lost.handle_timeout(pair.now.after(31 * SECONDS));
    assert!(!lost.is_ending(server));
}

/// A module that does not stop because of a link that the driver does not know has it listed.
#[test]
fn a_server_that_does_not_stop_has_links_that_are_asked_for() {
    let (mut pair, _) = opening(PUSH);
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
    pair.machine.listen(pair.now, ServerId::N0, 8080, None).unwrap();
    pair.hears();
    pair.says(SECONDS, b"\r\nOK\r\n");
    pair.machine.unlisten(pair.now, ServerId::N0);
    pair.hears();
    pair.says(SECONDS, b"\r\n+SERVERSTOP: 0,9\r\n\r\nERROR\r\n");
    assert_eq!(pair.hears_for(SECONDS), [b"AT+CIPCLOSE?\r"]);
    assert_eq!(pair.says(SECONDS, b"\r\n+CIPCLOSE: 1,1,0,0,0,0,0,0,0,0\r\n\r\nOK\r\n"), b"AT+CIPCLOSE=1\r");
    pair.says(SECONDS, b"\r\nOK\r\n");
    assert_eq!(pair.says(SECONDS, b"\r\n+CIPCLOSE: 1,0\r\n"), b"AT+SERVERSTOP=0\r");
    // One that goes on like that is left alone after a minute, and keeps nothing else waiting.
    let (begun, mut answer, mut stops) = (pair.now, &b""[..], 1);
    pair.says(SECONDS, b"\r\n+SERVERSTOP: 0,9\r\n\r\nERROR\r\n");
    while pair.machine.is_ending(ServerId::N0) {
        if answer.is_empty() && pair.machine.ask(pair.now, &Request::Exec(Name::Csq)).is_ok() {
            assert_eq!(pair.hears(), b"AT+CSQ\r");
            pair.says(SECONDS / 100, b"\r\n+CSQ: 23,99\r\n\r\nOK\r\n");
            assert!(pair.machine.reply().is_some());
        }
        answer = match pair.says(SECONDS / 100, answer).as_slice() {
            b"AT+CIPCLOSE?\r" => b"\r\n+CIPCLOSE: 1,0,0,0,0,0,0,0,0,0\r\n\r\nOK\r\n",
            b"AT+SERVERSTOP=0\r" => {
                stops += 1;
                b"\r\n+SERVERSTOP: 0,9\r\n\r\nERROR\r\n"
            }
            _ => b"",
        };
        assert!(pair.now.since(begun) < 90 * SECONDS);
    }
    assert!(stops == 8 && pair.now.since(begun) > 40 * SECONDS, "{stops} in {:?}", pair.now.since(begun));
}

/// It may take two minutes, and said again it would be refused.
#[test]
fn a_close_that_takes_long_is_not_said_again() {
    let (mut pair, link) = opening(Config::DEFAULT);
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
    pair.machine.abort(pair.now, link);
    pair.machine.release(pair.now, link);
    assert_eq!(pair.hears(), b"AT+CIPCLOSE=0\r");
    pair.says(SECONDS, b"\r\nOK\r\n");
    for _ in 0..3 {
        assert_eq!(pair.hears_for(31 * SECONDS), [b"AT+CIPCLOSE?\r"]);
        assert_eq!(pair.says(SECONDS / 10, b"\r\n+CIPCLOSE: 1,0,0,0,0,0,0,0,0,0\r\n\r\nOK\r\n"), b"");
    }
    // Then it was not heard.
    assert_eq!(pair.hears_for(31 * SECONDS), [b"AT+CIPCLOSE?\r"]);
    assert_eq!(pair.says(SECONDS / 10, b"\r\n+CIPCLOSE: 1,0,0,0,0,0,0,0,0,0\r\n\r\nOK\r\n"), b"AT+CIPCLOSE=0\r");
}

/// Only TCP has a counter.
#[test]
fn what_became_of_a_datagram_is_not_asked() {
    let mut pair = up(Config::DEFAULT);
    let link = pair.machine.open_udp(pair.now, 5000, None).unwrap();
    pair.hears();
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n\r\nOK\r\n");
    pair.machine.send_to(pair.now, link, b"12345", PEER).unwrap();
    assert!(pair.hears().starts_with(b"AT+CIPSEND=0,5,"));
    assert_eq!(pair.says(SECONDS, b"\r\n>"), b"12345");
    // Nothing comes: the place is found again, and the datagram is passed over.
    let said = pair.hears_for(11 * SECONDS);
    assert_eq!(said, [b"ATE0+CIPRXGET?\r"]);
    assert_eq!(pair.says(SECONDS / 10, b"\r\n+CIPRXGET: 1\r\n\r\nOK\r\n"), b"");
    assert!(pair.hears_for(20 * SECONDS).iter().all(|said| !said.starts_with(b"AT+CIPACK")));
}
