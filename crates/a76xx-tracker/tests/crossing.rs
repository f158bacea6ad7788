//! What was told while a command was on its way, or comes late, is no fault of the host.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use a76xx_parser::typed::LinkId;
use a76xx_tracker::model::Phase;
use a76xx_tracker::rules::ALL;
use support::{OPENED, Player, opened};

const LOST: [&str; 2] = ["< +CGEV: NW PDN DEACT 1", "< +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY"];

/// Whom a rule blames in a dialogue, each time that it finds something.
fn blames(code: &str, lines: &[&[&str]]) -> Vec<String> {
    let mut player = Player::new(ALL);
    for line in lines.concat() {
        player.play(line);
    }
    let own = player.blamed.iter().filter(|blamed| blamed.contains(code));
    own.map(|blamed| blamed.split(' ').next().unwrap().trim_end_matches(':').to_owned()).collect()
}

/// The service ends before the command, as it is under way, or so that only the context's end is told before.
#[test]
fn a_service_that_ends_under_a_command() {
    let open = ["> AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",80", "< OK", "< +CIPOPEN: 0,0", "> AT+SERVERSTART=80,1", "< OK"];
    for (code, command, answer) in [
        ("AT305", "> AT+CIPOPEN=1,\"TCP\",\"192.0.2.7\",80", "< +CIPOPEN: 1,2"),
        ("AT319", "> AT+CIPRXGET=2,0", "< +IP ERROR: 8"),
        ("AT325", "> AT+CIPSEND=0,5", "< +CIPERROR: 2"),
        ("AT315", "> AT+CIPCLOSE=0", "< +CIPCLOSE: 0,4"),
        ("AT407", "> AT+SERVERSTOP=1", "< +SERVERSTOP: 1,4"),
    ] {
        let whom = |lines: &[&[&str]]| blames(code, &[&[&OPENED[..], &open], lines].concat());
        assert_eq!(whom(&[&[command], &LOST, &[answer, "< ERROR"]]), ["network"], "{code}");
        assert_eq!(whom(&[&LOST[..1], &[command], &LOST[1..], &[answer, "< ERROR"]]), ["network"], "{code}");
        let known = whom(&[&LOST, &[command], &[answer, "< ERROR"]]);
        // What is tidied up behind a loss is nobody's fault.
        assert_eq!(known, [if code == "AT315" { "network" } else { "host" }], "{code}");
    }
}

/// A restart cuts the notice off: no host reads a line whose end does not come.
#[test]
fn a_notice_without_its_end_is_not_told() {
    let (open, restart) = ("> AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",80", "<< \r\nRDY\r\n");
    for (notice, whom) in [("<< \r\n+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY", &[][..]), (LOST[1], &["host"])] {
        for code in ["AT227", "AT301"] {
            assert_eq!(blames(code, &[&OPENED, &[notice, "* silence", open, restart]]), whom, "{code} {notice}");
        }
    }
}

#[test]
fn a_number_that_a_client_takes_under_a_read() {
    let begin = [&OPENED[..], &["> AT+SERVERSTART=80,1", "< OK", "< +CLIENT: 0,1,192.0.2.7:4000", "< +IPCLOSE: 0,1"]].concat();
    let (read, client, answer) = ("> AT+CIPRXGET=2,0", "< +CLIENT: 0,1,192.0.2.8:4000", "< +IP ERROR: 22");
    assert_eq!(blames("AT319", &[&begin, &[read, client, answer]]), ["network"]);
    assert_eq!(blames("AT319", &[&begin, &[client, read, answer]]), ["host"]);
}

/// Data that were confirmed late do not bring a link back that has ended meanwhile.
#[test]
fn a_late_confirmation_opens_nothing() {
    let send = ["> AT+CIPOPEN=2,\"TCP\",\"192.0.2.7\",80", "< OK", "< +CIPOPEN: 2,0", "> AT+CIPSEND=2,5", "< >", ">> hello", "< OK"];
    for end in ["< +IPCLOSE: 2,1", LOST[1]] {
        let late = [&send[..], &[end, "< +CIPSEND: 2,5,5"]].concat();
        assert_eq!(opened(&late).link(LinkId::N2).phase, Phase::Idle, "{end}");
        assert_eq!(blames("AT303", &[&OPENED, &late, &["> AT+NETOPEN", "< OK", "< +NETOPEN: 0", send[0]]]), [""; 0], "{end}");
    }
    // Sent behind the end that was told, it is another link of this number.
    let anew = [&send[..], &["< +CIPSEND: 2,5,5", "< +IPCLOSE: 2,1"], &send[3..], &["< +CIPSEND: 2,5,5"]].concat();
    assert_eq!(opened(&anew).link(LinkId::N2).phase, Phase::Open);
}

#[test]
fn what_the_peer_has_by_the_modules_count_is_acknowledged() {
    let send = [
        "> AT+CIPSENDMODE=1",
        "< OK",
        "> AT+CIPOPEN=1,\"TCP\",\"192.0.2.7\",80",
        "< OK",
        "< +CIPOPEN: 1,0",
        "> AT+CIPSEND=1,5",
        "< >",
        ">> hello",
        "< OK",
        "> AT+CIPACK=1",
    ];
    let whom = |count: &str| blames("AT423", &[&OPENED, &send, &[count, "< OK", "> AT+CIPCLOSE=1"]]);
    assert_eq!(whom("< +CIPACK: 5,5,0"), [""; 0]);
    assert_eq!(whom("< +CIPACK: 5,3,0"), ["host"]);
}

/// The copy of a command that was sent before a restart tells nothing of what is set behind it.
#[test]
fn an_echo_of_before_a_restart() {
    let begin = ["> ATE0", "< OK", "> AT+CGMR", "< *ATREADY: 1"];
    assert_eq!(blames("AT229", &[&begin, &["<< AT+CGMR\\r\\r\\n", "< OK"]]), [""; 0]);
    assert_eq!(blames("AT229", &[&begin, &["> AT+CSQ", "<< AT+CSQ\\r\\r\\n", "< OK"]]), ["host"]);
}

#[test]
fn a_restart_behind_a_service_that_does_not_start() {
    let ask = ["> AT+CRESET", "< OK", "< *ATREADY: 1"];
    let fails = ["> AT+NETOPEN", "< OK", "< +NETOPEN: 1"];
    assert_eq!(blames("AT230", &[&fails, &ask]), ["network"]);
    assert_eq!(blames("AT230", &[&OPENED, &ask]), ["host"]);
}

/// UDP beside TCP: the mode is for the other.
#[test]
fn the_mode_of_sends_is_for_whoever_has_had_tcp() {
    let mode = ["> AT+CIPSENDMODE=1", "< OK"];
    let udp = ["> AT+CIPOPEN=1,\"UDP\",,,5000", "< +CIPOPEN: 1,0", "< OK", "> AT+CIPSEND=1,5,\"192.0.2.7\",5254"];
    let tcp = ["> AT+CIPOPEN=1,\"TCP\",\"192.0.2.7\",80", "< OK", "< +CIPOPEN: 1,0", "> AT+CIPCLOSE=1", "< OK", "< +CIPCLOSE: 1,0"];
    let server = ["> AT+SERVERSTART=80,1", "< OK"];
    assert_eq!(blames("AT424", &[&OPENED, &mode, &udp]), ["host"]);
    for stream in [&tcp[..], &server] {
        assert_eq!(blames("AT424", &[&OPENED, &mode, stream, &udp]), [""; 0]);
    }
}
