//! Where rules draw the line: dialogues that differ in little, of which some break a rule and others do not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use a76xx_tracker::rules::ALL;
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
