//! What is said of scripts that cannot be read.

#![allow(missing_docs, clippy::unwrap_used, reason = "a fault here is a failed test")]

use a76xx_sim::Script;
use a76xx_sim::script::{Action, When};

#[test]
fn an_error_has_its_place() {
    let cases = [
        ("explode", 1, 1, "`at`"),
        ("at 3s reboot\nat noon reboot", 2, 4, "a time"),
        ("# a remark\n\n  after 2th CIPSEND reboot\nevery 5s dance", 4, 10, "what happens"),
        ("at 3s say \"+CSQ: 1", 1, 19, "`\"`"),
        (r#"at 3s say "\q""#, 1, 13, r"\n"),
        ("at 3s signal 40", 1, 14, "0 to 31"),
        ("on 2 CSQ reboot", 1, 5, "`1st`"),
        ("at 1s reboot at 2s reboot", 1, 14, "`then`"),
        ("host 192.0.2.7 echoes", 1, 6, "a port"),
        ("host 192.0.2.7:7 sings", 1, 18, "`echoes`"),
        ("at 1s fault drop 1", 1, 19, "a share"),
        ("at 1s lose the plot", 1, 16, "`network`"),
        ("at 1s", 1, 6, "what happens"),
        ("name a.example 192.0.2.7", 1, 16, "`is`"),
        ("at 1s peer 192.0.2.7:7 sleeps", 1, 24, "`says`"),
    ];
    for (text, line, column, expected) in cases {
        let error = text.parse::<Script>().unwrap_err();
        assert!(error.expected.contains(expected), "{text:?}: {error}");
        assert_eq!((error.line, error.column), (line, column), "{text:?}: {error}");
    }
}

#[test]
fn ways_to_say_the_same() {
    let one: Script = "after 2nd CIPSEND reboot".parse().unwrap();
    for text in ["after the second AT+CIPSEND, reboot", "  AFTER  2ND  +cipsend  Reboot # so be it", "\r\nafter 2nd CIPSEND reboot;\r\n;"] {
        assert_eq!(text.parse::<Script>().unwrap().rules, one.rules, "{text:?}");
    }
    assert_eq!(one.rules.first().unwrap().when, When::After(Some(2), "CIPSEND".to_owned()));
    let said: Script = r#"every 2s say "+CSQ: 1,99" then wait 1s then send "\x00\r\n\"" "#.parse().unwrap();
    let actions = &said.rules.first().unwrap().actions;
    assert_eq!(actions.first(), Some(&Action::Say(b"\r\n+CSQ: 1,99\r\n".to_vec())));
    assert_eq!(actions.last(), Some(&Action::Say(b"\0\r\n\"".to_vec())));
}

#[test]
fn nothing_makes_the_reader_fall_over() {
    for text in [
        "",
        "\u{feff}",
        "at 99999999999999999999s reboot",
        "at 1.9999999999s reboot",
        "say \"\\x",
        "\"",
        "at 1s say \"ü\"",
        "on  \u{2028} x",
    ] {
        let _ = text.parse::<Script>();
    }
    assert!("at 99999999999999999999s reboot".parse::<Script>().is_err());
}
