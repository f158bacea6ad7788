//! Lines as values, and the grammar of command lines beyond the plain ones.

#![allow(clippy::expect_used, clippy::panic, reason = "a fault here is a failed test")]

mod support;

use a76xx_parser::{Event, Kind, Limits, Parser, Side, Step};
use support::{Feed, short};

#[track_caller]
fn event(side: Side, text: &[u8]) -> Event<'_> {
    match Parser::new(Limits::DEFAULT).flush(side, text) {
        Step::Event(event) => event,
        Step::NeedMore => panic!("no event in {}", text.escape_ascii()),
    }
}

/// The commands of a host's line: name, operator's shape, parameters.
#[track_caller]
fn commands(text: &str) -> Vec<(String, String, String)> {
    let Kind::Command(line) = event(Side::Host, text.as_bytes()).kind else { panic!("{text} is no command") };
    let (mut seen, mut part) = (Vec::new(), Some(line));
    while let Some(line) = part {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        seen.push((text(line.name), format!("{:?}", line.shape()).replace("Some(", "").replace(')', ""), text(line.params)));
        part = line.next();
    }
    seen
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(name, shape, params)| (name.to_string(), shape.to_string(), params.to_string())).collect();
    assert_eq!(commands(text), expected, "{text}");
}

#[test]
fn equal_lines_say_the_same() {
    let line = |text: &'static str| *event(Side::Module, text.as_bytes()).kind.line().expect("a line");
    assert_eq!(line("+IPCLOSE: 0,1"), line("+IPCLOSE: 0,1"));
    assert_eq!(line("+IPCLOSE: 0,1"), line("+IPCLOSE:0,1"));
    for other in ["+IPCLOSE: 0,2", "+CLIENT: 0,1", "+UNKNOWN: 0,1"] {
        assert_ne!(line("+IPCLOSE: 0,1"), line(other), "{other}");
    }
    let command = |text: &'static str| *event(Side::Host, text.as_bytes()).kind.line().expect("a line");
    assert_ne!(command("AT+CREG?"), command("AT+CREG"));
    assert_ne!(command("AT+CSQ;+CREG?"), command("AT+CSQ"));
    assert_eq!(
        format!("{:?}", line("+IPCLOSE: 0,1")),
        "Line { name: \"+IPCLOSE\", command: Some(\"+IPCLOSE\"), shape: Some(Urc), params: \"0,1\", more: \"\" }"
    );
}

#[test]
fn semicolons_part_commands_outside_of_quotes() {
    check("AT+CMEE=2;+CREG?", &[("+CMEE", "Write", "2"), ("+CREG", "Read", "")]);
    check("AT+CDNSGIP=\"a;b\";+CSQ", &[("+CDNSGIP", "Write", "\"a;b\""), ("+CSQ", "Exec", "")]);
    check("AT+CDNSGIP=\"a;b\"", &[("+CDNSGIP", "Write", "\"a;b\"")]);
    check("AT+CDNSGIP=\"a;b", &[("+CDNSGIP", "None", "\"a;b")]);
    check("AT;;+CSQ; ;+CREG=?", &[("+CSQ", "Exec", ""), ("+CREG", "Test", "")]);
    check("AT+CSQ;", &[("+CSQ", "Exec", "")]);
}

#[test]
fn basic_commands_stand_behind_one_another() {
    check("ATE0V1", &[("E", "Exec", "0"), ("V", "Exec", "1")]);
    check("AT&F;E0", &[("&F", "Exec", ""), ("E", "Exec", "0")]);
    check("ATZ&F", &[("Z", "Exec", ""), ("&F", "Exec", "")]);
    check("ATS0=2", &[("S0", "Write", "2")]);
    check("ATS0?", &[("S0", "Read", "")]);
    check("ATD*99***1#", &[("D", "Exec", "*99***1#")]);
    check("ATI", &[("I", "Exec", "")]);
    check("ATQE1", &[("Q", "Exec", ""), ("E", "Exec", "1")]);
    check("atz", &[("z", "Exec", "")]);
}

#[test]
fn blanks_around_the_parts_of_a_command() {
    check("AT +CSQ", &[("+CSQ", "Exec", "")]);
    check("AT+CREG ?", &[("+CREG", "Read", "")]);
    check("AT+CREG = 2", &[("+CREG", "Write", "2")]);
    check("AT+CREG =?", &[("+CREG", "Test", "")]);
    check("AT+CSQ ", &[("+CSQ", "Exec", "")]);
    check("AT+CIPSEND: 1,5", &[("+CIPSEND", "Write", "1,5")]);
    check("AT+CSQ 5", &[("+CSQ", "None", "5")]);
    check("AT", &[("", "Exec", "")]);
    check("AT?", &[("", "None", "?")]);
}

#[test]
fn numbers_of_two_digits_name_a_command_too() {
    let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
    for id in ["12", "13"] {
        feed.bytes(Side::Host, format!("AT+CIPCLOSE={id}\r").as_bytes());
        feed.bytes(Side::Module, b"\r\nOK\r\n");
    }
    feed.bytes(Side::Module, b"\r\n+CIPCLOSE: 13,0\r\n\r\n+CIPCLOSE: 12,0\r\n");
    assert_eq!(short(&feed.seen).split_off(4), ["< answer +CIPCLOSE Result 13,0 #1", "< answer +CIPCLOSE Result 12,0 #0"]);
}

#[test]
fn a_host_that_says_nothing_or_too_much() {
    let mut parser = Parser::new(Limits { line: 32 });
    assert_eq!(parser.next(Side::Host, b""), Step::NeedMore);
    let mut feed = Feed::new(parser);
    // Behind a piece of an overlong line nothing is a command, whatever it looks like.
    feed.bytes(Side::Host, b"01234567890123456789012345678901\x1a+++A/\rAT\r");
    assert_eq!(
        short(&feed.seen),
        ["> noise Overlong \"01234567890123456789012345678901\"", "> noise Overlong \"\\x1a+++A/\\r\"", "> command Exec #0",]
    );
}

#[test]
fn two_carriage_returns_at_the_limit() {
    for line in ["0123456789012345678901234567890", "012345678901234567890123456789"] {
        let mut feed = Feed::new(Parser::new(Limits { line: 32 }));
        feed.bytes(Side::Module, format!("{line}\r\r\nOK\r\n").as_bytes());
        assert_eq!(short(&feed.seen).last().map(String::as_str), Some("< final OK Ok"), "{line}");
        assert!(feed.widest <= 40, "all was there at once");
        let mut bytewise = Feed::new(Parser::new(Limits { line: 32 }));
        for byte in format!("{line}\r\r\nOK\r\n").bytes() {
            bytewise.bytes(Side::Module, &[byte]);
        }
        assert_eq!(bytewise.seen, feed.seen, "{line}");
        assert!(bytewise.widest <= 33, "a window held {} bytes", bytewise.widest);
    }
}
