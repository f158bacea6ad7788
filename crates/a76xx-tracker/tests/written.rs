//! What is said of a command line for the way it is written: name, parameters, length, peer. Most of it rests on the table's forms.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::fmt::Write as _;

use a76xx_parser::Side;
use a76xx_tracker::rules::ALL;
use support::Player;

/// Command lines, by what they are about.
const LINES: &[(&str, &[&str])] = &[
    (
        "numbers and their bounds",
        &[
            "AT+CIPTIMEOUT=2999",
            "AT+CIPTIMEOUT=3000",
            "AT+CIPTIMEOUT=120000",
            "AT+CIPTIMEOUT=120001",
            "AT+CIPTIMEOUT=3000,1000",
            "AT+CIPTIMEOUT=a",
            "AT+CIPTIMEOUT=,3000",
            "AT+CIPTIMEOUT=",
            "AT+CIPTIMEOUT",
            "AT+CIPTIMEOUT=3000,3000,3000,3000",
            "AT+CIPHEAD=2",
            "AT+CIPHEAD=-1",
            "AT+CIPRXGET=2,0,1500",
            "AT+CIPRXGET=2,0,1501",
            "AT+CIPRXGET=5",
            "AT+CIPRXGET=6",
            "AT+CIPRXGET=9,1",
            "AT+CIPRXGET=x",
            "AT+CFUN=1,1",
            "AT+CFUN=9",
            "AT+CFUN=1,2",
            "AT+CREG=3",
            "AT+CSQ=1",
            "AT+CPING=\"example.com\",1",
            "AT+CPING=\"example.com\"",
            "AT+CPING=\"example.com\",4",
            "AT+CIPSEND=0,0",
            "AT+CIPSEND=0,1500",
            "AT+CIPSEND=0,1501",
            "AT+CIPSEND=0,1501,\"198.51.100.5\",7",
        ],
    ),
    (
        "texts and their marks",
        &[
            "AT+CGDCONT=1,IP,\"internet\"",
            "AT+CGDCONT=1,\"IP\",internet",
            "AT+CGDCONT=1,\"IP,\"internet\"",
            "AT+CGDCONT=1,\"IP\",\"internet",
            "AT+CGDCONT=1,\"IP\",\"internet\",\"0.0.0.0\",0,0",
            "AT+CGDCONT=1,\"XX\",\"internet\"",
            "AT+CPIN=\"1234\"",
            "AT+CPIN=\"123456789\"",
            "AT+CMEE=\"2\"",
            "AT+CSSLCFG=\"sslversion\",0,4",
            "AT+CSSLCFG=\"sslversion\",0,9",
            "AT+CSSLCFG=\"nosuch\",0,1",
            "AT+CSSLCFG=sslversion,0,4",
            "AT+HTTPPARA=\"URL\",\"http://example.com/\"",
            "AT+HTTPPARA=\"URL\",http://example.com/",
            "AT+HTTPPARA=\"CID\"",
            "AT+CMQTTACCQ=0,\"client\"",
            "AT+CMQTTACCQ=0,client",
            "AT+CMQTTACCQ=0",
            "AT+CMQTTACCQ=0,\"client\",0,1",
            "AT+CDNSGIP=\"example.com\"",
            "AT+CDNSGIP=example.com",
            "AT+CDNSGIP=",
            "AT+CDNSGIP=\"\\*63a.example\"",
            "AT+CDNSGIP=\"\\*64a.example\"",
            "AT+CIPSENDSTR=0,\"3132\"",
            "AT+CIPSENDSTR=0,3132",
        ],
    ),
    (
        "several commands",
        &["AT+CSQ;+CREG?", "AT+CSQ;+CREG=9", "AT+CREG=9;+CMEE=9", "AT+CSQ;+NOSUCH", "ATE0;+CIPHEAD=7", "ATE5", "AT&D9", "ATV1Q0"],
    ),
    (
        "links and their peers",
        &[
            "AT+CIPOPEN=0,\"TCP\",\"example.com\",80",
            "AT+CIPOPEN=0,\"TCP\",\"example.com\"",
            "AT+CIPOPEN=0,\"TCP\",\"\",80",
            "AT+CIPOPEN=0,\"TCP\",,80",
            "AT+CIPOPEN=0,\"TCP\"",
            "AT+CIPOPEN=0",
            "AT+CIPOPEN=9,\"TCP\",\"example.com\",80",
            "AT+CIPOPEN=10,\"TCP\",\"example.com\",80",
            "AT+CIPOPEN=0,\"TCP\",\"example.com\",65536",
            "AT+CIPOPEN=0,\"SCTP\",\"example.com\",80",
            "AT+CIPOPEN=0,TCP,example.com,80",
            "AT+CIPOPEN=0,\"UDP\",,,5000",
            "AT+CIPOPEN=0,\"UDP\"",
            "AT+CIPOPEN=0,\"UDP\",\"example.com\",7",
            "AT+CIPOPEN=0,\"UDP\",\"example.com\",7,0",
            "AT+CIPSEND=10,5",
            "AT+CIPSEND=10",
            "AT+CIPSEND=11,5,\"198.51.100.5\",7",
            "AT+CIPCLOSE=10",
            "AT+CIPACK=10",
            "AT+CIPRXGET=1,10",
            "AT+CIPRXGET=2,10",
            "AT+CIPRXGET=3,10",
            "AT+CIPRXGET=4,10",
            "AT+CIPSENDSTR=10,\"31\"",
            "AT+SERVERSTART=8080,4",
            "AT+SERVERSTOP=4",
        ],
    ),
    (
        "names and addresses",
        &[
            "AT+CIPOPEN=0,\"TCP\",\"0.0.0.0\",80",
            "AT+CIPOPEN=0,\"TCP\",\"127.0.0.1\",80",
            "AT+CIPOPEN=0,\"TCP\",\"169.254.1.1\",80",
            "AT+CIPOPEN=0,\"TCP\",\"169.253.1.1\",80",
            "AT+CIPOPEN=0,\"TCP\",\"192.168.0.1\",80",
            "AT+CIPOPEN=0,\"TCP\",\"172.16.0.1\",80",
            "AT+CIPOPEN=0,\"TCP\",\"10.0.0.1\",80",
            "AT+CIPOPEN=0,\"TCP\",\"198.51.100.1\",80",
            "AT+CIPOPEN=0,\"TCP\",\"256.1.1.1\",80",
            "AT+CIPOPEN=0,\"TCP\",\"1.2.3\",80",
            "AT+CIPOPEN=0,\"TCP\",\"http://example.com\",80",
            "AT+CIPOPEN=0,\"TCP\",\"example.com/path\",80",
            "AT+CIPOPEN=0,\"TCP\",\"example.com:80\",80",
            "AT+CIPOPEN=0,\"TCP\",\"example com\",80",
            "AT+CIPOPEN=0,\"TCP\",\"2001:db8::1\",80",
            "AT+CIPOPEN=0,\"TCP\",\"example..com\",80",
            "AT+CIPOPEN=0,\"TCP\",\"***.example.com\",80",
            "AT+CIPOPEN=0,\"TCP\",\"****\",80",
            "AT+CIPOPEN=0,\"TCP\",\"\\*63a.example\",80",
            "AT+CIPOPEN=0,\"TCP\",\"\\*64a.example\",80",
            "AT+CIPSEND=0,5,\"192.168.0.1\",80",
            "AT+CMQTTCONNECT=0,\"tcp://192.168.0.1:1883\",60,1",
            "AT+CCHOPEN=0,\"192.168.0.1\",443,2",
            "AT+HTTPPARA=\"URL\",\"http://192.168.0.1:8080/path\"",
            "AT+HTTPPARA=\"UA\",\"192.168.0.1\"",
            "AT+CFTPSLOGIN=\"192.168.0.1\",21,\"user\",\"word\",0",
            "AT+WSCONNECT=\"ws://192.168.0.1/\"",
            "AT+CPING=\"192.168.0.1\",1",
            "AT+CDNSGIP=\"192.168.0.1\"",
        ],
    ),
    (
        "names that the table does not hold",
        &[
            "AT+CIOPEN=0",
            "AT+CIPOPNE=0",
            "AT+NETOPN",
            "AT+ZZ",
            "AT+Z",
            "AT+1",
            "AT$QCRMCALL=1,1",
            "AT+CIPSTART=\"TCP\"",
            "AT+cipmux=1",
            "AT+CLTS=1",
            "AT+CNACT=1",
            "AT+SHREQ=\"/\",1",
            "AT+QIOPEN=1",
            "AT+QMTOPEN=0",
            "AT+QHTTPGET=80",
            "AT+QSSLOPEN=1",
            "AT+QENG=1",
            "AT+QXYZ=1",
            "AT+CWJAP=\"x\"",
            "AT+CWXYZ",
            "AT+CIPDOMAIN=\"x\"",
            "AT+USOCR=6",
            "AT+UPSDA=0,3",
            "AT+UDNSRN=0,\"x\"",
            "AT+UXYZ",
        ],
    ),
    (
        "letters and lengths",
        &[
            "AT+CGDCONT=1,\"IP\",\u{201c}internet\u{201d}",
            "AT+CGDCONT=1,\u{ab}IP\u{bb}",
            "AT+CGDCONT=1,\"IP\",\"caf\u{e9}\"",
            "AT+CGDCONT=1,\"IP\",\"\u{201c}internet\u{201d}\"",
            "AT+CGDCONT=1,\\x93IP\\x94",
            "AT+CGDCONT=1,\\x90IP\\x95",
            "AT+HTTPPARA=\"USERDATA\",\"\\*536a\"",
            "AT+HTTPPARA=\"USERDATA\",\"\\*537a\"",
            "AT+HTTPPARA=\"USERDATA\",\"\\*538a\"",
            "AT+HTTPPARA=\"USERDATA\",\"\\*3048a\"",
            "AT+HTTPPARA=\"USERDATA\",\"\\*3049a\"",
            "AT+HTTPPARA=\"USERDATA\",\"\\*3050a\"",
            "AT+HTTPPARA=\"USERDATA\",\"\\*6000a\"",
            "\\*6000a",
        ],
    ),
];

/// What the rules say of a line of the host, behind these lines.
fn said(before: &[&str], line: &str) -> Vec<String> {
    let mut player = Player::new(ALL);
    for line in before {
        player.play(line);
    }
    player.blamed.clear();
    player.severities.clear();
    player.play(&format!(">> {line}\\r"));
    player.bytes(Side::Host, b"\n");
    player.blamed.iter().zip(&player.severities).map(|(blamed, severity)| format!("{} {blamed}", severity.name())).collect()
}

#[test]
fn what_is_said_of_a_line_as_it_is_written() {
    let mut out = String::new();
    for (about, lines) in LINES {
        let _ = writeln!(out, "\n=== {about}");
        for line in *lines {
            let _ = writeln!(out, "{line}");
            for said in said(&[], line) {
                // Of a text without end its beginning tells enough.
                let (start, end) = said.split_at(said.char_indices().nth(200).map_or(said.len(), |(at, _)| at));
                let _ = writeln!(out, "    {start}{}", if end.is_empty() { "" } else { "…" });
            }
        }
    }
    insta::assert_snapshot!("lines", out);
}

#[test]
fn a_list_of_four_links_bounds_their_numbers() {
    let four = ["> AT+CIPCLOSE?", "< +CIPCLOSE: 1,0,0,0", "< OK"];
    let beyond = |line: &str| said(&four, line).iter().any(|said| said.contains("AT302"));
    for number in 3..=9 {
        assert_eq!(beyond(&format!("AT+CIPCLOSE={number}")), number > 3, "{number} {:?}", said(&four, &format!("AT+CIPCLOSE={number}")));
        assert_eq!(beyond(&format!("AT+CIPRXGET=4,{number}")), number > 3, "{number}");
    }
}

#[test]
fn udp_in_transparent_mode_needs_its_peer() {
    let lacks = |line: &str| said(&["> AT+CIPMODE=1", "< OK"], line).iter().any(|said| said.contains("transparent mode"));
    assert!(lacks("AT+CIPOPEN=0,\"UDP\",,,5000"));
    assert!(lacks("AT+CIPOPEN=0,\"UDP\",\"198.51.100.5\",,5000") && lacks("AT+CIPOPEN=0,\"UDP\",\"\",7,5000"));
    assert!(!lacks("AT+CIPOPEN=0,\"UDP\",\"198.51.100.5\",7,5000"));
}
