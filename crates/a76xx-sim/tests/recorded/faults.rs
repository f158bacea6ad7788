//! One session under every fault of the simulator.

use std::net::SocketAddrV4;

use crate::session::{PEER, Session};

/// Name of the file, and the fault as the command line takes it: often enough to strike in a short session.
pub(crate) const FAULTS: &[(&str, &str)] = &[
    ("fault-baud", "baud 9600"),
    ("fault-break-send", "break send 40%"),
    ("fault-delay", "delay 50ms..400ms"),
    ("fault-double", "double 1%"),
    ("fault-drop", "drop 1%"),
    ("fault-flip", "flip 1%"),
    ("fault-full-buffer", "full buffer 50%"),
    ("fault-glue", "glue 700ms"),
    ("fault-late-result", "late result 50% by 3s"),
    ("fault-lose-final", "lose final 30%"),
    ("fault-lose-network", "lose network every 6s"),
    ("fault-lose-prompt", "lose prompt 50%"),
    ("fault-notice-before-echo", "notice before echo 40%"),
    ("fault-notice-in-answer", "notice in answer 60%"),
    ("fault-notice-in-header", "notice in header 60%"),
    ("fault-nul", "nul 1%"),
    ("fault-reboot", "reboot 0.3%"),
    ("fault-slow-close", "slow close 4s"),
    ("fault-split", "split 30ms"),
    ("fault-storm", "storm 3 every 3s"),
];

/// The session; the host looks at nothing but prompts.
pub(crate) fn session(title: &str, fault: Option<&str>) -> Session {
    let mut session = Session::new(title, fault);
    for line in ["AT", "AT+CSQ", "AT+CREG?", "AT+NETOPEN", "AT+IPADDR"] {
        session.line(line);
    }
    let (echo, sink) = (session.open("TCP", 7), session.open("TCP", 9));
    for data in [&b"first line\r\n"[..], b"second line\r\n", b"third line\r\n"] {
        session.send(echo, data, "");
        session.send(sink, data, "");
    }
    session.hang_up(SocketAddrV4::new(PEER, 7));
    session.line("AT+CIPCLOSE=1");
    session.wait(5000);
    session.line("AT+NETCLOSE");
    session.wait(5000);
    session
}
