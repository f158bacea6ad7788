//! Commands of services that the driver does not know, answered by hand: what completes them, and when they are given up.

use std::time::Duration;

use a76xx_driver::{Config, Error, Host};
use a76xx_parser::Kind;
use a76xx_sim::net::world::{Scripted, Way};
use a76xx_sim::{Config as Sim, Modem};

use crate::support::{PEER, Pair};

const SECONDS: Duration = Duration::from_secs(1);

/// A machine that is up, and whose module says from now on only what the test says.
fn pair() -> Pair {
    let mut pair = Pair::new(Config::DEFAULT, Modem::running(Sim::default()), Scripted::new(Way::default(), 1));
    pair.up();
    pair
}

/// Commands, and plays what the module says, each after a time; gives result and lines.
fn answered(pair: &mut Pair, line: &[u8], says: &[(Duration, &[u8])]) -> Option<(Result<(), Error>, String)> {
    pair.machine.command(pair.now, line).unwrap();
    while let Some(count) = pair.machine.poll_tx(pair.now).map(<[u8]>::len) {
        pair.machine.sent(pair.now, count);
    }
    for (span, bytes) in says {
        pair.now = pair.now.after(*span);
        pair.machine.handle_timeout(pair.now);
        pair.machine.handle_rx(pair.now, bytes);
    }
    let reply = pair.machine.reply().map(|reply| (reply.result, reply.lines.escape_ascii().to_string()));
    if reply.is_some() {
        pair.machine.dismiss();
    }
    reply
}

#[test]
fn a_result_completes_in_either_order() {
    let mut pair = pair();
    let behind = answered(&mut pair, b"AT+CMQTTSTART", &[(SECONDS, b"\r\nOK\r\n"), (SECONDS, b"\r\n+CMQTTSTART: 0\r\n")]);
    assert_eq!(behind, Some((Ok(()), "+CMQTTSTART: 0\\r\\n".into())));
    let before = answered(&mut pair, b"AT+CMQTTSTOP", &[(SECONDS, b"\r\n+CMQTTSTOP: 0\r\n\r\nOK\r\n")]);
    assert_eq!(before, Some((Ok(()), "+CMQTTSTOP: 0\\r\\n".into())));
    // Of another client: not its own.
    let line = b"AT+CMQTTDISC=0,60";
    let says: [(Duration, &[u8]); 3] =
        [(SECONDS, b"\r\nOK\r\n"), (SECONDS, b"\r\n+CMQTTDISC: 1,0\r\n"), (SECONDS, b"\r\n+CMQTTDISC: 0,3\r\n")];
    assert_eq!(answered(&mut pair, line, &says), Some((Ok(()), "+CMQTTDISC: 0,3\\r\\n".into())));
    let refused = answered(&mut pair, b"AT+CMQTTCONNECT=0,\"tcp://192.0.2.7:1883\",60,1", &[(SECONDS, b"\r\nERROR\r\n")]);
    assert_eq!(refused, Some((Err(Error::Error), String::new())));
}

#[test]
fn a_result_that_does_not_come_is_given_up() {
    let mut pair = pair();
    assert_eq!(answered(&mut pair, b"AT+CMQTTPUB=0,1,60", &[(SECONDS, b"\r\nOK\r\n")]), None);
    // The sockets go on meanwhile: nothing waits for it but whoever asked.
    let due = pair.machine.poll_timeout().unwrap();
    assert!(due > pair.now);
    pair.now = pair.now.after(125 * SECONDS);
    pair.machine.handle_timeout(pair.now);
    assert_eq!(pair.machine.reply().map(|reply| reply.result), Some(Err(Error::TimedOut)));
}

#[test]
fn announced_data_are_part_of_an_answer() {
    let mut pair = pair();
    let says: [(Duration, &[u8]); 2] = [(SECONDS, b"\r\nOK\r\n\r\n+HTTPREAD: 10\r\na\r\nOK\r\nb\r"), (SECONDS, b"\n\r\n+HTTPREAD: 0\r\n")];
    pair.machine.command(pair.now, b"AT+HTTPREAD=0,10").unwrap();
    while let Some(count) = pair.machine.poll_tx(pair.now).map(<[u8]>::len) {
        pair.machine.sent(pair.now, count);
    }
    for (_, bytes) in says {
        pair.machine.handle_rx(pair.now, bytes);
    }
    let reply = pair.machine.reply().expect("an answer");
    let mut data = Vec::new();
    reply.events(|event| {
        if matches!(event.kind, Kind::Payload(_)) {
            data.extend_from_slice(event.raw);
        }
    });
    assert_eq!(data, b"a\r\nOK\r\nb\r\n", "{reply:?}");
}

/// Gives all of it, as room comes.
fn feeds(pair: &mut Pair, mut data: &[u8]) -> Vec<u8> {
    let mut heard = Vec::new();
    while !data.is_empty() {
        let count = pair.machine.give(pair.now, data).unwrap();
        assert!(count > 0, "{} are left", data.len());
        data = &data[count..];
        heard.extend(pair.hears());
    }
    heard
}

#[test]
fn data_behind_a_prompt_are_counted_or_ended() {
    let mut pair = pair();
    let long: Vec<u8> = (0..3000_u32).map(|at| (at % 251) as u8).collect();
    let prompt: &[u8] = b"\r\n>";
    let cases: [[&[u8]; 4]; 5] = [
        [b"AT+CMQTTTOPIC=0,7", b"AT\r\n\x1a\x1b>", prompt, b"\r\nOK\r\n"],
        [b"AT+CCERTDOWN=\"ca.pem\",3000", &long, prompt, b"\r\nOK\r\n"],
        [b"AT+HTTPDATA=3,1000", b"a=b", b"\r\nDOWNLOAD\r\n", b"\r\nOK\r\n"],
        [b"AT+CMGS=\"12345\"", b"hello\r\nthere", b"\r\n> ", b"\r\n+CMGS: 17\r\n\r\nOK\r\n"],
        [b"AT+CMGS=20", b"0011000B91", b"\r\n> ", b"\r\n+CMGS: 18\r\n\r\nOK\r\n"],
    ];
    for [line, data, prompt, answer] in cases {
        pair.machine.command_with(pair.now, line, data.len()).unwrap();
        assert_eq!(pair.hears(), [line, b"\r"].concat());
        assert_eq!((pair.machine.wanted(), pair.machine.give(pair.now, data)), (None, Err(Error::Misuse)));
        let mut heard = pair.says(SECONDS, prompt);
        heard.extend(feeds(&mut pair, data));
        let sub: &[u8] = if line.starts_with(b"AT+CMGS") { b"\x1a" } else { b"" };
        assert_eq!(heard.escape_ascii().to_string(), [data, sub].concat().escape_ascii().to_string());
        assert_eq!(pair.machine.wanted(), None);
        assert_eq!(pair.says(SECONDS, answer), b"");
        let reply = pair.machine.reply().unwrap();
        assert_eq!(reply.result, Ok(()));
        let mut number = None;
        reply.events(|event| number = number.or(event.kind.line().and_then(|line| line.int(0))));
        assert_eq!(number.is_some(), !sub.is_empty(), "{reply:?}");
        pair.machine.dismiss();
    }
    // The sockets' own data are as before.
    assert!(pair.machine.open_tcp(pair.now, Host::Address(PEER)).is_ok());
}

#[test]
fn what_does_not_fit_the_command_is_refused() {
    let mut pair = pair();
    for (line, len) in [
        (&b"AT+CMQTTTOPIC=0,7"[..], 6),
        (b"AT+CIPSEND=0,5", 5),
        (b"AT+CIPSENDSTR=0", 5),
        (b"AT+CSQ", 1),
        (b"AT+CSQ;+CMQTTTOPIC=0,7", 7),
        (b"AT+CMQTTTOPIC=0,7;+CSQ", 7),
        (b"AT+CMQTTTOPIC=0", 7),
    ] {
        assert_eq!(pair.machine.command_with(pair.now, line, len), Err(Error::Misuse), "{}", line.escape_ascii());
    }
    assert_eq!(pair.machine.command(pair.now, b"AT+CMGS=\"1\""), Err(Error::Misuse));
    pair.machine.command_with(pair.now, b"AT+CMGS=\"1\"", 3).unwrap();
    pair.hears();
    pair.says(SECONDS, b"\r\n> ");
    assert_eq!(pair.machine.give(pair.now, b"a\x1ab"), Err(Error::Misuse));
}

#[test]
fn a_refusal_in_place_of_the_prompt_takes_no_data() {
    let mut pair = pair();
    pair.machine.command_with(pair.now, b"AT+CMQTTTOPIC=0,7", 7).unwrap();
    pair.hears();
    assert_eq!(pair.says(SECONDS, b"\r\n+CMQTTTOPIC: 0,11\r\n\r\nERROR\r\n"), b"");
    assert_eq!((pair.machine.reply().unwrap().result, pair.machine.wanted()), (Err(Error::Error), None));
}

#[test]
fn data_that_nobody_gives_any_more_are_cancelled_or_filled_up() {
    for (line, len, given, rest) in [(&b"AT+CMGS=\"1\""[..], 20, &b"half"[..], &b"\x1b"[..]), (b"AT+CMQTTTOPIC=0,7", 7, b"half", b"\r\r\r")]
    {
        for dismissed in [true, false] {
            let mut pair = pair();
            pair.machine.command_with(pair.now, line, len).unwrap();
            pair.hears();
            pair.says(SECONDS, b"\r\n> ");
            assert_eq!(feeds(&mut pair, given), given);
            if dismissed {
                pair.machine.dismiss();
                assert_eq!(pair.machine.command(pair.now, b"AT+CSQ"), Ok(()));
                assert_eq!(pair.hears(), rest);
            } else {
                assert_eq!(pair.says(31 * SECONDS, b""), rest);
                assert_eq!(pair.machine.reply().unwrap().result, Err(Error::TimedOut));
                pair.machine.dismiss();
                assert_eq!(pair.machine.command(pair.now, b"AT+CSQ"), Ok(()));
            }
            assert_eq!(pair.says(SECONDS, b"\r\nOK\r\n"), b"AT+CSQ\r");
            pair.says(SECONDS, b"\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
            assert_eq!(pair.machine.reply().unwrap().result, Ok(()));
        }
    }
}

#[test]
fn a_prompt_that_is_lost_is_passed_over_or_cancelled() {
    let mut pair = pair();
    pair.machine.command_with(pair.now, b"AT+CMQTTTOPIC=0,5", 5).unwrap();
    pair.hears();
    assert_eq!(pair.says(11 * SECONDS, b""), b"");
    assert_eq!(feeds(&mut pair, b"topic"), b"topic");
    pair.says(SECONDS, b"\r\nOK\r\n");
    assert_eq!(pair.machine.reply().unwrap().result, Ok(()));
    pair.machine.dismiss();
    pair.machine.command_with(pair.now, b"AT+CMGS=\"1\"", 5).unwrap();
    pair.hears();
    assert_eq!(pair.says(11 * SECONDS, b""), b"\x1b");
    assert_eq!(pair.machine.reply().unwrap().result, Err(Error::TimedOut));
    pair.machine.dismiss();
    pair.says(SECONDS, b"\r\nOK\r\n");
    pair.machine.command(pair.now, b"AT+CSQ").unwrap();
    assert_eq!(pair.hears(), b"AT+CSQ\r");
}
