//! The dialogues: every mode of access, with the settings that change what stands around data.

use std::time::Duration;

use a76xx_corpus::Side;
use a76xx_sim::Profile;

use crate::desk::Desk;
use crate::payloads::{LENGTHS, all, copied, few, long, stream};

/// Makes a dialogue.
type Make = fn() -> Desk;

/// Name of the file, and how it is made.
pub(crate) const DIALOGUES: &[(&str, Make)] = &[
    ("buffered-one-line-end", buffered_one_line_end),
    ("buffered-tcp", || buffered("TCP", false)),
    ("buffered-tcp-hex", || buffered("TCP", true)),
    ("buffered-udp", || buffered("UDP", false)),
    ("buffered-udp-hex", || buffered("UDP", true)),
    ("lengths-buffered", lengths_buffered),
    ("lengths-hex", lengths_hex),
    ("lengths-push", lengths_push),
    ("lengths-transparent", lengths_transparent),
    ("push-ctrl-z", push_ctrl_z),
    ("push-data-echo", push_data_echo),
    ("push-in-answers", push_in_answers),
    ("push-no-sender", || push_with("no sender", "AT+CIPSRIP=0", "CIPSRIP=0", Profile::A7670E)),
    ("push-received", || push_with("the header that names its link", RECEIVED, "HeaderType=1", Profile::A7670E)),
    ("push-received-colon", || {
        let profile = Profile { receive_colon: true, prompt_space: true, ..Profile::SIM7600 };
        push_with("a colon behind the header, a space behind the prompt", RECEIVED, "HeaderType=1", profile)
    }),
    ("push-server", push_server),
    ("push-spaced-header", || {
        push_with("a blank line in the header", "AT+CIPSRIP=1", "CIPSRIP=1", Profile { blank_behind_sender: true, ..Profile::A7670E })
    }),
    ("push-tcp", push_tcp),
    ("push-udp", push_udp),
    ("push-unframed", push_unframed),
    ("transparent-tcp", || transparent("TCP")),
    ("transparent-udp", || transparent("UDP")),
];

const RECEIVED: &str = "AT+CIPCCFG=10,0,0,1,1,0,500";

fn push_tcp() -> Desk {
    let mut desk = Desk::new(
        "data that look like the wire, pushed and sent over three TCP links",
        "ATE0, CIPHEAD=1, CIPSRIP=1, CIPRXGET=0",
        Profile::A7670E,
        &["ATE0", "AT+NETOPEN"],
    );
    (0..3).for_each(|link| desk.open(link, "TCP"));
    for (link, data) in (0..3).cycle().zip(all()) {
        desk.push(link, &data);
        desk.send(link, &data, false);
    }
    (0..3).for_each(|link| drop(desk.line(&format!("AT+CIPCLOSE={link}"))));
    desk
}

fn push_udp() -> Desk {
    let mut desk = Desk::new(
        "data that look like the wire, pushed and sent as datagrams",
        "ATE0, CIPHEAD=1, CIPSRIP=1, CIPRXGET=0",
        Profile::A7670E,
        &["ATE0", "AT+NETOPEN"],
    );
    desk.open(1, "UDP");
    for data in all() {
        desk.push(1, &data);
        desk.send(1, &data, true);
    }
    desk
}

/// The module copies what the host sends behind the prompt.
fn push_data_echo() -> Desk {
    let mut desk = Desk::new(
        "the module copies what is sent",
        "ATE1, DATAECHO=ON, CIPHEAD=1, CIPSRIP=1, CIPRXGET=0",
        Profile::A7670E,
        &["ATE1", "AT+CIPCFG=\"DATAECHO\",ON", "AT+NETOPEN"],
    );
    desk.open(0, "TCP");
    for data in copied() {
        desk.send(0, &data, false);
        desk.push(0, &data);
    }
    desk
}

/// Another header, or another look of it.
fn push_with(title: &str, line: &str, settings: &str, profile: Profile) -> Desk {
    let mut desk =
        Desk::new(&format!("pushed data: {title}"), &format!("ATE0, {settings}, CIPRXGET=0"), profile, &["ATE0", "AT+NETOPEN", line]);
    (0..2).for_each(|link| desk.open(link, "TCP"));
    for (link, data) in (0..2).cycle().zip(few()) {
        desk.push(link, &data);
        desk.send(link, &data, false);
    }
    desk
}

/// Without a count data end where a line begins that can only be the wire's: data that hold none are whole.
fn push_unframed() -> Desk {
    let mut desk = Desk::new(
        "pushed data without a count",
        "ATE0, CIPHEAD=0, CIPSRIP=1, CIPRXGET=0",
        Profile::A7670E,
        &["ATE0", "AT+NETOPEN", "AT+CIPHEAD=0"],
    );
    desk.open(0, "TCP");
    for data in [&b">"[..], b"+IPD16", b"OK", b"\r\n\r\n", b"0\r", b"A/", b"CLOSED", b"\xff\0\x1a\x1b", b"a line\r\nand another"] {
        desk.push(0, data);
        desk.line("AT+CIPCLOSE?");
    }
    desk
}

/// Data that come while a command waits for its result, and while a prompt waits for data.
fn push_in_answers() -> Desk {
    let latency = Duration::from_millis(300);
    let mut desk = Desk::new(
        "data that come between commands and their results",
        "ATE1, DATAECHO=OFF, CIPHEAD=1, CIPSRIP=1, CIPRXGET=0",
        Profile::A7670E,
        &["ATE1", "AT+CIPCFG=\"DATAECHO\",OFF", "AT+NETOPEN"],
    );
    desk.open(0, "TCP");
    desk.latency(latency);
    let results = [&b"\r\n+CIPOPEN: 1,0\r\n"[..], b"\r\n+CIPCLOSE: 1,0\r\n"].map(<[u8]>::to_vec);
    for data in &[few(), results.to_vec()].concat() {
        // On their way when the link is opened, and when it is closed: each comes before the result.
        for line in ["AT+CIPOPEN=1,\"TCP\",\"192.0.2.1\",7001", "AT+CIPCLOSE=1"] {
            desk.say(0, data);
            desk.line(line);
            desk.deliver(Side::Module, 0, data);
            desk.wait(latency * 3);
        }
    }
    desk
}

/// Data up to 1A, with a mark before bytes that would end them.
fn push_ctrl_z() -> Desk {
    let mut desk = Desk::new("data that Ctrl-Z ends", "ATE0, CIPHEAD=1, CIPSRIP=1, CIPRXGET=0", Profile::A7670E, &["ATE0", "AT+NETOPEN"]);
    desk.open(4, "TCP");
    desk.send_up_to_ctrl_z(4, b"");
    for data in all() {
        desk.send_up_to_ctrl_z(4, &data);
    }
    desk
}

/// Clients of a server get links of their own.
fn push_server() -> Desk {
    let mut desk = Desk::new(
        "data of clients of a server",
        "ATE0, CIPHEAD=1, CIPSRIP=1, CIPRXGET=0",
        Profile::A7670E,
        &["ATE0", "AT+NETOPEN", "AT+SERVERSTART=8080,0"],
    );
    (0..2).for_each(|link| desk.client(link, 8080));
    for (link, data) in (0..2).cycle().zip(few()) {
        desk.push(link, &data);
        desk.send(link, &data, false);
    }
    desk
}

/// Data that the module keeps, read whole and in pieces.
fn buffered(protocol: &str, hex: bool) -> Desk {
    let digits = if hex { ", as digits" } else { "" };
    let mut desk = Desk::new(
        &format!("data that look like the wire, read from the buffer over {protocol}{digits}"),
        "ATE1, DATAECHO=OFF, CIPRXGET=1",
        Profile::A7670E,
        &["ATE1", "AT+CIPCFG=\"DATAECHO\",OFF", "AT+NETOPEN", "AT+CIPRXGET=1"],
    );
    desk.open(0, protocol);
    for (index, data) in all().into_iter().enumerate() {
        desk.say(0, &data);
        // Every third in two pieces, cut where it hurts most: in the middle of what it imitates.
        let cut = if index % 3 == 0 { data.len() / 2 } else { 0 };
        for piece in [&data[..cut], &data[cut..]] {
            if !piece.is_empty() {
                desk.read(0, piece, hex);
            }
        }
        if protocol == "UDP" {
            desk.send(0, &data, true);
        }
    }
    desk.line("AT+CIPRXGET=4,0");
    desk.line("AT+CIPRXGET=2,0");
    desk
}

/// A relative has one line end between data and `OK`.
fn buffered_one_line_end() -> Desk {
    let mut desk = Desk::new(
        "one line end between data and OK",
        "ATE0, CIPRXGET=1",
        Profile { line_ends_behind_payload: 1, ..Profile::A7670E },
        &["ATE0", "AT+NETOPEN", "AT+CIPRXGET=1"],
    );
    desk.open(0, "TCP");
    for data in all() {
        desk.say(0, &data);
        desk.read(0, &data, false);
    }
    desk
}

/// The data state and back, with data of both sides in it.
fn transparent(protocol: &str) -> Desk {
    let mut desk = Desk::new(
        &format!("data that look like the wire, in transparent mode over {protocol}"),
        "ATE1, CIPMODE=1",
        Profile::A7670E,
        &["ATE1", "AT+CIPMODE=1", "AT+NETOPEN"],
    );
    desk.open(0, protocol);
    for data in stream() {
        desk.push(0, &data);
        desk.stream(0, &data);
    }
    // Three plus signs with data before them are data.
    desk.stream(0, b"a+++");
    desk.stream(0, b"+++b");
    desk.escape();
    desk.line("AT+CSQ");
    desk.line("ATO");
    desk.stream(0, b"\r\nOK\r\n");
    desk.push(0, b"\r\nOK\r\n");
    desk.escape();
    desk.line("AT+CIPCLOSE=0");
    let host = desk.truth.iter().filter(|delivery| delivery.side == Side::Host);
    assert_eq!(desk.streamed(0), host.flat_map(|delivery| delivery.bytes.clone()).collect::<Vec<u8>>());
    desk
}

fn lengths_push() -> Desk {
    let mut desk = Desk::new(
        "lengths at the edges, pushed and sent",
        "ATE0, CIPHEAD=1, CIPSRIP=1, CIPRXGET=0",
        Profile::A7670E,
        &["ATE0", "AT+NETOPEN"],
    );
    desk.open(9, "TCP");
    for length in LENGTHS {
        desk.push(9, &long(*length));
        desk.send(9, &long(*length), false);
    }
    desk
}

fn lengths_buffered() -> Desk {
    let mut desk = Desk::new(
        "lengths at the edges, read from the buffer",
        "ATE0, CIPRXGET=1",
        Profile::A7670E,
        &["ATE0", "AT+NETOPEN", "AT+CIPRXGET=1"],
    );
    desk.open(9, "TCP");
    for length in LENGTHS {
        desk.say(9, &long(*length));
        desk.read(9, &long(*length), false);
    }
    desk
}

/// Digits take twice the room: 750 bytes are the most.
fn lengths_hex() -> Desk {
    let mut desk = Desk::new(
        "lengths at the edges, read from the buffer as digits",
        "ATE0, CIPRXGET=1",
        Profile::A7670E,
        &["ATE0", "AT+NETOPEN", "AT+CIPRXGET=1"],
    );
    desk.open(9, "TCP");
    for length in [1, 2, 9, 10, 99, 100, 255, 256, 749, 750] {
        desk.say(9, &long(length));
        desk.read(9, &long(length), true);
    }
    desk
}

fn lengths_transparent() -> Desk {
    let mut desk =
        Desk::new("lengths at the edges, in transparent mode", "ATE0, CIPMODE=1", Profile::A7670E, &["ATE0", "AT+CIPMODE=1", "AT+NETOPEN"]);
    desk.open(0, "TCP");
    for length in LENGTHS {
        desk.push(0, &long(*length));
        desk.stream(0, &long(*length));
    }
    desk.escape();
    desk
}
