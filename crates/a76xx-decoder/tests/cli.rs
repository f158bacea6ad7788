//! The program as a process.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

use common::process::{a76xx, fed, stderr, stdout};
use common::{records, repository};

fn paste() -> String {
    repository("corpus/paste/tcp-client.log").to_str().unwrap().to_owned()
}

#[test]
fn a_file_gives_rows_and_0() {
    let output = a76xx(&["decode", &paste()]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).lines().take(3).any(|line| line.contains("host and module in one stream")));
    assert!(stdout(&output).contains("DNS parse failed (11)"));
    assert!(!stdout(&output).contains('\u{1b}'), "no colour into a pipe");
}

#[test]
fn standard_input_with_and_without_a_dash() {
    for arguments in [&["decode"][..], &["decode", "-"]] {
        let output = fed(arguments, b"AT+CSQ\r\r\n+CSQ: 21,99\r\n\r\nOK\r\n");
        assert_eq!(output.status.code(), Some(0));
        assert!(stdout(&output).starts_with("standard input: raw, the module's side"), "{}", stdout(&output));
    }
}

#[test]
fn nothing_is_an_input_too() {
    let output = fed(&["decode", "--format", "jsonl"], b"");
    assert_eq!(output.status.code(), Some(0));
    let kinds: Vec<_> = records(&stdout(&output)).iter().filter_map(|record| record.get("kind")?.as_str().map(str::to_owned)).collect();
    assert_eq!(kinds, ["header", "verdict"]);
}

#[test]
fn the_side_is_found_out_or_told() {
    let side = |arguments: &[&str], input: &[u8]| {
        let output = fed(&[&["decode", "--format", "jsonl"], arguments].concat(), input);
        records(&stdout(&output)).first().and_then(|header| header.get("side")).and_then(|side| side.as_str().map(str::to_owned)).unwrap()
    };
    assert_eq!(side(&[], b"AT\rAT+CSQ\r"), "host");
    assert_eq!(side(&[], b"AT\nAT+CSQ\nAT+CREG?\n"), "host");
    assert_eq!(side(&[], b"AT\nAT+CSQ\nAT+CREG? // why\n"), "merged");
    assert_eq!(side(&[], b"AT\r\r\nOK\r\nAT+CSQ\r\r\n+CSQ: 9,99\r\n\r\nOK\r\n"), "module");
    assert_eq!(side(&[], b"\r\n+CSQ: 9,99\r\n\r\nOK\r\n"), "module");
    assert_eq!(side(&[], b"AT\nOK\n"), "merged");
    assert_eq!(side(&[], b"AT+CSQ\r\nAT+CSQ\r\n+CSQ: 9,99\r\nOK\r\n"), "merged");
    assert_eq!(side(&[], b"# a76xx transcript 1\n> AT\\r\n"), "marked");
    for told in ["host", "module", "merged"] {
        assert_eq!(side(&["--side", told], b"AT\nOK\n"), told);
    }
}

#[test]
fn several_files_have_a_header_each() {
    let output = a76xx(&["decode", "--format", "jsonl", &paste(), &paste()]).output().unwrap();
    let headers = records(&stdout(&output)).iter().filter(|record| record.get("kind").is_some_and(|kind| kind == "header")).count();
    assert_eq!((output.status.code(), headers), (Some(0), 2));
}

#[test]
fn an_input_that_is_not_there_gives_2_and_the_rest_is_decoded() {
    let output = a76xx(&["decode", "/no/such/file", &paste()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("/no/such/file"), "{}", stderr(&output));
    assert!(stdout(&output).contains("DNS parse failed"));
    let folder = a76xx(&["decode", repository("corpus").to_str().unwrap()]).output().unwrap();
    assert_eq!(folder.status.code(), Some(2));
}

#[test]
fn a_faulty_transcript_gives_2_with_the_line() {
    let output = fed(&["decode"], b"# a76xx transcript 1\n> AT\\r\nno mark\n< \\r\\nOK\\r\\n\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("line 3: the line has no mark"), "{}", stderr(&output));
    assert!(stdout(&output).contains("carried out"), "{}", stdout(&output));
    let output = fed(&["decode"], b"# a76xx transcript 7\n> AT\\r\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("version `7`"), "{}", stderr(&output));
}

#[test]
fn a_wrong_argument_gives_2() {
    let output = a76xx(&["decode", "--side", "both"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn output_goes_where_it_is_sent() {
    let path = std::env::temp_dir().join(format!("a76xx-decode-{}.txt", std::process::id()));
    let output = a76xx(&["decode", &paste(), "-o", path.to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    assert!(std::fs::read_to_string(&path).unwrap().contains("DNS parse failed"));
    std::fs::remove_file(&path).unwrap();
    let output = a76xx(&["decode", &paste(), "-o", "/no/such/folder/out"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("/no/such/folder/out"), "{}", stderr(&output));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let mut child =
        a76xx(&["decode", "--side", "module"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    // The program may be gone before everything is written.
    let _ = stdin.write_all(&b"\r\n+CSQ: 21,99\r\n".repeat(20_000));
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}

#[test]
fn a_live_pipe_is_shown_as_it_comes() {
    for arguments in [&["decode"][..], &["decode", "--side", "module"]] {
        let mut child = a76xx(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut rows = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        // No line is complete yet, so there is nothing to show.
        stdin.write_all(b"\r\n+CPI").unwrap();
        stdin.write_all(b"N: READY\r\n").unwrap();
        assert!(rows.next().unwrap().contains("the module's side"));
        assert!(rows.next().unwrap().contains("+CPIN: READY"));
        stdin.write_all(b"\r\nOK\r\n").unwrap();
        assert!(rows.next().unwrap().contains("OK"));
        drop(stdin);
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn colour_comes_when_asked_for() {
    let output = a76xx(&["decode", "--color", "always", &paste()]).output().unwrap();
    assert!(stdout(&output).contains("\u{1b}["));
    let output = a76xx(&["decode", "--color", "always", "--format", "jsonl", &paste()]).output().unwrap();
    assert!(!stdout(&output).contains('\u{1b}'));
}

#[test]
fn help_is_there() {
    let output = a76xx(&["decode", "--help"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("Examples:"));
}

#[test]
fn formats_are_listed_and_can_be_named() {
    let output = a76xx(&["formats", "--width", "200"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    for format in a76xx_decoder::ingest::formats() {
        assert!(stdout(&output).contains(&format!("{:<19}{}", format.name, format.title)), "{}", format.name);
    }
    let output = a76xx(&["decode", "--input", "raw", &paste()]).output().unwrap();
    assert!(stdout(&output).contains("raw, host and module in one stream"), "{}", stdout(&output));
    let output = a76xx(&["decode", "--input", "papyrus", &paste()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("a76xx formats"), "{}", stderr(&output));
}

#[test]
fn a_broken_record_is_named_with_its_place() {
    let path = std::env::temp_dir().join(format!("a76xx-{}-broken.csv", std::process::id()));
    std::fs::write(
        &path,
        "Time [s],Value,Parity Error,Framing Error\n0.1,0x41,,\n0.2,0x54,,\n0.3,0x0D,,\n0.4,0x0D,,\n0.5,0x0A,,\n# what\n",
    )
    .unwrap();
    let output = a76xx(&["decode", path.to_str().unwrap()]).output().unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("AT"), "{}", stdout(&output));
    assert!(stderr(&output).contains("line 7: no row of the table"), "{}", stderr(&output));
}
