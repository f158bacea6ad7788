//! Captures of several files: a file for each side, a recording with its times.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use std::path::PathBuf;

use common::process::{a76xx, stderr, stdout};
use common::records;
use serde_json::Value;

/// A folder that goes with its test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("a76xx-several-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Kinds and lines of the wire in their order, blanks left out.
fn wire(text: &str) -> Vec<String> {
    let text_of = |record: &Value, key: &str| record.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    records(text)
        .iter()
        .filter(|record| record.get("seq").is_some() && !["blank", "foreign", "verdict"].contains(&text_of(record, "kind").as_str()))
        .map(|record| format!("{} {}", text_of(record, "kind"), text_of(record, "raw").trim()))
        .collect()
}

#[test]
fn without_a_clock_what_the_protocol_allows_tells_the_order() {
    let folder = Folder::new("order");
    let host =
        folder.file("host.bin", b"AT\rAT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",80\rAT+CIPSEND=0,5\rhelloAT+CIPRXGET=4,0\rAT+FOO\rAT+CSQ\r");
    let module = folder.file(
        "module.bin",
        b"\r\nRDY\r\n\r\nOK\r\n\r\nOK\r\n\r\n+CIPOPEN: 0,0\r\n\r\n>\r\nOK\r\n\r\n+CIPSEND: 0,5,5\r\n\r\n+CIPRXGET: 1,0\r\n\
          \r\n+CIPRXGET: 4,0,3\r\n\r\nOK\r\n\r\nERROR\r\n\r\n+CSQ: 20,99\r\n\r\nOK\r\n",
    );
    let output = a76xx(&["decode", "--format", "jsonl", "--host", &host, "--module", &module]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let header = records(&stdout(&output)).remove(0);
    assert!(header.get("why").and_then(Value::as_str).unwrap().contains("what the protocol allows"), "{header}");
    assert_eq!(
        wire(&stdout(&output)),
        [
            "urc RDY",
            "command AT",
            "final OK",
            "command AT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",80",
            "final OK",
            "answer +CIPOPEN: 0,0",
            "command AT+CIPSEND=0,5",
            "prompt >",
            "payload hello",
            "final OK",
            "answer +CIPSEND: 0,5,5",
            "command AT+CIPRXGET=4,0",
            "urc +CIPRXGET: 1,0",
            "answer +CIPRXGET: 4,0,3",
            "final OK",
            "command AT+FOO",
            "final ERROR",
            "command AT+CSQ",
            "answer +CSQ: 20,99",
            "final OK",
        ]
    );
}

#[test]
fn the_line_feed_of_a_command_is_no_data() {
    let folder = Folder::new("crlf");
    let host = folder.file("host.bin", b"AT\r\nAT+CIPSEND=0,5\r\nhelloAT+CSQ\r\n");
    let module = folder.file("module.bin", b"\r\nOK\r\n\r\n>\r\nOK\r\n\r\n+CIPSEND: 0,5,5\r\n\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
    let output = a76xx(&["decode", "--format", "jsonl", "--host", &host, "--module", &module]).output().unwrap();
    let wire = wire(&stdout(&output));
    assert!(wire.contains(&"payload hello".to_owned()) && wire.contains(&"command AT+CSQ".to_owned()), "{wire:?}");
}

#[test]
fn copies_of_commands_tell_the_order_too() {
    let folder = Folder::new("echo");
    let host = folder.file("host.bin", b"AT\rAT+CSQ\rAT+CREG?\r");
    // The answer to the second command is lost.
    let module = folder.file("module.bin", b"AT\r\r\nOK\r\nAT+CSQ\r\r\n+CSQ: 20,99\r\nAT+CREG?\r\r\n+CREG: 0,1\r\n\r\nOK\r\n");
    let output = a76xx(&["decode", "--format", "jsonl", "--host", &host, "--module", &module]).output().unwrap();
    let kinds: Vec<String> = wire(&stdout(&output)).iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(kinds, ["command", "echo", "final", "command", "echo", "answer", "command", "echo", "answer", "final"]);
}

#[test]
fn with_a_clock_time_tells_the_order() {
    let folder = Folder::new("time");
    let host =
        folder.file("host.log", b"[2026-01-02 10:00:01.000] AT+CSQ\n[2026-01-02 10:00:03.000] AT+CSQ\n[2026-01-02 10:00:05.000] AT\n");
    let module = folder.file(
        "module.log",
        b"[2026-01-02 10:00:00.500] RDY\r\n[2026-01-02 10:00:01.250] +CSQ: 20,99\r\n[2026-01-02 10:00:01.260] OK\r\n\
          [2026-01-02 10:00:03.250] +CSQ: 21,99\r\n[2026-01-02 10:00:03.250] OK\r\n[2026-01-02 10:00:05.500] OK\r\n",
    );
    let output = a76xx(&["decode", "--format", "jsonl", "--host", &host, "--module", &module]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let header = records(&stdout(&output)).remove(0);
    assert_eq!(header.get("why").and_then(Value::as_str), Some("merged by time"));
    assert!(header.get("start").and_then(Value::as_str).unwrap().starts_with("2026-01-02T10:00:00.5"), "{header}");
    let finals: Vec<Value> =
        records(&stdout(&output)).into_iter().filter(|record| record.get("kind").is_some_and(|kind| kind == "final")).collect();
    let times: Vec<f64> = finals.iter().filter_map(|record| record.get("at")?.as_f64()).collect();
    assert_eq!(times, [0.76, 2.75, 5.0]);
    assert!(wire(&stdout(&output)).first().unwrap().contains("RDY"));
    // A place in the second file is counted on from the end of the first.
    let len = std::fs::metadata(&host).unwrap().len();
    let first = finals.first().unwrap().get("spans").unwrap().pointer("/0/0").and_then(Value::as_u64).unwrap();
    assert!(first > len, "{first}");
}

#[test]
fn a_verdict_names_the_line_of_its_file() {
    let folder = Folder::new("lines");
    let host = folder.file("host.txt", b"AT\r\nAT+CIPOPEN=0,\"TCP\",\"192.0.2.1\",80\r\n");
    let module = folder.file("module.txt", b"OK\r\n\r\n+IP ERROR: Network not opened\r\n\r\nERROR\r\n");
    let output = a76xx(&["check", "--host", &host, "--module", &module]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains("line 2"), "{}", stdout(&output));
}

#[test]
fn what_can_not_be_merged_is_said() {
    let folder = Folder::new("wrong");
    let both = folder.file("both.at", b"# a76xx transcript 1\n\n> AT\\r\n< \\r\\nOK\\r\\n\n");
    let side = folder.file("side.bin", b"AT\rAT+CSQ\r");
    for (arguments, expected) in [
        (vec!["--host", &both, "--module", &side], "both sides by itself"),
        (vec!["--host", &side, "--module", "/no/such/file"], "/no/such/file"),
        (vec!["--host", &side], "--module"),
        (vec!["--host", "/dev/null", "--module", &side], "each side has to be a file"),
        (vec!["--timing", &side, &side], "not one of `script`"),
        (vec!["--timing", &side, &side, &both], "--timing goes with one typescript"),
    ] {
        let arguments: Vec<&str> = ["decode"].into_iter().chain(arguments).collect();
        let output = a76xx(&arguments).stdin(std::process::Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(expected), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn a_recording_of_script_with_its_times() {
    let folder = Folder::new("script");
    let timing = folder.file("timing", b"H 0.0 START_TIME 2026-01-02 10:00:00+00:00\nI 0.5 3\nO 0.25 3\nO 0.25 6\n");
    let script = folder.file("typescript", b"Script started on x\nAT\rAT\r\r\nOK\r\n\nScript done on y\n");
    let output = a76xx(&["decode", "--format", "jsonl", "--timing", &timing, &script]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(wire(&stdout(&output)), ["command AT", "echo AT", "final OK"]);
    let header = records(&stdout(&output)).remove(0);
    assert_eq!(header.get("start").and_then(Value::as_str), Some("2026-01-02T10:00:00Z"));
    // The times alone say what is missing.
    let output = a76xx(&["decode", &timing]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--timing THIS TYPESCRIPT"), "{}", stderr(&output));
}
