//! A module of another family: what its lines break is no fault of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use a76xx_tracker::Severity;
use a76xx_tracker::rules::ALL;
use support::Player;

fn worst(lines: &[&str]) -> Option<Severity> {
    let mut player = Player::new(ALL);
    for line in lines {
        player.play(line);
    }
    player.severities.into_iter().max()
}

const USE: [&str; 3] = ["< *ATREADY: 1", "> AT+CIPSEND=0,5", "< ERROR"];

#[test]
fn link_rules_are_errors_for_the_family_of_the_table() {
    assert_eq!(worst(&USE), Some(Severity::Error));
}

#[test]
fn and_notes_for_another() {
    let lines: Vec<&str> = ["> AT+CGMM", "< SIMCOM_SIM800L", "< OK"].into_iter().chain(USE).collect();
    assert!(worst(&lines) < Some(Severity::Error), "{:?}", worst(&lines));
}

#[test]
fn a_foreign_command_that_is_refused_tells_nothing() {
    let lines: Vec<&str> = ["> AT+CIPSTART=\"TCP\",\"example.com\",80", "< ERROR"].into_iter().chain(USE).collect();
    assert_eq!(worst(&lines), Some(Severity::Error));
}

#[test]
fn the_family_is_called_by_its_name() {
    let models = [
        ("SIMCOM_SIM800L", "SIM800"),
        ("SIM7000E R1351", "SIM7000"),
        ("SIMCOM_SIM5320E", "SIM5320"),
        ("Quectel EC25", "Quectel"),
        ("SARA-R410M-02B", "u-blox"),
    ];
    for (model, family) in models {
        let mut player = Player::new(ALL);
        for line in ["> AT+CGMM", &format!("< {model}"), "< OK"] {
            player.play(line);
        }
        assert!(player.found.iter().any(|found| found.contains(family)), "{model}: {:?}", player.found);
    }
}

#[test]
fn a_command_of_another_family_tells_it_once_it_is_taken() {
    for (command, family) in [("AT+CIPSTART=0", "SIM800"), ("AT+CAOPEN=0", "SIM7000"), ("AT+CWMODE=1", "ESP-AT"), ("AT+USOCR=6", "u-blox")]
    {
        let mut player = Player::new(ALL);
        player.play(&format!("> {command}"));
        assert_eq!(player.tracker.model().capture.dialect(), None, "{command}");
        player.play("< OK");
        let known = player.tracker.model().capture.dialect().and_then(a76xx_tracker::model::Dialect::name);
        assert_eq!(known, Some(family), "{command}");
    }
}
