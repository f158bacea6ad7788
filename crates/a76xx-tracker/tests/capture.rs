//! What a capture's bytes tell of the capture itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use a76xx_parser::{Event, Guess, Kind, Noise, Side};
use a76xx_tracker::model::Capture;
use a76xx_tracker::rules::ALL;
use a76xx_tracker::{EventNo, Input, Tracker};
use support::Player;

/// What is known of a capture that holds these lines.
fn capture(lines: &[&str]) -> Capture {
    let mut player = Player::new(ALL);
    for line in lines {
        player.play(line);
    }
    player.tracker.model().capture
}

/// What is known of a capture that holds this piece alone.
fn behind(kind: Kind<'_>, side: Option<Side>, raw: &[u8]) -> Capture {
    let mut tracker = Tracker::new();
    tracker.feed(EventNo::FIRST, None, Input::event(&Event { raw, side, kind, command: None, guess: Guess::None }), |_| {});
    tracker.model().capture
}

#[test]
fn what_had_to_be_guessed_is_counted() {
    let glued = capture(&[r"| AT+NETOPEN\r\nOK\r\n+NETOPEN: 0AT+IPADDR\r\n"]);
    assert!(glued.guesses > 0 && !glued.is_exact());
    let whole = capture(&["> AT+NETOPEN", "< OK", "< +NETOPEN: 0", "> AT+IPADDR"]);
    assert!(whole.guesses == 0 && whole.is_exact());
}

#[test]
fn blanks_are_no_prints() {
    let foreign = |text: &'static [u8]| behind(Kind::Foreign(text), None, text).foreign;
    assert_eq!((foreign(b" \t \n"), foreign(b" . \n")), (0, 1));
}

#[test]
fn letters_of_any_language_stand_for_nothing_lost() {
    assert!(!capture(&["| die Überwachung beginnt\\n"]).doubts.substituted);
    assert!(capture(&["| die \u{fffd}berwachung beginnt\\n"]).doubts.substituted);
}

#[test]
fn a_stray_control_byte_is_damage_but_no_bit_error() {
    let stray = behind(Kind::Noise(Noise::Control), Some(Side::Module), b"\x03");
    assert_eq!((stray.damaged, stray.doubts.garbled, stray.last_damage), (1, 0, None));
    assert_eq!(behind(Kind::Noise(Noise::Damaged), Some(Side::Module), b"+CS\x03Q: 2").doubts.garbled, 2);
}

#[test]
fn a_line_without_end_is_a_bit_error_where_bytes_are_odd() {
    let garbled = |noise, raw: &'static [u8]| behind(Kind::Noise(noise), Some(Side::Module), raw).doubts.garbled;
    assert_eq!((garbled(Noise::Overlong, b"\xfc\xff\x81"), garbled(Noise::Overlong, b"abcdef")), (1, 0));
    assert_eq!(garbled(Noise::Control, b"\x80"), 0);
}

#[test]
fn a_control_byte_inside_a_line_is_a_bit_error() {
    let wrong = capture(&["> AT+CSQ", r"<< \r\n+CSQ: 2\x03,99\r\n", "< OK"]);
    assert!(wrong.doubts.garbled >= 2 && wrong.last_damage.is_some());
}

#[test]
fn frames_of_ppp_in_the_data_state_are_frames() {
    let dialled = ["> ATD*99#", "< CONNECT", r"<< ~\xff\x7d\x23\xc0\x21\x7d\x21\x7d\x20~"];
    assert!(capture(&dialled).doubts.framed);
    assert!(!capture(&["> ATD*99#", "< CONNECT", r"<< ~\xff\x00\xff~"]).doubts.framed);
}

#[test]
fn commands_change_their_style_when_several_do() {
    let once = r"| ATI\nOK\nAT+CSQ\nOK\nAT+CREG?\nOK\nAT+CGATT?\nOK\n";
    let twice = r"| AT+CSQ\nAT+CSQ\nOK\n";
    let again = r"| AT+CREG?\nAT+CREG?\nOK\n";
    // One command that stands twice may have been sent twice.
    assert_eq!(capture(&[once, twice]).doubts.seams, 0);
    assert_eq!(capture(&[once, twice, again]).doubts.seams, 1);
    // The first command of a capture shows no style yet, and one after it is too few.
    assert_eq!(capture(&[r"| AT+CSQ\nOK\nAT+CREG?\nOK\n", twice, again]).doubts.seams, 0);
}

#[test]
fn text_that_speaks_of_an_answer_may_be_one() {
    for text in ["the modem said OK", "ERROR from the modem", "-> +CSQ: 20,99"] {
        assert!(capture(&[&format!("| {text}\\n")]).retold, "{text}");
    }
    for text in ["a BOOK of ERRORS", "10 > 9"] {
        assert!(!capture(&[&format!("| {text}\\n")]).retold, "{text}");
    }
}

#[test]
fn a_command_in_the_data_state_leaves_its_end_in_doubt() {
    let mut player = Player::new(ALL);
    player.play(r"| AT+CGDATA=\x22PPP\x22,1\nCONNECT\n");
    let entered = player.tracker.model().access;
    assert_eq!(entered.online, Some(true));
    player.play(r"| AT+CSQ\n");
    let left = player.tracker.model().access;
    assert_eq!(left.online, None);
    assert!(left.since > entered.since, "{left:?}");
}

#[test]
fn what_waited_for_the_rest_of_its_line_turns_no_clock_back() {
    let answered = ["@ 20s", r">> AT\r", "@ 5s", r"<< AT\r\r\nOK\r\n", "@ -5s"];
    let waited = |late: &str| capture(&[&answered[..], &[late]].concat()).backwards.is_some();
    assert!(!waited(r">> \n"), "the host's line end, as old as its line");
    assert!(waited(r"<< \r\n"), "older than what the module had said before");
    // Time goes on where it was.
    let mut player = Player::new(ALL);
    for line in [&answered[..], &[r">> \n"]].concat() {
        player.play(line);
    }
    assert_eq!(player.tracker.model().now.at().map(|at| at.micros() / 1_000_000), Some(25));
}
