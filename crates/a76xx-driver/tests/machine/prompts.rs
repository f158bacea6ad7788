//! What a module and a driver owe each other between a send's command and its confirmation.

use std::time::Duration;

use a76xx_driver::{Config, Error, Reception};

use crate::support::{PEER, Pair, opening};

const SECONDS: Duration = Duration::from_secs(1);
const SEND: &[u8] = b"AT+CIPSEND=0,5\r";

/// A machine with an open link that has just said that it sends five bytes.
fn sending(config: Config) -> (Pair, a76xx_driver::LinkId) {
    let (mut pair, link) = opening(config);
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
    assert_eq!(pair.machine.send(pair.now, link, b"12345"), Ok(5));
    assert_eq!(pair.hears(), SEND);
    (pair, link)
}

#[test]
fn behind_a_refusal_without_a_reason_a_prompt_may_still_come() {
    let (mut pair, link) = sending(Config::DEFAULT);
    // It is of what was said before.
    assert_eq!(pair.says(SECONDS, b"\r\nERROR\r\n\r\nERROR\r\n"), b"");
    assert_eq!(pair.says(SECONDS / 10, b"\r\n>"), b"12345");
    pair.says(SECONDS, b"\r\nOK\r\n\r\n+CIPSEND: 0,5,5\r\n");
    assert_eq!(pair.machine.delivery(link).confirmed, 5);
}

#[test]
fn where_none_comes_it_is_tried_again() {
    let (mut pair, _) = sending(Config::DEFAULT);
    assert_eq!(pair.says(SECONDS, b"\r\nERROR\r\n"), b"");
    assert_eq!(pair.hears_for(SECONDS), [SEND]);
    // A reason is of this command: nothing more comes.
    assert_eq!(pair.says(SECONDS, b"\r\n+CIPERROR: 9\r\n\r\nERROR\r\n"), b"");
    assert_eq!(pair.hears_for(SECONDS / 4), [SEND]);
}

#[test]
fn data_that_were_taken_for_commands_are_answered_before_anything_is_said() {
    let (mut pair, _) = sending(Config::DEFAULT);
    assert_eq!(pair.hears_for(11 * SECONDS), [b"12345"]);
    assert_eq!(pair.says(SECONDS, b"\r\n+CIPERROR: 4\r\n\r\nERROR\r\n"), b"");
    assert_eq!(pair.says(SECONDS / 10, b"\r\nERROR\r\n\r\nERROR\r\n"), b"");
    assert_eq!(pair.says(SECONDS / 5, b""), b"ATE0+CIPRXGET?\r");
    // One more of them costs no more than one question.
    assert_eq!(pair.says(SECONDS / 100, b"\r\nERROR\r\n\r\nERROR\r\n"), b"");
    assert_eq!(pair.says(SECONDS / 4, b""), b"ATE0+CMEE?\r");
}

#[test]
fn a_confirmation_before_the_data_are_out_is_of_something_before() {
    let (mut pair, link) = sending(Config::DEFAULT);
    pair.machine.handle_rx(pair.now, b"\r\n>");
    assert_eq!(pair.machine.poll_tx(pair.now), Some(&b"12345"[..]));
    pair.machine.sent(pair.now, 2);
    pair.machine.handle_rx(pair.now, b"\r\n+CIPSEND: 0,5,-1\r\n");
    assert_eq!(pair.hears(), b"345");
    pair.says(SECONDS, b"\r\nOK\r\n\r\n+CIPSEND: 0,5,5\r\n");
    assert_eq!((pair.machine.delivery(link).confirmed, pair.machine.is_open(link)), (5, Ok(true)));
}

#[test]
fn a_link_that_fails_while_it_is_read_leaves_no_gap() {
    let (mut pair, link) = sending(Config::DEFAULT);
    assert_eq!(pair.says(SECONDS, b"\r\n>"), b"12345");
    pair.says(SECONDS, b"\r\nOK\r\n");
    assert!(pair.says(SECONDS, b"\r\n+CIPRXGET: 1,0\r\n").starts_with(b"AT+CIPRXGET=2,0,"));
    // The final result of the read is lost, and the link closes.
    pair.says(SECONDS, b"\r\n+CIPRXGET: 2,0,2,2\r\nab");
    pair.says(SECONDS, b"\r\n+CIPSEND: 0,5,-1\r\n\r\n+IPCLOSE: 0,1\r\n");
    assert_eq!(pair.hears_for(10 * SECONDS), [b"ATE0+CIPRXGET?\r"]);
    assert!(pair.says(SECONDS, b"\r\n+CIPRXGET: 1\r\n\r\nOK\r\n").starts_with(b"AT+CIPRXGET=2,0,"));
    pair.says(SECONDS, b"\r\n+CIPRXGET: 2,0,2,0\r\ncd\r\n\r\nOK\r\n");
    let mut data = [0; 99];
    assert_eq!(pair.machine.receive(pair.now, link, &mut data), Ok(Some(4)));
    assert_eq!(&data[..4], b"abcd");
}

#[test]
fn data_without_their_sender_are_none_where_the_module_names_senders() {
    let (mut pair, link) = opening(Config { reception: Reception::Push, ..Config::DEFAULT });
    pair.says(SECONDS, b"\r\n+CIPOPEN: 0,0\r\n");
    let mut data = [0; 99];
    pair.says(SECONDS, b"\r\n+RECEIVE,0,2\r\nab");
    pair.says(SECONDS, format!("\r\nRECV FROM:{PEER}\r\n+RECEIVE,0,2\r\ncd").as_bytes());
    pair.says(SECONDS, b"");
    assert_eq!(pair.machine.receive(pair.now, link, &mut data), Ok(Some(4)));
    assert_eq!(pair.says(SECONDS, b"\r\n+RECEIVE,0,2\r\nef"), b"ATE0+CMEE?\r");
    assert!(matches!(pair.machine.receive(pair.now, link, &mut data), Ok(None) | Err(Error::DataLost)));
}
