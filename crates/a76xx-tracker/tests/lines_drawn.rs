//! Where rules draw the line: dialogues that differ in little, of which some break a rule and others do not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use a76xx_parser::typed::LinkId;
use a76xx_parser::{Limits, Parser, Side, Step};
use a76xx_tracker::rules::ALL;
use a76xx_tracker::{EventNo, Input, Severity, Tracker};
use support::Player;

/// Whether the rule of this code finds something in a dialogue.
fn finds(code: &str, lines: &[&str]) -> bool {
    let mut player = Player::new(ALL);
    for line in lines {
        player.play(line);
    }
    player.found.iter().any(|found| found.starts_with(code))
}

const TRANSPARENT: [&str; 4] = ["> AT+CIPMODE=1", "< OK", "> AT+CIPOPEN=0,\"TCP\",\"example.com\",80", "< CONNECT 115200"];

#[test]
fn a_bare_attention_in_the_data_state_is_a_command_too() {
    let typed = |text: &str| finds("AT413", &[&TRANSPARENT[..], &[text]].concat());
    for text in [r">> AT\r", r">> ATE0\r", r">> ATZ\r", r">> at+csq\r"] {
        assert!(typed(text), "{text}");
    }
    for text in [r">> ATTENTION\r", r">> AT rest\r", r">> ATE99\r", r">> hello\r"] {
        assert!(!typed(text), "{text}");
    }
}

#[test]
fn plus_signs_of_the_peer_are_no_escape() {
    let apart = |side: &str| {
        let first = format!("{side} +");
        let rest = format!("{side} ++");
        finds("AT415", &[&TRANSPARENT[..], &["@ 5s", &first, "* silence", "@ 1.5s", &rest, "* silence"]].concat())
    };
    assert!(apart(">>") && !apart("<<"));
}

#[test]
fn a_finding_points_at_the_parameter_that_it_is_about() {
    let mut parser = Parser::new(Limits::DEFAULT);
    let mut tracker = Tracker::new();
    let Step::Event(event) = parser.next(Side::Host, b"AT+CIPTIMEOUT=30000,1000\r") else { panic!("a whole line") };
    let at = tracker.step(EventNo::FIRST, None, Input::event(&event)).find(|finding| finding.rule.name == "bad-parameter");
    assert_eq!(at.and_then(|finding| finding.at), Some(&b"1000"[..]));
}

#[test]
fn behind_a_boot_a_stray_result_is_no_beginning() {
    assert!(finds("AT906", &["< OK"]));
    assert!(!finds("AT906", &["< *ATREADY: 1", "< OK"]));
    assert!(!finds("AT906", &["> AT", "< OK", "< OK"]));
}

#[test]
fn a_capture_that_leaves_results_out_does_not_end_in_the_middle() {
    let lines = ["> AT+CSQ", "< +CSQ: 20,99", "> AT+CREG?", "< +CREG: 0,1", "> AT+CGATT?", "< +CGATT: 1", "> AT+COPS?", "< +COPS: 0"];
    assert!(!finds("AT907", &[&lines[..], &["* end"]].concat()));
    assert!(finds("AT907", &["> AT+CSQ", "< +CSQ: 20,99", "< OK", "> AT+COPS?", "* end"]));
}

#[test]
fn a_context_that_the_network_refuses_in_words_is_an_error() {
    let severity = |reason: &str| {
        let mut player = Player::new(ALL);
        for line in ["> AT+CGACT=1,1", &format!("< {reason}")] {
            player.play(line);
        }
        player.severities.first().copied()
    };
    assert_eq!(severity("+CME ERROR: requested service option not subscribed"), Some(Severity::Error));
    assert_eq!(severity("ERROR"), Some(Severity::Warning));
}

#[test]
fn a_read_in_push_mode_is_put_down_to_a_restart_where_there_was_one() {
    let said = |boots: usize| {
        let mut player = Player::new(ALL);
        for line in ["< *ATREADY: 1", "< PB DONE"].repeat(boots).into_iter().chain(["> AT+CIPRXGET=2,0,100"]) {
            player.play(line);
        }
        player.found.iter().find(|found| found.starts_with("AT318")).map(|found| found.contains("has restarted"))
    };
    assert_eq!((said(1), said(2)), (Some(false), Some(true)));
}

#[test]
fn half_a_boot_is_a_life_too() {
    assert!(finds("AT228", &["< *ATREADY: 1", "< SMS DONE", "< *ATREADY: 1"]));
    assert!(!finds("AT228", &["< *ATREADY: 1", "< *ATREADY: 1"]));
}

#[test]
fn a_restart_cuts_no_command_whose_result_the_capture_leaves_out() {
    let lines = ["> AT+CSQ", "< +CSQ: 20,99", "> AT+CREG?", "< +CREG: 0,1", "> AT+CGATT?", "< +CGATT: 1", "> AT+COPS?", "< *ATREADY: 1"];
    assert!(!finds("AT911", &lines));
    assert!(finds("AT911", &["> AT+CSQ", "< +CSQ: 20,99", "< OK", "> AT+COPS?", "< *ATREADY: 1"]));
}

#[test]
fn a_command_behind_data_that_are_too_few_is_said_once() {
    let lines = ["> AT+CIPSEND=0,20", "< >", ">> hello", "* silence", "> AT+CSQ"];
    assert!(finds("AT112", &lines) && !finds("AT101", &lines));
}

#[test]
fn what_the_host_says_meanwhile_ends_no_data_of_the_module() {
    let push =
        ["> AT+CIPOPEN=2,\"TCP\",\"192.0.2.7\",80", "< OK", "< +CIPOPEN: 2,0", "< RECV FROM:192.0.2.7:80", r"<< \r\n+IPD10\r\nhello"];
    let lines = [&push[..], &["> AT+CSQ", r"<< world"]].concat();
    assert_eq!(support::after(&lines).link(LinkId::N2).received, 10);
}

#[test]
fn what_a_program_could_not_handle_tells_the_family_as_well() {
    let dialect = |text: &str| {
        let mut player = Player::new(ALL);
        player.play(&format!(r"| {text}\n"));
        player.tracker.model().capture.dialect().and_then(a76xx_tracker::model::Dialect::name)
    };
    assert_eq!(dialect("### Unhandled: +CADATAIND: 0"), Some("SIM7000"));
    assert_eq!(dialect("### Unhandled: +CIPRXGET: 1,0"), None);
}

#[test]
fn who_registers_again_is_detached_no_more() {
    let echo = ["> AT+CPING=\"192.0.2.7\",1,1", "< OK", "< +CPING: 3,1,0,1,0,0,0"];
    let why = |between: &[&str]| {
        let mut player = Player::new(ALL);
        for line in ["> AT+CGATT=0", "< OK"].iter().chain(between).chain(&echo) {
            player.play(line);
        }
        player.found.iter().any(|found| found.starts_with("AT235") && found.contains("detached"))
    };
    assert!(why(&[]) && !why(&["< +CGREG: 1"]));
}
