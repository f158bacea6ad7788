//! Results in digits (ATV0) beside data and errors.
#![allow(clippy::expect_used, clippy::panic, reason = "a fault here is a failed test")]

mod support;

use a76xx_parser::{Limits, Parser, Side};
use support::Feed;

#[test]
fn errors_that_have_no_digit_do_not_tell_that_results_are_words() {
    let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
    feed.bytes(Side::Host, b"ATV0\r");
    feed.bytes(Side::Module, b"0\r");
    feed.bytes(Side::Host, b"AT+COPS?\r");
    feed.bytes(Side::Module, b"+CME ERROR: no network service\r\n");
    feed.bytes(Side::Host, b"AT+CSQ\r");
    feed.bytes(Side::Module, b"+CSQ: 23,0\r\n0\r");
    assert_eq!(feed.seen.last().map(|seen| seen.kind), Some("final"), "{:?}", feed.seen);
}

#[test]
fn a_missing_form_of_results_may_be_either() {
    for results in [&b"0\r"[..], b"\r\nOK\r\n"] {
        let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
        feed.bytes(Side::Host, b"AT\r");
        feed.bytes(Side::Module, b"\r\nOK\r\n");
        feed.bytes(Side::Host, b"ATV\r");
        feed.bytes(Side::Module, results);
        feed.silence();
        assert!(feed.seen.iter().all(|seen| seen.kind != "text"), "{:?}", feed.seen);
    }
}

#[test]
fn a_digit_behind_data_is_the_result() {
    for data in [&b"hello"[..], b""] {
        let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
        feed.bytes(Side::Host, b"ATV0\r");
        feed.bytes(Side::Module, b"0\r");
        feed.bytes(Side::Host, b"AT+CIPSEND=0,5\r");
        feed.bytes(Side::Module, b"\r\n>");
        feed.bytes(Side::Host, b"hello");
        // With and without the copy of the data, byte by byte.
        data.iter().chain(b"0\r\r\n+CIPSEND: 0,5,5\r\n").for_each(|byte| feed.bytes(Side::Module, &[*byte]));
        let kinds: Vec<_> = feed.seen.iter().map(|seen| seen.kind).filter(|kind| *kind != "blank").collect();
        let behind = kinds.iter().rev().take(2).collect::<Vec<_>>();
        assert_eq!(behind, [&"answer", &"final"], "{:?}", feed.seen);
    }
}
