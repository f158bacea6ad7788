//! Captures in numbers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

mod common;

use std::fmt::Write as _;

use common::process::{a76xx, fed, stderr, stdout};
use common::{records, repository};
use serde_json::{Value, json};

fn gate() -> String {
    repository("crates/a76xx-decoder/tests/data/gate.at").to_str().unwrap().to_owned()
}

fn summary(arguments: &[&str], input: &[u8]) -> Value {
    let output = fed(&[&["decode", "--format", "summary-json"], arguments].concat(), input);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let mut records = records(&stdout(&output));
    assert_eq!(records.len(), 1);
    records.remove(0)
}

fn command<'s>(summary: &'s Value, name: &str) -> &'s Value {
    summary["commands"].as_array().unwrap().iter().find(|command| command["name"] == name).unwrap()
}

#[test]
fn links_carry_what_the_wire_shows() {
    let summary = summary(&[], &std::fs::read(gate()).unwrap());
    let links = summary["links"].as_array().unwrap();
    assert_eq!(links.len(), 2);
    let figures =
        |link: &Value| ["link", "opened", "sent", "sent_messages", "received", "received_messages"].map(|key| link[key].as_u64().unwrap());
    assert_eq!(figures(&links[0]), [0, 1, 18, 1, 4, 1]);
    assert_eq!(figures(&links[1]), [1, 1, 6, 1, 9, 1]);
    // Open from 12.31 s until it is lost at 19.7 s.
    assert_eq!(links[0]["open"], json!(7.39));
    assert!((links[0]["sent_rate"].as_f64().unwrap() - 18.0 / 7.39).abs() < 1e-9);
    assert_eq!(summary["unlinked"]["received"], 0);
    assert_eq!(summary["bytes"]["data"], 18 + 4 + 6 + 9);
}

#[test]
fn bytes_add_up_to_those_of_json_lines() {
    for file in ["corpus/paste/tcp-client.log", "corpus/paste/udp-terminal.log", "corpus/note/05-tcp-client-push.at"] {
        let bytes = std::fs::read(repository(file)).unwrap();
        let summary = summary(&[], &bytes);
        let mut sums = [0, 0];
        for record in records(&common::jsonl(file, &bytes, None)).iter().skip(1).filter(|record| record["kind"] != "verdict") {
            let outside = usize::from(record["kind"] == "foreign");
            sums[outside] += record["raw"].as_str().unwrap().len() as u64;
        }
        let counts = |keys: &[&str]| keys.iter().map(|key| summary["bytes"][key].as_u64().unwrap()).sum::<u64>();
        assert_eq!([counts(&["host", "module", "unknown"]), counts(&["outside"])], sums, "{file}");
        assert_eq!(counts(&["data", "overhead"]), sums[0], "{file}");
    }
}

#[test]
fn latencies_are_from_the_command_to_the_line_that_completes_it() {
    let mut text = String::from("# a76xx transcript 1\n");
    for number in 1..=100_u64 {
        let (asked, answered) = (number * 1_000_000, number * 1_000_000 + number * 1000);
        let at = |micros: u64| format!("@{}.{:06}", micros / 1_000_000, micros % 1_000_000);
        let _ = writeln!(
            text,
            "{} > AT+CSQ\\r\n{} < \\r\\n+CSQ: 20,99\\r\\n\\r\\n{}\\r\\n",
            at(asked),
            at(answered),
            if number % 10 == 0 { "ERROR" } else { "OK" }
        );
    }
    let summary = summary(&[], text.as_bytes());
    let csq = command(&summary, "+CSQ");
    assert_eq!((csq["count"].as_u64(), csq["failed"].as_u64(), csq["timed"].as_u64()), (Some(100), Some(10), Some(100)));
    let near = |key: &str, wanted: f64| {
        let value = csq[key].as_f64().unwrap();
        assert!((value - wanted).abs() <= wanted / 100.0, "{key}: {value}, not {wanted}");
    };
    assert_eq!((csq["min"].as_f64(), csq["max"].as_f64()), (Some(0.001), Some(0.1)));
    near("median", 0.050);
    near("p95", 0.095);
}

#[test]
fn nothing_divides_by_nothing() {
    let summary = summary(&[], b"");
    assert_eq!(summary["bytes"]["overhead_share"], Value::Null);
    assert_eq!((summary["duration"].clone(), summary["links"].clone()), (Value::Null, json!([])));
}

#[test]
fn text_and_json_say_the_same() {
    let output = a76xx(&["decode", "--format", "summary", "--width", "80", &gate(), &gate()]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    assert_eq!(text.matches("link 0 is used, but the peer has closed it").count(), 2, "{text}");
    let row = text.lines().find(|line| line.trim_start().starts_with("0 ")).unwrap();
    assert_eq!(row.split_whitespace().collect::<Vec<_>>(), ["0", "1", "7.39", "s", "18", "B", "1", "2", "B/s", "4", "B", "1", "1", "B/s"]);
    insta::assert_snapshot!("gate-summary-80", common_summary(80));
    insta::assert_snapshot!("gate-summary-50", common_summary(50));
}

fn common_summary(width: usize) -> String {
    let output = a76xx(&["decode", "--format", "summary", "--width", &width.to_string(), "crates/a76xx-decoder/tests/data/gate.at"])
        .current_dir(repository(""))
        .output()
        .unwrap();
    stdout(&output)
}
