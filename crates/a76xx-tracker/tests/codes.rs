//! What each code of a service comes to: whose fault it is, how bad, and what to do. Codes are named as the manual names them.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use a76xx_parser::spec::CodeTable;
use a76xx_parser::spec::codes::{CME_ERROR, CMS_ERROR, IP_ERROR, NTP_ERROR};
use a76xx_parser::spec::codes_service::{AGPS_ERR, FTP_ERR, HTTP_STATUS, MAIL_ERR, MQTT_ERR, MQTT_LOST, TLS_ERR, WS_ERR};
use a76xx_parser::{Limits, Parser, Side, Step};
use a76xx_tracker::{EventNo, Input, Tracker};

/// A table, a command whose outcome it tells, and the line that tells it, with `#` for the code.
const SERVICES: [(&CodeTable, &str, &str); 12] = [
    (&MQTT_ERR, "AT+CMQTTCONNECT=0,\"tcp://example.com:1883\",60,1", "+CMQTTCONNECT: 0,#"),
    (&MQTT_LOST, "AT", "+CMQTTCONNLOST: 0,#"),
    (&TLS_ERR, "AT+CCHOPEN=0,\"example.com\",443,2", "+CCHOPEN: 0,#"),
    (&FTP_ERR, "AT+CFTPSLOGIN=\"example.com\",21,\"user\",\"word\",0", "+CFTPSLOGIN: #"),
    (&HTTP_STATUS, "AT+HTTPACTION=0", "+HTTPACTION: 0,#,0"),
    (&WS_ERR, "AT+WSSTART", "+WSSTART: #"),
    (&NTP_ERROR, "AT+CNTP", "+CNTP: #"),
    (&AGPS_ERR, "AT+CAGPS", "+AGPS: #"),
    (&MAIL_ERR, "AT+CSMTPSSEND", "+CSMTPSSEND: #"),
    (&IP_ERROR, "AT+CPING=\"example.com\",1", "+IP ERROR: #"),
    (&CME_ERROR, "AT+CGDCONT?", "+CME ERROR: #"),
    (&CMS_ERROR, "AT+CMGS=1", "+CMS ERROR: #"),
];

/// Codes that are tried beside those that the manual lists: those of any service, and some of none.
const OTHERS: std::ops::RangeInclusive<i64> = -1..=720;

/// What is said of a line behind its command: severity, whose fault, what to do. The trouble of the SIM is known before.
fn said(command: &str, line: &str) -> String {
    let (mut parser, mut tracker) = (Parser::new(Limits::DEFAULT), Tracker::new());
    let (mut no, mut said) = (0, Vec::new());
    let mut pieces = vec![(Side::Module, "\r\n+CPIN: SIM PIN\r\n".to_owned()), (Side::Host, format!("{command}\r"))];
    pieces.extend((!line.contains("ERROR")).then(|| (Side::Module, "\r\nOK\r\n".to_owned())));
    pieces.push((Side::Module, format!("\r\n{line}\r\n")));
    for (side, text) in pieces {
        let mut used = 0;
        while let Step::Event(event) = parser.next(side, &text.as_bytes()[used..]) {
            used += event.raw.len();
            let found = tracker.step(EventNo::new(no), None, Input::event(&event));
            said.extend(found.filter(|finding| finding.rule.name == "failed-result").map(|finding| {
                assert!(event.raw.starts_with(&line.as_bytes()[..3]), "{line}: said of {}", event.raw.escape_ascii());
                format!("{}, {}: {}", finding.severity.name(), finding.blame.name(), finding.advice())
            }));
            no += 1;
        }
    }
    assert!(said.len() < 2, "{line}: {said:?}");
    said.pop().unwrap_or_else(|| "nothing".to_owned())
}

#[test]
fn each_code_of_a_service_comes_to_something() {
    let mut out = String::new();
    for (table, command, line) in SERVICES {
        let _ = writeln!(out, "\n=== {line}");
        let mut told = BTreeMap::<String, String>::new();
        for (code, name) in table.entries {
            // `+IP ERROR` has words alone.
            let own = if core::ptr::eq(table, &raw const IP_ERROR) { (*name).to_owned() } else { code.to_string() };
            let _ = writeln!(told.entry(said(command, &line.replace('#', &own))).or_default(), "    {code} {name}");
        }
        let mut others = BTreeMap::<String, Vec<(i64, i64)>>::new();
        for code in OTHERS.filter(|code| table.get(*code).is_none()) {
            let spans = others.entry(said(command, &line.replace('#', &code.to_string()))).or_default();
            match spans.last_mut() {
                Some((_, last)) if *last == code - 1 => *last = code,
                _ => spans.push((code, code)),
            }
        }
        for (said, spans) in others {
            let spans: Vec<String> = spans.iter().map(|(first, last)| format!("{first} to {last}")).collect();
            let _ = writeln!(told.entry(said).or_default(), "    {}, which the manual does not list", spans.join(", "));
        }
        for (said, codes) in told {
            let _ = write!(out, "{said}\n{codes}");
        }
    }
    insta::assert_snapshot!("services", out);
}
