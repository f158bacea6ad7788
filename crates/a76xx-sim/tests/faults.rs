//! A rig with faults and scripts in virtual time: same seed, same bytes.

#![allow(missing_docs, clippy::unwrap_used, reason = "a fault here is a failed test")]

use std::time::Duration;

use a76xx_sim::net::world::{Host, Scripted, Way};
use a76xx_sim::{Config, Device as _, Faults, Modem, Moment, Rig, RunState, Script};

/// All that the module says up to a moment, with the moments.
fn run(rig: &mut Rig<Scripted>, from: Moment, until: Moment) -> Vec<(Moment, Vec<u8>)> {
    let (mut said, mut at) = (Vec::new(), from);
    loop {
        while let Some(bytes) = rig.poll_output(at) {
            said.push((at, bytes));
        }
        let Some(next) = rig.poll_timeout().filter(|next| *next <= until) else { return said };
        at = next.max(at);
        rig.handle_timeout(at);
    }
}

fn world() -> Scripted {
    Scripted::new(Way::default(), 3).host("192.0.2.7:7".parse().unwrap(), Host::Echo)
}

/// A session of half a minute: what is typed does not wait for answers.
fn session(seed: u64, faults: &[&str]) -> Vec<(Moment, Vec<u8>)> {
    let config = Config { seed, ..Config::default() };
    let list = faults.iter().map(|fault| fault.parse().unwrap()).collect();
    let mut rig = Rig::new(Modem::running(config), world()).with_faults(Faults { seed, list });
    let mut said = Vec::new();
    let mut at = Moment::START;
    let commands = [
        "AT",
        "AT+NETOPEN",
        "AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",7",
        "AT+CIPSEND=0,400",
        &"x".repeat(400),
        "AT+CSQ;+CREG?",
        "AT+CIPCLOSE=0",
    ];
    for command in commands.iter().cycle().take(14) {
        rig.receive(at, command.as_bytes());
        rig.receive(at, b"\r");
        let until = at.after(Duration::from_secs(2));
        said.extend(run(&mut rig, at, until));
        at = until;
    }
    said
}

const ALL: [&str; 20] = [
    "drop 0.5%",
    "flip 0.5%",
    "double 0.5%",
    "nul 0.5%",
    "reboot 0.05%",
    "split 20ms",
    "glue 5ms",
    "delay 0ms..50ms",
    "notice before echo 20%",
    "notice in answer 20%",
    "notice in header 20%",
    "storm 2 every 3s",
    "lose final 10%",
    "lose prompt 30%",
    "late result 30% by 3s",
    "lose network every 5s",
    "full buffer 50%",
    "break send 50%",
    "slow close 1s",
    "baud 115200",
];

#[test]
fn the_same_seed_gives_the_same_bytes_at_the_same_times() {
    let plain = session(1, &[]);
    assert_eq!(plain, session(1, &[]));
    let bytes = |said: &[(Moment, Vec<u8>)]| said.iter().flat_map(|(_, bytes)| bytes.clone()).collect::<Vec<u8>>();
    for fault in ALL {
        assert_eq!(session(1, &[fault]), session(1, &[fault]), "{fault}");
    }
    let all = session(1, &ALL);
    assert_eq!(all, session(1, &ALL));
    assert_ne!(bytes(&all), bytes(&plain));
    assert_ne!(bytes(&all), bytes(&session(2, &ALL)));
}

#[test]
fn each_fault_changes_something() {
    let plain = session(4, &[]);
    for fault in ALL {
        assert_ne!(session(4, &[fault]), plain, "{fault}");
    }
}

/// What the module says to an exchange with one fault, without times.
fn text(fault: &str) -> String {
    let said: Vec<u8> = session(1, &[fault]).into_iter().flat_map(|(_, bytes)| bytes).collect();
    said.escape_ascii().to_string()
}

#[test]
fn a_full_buffer_confirms_less_than_was_sent() {
    let text = text("full buffer 100%");
    let confirmed: u32 = text.split("+CIPSEND: 0,400,").nth(1).unwrap().split('\\').next().unwrap().parse().unwrap();
    assert!((1..400).contains(&confirmed), "{confirmed}");
}

#[test]
fn a_broken_send_confirms_nothing_and_closes() {
    let text = text("break send 100%");
    assert!(text.contains("+CIPSEND: 0,400,-1"), "{text}");
    assert!(text.contains("+IPCLOSE: 0,"), "{text}");
}

#[test]
fn a_slow_line_slows_both_directions() {
    let (slow, fast) = (session(1, &["baud 1200"]), session(1, &[]));
    let first = |said: &[(Moment, Vec<u8>)]| said.iter().map(|(at, _)| *at).min().unwrap();
    // One byte there, and its echo back.
    assert!(first(&slow).since(first(&fast)) >= Duration::from_millis(16), "{:?}", first(&slow));
}

#[test]
fn a_script_drops_the_network_and_reboots() {
    let script: Script = "at 3 s drop the network; after the second CSQ reboot".parse().unwrap();
    let mut rig = Rig::new(Modem::running(Config::default()), world()).with_script(&script);
    rig.receive(Moment::START, b"AT+NETOPEN\r");
    let said = run(&mut rig, Moment::START, Moment::from_millis(2900));
    assert!(!said.is_empty());
    let said = run(&mut rig, Moment::from_millis(2900), Moment::from_millis(3100));
    let text: Vec<u8> = said.into_iter().flat_map(|(_, bytes)| bytes).collect();
    assert!(text.ends_with(b"\r\n+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY\r\n"), "{}", text.escape_ascii());
    for (at, state) in [(4000, RunState::Running), (5000, RunState::Booting)] {
        rig.receive(Moment::from_millis(at), b"AT+CSQ\r");
        run(&mut rig, Moment::from_millis(at), Moment::from_millis(at + 500));
        assert_eq!(rig.modem().run_state(), state);
    }
}

#[test]
fn a_restart_swallows_what_is_late() {
    let faults = Faults { seed: 1, list: vec!["late result 100% by 20s".parse().unwrap()] };
    let mut rig = Rig::new(Modem::running(Config::default()), world()).with_faults(faults);
    rig.receive(Moment::START, b"AT+NETOPEN\r");
    let before = run(&mut rig, Moment::START, Moment::from_millis(5000));
    assert!(!before.is_empty());
    rig.control(Moment::from_millis(5000), a76xx_sim::Control::Reset);
    let said: Vec<u8> =
        run(&mut rig, Moment::from_millis(5000), Moment::from_millis(60_000)).into_iter().flat_map(|(_, bytes)| bytes).collect();
    let text = said.escape_ascii().to_string();
    assert!(text.contains("PB DONE") && !text.contains("NETOPEN"), "{text}");
}

/// Two pieces of data that joined would be the end of the data state; time lies between them.
#[test]
fn data_that_look_like_the_end_of_the_data_state_are_data() {
    let faults = Faults { seed: 1, list: vec!["lose prompt 100%".parse().unwrap(), "lose final 100%".parse().unwrap()] };
    let mut rig = Rig::new(Modem::running(Config::default()), world()).with_faults(faults);
    let mut at = Moment::START;
    let mut said = Vec::new();
    for text in ["AT+CIPMODE=1\r", "AT+NETOPEN\r", "AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",7\r", "one\r\nCLOSED", "\r\n>two\r\nOK\r\n"] {
        rig.receive(at, text.as_bytes());
        let until = at.after(Duration::from_secs(3));
        said = run(&mut rig, at, until).into_iter().flat_map(|(_, bytes)| bytes).collect();
        at = until;
    }
    assert_eq!(said.escape_ascii().to_string(), b"\r\n>two\r\nOK\r\n".escape_ascii().to_string());
}
