//! The rules of links and data: every code of the socket service is explained, and what does not matter changes nothing.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use a76xx_parser::spec::codes::{CLOSE_REASON, SOCKET_ERR};
use a76xx_parser::{Limits, Parser, Side, Step};
use a76xx_tracker::rules::ALL;
use a76xx_tracker::{EventNo, Input, Severity, Tracker};
use support::Player;

/// A dialogue in which most of what a link can go through happens and nothing is wrong.
const CLEAN: &[&str] = &[
    "> AT+NETOPEN",
    "< OK",
    "< +NETOPEN: 0",
    "> AT+CIPRXGET=1",
    "< OK",
    "> AT+CIPOPEN=0,\"TCP\",\"example.com\",80",
    "< OK",
    "< +CIPOPEN: 0,0",
    "> AT+CIPOPEN=1,\"UDP\",,,5000",
    "< +CIPOPEN: 1,0",
    "< OK",
    "> AT+CIPSEND=0,5",
    "< >",
    ">> hello",
    "< OK",
    "< +CIPSEND: 0,5,5",
    "< +CIPRXGET: 1,0",
    "> AT+CIPRXGET=4,0",
    "< +CIPRXGET: 4,0,7",
    "< OK",
    "> AT+CIPRXGET=2,0,5",
    "< +CIPRXGET: 2,0,5,2",
    "<< hello\\r\\n",
    "< OK",
    "> AT+CIPRXGET=3,0",
    "< +CIPRXGET: 3,0,2,0",
    "<< 6869\\r\\n",
    "< OK",
    "> AT+CIPCLOSE?",
    "< +CIPCLOSE: 1,1,0,0,0,0,0,0,0,0",
    "< OK",
    "> AT+CIPCLOSE=1",
    "< +CIPCLOSE: 1,0",
    "< OK",
    "> AT+CIPCLOSE=0",
    "< OK",
    "< +CIPCLOSE: 0,0",
    "> AT+NETCLOSE",
    "< OK",
    "< +NETCLOSE: 0",
];

/// The same with mistakes in it.
const FAULTY: &[&str] = &[
    "> AT+NETOPEN",
    "< OK",
    "< +NETOPEN: 0",
    "> AT+CIPOPEN=0,\"TCP\",\"192.168.0.7\",80",
    "< OK",
    "< +CGEV: ME DETACH",
    "< +CIPOPEN: 0,0",
    "> AT+CIPSEND=1,5",
    "< +CIPERROR: 4",
    "< ERROR",
    "> AT+CIPOPEN=0,\"TCP\",\"example.com\",80",
    "< +CIPOPEN: 0,4",
    "< ERROR",
    "< +CIPRXGET: 1,0",
    "> AT+CIPCLOSE=0",
    "< OK",
    "> AT+CIPCLOSE=0",
    "< +CIPCLOSE: 0,4",
    "< ERROR",
    "< +CIPCLOSE: 0,0",
    "> AT+CIPSEND=0,5",
    "< +CIPERROR: 4",
    "< ERROR",
    "< +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY",
    "> AT+CIPSEND=0,5",
    "< +CIPERROR: 4",
    "< ERROR",
];

/// What the rules of this area say to a dialogue: sentence and severity.
fn said<'l>(lines: impl IntoIterator<Item = &'l str>) -> Vec<(String, Severity)> {
    let mut player = Player::new(ALL);
    for line in lines {
        player.play(line);
    }
    player.play("* end");
    player.found.into_iter().zip(player.severities).filter(|(text, _)| text.starts_with("AT3")).collect()
}

#[test]
fn every_code_of_the_socket_service_is_explained() {
    let commands = [
        ("AT+CIPOPEN=0,\"TCP\",\"example.com\",80", "+CIPOPEN: 0,"),
        ("AT+CIPSEND=0,5", "+CIPERROR: "),
        ("AT+CIPSENDSTR=0,\"3132\"", "+CIPERROR: "),
        ("AT+CIPCLOSE=0", "+CIPCLOSE: 0,"),
    ];
    for (command, line) in commands {
        let mut reasons = std::collections::BTreeSet::new();
        for (code, name) in SOCKET_ERR.entries.iter().filter(|(code, _)| *code != 0) {
            let lines = [format!("> {command}"), format!("< {line}{code}"), "< ERROR".to_owned()];
            let said = said(lines.iter().map(String::as_str));
            let named = format!("{code} ({name})");
            let sentence = said.iter().map(|(text, _)| text).find(|text| text.contains(&named));
            let sentence = sentence.unwrap_or_else(|| panic!("{command}, {line}{code}: not named in {said:?}"));
            reasons.insert(sentence.replace(&named, ""));
        }
        assert!(line.starts_with("+CIPCLOSE") || reasons.len() > 8, "{command}: codes have meanings of their own: {reasons:?}");
    }
    for (code, name) in CLOSE_REASON.entries {
        let said = said([format!("< +IPCLOSE: 0,{code}").as_str()]);
        assert!(said.iter().any(|(text, _)| text.contains(&format!("{code} ({name})"))), "+IPCLOSE: 0,{code}: {said:?}");
    }
}

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    assert_eq!(said(CLEAN.iter().copied()), []);
}

#[test]
fn a_capture_that_begins_later_has_no_errors_of_its_own() {
    for from in 0..CLEAN.len() {
        let wrong: Vec<_> = said(CLEAN[from..].iter().copied()).into_iter().filter(|(_, severity)| *severity == Severity::Error).collect();
        assert_eq!(wrong, [], "from line {from}, {}", CLEAN[from]);
    }
}

#[test]
fn lines_that_come_between_change_nothing() {
    let is_data = |line: &str| line.starts_with(">>") || line.starts_with("<<") || line == "< >";
    for dialogue in [CLEAN, FAULTY] {
        let plain = said(dialogue.iter().copied());
        for between in ["< RING", "< +CMTI: \"SM\",1", "< +CTZV: +8", "< CMTE: 1", "<< \\r\\n"] {
            let mut more = Vec::new();
            for (at, line) in dialogue.iter().enumerate() {
                more.push(*line);
                // Nothing comes between a header and its data.
                if !is_data(line) && !dialogue.get(at + 1).is_some_and(|next| is_data(next)) {
                    more.push(between);
                }
            }
            assert_eq!(said(more), plain, "with {between}");
        }
    }
}

#[test]
fn each_mistake_is_found_where_it_is() {
    let outcome = support::run(&FAULTY.join("\n"), ALL);
    let found = outcome.lines.iter().flat_map(|(line, _, _, found)| found.iter().map(move |text| (*line, text)));
    let links = found.filter(|(_, text)| text.starts_with("AT3")).map(|(line, text)| format!("{line} {}", &text[..5])).collect::<Vec<_>>();
    let expected = [
        "4 AT308", "7 AT309", "8 AT304", "9 AT325", "11 AT303", "12 AT305", "15 AT317", "18 AT315", "21 AT304", "22 AT325", "25 AT301",
        "26 AT325",
    ];
    assert_eq!(links, expected, "{outcome:#?}");
}

#[test]
fn what_follows_from_one_event_is_tied_to_it() {
    let wire: &[(Side, &str)] = &[
        (Side::Host, "AT+CIPOPEN=0,\"TCP\",\"example.com\",80\r"),
        (Side::Module, "\r\nOK\r\n"),
        (Side::Module, "\r\n+CGEV: NW PDN DEACT 1\r\n"),
        (Side::Module, "\r\n+CGEV: ME DETACH\r\n"),
        (Side::Module, "\r\n+CIPOPEN: 0,0\r\n"),
        (Side::Module, "\r\n+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY\r\n"),
        (Side::Host, "AT+CIPSEND=0,5\r"),
        (Side::Module, "\r\n+CIPERROR: 4\r\n"),
        (Side::Module, "\r\nERROR\r\n"),
        (Side::Host, "AT+CIPCLOSE=0\r"),
        (Side::Module, "\r\n+CIPCLOSE: 0,4\r\n"),
        (Side::Module, "\r\nERROR\r\n"),
        (Side::Host, "AT+CIPOPEN=0,\"TCP\",\"example.com\",80\r"),
        (Side::Module, "\r\n+CIPOPEN: 0,2\r\n"),
    ];
    let (mut parser, mut tracker) = (Parser::new(Limits::DEFAULT), Tracker::new());
    let (mut no, mut lost, mut tied) = (0, None, Vec::new());
    for (side, text) in wire {
        let mut used = 0;
        while let Step::Event(event) = parser.next(*side, &text.as_bytes()[used..]) {
            used += event.raw.len();
            if event.raw.starts_with(b"+CGEV: NW") {
                lost = Some(EventNo::new(no));
            }
            let found = tracker.step(EventNo::new(no), None, Input::event(&event));
            tied.extend(
                found.filter(|finding| (300..400).contains(&finding.rule.code.0)).map(|finding| (finding.rule.code.0, finding.cause)),
            );
            no += 1;
        }
    }
    assert!(lost.is_some());
    assert_eq!(tied, [309, 301, 325, 315, 301, 305].map(|code| (code, lost)));
}
