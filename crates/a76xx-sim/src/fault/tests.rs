//! Faults in words, and what they do to a line.

#![allow(clippy::unwrap_used, reason = "a fault here is a failed test")]

use core::time::Duration;

use super::line::Line;
use super::stage::{Due, Stage};
use super::watch::{Piece, Seen, Watch, What};
use super::{Fault, Faults, Pace, Place, Share};
use crate::time::Moment;

const WORDS: [&str; 18] = [
    "drop 0.1%",
    "flip 0.0001%",
    "double 100%",
    "nul 3%",
    "reboot 0.01%",
    "split 20ms",
    "glue 50ms",
    "delay 10ms..200ms",
    "delay 1500us",
    "notice before echo 10%",
    "notice in header 10%",
    "storm 5 every 2s",
    "lose final 5%",
    "lose prompt 5%",
    "late result 5% by 3s",
    "lose network every 2min",
    "slow close 5s",
    "baud 9600",
];

#[test]
fn what_is_written_is_read() {
    for text in WORDS {
        let fault: Fault = text.parse().unwrap();
        assert_eq!(fault.to_string(), text);
    }
    assert_eq!(" Late  RESULT 5 % by 1.5 s ".parse(), Ok(Fault::LateResult(Share::per_million(50_000), Duration::from_millis(1500))));
}

#[test]
fn an_error_says_where_and_what() {
    let cases = [
        ("drop", 5, "a share"),
        ("drop 101%", 6, "a share"),
        ("storm 5 each 2s", 9, "`every`"),
        ("notice in echo 1%", 8, "`before echo`"),
        ("delay 5 parsecs", 7, "a time"),
        ("explode 1%", 1, "a fault"),
        ("drop 1% and flip", 9, "nothing more"),
        ("baud 1", 6, "bits in a second"),
        ("storm 1 every 0s", 15, "1ms at least"),
    ];
    for (text, column, expected) in cases {
        let error = text.parse::<Fault>().unwrap_err();
        assert!(error.expected.contains(expected), "{text}: {error}");
        assert!(error.column >= column && error.column <= column + 3, "{text}: {error}");
    }
}

#[test]
fn the_watch_tells_lines_apart_and_keeps_every_byte() {
    let mut watch = Watch::new();
    watch.host(b"AT+CSQ;+CREG?\r");
    assert_eq!(watch.seen, [Seen::Command("CSQ".to_owned()), Seen::Command("CREG".to_owned())]);
    let wire = b"AT+CSQ;+CREG?\r\r\n+CSQ: 23,0\r\n\r\n+CREG: 0,1\r\n\r\nOK\r\n\r\n+IPD4\r\nOK\r\n\r\n+IPCLOSE: 0,1\r\n";
    for size in [1, 3, 7, wire.len()] {
        let mut watch = Watch::new();
        watch.host(b"AT+CSQ;+CREG?\r");
        let pieces: Vec<Piece> = wire.chunks(size).flat_map(|chunk| watch.module(chunk)).collect();
        let all: Vec<u8> = pieces.iter().flat_map(|piece| piece.bytes.clone()).collect();
        assert_eq!(all.escape_ascii().to_string(), wire.escape_ascii().to_string(), "cut to {size}");
    }
    let pieces = watch.module(wire);
    let lines = |what| pieces.iter().filter(|piece| piece.what == what).count();
    assert_eq!((lines(What::Echo), lines(What::Info), lines(What::Final), lines(What::Header)), (1, 2, 1, 1));
}

/// What one fault makes of an exchange.
fn through(fault: &str, command: &[u8], answer: &[u8]) -> (Vec<Due>, bool) {
    let (mut stage, mut watch, mut out) = (Stage::new(fault.parse().unwrap(), 7), Watch::new(), Vec::new());
    watch.host(command);
    let reboots =
        watch.module(answer).into_iter().any(|piece| stage.pass(Due { at: Moment::from_millis(10), piece, kept: false }, &mut out));
    (out, reboots)
}

fn joined(pieces: &[Due]) -> String {
    pieces.iter().flat_map(|due| due.piece.bytes.clone()).collect::<Vec<u8>>().escape_ascii().to_string()
}

const ASKED: &[u8] = b"AT+CSQ\r";
const ANSWER: &[u8] = b"AT+CSQ\r\r\n+CSQ: 23,0\r\n\r\nOK\r\n";

#[test]
fn bytes_are_dropped_doubled_flipped() {
    assert_eq!(joined(&through("drop 100%", ASKED, ANSWER).0), "");
    assert_eq!(joined(&through("double 100%", ASKED, b"OK").0), "OOKK");
    assert_eq!(joined(&through("nul 100%", ASKED, b"OK").0), r"\x00O\x00K");
    let flipped: Vec<u8> = through("flip 100%", ASKED, ANSWER).0.iter().flat_map(|due| due.piece.bytes.clone()).collect();
    assert_eq!(flipped.len(), ANSWER.len());
    assert!(flipped.iter().zip(ANSWER).all(|(a, b)| (a ^ b).is_power_of_two()));
}

#[test]
fn a_final_result_is_lost_and_nothing_else() {
    assert_eq!(joined(&through("lose final 100%", ASKED, ANSWER).0), r"AT+CSQ\r\r\n+CSQ: 23,0\r\n");
}

#[test]
fn a_notice_comes_where_it_hurts() {
    let (inside, _) = through("notice in answer 100%", ASKED, ANSWER);
    let text = joined(&inside);
    assert!(text.starts_with(r"AT+CSQ\r\r\n+CSQ: 23,0\r\n\r\n") && text.ends_with(r"\r\nOK\r\n") && text.len() > 60, "{text}");
    let text = joined(&through("notice before echo 100%", ASKED, ANSWER).0);
    assert!(text.ends_with(&ANSWER.escape_ascii().to_string()) && text.starts_with(r"\r\n"), "{text}");
    let text = joined(&through("notice in header 100%", ASKED, b"\r\n+IPD4\r\ndata").0);
    assert!(!text.contains(r"\r\n+IPD4\r\n") && text.ends_with("data"), "{text}");
    assert_eq!(Place::InHeader.to_string(), "in header");
}

#[test]
fn a_late_result_lets_the_rest_go_first() {
    let answer = b"\r\nOK\r\n\r\n+CIPOPEN: 0,0\r\n\r\n+CREG: 1\r\n";
    let (pieces, _) = through("late result 100% by 3s", b"AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",7\r", answer);
    let late: Vec<String> =
        pieces.iter().filter(|due| due.at > Moment::from_millis(10)).map(|due| due.piece.bytes.escape_ascii().to_string()).collect();
    assert_eq!(late.concat().trim_start_matches(r"\r\n"), r"+CIPOPEN: 0,0\r\n");
}

#[test]
fn a_reboot_cuts_what_is_being_said() {
    let (pieces, reboots) = through("reboot 20%", ASKED, ANSWER);
    assert!(reboots);
    assert!(ANSWER.escape_ascii().to_string().starts_with(&joined(&pieces)));
}

#[test]
fn pieces_keep_their_order() {
    for fault in ["split 50ms", "delay 0s..1s", "glue 300ms"] {
        let (pieces, _) = through(fault, ASKED, ANSWER);
        assert_eq!(joined(&pieces), ANSWER.escape_ascii().to_string(), "{fault}");
        assert!(pieces.is_sorted_by_key(|due| due.at), "{fault}");
    }
    let (glued, _) = through("glue 300ms", ASKED, ANSWER);
    assert!(glued.iter().all(|due| due.at == Moment::from_millis(300)));
}

#[test]
fn a_slow_line_takes_its_time() {
    let mut pace = Pace::default();
    pace.set(Some(9600));
    pace.push(Moment::START, &[0; 960]);
    let (mut got, mut at) = (0, Moment::START);
    while let Some(next) = pace.poll_timeout() {
        at = next;
        got += pace.poll(at).map_or(0, |bytes| bytes.len());
    }
    assert_eq!(got, 960);
    assert!((1_000_000..1_010_000).contains(&at.micros()), "{at:?}");
}

#[test]
fn a_restart_drops_what_a_slow_line_has_not_taken() {
    for (fault, left) in [("baud 9600", 1..20), ("split 1ms", 960..961)] {
        let faults = Faults { seed: 7, list: vec![fault.parse().unwrap()] };
        let (mut line, mut got) = (Line::new(&faults), 0);
        line.push(Moment::START, vec![Piece::other(&[0; 960])]);
        got += line.poll(Moment::from_millis(1)).map_or(0, |bytes| bytes.len());
        line.restart();
        while let Some(next) = line.poll_timeout() {
            got += line.poll(next).map_or(0, |bytes| bytes.len());
        }
        assert!(left.contains(&got), "{fault}: {got}");
    }
}
