//! What hosts do wrong.

use std::net::SocketAddrV4;

use crate::session::{PEER, Session};

/// Makes a session.
type Make = fn() -> Session;

pub(crate) const MISUSES: &[(&str, Make)] = &[
    ("misuse-buffered-unread", unread),
    ("misuse-close-twice", close_twice),
    ("misuse-data-state", data_state),
    ("misuse-data-too-long", data_too_long),
    ("misuse-data-too-short", data_too_short),
    ("misuse-link-in-use", link_in_use),
    ("misuse-network-twice", network_twice),
    ("misuse-no-network", no_network),
    ("misuse-no-waiting", no_waiting),
    ("misuse-number-out-of-range", out_of_range),
    ("misuse-peer-closed", peer_closed),
    ("misuse-quotes", quotes),
    ("misuse-read-in-push-mode", read_in_push_mode),
    ("misuse-udp-without-port", udp_without_port),
    ("misuse-unknown-command", unknown_command),
];

fn begun(title: &str) -> Session {
    let mut session = Session::new(title, None);
    session.line("AT+NETOPEN");
    session
}

fn no_network() -> Session {
    let mut session = Session::new("a link is opened while the service is closed", None);
    session.line("AT+NETOPEN?");
    session.open("TCP", 7);
    session.line("AT+CIPSEND=0,5");
    session.line("AT+IPADDR");
    session
}

fn network_twice() -> Session {
    let mut session = begun("the service is opened twice, and closed twice");
    for line in ["AT+NETOPEN", "AT+NETCLOSE", "AT+NETCLOSE"] {
        session.line(line);
    }
    session
}

fn link_in_use() -> Session {
    let mut session = begun("a link is opened that is open");
    session.open("TCP", 7);
    session.line(&format!("AT+CIPOPEN=0,\"TCP\",\"{PEER}\",9"));
    session
}

fn close_twice() -> Session {
    let mut session = begun("a link is closed twice, and used afterwards");
    session.open("TCP", 7);
    for line in ["AT+CIPCLOSE=0", "AT+CIPCLOSE=0", "AT+CIPSEND=0,5"] {
        session.line(line);
    }
    session
}

fn peer_closed() -> Session {
    let mut session = begun("data are sent through a link that the peer has closed");
    let link = session.open("TCP", 7);
    session.hang_up(SocketAddrV4::new(PEER, 7));
    session.send(link, b"hello", "");
    session
}

/// The module waits for the rest; the next command is taken for it.
fn data_too_short() -> Session {
    let mut session = begun("fewer data than announced");
    session.open("TCP", 9);
    session.bytes(b"AT+CIPSEND=0,26\r");
    session.wait(200);
    session.bytes(b"ten bytes.");
    session.wait(3000);
    session.line("AT+CSQ");
    session.line("AT+CREG?");
    session.line("AT");
    session
}

/// What is left over is read as a command.
fn data_too_long() -> Session {
    let mut session = begun("more data than announced");
    session.open("TCP", 9);
    session.bytes(b"AT+CIPSEND=0,5\r");
    session.wait(200);
    session.bytes(b"hello, world\r\n");
    session.wait(1000);
    session.line("AT+CSQ");
    session
}

/// Commands are sent before the last one has its result.
fn no_waiting() -> Session {
    let mut session = Session::new("commands that wait for no result", None);
    for line in ["AT+NETOPEN\r", "AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",7\r", "AT+CIPSEND=0,5\r", "hello"] {
        session.bytes(line.as_bytes());
        session.wait(5);
    }
    session.wait(5000);
    session
}

fn quotes() -> Session {
    let mut session = begun("quotation marks of a word processor, and one that is missing");
    session.line("AT+CIPOPEN=0,\u{201c}TCP\u{201d},\u{201c}192.0.2.1\u{201d},7");
    session.line("AT+CIPOPEN=0,\"TCP\",\"192.0.2.1,7");
    session
}

fn out_of_range() -> Session {
    let mut session = begun("numbers out of their range");
    for line in ["AT+CIPOPEN=10,\"TCP\",\"192.0.2.1\",7", "AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",70000", "AT+CIPSEND=0,1501"] {
        session.line(line);
    }
    session
}

fn udp_without_port() -> Session {
    let mut session = begun("UDP without a port of its own");
    session.line("AT+CIPOPEN=0,\"UDP\",\"192.0.2.1\",7");
    session
}

fn read_in_push_mode() -> Session {
    let mut session = Session::new("data are read that are pushed", None);
    session.line("AT+CIPRXGET=0");
    session.line("AT+NETOPEN");
    let link = session.open("TCP", 7);
    session.send(link, b"hello", "");
    session.line("AT+CIPRXGET=2,0");
    session
}

fn unread() -> Session {
    let mut session = Session::new("data wait in the buffer, and nobody reads them", None);
    session.line("AT+CIPRXGET=1");
    session.line("AT+NETOPEN");
    let link = session.open("TCP", 7);
    session.send(link, b"never read", "");
    session.line("AT+CSQ");
    session.line("AT+CIPCLOSE=0");
    session
}

/// In the data state a command is data.
fn data_state() -> Session {
    let mut session = Session::new("commands in the data state, and an escape without silence", None);
    session.line("AT+CIPMODE=1");
    session.line("AT+NETOPEN");
    session.open("TCP", 9);
    session.line("AT+CSQ");
    session.bytes(b"AT+CIPCLOSE=0\r+++AT\r");
    session.wait(2000);
    session.escape();
    session.line("AT+CIPCLOSE=0");
    session
}

fn unknown_command() -> Session {
    let mut session = Session::new("commands of another module, and a slip", None);
    for line in ["AT+CIPSTART=\"TCP\",\"192.0.2.1\",7", "AT+CIPMUX=1", "AT+CIPOPN=0", "AT+CSQ"] {
        session.line(line);
    }
    session
}
