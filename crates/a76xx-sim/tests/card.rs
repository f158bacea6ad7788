//! The SIM, and whoever asks for its PIN (M 6.2.2, 3GPP TS 27.007 8.3 and 9.2).

#![allow(missing_docs, clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::time::Duration;

use a76xx_sim::net::NoWorld;
use a76xx_sim::{Bench, CardState, Config, Control, Modem, Profile};

fn bench(state: CardState) -> Bench<NoWorld> {
    let mut config = Config::of(Profile::A7670E).instant();
    config.card.state = state;
    "1234".clone_into(&mut config.card.pin);
    let mut bench = Bench::new(Modem::new(config), NoWorld::default());
    bench.control(Control::Power(true));
    bench.run(Duration::from_secs(1));
    set_up(&mut bench);
    bench
}

fn set_up(bench: &mut Bench<NoWorld>) {
    bench.command("ATE0", Duration::ZERO);
    bench.command("AT+CMEE=1", Duration::ZERO);
}

fn says(bench: &mut Bench<NoWorld>, line: &str) -> String {
    bench.command(line, Duration::from_secs(1)).escape_ascii().to_string()
}

fn dialogue(bench: &mut Bench<NoWorld>, lines: &[(&str, &str)]) {
    for (line, said) in lines {
        assert_eq!(says(bench, line), *said, "{line}");
    }
}

const OK: &str = r"\r\nOK\r\n";
const PIN_REQUIRED: &str = r"\r\n+CME ERROR: 11\r\n";
const PUK_REQUIRED: &str = r"\r\n+CME ERROR: 12\r\n";
const WRONG: &str = r"\r\n+CME ERROR: 16\r\n";
const ASKS_PIN: &str = r"\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n";
const ASKS_PUK: &str = r"\r\n+CPIN: SIM PUK\r\n\r\nOK\r\n";

#[test]
fn a_pin_opens_the_card_and_the_network_follows() {
    let mut bench = bench(CardState::Pin);
    dialogue(
        &mut bench,
        &[("AT+CPIN?", ASKS_PIN), ("AT+CIMI", PIN_REQUIRED), ("AT+CREG?", r"\r\n+CREG: 0,0\r\n\r\nOK\r\n"), ("AT+CPIN=\"4321\"", WRONG)],
    );
    let said = says(&mut bench, "AT+CPIN=\"1234\"");
    assert!(said.starts_with(OK) && said.contains("+CPIN: READY"), "{said}");
    dialogue(
        &mut bench,
        &[
            ("AT+CIMI", r"\r\n001010000000001\r\n\r\nOK\r\n"),
            ("AT+CREG?", r"\r\n+CREG: 0,1\r\n\r\nOK\r\n"),
            // Nothing asks for it any more.
            ("AT+CPIN=\"1234\"", r"\r\n+CME ERROR: 3\r\n"),
        ],
    );
}

#[test]
fn three_wrong_pins_lock_the_card_whatever_restarts_lie_between() {
    let mut bench = bench(CardState::Pin);
    dialogue(&mut bench, &[("AT+CPIN=\"0000\"", WRONG), ("AT+CPIN=\"1111\"", WRONG), ("AT+CPIN?", ASKS_PIN)]);
    bench.control(Control::Reset);
    bench.run(Duration::from_secs(1));
    set_up(&mut bench);
    dialogue(
        &mut bench,
        &[("AT+CPIN?", ASKS_PIN), ("AT+CPIN=\"2222\"", WRONG), ("AT+CPIN?", ASKS_PUK), ("AT+CPIN=\"1234\"", PUK_REQUIRED)],
    );
}

#[test]
fn the_right_pin_lets_wrong_ones_be_forgotten() {
    let mut bench = bench(CardState::Pin);
    for _ in 0..3 {
        dialogue(&mut bench, &[("AT+CPIN=\"0000\"", WRONG), ("AT+CPIN=\"1111\"", WRONG)]);
        assert!(says(&mut bench, "AT+CPIN=\"1234\"").starts_with(OK));
        bench.control(Control::Reset);
        bench.run(Duration::from_secs(1));
        set_up(&mut bench);
        assert_eq!(says(&mut bench, "AT+CPIN?"), ASKS_PIN);
    }
}

/// 3GPP TS 27.007 9.2.1.
#[test]
fn a_card_that_cannot_be_used_says_why() {
    for (state, error) in [(CardState::Absent, 10), (CardState::Failed, 13), (CardState::Busy, 14)] {
        let mut bench = bench(state);
        let refused = format!(r"\r\n+CME ERROR: {error}\r\n");
        dialogue(&mut bench, &[("AT+CPIN?", &refused), ("AT+CIMI", &refused), ("AT+CPIN=\"1234\"", &refused)]);
    }
}
