//! Every mode of data access as it should go.

use std::net::SocketAddrV4;

use a76xx_corpus::Side;
use a76xx_sim::Control;

use crate::session::{PEER, Session};

/// Makes a session.
type Make = fn() -> Session;

pub(crate) const MODES: &[(&str, Make)] = &[
    ("mode-boot", boot),
    ("mode-buffered-hex", || buffered(true)),
    ("mode-buffered-tcp", || buffered(false)),
    ("mode-push-tcp", push_tcp),
    ("mode-push-udp", push_udp),
    ("mode-server", server),
    ("mode-transparent-tcp", || transparent("TCP")),
    ("mode-transparent-udp", || transparent("UDP")),
];

const ECHO: SocketAddrV4 = SocketAddrV4::new(PEER, 7);

/// Power on, SIM, registration, service, address.
fn boot() -> Session {
    let mut session = Session::off("from power on to an address");
    session.control(Control::Power(true));
    session.wait(15_000);
    for line in ["AT", "ATE0", "AT+CPIN?", "AT+CSQ", "AT+CREG?", "AT+CGREG?", "AT+CPSI?", "AT+NETOPEN", "AT+IPADDR", "AT+NETCLOSE"] {
        session.line(line);
    }
    session
}

fn push_tcp() -> Session {
    let mut session = Session::new("TCP, pushed data", None);
    session.line("AT+NETOPEN");
    let link = session.open("TCP", 7);
    for data in [&b"hello"[..], b"GET / HTTP/1.1\r\nHost: echo.example\r\n\r\n", b"OK\r\n"] {
        session.send(link, data, "");
        session.deliver(Side::Module, link, data);
    }
    session.line("AT+CIPCLOSE=0");
    session.line("AT+NETCLOSE");
    session
}

fn push_udp() -> Session {
    let mut session = Session::new("UDP, pushed data", None);
    session.line("AT+NETOPEN");
    let link = session.open("UDP", 7);
    for data in [&b"datagram"[..], b"\x01\x02\0\xff"] {
        session.send(link, data, &format!(",\"{PEER}\",7"));
        session.deliver(Side::Module, link, data);
    }
    session.line("AT+CIPCLOSE=0");
    session
}

fn buffered(hex: bool) -> Session {
    let mut session = Session::new(if hex { "TCP, data read as digits" } else { "TCP, data read from the buffer" }, None);
    session.line("AT+CIPRXGET=1");
    session.line("AT+NETOPEN");
    let link = session.open("TCP", 7);
    session.send(link, b"a line\r\nand another\r\n", "");
    session.line("AT+CIPRXGET=4,0");
    for (count, data) in [(8, &b"a line\r\n"[..]), (100, b"and another\r\n")] {
        session.line(&format!("AT+CIPRXGET={},0,{count}", if hex { 3 } else { 2 }));
        session.deliver(Side::Module, link, data);
    }
    session.hang_up(ECHO);
    session.line("AT+CIPCLOSE?");
    session
}

fn transparent(protocol: &str) -> Session {
    let mut session = Session::new(&format!("{protocol}, transparent mode"), None);
    session.line("AT+CIPMODE=1");
    session.line("AT+NETOPEN");
    let link = session.open(protocol, 7);
    for data in [&b"ping\r\n"[..], b"+CSQ: 1,99", b"\0\xff\x1a\x1b"] {
        session.bytes(data);
        session.deliver(Side::Host, link, data);
        session.wait(1000);
        session.deliver(Side::Module, link, data);
    }
    session.escape();
    session.line("AT+CSQ");
    session.line("ATO");
    session.bytes(b"again");
    session.deliver(Side::Host, link, b"again");
    session.wait(1000);
    session.deliver(Side::Module, link, b"again");
    session.escape();
    session.line("AT+CIPCLOSE=0");
    session
}

fn server() -> Session {
    let mut session = Session::new("a server with two clients", None);
    session.line("AT+NETOPEN");
    session.line("AT+SERVERSTART=8080,0");
    let clients = [session.client(8080), session.client(8080)];
    for (link, client) in (0..).zip(clients) {
        session.say(client, b"question");
        session.deliver(Side::Module, link, b"question");
        session.send(link, b"answer", "");
    }
    session.hang_up(clients[0]);
    session.line("AT+CIPCLOSE=1");
    session.line("AT+SERVERSTOP=0");
    session
}
