//! The rules of SIM, registration, network and power in longer dialogues: what leads to what, and what is no fault.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use a76xx_parser::{Limits, Parser, Side, Step};
use a76xx_tracker::rules::ALL;
use a76xx_tracker::{EventNo, Input, Rule, Severity, Tracker, Watch};

/// A finding: its code, how bad it is, and the dialogue's lines, from 0, that it is about and that led to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    code: u16,
    severity: Severity,
    line: usize,
    cause: Option<usize>,
}

/// What the rules of this area find: `> ` in front of the host's lines, `< ` of the module's; then the capture ends.
fn findings(dialogue: &[&str]) -> Vec<Found> {
    let rules: Vec<&'static Rule> = ALL.iter().copied().filter(|rule| rule.code.0 / 100 == 2).collect();
    let (mut parser, mut tracker) = (Parser::new(Limits::DEFAULT), Tracker::with(Box::leak(Box::new(Watch::of(rules.leak())))));
    let (mut found, mut lines) = (Vec::new(), Vec::new());
    for (line, text) in dialogue.iter().enumerate() {
        let (side, bytes) = match text.split_at(2) {
            ("> ", command) => (Side::Host, format!("{command}\r")),
            ("< ", answer) => (Side::Module, format!("\r\n{answer}\r\n")),
            _ => panic!("{text}"),
        };
        let (bytes, mut used) = (bytes.into_bytes(), 0);
        while let Step::Event(event) = parser.next(side, &bytes[used..]) {
            used += event.raw.len();
            step(&mut tracker, &mut lines, line, Input::event(&event), &mut found);
        }
    }
    step(&mut tracker, &mut lines, dialogue.len(), Input::End, &mut found);
    found
}

fn step(tracker: &mut Tracker, lines: &mut Vec<usize>, line: usize, input: Input<'_, '_>, found: &mut Vec<Found>) {
    let no = EventNo::new(u32::try_from(lines.len()).unwrap());
    lines.push(line);
    found.extend(tracker.step(no, None, input).map(|finding| {
        assert!(!finding.message().to_string().contains(['{', '[']), "{}", finding.message());
        let cause = finding.cause.map(|cause| lines[cause.get() as usize]);
        Found { code: finding.rule.code.0, severity: finding.severity, line, cause }
    }));
}

/// The line that a finding goes back to, over the findings at its causes.
fn root(found: &[Found], finding: &Found) -> usize {
    let mut line = finding.cause.unwrap_or(finding.line);
    while let Some(earlier) = found.iter().find(|other| other.line == line).and_then(|other| other.cause) {
        line = earlier;
    }
    line
}

fn worst(found: &[Found]) -> Option<Severity> {
    found.iter().map(|finding| finding.severity).max()
}

/// A start as it is usual, with all that passes, and a session to its end.
const CLEAN: &[&str] = &[
    "> AT",
    "< *ATREADY: 1",
    "> ATE0",
    "< OK",
    "< +CPIN: NOT READY",
    "> AT+CPIN?",
    "< +CME ERROR: SIM busy",
    "> AT+CPIN?",
    "< +CPIN: READY",
    "< OK",
    "< SMS DONE",
    "> AT+CSQ",
    "< +CSQ: 99,99",
    "< OK",
    "> AT+CREG?",
    "< +CREG: 0,2",
    "< OK",
    "< +CGEV: EPS PDN ACT 1",
    "< PB DONE",
    "> AT+CREG?",
    "< +CREG: 0,2",
    "< OK",
    "> AT+CEREG?",
    "< +CEREG: 0,1",
    "< OK",
    "> AT+CSQ",
    "< +CSQ: 24,0",
    "< OK",
    "> AT+CGDCONT=1,\"IP\",\"internet\"",
    "< OK",
    "> AT+NETOPEN",
    "< OK",
    "< +NETOPEN: 0",
    "> AT+IPADDR",
    "< +IPADDR: 10.71.155.118",
    "< OK",
    "> AT+CIPOPEN=0,\"TCP\",\"example.com\",80",
    "< OK",
    "< +CIPOPEN: 0,0",
    "> AT+CIPCLOSE=0",
    "< OK",
    "< +CIPCLOSE: 0,0",
    "> AT+NETCLOSE",
    "< OK",
    "< +NETCLOSE: 0",
    "> AT+CRESET",
    "< OK",
    "< +CGEV: ME DETACH",
    "< +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY",
    "< *ATREADY: 1",
    "< +CPIN: READY",
    "< SMS DONE",
];

#[test]
fn what_passes_in_a_start_is_a_note_at_most() {
    let found = findings(CLEAN);
    assert_eq!(worst(&found), Some(Severity::Note), "{found:?}");
    let codes: Vec<u16> = found.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [232, 204, 224, 230]);
}

#[test]
fn a_late_beginning_makes_no_error() {
    for from in 1..CLEAN.len() {
        let found = findings(&CLEAN[from..]);
        assert!(worst(&found) < Some(Severity::Error), "from {from}: {found:?}");
    }
}

#[test]
fn what_does_not_matter_changes_nothing() {
    let codes = |found: Vec<Found>| found.into_iter().map(|finding| (finding.code, finding.severity)).collect::<Vec<_>>();
    let own = codes(findings(CLEAN));
    for chatter in ["< RING", "< +CMTI: \"SM\",1", "< +CTZV: 32", "< CMTE: 0"] {
        for at in 0..=CLEAN.len() {
            let mut with = CLEAN.to_vec();
            with.insert(at, chatter);
            assert_eq!(codes(findings(&with)), own, "{chatter} at {at}");
        }
    }
}

#[test]
fn a_lost_network_is_one_cause_of_all_that_follows() {
    let found = findings(&[
        "> AT+NETOPEN",
        "< OK",
        "< +NETOPEN: 0",
        "> AT+CIPOPEN=0,\"TCP\",\"example.com\",80",
        "< OK",
        "< +CGEV: NW PDN DEACT 1",
        "< +CGEV: ME DETACH",
        "< +CGEV: EPS PDN ACT 1",
        "< +CIPOPEN: 0,0",
        "< +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY",
        "> AT+CIPSEND=0,5",
        "< +CIPERROR: 4",
        "< ERROR",
        "> AT+IPADDR",
        "< +IP ERROR: Network not opened",
        "< ERROR",
    ]);
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), [223, 224, 227, 225]);
    assert!(found.iter().all(|finding| root(&found, finding) == 5), "{found:?}");
}

#[test]
fn a_missing_registration_is_one_cause_of_all_that_follows() {
    let found = findings(&[
        "< *ATREADY: 1",
        "< +CPIN: READY",
        "< SMS DONE",
        "> AT+CGREG?",
        "< +CGREG: 0,0",
        "< OK",
        "> AT+CGREG?",
        "< +CGREG: 0,2",
        "< OK",
        "> AT+CGACT=1,1",
        "< +CME ERROR: 30",
        "> AT+NETOPEN",
        "< ERROR",
    ]);
    assert!(found.iter().all(|finding| root(&found, finding) == 4), "{found:?}");
    let errors: Vec<u16> = found.iter().filter(|finding| finding.severity == Severity::Error).map(|finding| finding.code).collect();
    assert_eq!(errors, [217, 208]);
}

#[test]
fn a_denial_begins_a_run_of_its_own() {
    let found =
        findings(&["> AT+CREG?", "< +CREG: 0,2", "< OK", "> AT+CREG?", "< +CREG: 0,3", "< OK", "> AT+CREG?", "< +CREG: 0,2", "< OK"]);
    assert_eq!(found.iter().map(|finding| (finding.code, root(&found, finding))).collect::<Vec<_>>(), [(206, 4), (208, 4)]);
}

#[test]
fn one_domain_that_is_registered_is_enough() {
    for good in ["+CEREG: 0,1", "+CEREG: 0,5", "+CEREG: 0,6"] {
        let good = format!("< {good}");
        let found =
            findings(&["> AT+CREG?", "< +CREG: 0,2", "< OK", "> AT+CEREG?", &good, "< OK", "> AT+NETOPEN", "< OK", "< +NETOPEN: 0"]);
        assert_eq!(found, [], "{good}");
    }
}

#[test]
fn a_state_that_does_not_end_is_named_at_the_end() {
    let busy = ["> AT+CPIN?", "< +CME ERROR: SIM failure"];
    let once = findings(&busy);
    assert_eq!(once.last().map(|finding| (finding.code, finding.severity, finding.cause)), Some((203, Severity::Warning, Some(1))));
    let twice = findings(&[busy, busy].concat());
    assert_eq!(twice.last().map(|finding| (finding.code, finding.severity, finding.cause)), Some((203, Severity::Error, Some(1))));
    let works = findings(&[&busy[..], &busy, &["< +CEREG: 1"]].concat());
    assert_eq!(worst(&works), Some(Severity::Note), "{works:?}");
}

#[test]
fn the_figures_of_netopen_are_read_by_their_command() {
    assert_eq!(findings(&["< +NETOPEN: 1"]), []);
    assert_eq!(findings(&["> AT+NETOPEN?", "< +NETOPEN: 1", "< OK"]), []);
    let failed = findings(&["> AT+NETOPEN", "< OK", "< +NETOPEN: 1"]);
    assert_eq!(failed.iter().map(|finding| (finding.code, finding.line)).collect::<Vec<_>>(), [(219, 2)]);
}
