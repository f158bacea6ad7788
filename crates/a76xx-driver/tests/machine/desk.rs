//! Commands of services that the driver does not know, answered by hand: what completes them, and when they are given up.

use std::time::Duration;

use a76xx_driver::{Config, Error};
use a76xx_parser::Kind;
use a76xx_sim::net::world::{Scripted, Way};
use a76xx_sim::{Config as Sim, Modem};

use crate::support::Pair;

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
