//! What the rules make of each code of the socket service, by what is known of link and service: the sentence, and what to do.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use a76xx_parser::spec::codes::{IP_ERROR, SOCKET_ERR};
use a76xx_parser::{Limits, Parser, Side, Step};
use a76xx_tracker::rules::ALL;
use a76xx_tracker::{EventNo, Input, Tracker, Watch};
use support::states::STATES;

/// A command, and the lines that refuse it, with `#` for the number and `%` for the words of the code.
const REFUSALS: [(&str, &[&str]); 9] = [
    ("AT+CIPOPEN=0,\"TCP\",\"198.51.100.9\",80", &["+CIPOPEN: 0,#", "ERROR"]),
    ("AT+CIPOPEN=0,\"TCP\",\"198.51.100.9\",80", &["OK", "+CIPOPEN: 0,#"]),
    ("AT+CIPOPEN=0,\"TCP\",\"198.51.100.9\",80", &["+IP ERROR: %", "ERROR"]),
    ("AT+CIPOPEN=1,\"UDP\",\"198.51.100.9\",7", &["+CIPOPEN: 1,#", "ERROR"]),
    ("AT+CIPSEND=0,5", &["+CIPERROR: #", "ERROR"]),
    ("AT+CIPSEND=0,1500", &["+CIPERROR: #", "ERROR"]),
    ("AT+CIPSEND=0,1501", &["+CIPERROR: #", "ERROR"]),
    ("AT+CIPCLOSE=0", &["+CIPCLOSE: 0,#", "ERROR"]),
    ("AT+NETOPEN", &["OK", "+NETOPEN: #"]),
];

/// The states that a refusal's words depend on.
const DEPENDS: [&str; 17] = [
    "nothing is known",
    "the service runs",
    "the service stops",
    "the service was stopped",
    "the network was lost",
    "the context was lost",
    "link 0 opens",
    "link 0 is open",
    "link 0 is UDP without a port",
    "link 1 alone is open",
    "link 0 closes",
    "link 0 was closed by the peer",
    "link 0 did not open",
    "link 0 is listed as closed",
    "a send was not confirmed",
    "transparent mode is set",
    "the module searches",
];

/// Speaks lines of a dialogue; gives what is said, with the code's place taken by `#`.
fn said(state: &[&str], command: &str, lines: &[String], code: &str) -> String {
    let (mut parser, mut tracker) = (Parser::new(Limits::DEFAULT), Tracker::with(watch()));
    let (mut no, mut said) = (0, Vec::new());
    let mut speak = |side, bytes: &[u8], tell: bool| {
        let mut used = 0;
        while let Step::Event(event) = parser.next(side, &bytes[used..]) {
            used += event.raw.len();
            let found = tracker.step(EventNo::new(no), None, Input::event(&event));
            said.extend(found.filter(|_| tell).map(|finding| {
                let message = finding.message().to_string().replace(code, "#");
                format!("{} {} {}: {message}: {}", finding.rule.code, finding.severity.name(), finding.blame.name(), finding.advice())
            }));
            no += 1;
        }
    };
    for line in state {
        match line.split_at(2) {
            (">>", data) => speak(Side::Host, data.trim_start().as_bytes(), false),
            ("> ", command) => speak(Side::Host, format!("{command}\r").as_bytes(), false),
            ("< ", ">") => speak(Side::Module, b"\r\n>", false),
            ("< ", answer) => speak(Side::Module, format!("\r\n{answer}\r\n").as_bytes(), false),
            _ => panic!("{line}"),
        }
    }
    speak(Side::Host, format!("{command}\r").as_bytes(), false);
    for line in lines {
        speak(Side::Module, format!("\r\n{line}\r\n").as_bytes(), true);
    }
    said.join("\n  ")
}

/// The rules of network and links.
fn watch() -> &'static Watch {
    static MADE: std::sync::OnceLock<Watch> = std::sync::OnceLock::new();
    let rules = || ALL.iter().copied().filter(|rule| matches!(rule.code.0, 200..400)).collect::<Vec<_>>().leak();
    MADE.get_or_init(|| Watch::of(rules()))
}

#[test]
fn each_code_of_the_socket_service_in_each_state() {
    let mut out = String::new();
    for (command, refusal) in REFUSALS {
        let _ = writeln!(out, "\n=== {command}: {}", refusal.join(", "));
        let words = refusal[0].contains('%');
        let mut codes: Vec<(i64, &str)> = if words { IP_ERROR.entries } else { SOCKET_ERR.entries }.to_vec();
        codes.push((99, "No such words"));
        let mut told = BTreeMap::<String, BTreeMap<Vec<i64>, Vec<&str>>>::new();
        for name in DEPENDS {
            let (_, state) = STATES.iter().find(|(own, _)| *own == name).expect("a state of this name");
            let mut by_sentence = BTreeMap::<String, Vec<i64>>::new();
            for (number, text) in &codes {
                let lines: Vec<String> = refusal.iter().map(|line| line.replace('#', &number.to_string()).replace('%', text)).collect();
                by_sentence.entry(said(state, command, &lines, &format!("{number} ({text})"))).or_default().push(*number);
            }
            for (sentence, codes) in by_sentence {
                told.entry(sentence).or_default().entry(codes).or_default().push(name);
            }
        }
        for (sentence, whence) in told {
            let _ = writeln!(out, "{}", if sentence.is_empty() { "nothing" } else { &sentence });
            for (codes, names) in whence {
                let codes: Vec<String> = codes.iter().map(i64::to_string).collect();
                let _ = writeln!(out, "    {}: {}", codes.join(" "), names.join("; "));
            }
        }
    }
    insta::assert_snapshot!("codes", out);
}
