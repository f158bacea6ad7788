//! `a76xx check` as a process.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod common;

use std::io::Write as _;
use std::process::Stdio;

use common::process::{a76xx, fed, stderr, stdout};
use common::{records, repository};
use serde_json::Value;

/// A link without the socket service, and a command that does not wait for the one before.
fn faults() -> String {
    repository("crates/a76xx-decoder/tests/data/faults.at").to_str().unwrap().to_owned()
}

/// Nothing at all is wrong with it.
const CLEAN: &[u8] = br"# a76xx transcript 1
> AT+CSQ\r
< AT+CSQ\r\r\n+CSQ: 21,99\r\n\r\nOK\r\n
";

/// Exit status, and the codes of what is found in the faulty capture, in their order.
fn codes(arguments: &[&str]) -> (Option<i32>, Vec<String>) {
    let output = a76xx(&[&["check", "--format", "jsonl"], arguments, &[&faults()]].concat()).output().unwrap();
    (output.status.code(), found(&stdout(&output)))
}

fn found(jsonl: &str) -> Vec<String> {
    let text = |record: &Value, key: &str| record.get(key).and_then(Value::as_str).map(str::to_owned);
    records(jsonl).iter().filter(|record| text(record, "kind").as_deref() == Some("finding")).filter_map(|one| text(one, "code")).collect()
}

fn owned(codes: &[&str]) -> Vec<String> {
    codes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_report_at_80_columns() {
    let output =
        a76xx(&["check", "--width", "80", "crates/a76xx-decoder/tests/data/faults.at"]).current_dir(repository("")).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).lines().all(|row| unicode_width::UnicodeWidthStr::width(row) <= 80));
    insta::assert_snapshot!("faults-80", stdout(&output));
}

#[test]
fn nothing_found_gives_0() {
    let output = fed(&["check"], CLEAN);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
    assert_eq!(stdout(&output).lines().next(), Some("standard input"));
    assert!(stdout(&output).contains("verdict: all well"), "{}", stdout(&output));
}

#[test]
fn something_found_gives_1_in_every_format() {
    for format in ["text", "jsonl", "sarif"] {
        let output = a76xx(&["check", "--format", format, &faults()]).output().unwrap();
        assert_eq!((output.status.code(), stderr(&output)), (Some(1), String::new()), "{format}");
        assert!(stdout(&output).contains("AT301"), "{format}");
    }
}

#[test]
fn an_input_that_is_not_there_gives_2_and_the_others_are_checked() {
    for format in ["text", "jsonl", "sarif"] {
        let output = a76xx(&["check", "--format", format, "/no/such/file", &faults()]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{format}");
        assert!(stderr(&output).contains("/no/such/file: cannot be read"), "{}", stderr(&output));
        assert!(stdout(&output).contains("AT301"), "{format}");
    }
}

#[test]
fn several_inputs_have_a_header_and_a_verdict_each() {
    let output = a76xx(&["check", "--format", "jsonl", &faults(), &faults()]).output().unwrap();
    let kinds: Vec<Value> =
        records(&stdout(&output)).iter().map(|record| record["kind"].clone()).filter(|kind| kind != "finding").collect();
    assert_eq!(kinds, ["header", "verdict", "header", "verdict"]);
    let output = a76xx(&["check", "--verdict", &faults(), &faults()]).output().unwrap();
    assert_eq!(stdout(&output).lines().filter(|row| row.starts_with("verdict: ")).count(), 2);
}

#[test]
fn rules_are_selected_by_code_name_and_area() {
    let network = owned(&["AT301", "AT301", "AT301"]);
    for name in ["AT301", "at301", "301", "link-without-network"] {
        assert_eq!(codes(&["--select", name]), (Some(1), network.clone()), "{name}");
    }
    assert_eq!(codes(&["--select", "AT101"]), (Some(1), owned(&["AT101"])));
    assert_eq!(codes(&["--select", "AT101,link-without-network"]), (Some(1), owned(&["AT301", "AT301", "AT101", "AT301"])));
    assert!(codes(&["--select", "AT1"]).1.contains(&String::from("AT101")));
    assert!(codes(&["--select", "AT1xx"]).1.iter().all(|code| code.starts_with("AT1")));
}

#[test]
fn rules_are_ignored_by_code_name_and_area() {
    for name in ["AT301", "link-without-network", "AT3", "at3xx"] {
        let (_, found) = codes(&["--ignore", name]);
        assert!(!found.contains(&String::from("AT301")) && found.contains(&String::from("AT101")), "{name}: {found:?}");
    }
    assert_eq!(codes(&["--select", "AT3", "--ignore", "AT3"]), (Some(0), Vec::new()), "what is ignored is not selected");
    assert_eq!(codes(&["--ignore", "AT1,AT2,AT3,AT4,AT9"]), (Some(0), Vec::new()));
}

#[test]
fn an_unknown_rule_gives_2_and_its_name() {
    for option in ["--select", "--ignore"] {
        for name in ["AT399x", "no-such-rule", "AT0", ""] {
            let output = a76xx(&["check", option, name, &faults()]).output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{option} {name}");
            assert!(stderr(&output).contains(&format!("no rule is called `{name}`")), "{}", stderr(&output));
            assert!(output.stdout.is_empty());
        }
    }
}

#[test]
fn what_is_milder_is_left_out() {
    let (_, all) = codes(&["--select", "AT101,AT301"]);
    let (_, warnings) = codes(&["--select", "AT101,AT301", "--min-severity", "warning"]);
    assert_eq!(all, warnings);
    assert_eq!(codes(&["--select", "AT101,AT301", "--min-severity", "error"]), (Some(1), owned(&["AT301", "AT301", "AT301"])));
    assert_eq!(codes(&["--select", "AT101", "--min-severity", "error"]), (Some(0), Vec::new()));
}

#[test]
fn the_verdict_alone() {
    let output = a76xx(&["check", "--verdict", &faults()]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = stdout(&output);
    assert!(text.lines().nth(1).is_some_and(|row| row.starts_with("verdict: ")), "{text}");
    assert!(!text.lines().any(|row| row.starts_with("error[") || row.starts_with("warning[")), "{text}");
    let output = a76xx(&["check", "--verdict", "--format", "jsonl", &faults()]).output().unwrap();
    assert_eq!((output.status.code(), found(&stdout(&output))), (Some(1), Vec::new()));
    assert_eq!(records(&stdout(&output)).last().unwrap()["outcome"], "failed");
    let output = a76xx(&["check", "--verdict", "--format", "sarif", &faults()]).output().unwrap();
    let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((output.status.code(), document.pointer("/runs/0/results")), (Some(1), Some(&Value::Array(Vec::new()))));
}

#[test]
fn what_an_answer_tells_is_not_put_right_by_its_own_end() {
    let log = b"AT+SERVERSTART=8080,0\r\nOK\r\nAT+IPADDR\r\n+IPADDR: 10.87.12.3\r\n\r\nOK\r\nAT+CSQ\r\n+CSQ: 20,99\r\n\r\nOK\r\n";
    let text = stdout(&fed(&["check", "--verdict", "-"], log));
    assert!(text.contains("AT405") && !text.contains("put right"), "{text}");
}

#[test]
fn an_empty_input_is_said_to_be_empty() {
    for arguments in [&["check"][..], &["check", "--verdict"], &["check", "--format", "sarif"]] {
        let output = fed(arguments, b"");
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
    }
    let output = fed(&["check", "--format", "jsonl"], b"");
    assert_eq!(records(&stdout(&output)).last().unwrap()["outcome"], "empty");
}

#[test]
fn a_faulty_transcript_gives_2_in_every_format() {
    for format in ["text", "jsonl", "sarif"] {
        let output = fed(&["check", "--format", format], b"# a76xx transcript 1\n> AT\\r\nno mark\n< \\r\\nOK\\r\\n\n");
        assert_eq!(output.status.code(), Some(2), "{format}");
        assert!(stderr(&output).contains("line 3: the line has no mark"), "{}", stderr(&output));
    }
}

#[test]
fn output_that_cannot_be_written_gives_2() {
    for format in ["text", "jsonl", "sarif"] {
        let output = a76xx(&["check", "--format", format, &faults(), "-o", "/no/such/folder/out"]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{format}");
        assert!(stderr(&output).contains("/no/such/folder/out"), "{}", stderr(&output));
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
    for format in ["text", "jsonl", "sarif"] {
        let mut child = a76xx(&["check", "--format", format, "--side", "merged"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().unwrap();
        // The program may be gone before everything is written.
        let _ = stdin.write_all(&b"*ATREADY: 1\r\nAT+CIPSEND=0,5\r\n+CIPERROR: 2\r\n\r\nERROR\r\n".repeat(5_000));
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()), "{format}");
    }
}

#[test]
fn help_names_every_format() {
    let help = stdout(&a76xx(&["check", "--help"]).output().unwrap());
    for word in ["text", "jsonl", "sarif", "--select", "--ignore", "--min-severity", "--verdict", "Exit status"] {
        assert!(help.contains(word), "{word}: {help}");
    }
}

/// What the verdict says of an input.
fn headline(input: impl AsRef<[u8]>) -> String {
    let records = common::records(&common::jsonl("test", input.as_ref(), None));
    records.last().unwrap().get("headline").and_then(Value::as_str).unwrap().to_owned()
}

#[test]
fn a_refusal_whose_command_is_not_shown_is_no_clean_verdict() {
    let refused = "+CIPERROR: 4\r\n\r\nERROR\r\n";
    assert_eq!(
        headline(refused),
        "something failed in line 1, and which command it was is not shown: the command fails: operation not supported (4)"
    );
    assert_eq!(headline("+CSQ: 20,99\r\n\r\nOK\r\n\r\nNO CARRIER\r\n"), "nothing wrong in what it shows");
}

#[test]
fn a_link_that_was_open_before_is_not_said_to_be_opened() {
    let listed = "AT+CIPCLOSE?\r\r\n+CIPCLOSE: 0,1,0,0,0,0,0,0,0,0\r\n\r\nOK\r\n";
    let opened = "AT+CIPOPEN=1,\"TCP\",\"192.0.2.1\",80\r\r\nOK\r\n\r\n+CIPOPEN: 1,0\r\n";
    let links = |text: &str| {
        let records = common::records(&common::jsonl("test", text.as_bytes(), None));
        records.last().unwrap().pointer("/links/0").and_then(Value::as_str).unwrap().to_owned()
    };
    assert!(links(listed).starts_with("link 1: open when first seen in line 3"), "{}", links(listed));
    assert!(links(opened).starts_with("link 1 (TCP): opened in line"), "{}", links(opened));
}

#[test]
fn bytes_at_another_speed_are_no_text_of_a_program() {
    let garbage = b"\xf8\x80\xc0x\xf8\x00\xf8\xe0\xff\xfe\x80\x00\x80x";
    assert_eq!(
        headline(garbage),
        "no AT traffic can be read in it: 12 of 14 bytes are no text, as when the speeds of the two sides differ"
    );
    assert_eq!(headline("starting up\nconnected, \u{e9}t\u{e9}\n"), "no AT traffic in it, only what a program or a person wrote");
}

#[test]
fn what_the_verdict_leads_with_explains_the_failure() {
    for (log, says) in [
        ("AT+SAPBR=1,1\r\nERROR\r\n", "the manuals do not know AT+SAPBR; it is a command of SIM800"),
        (
            "AT+CSQ\n+CSQ: 5,99\nOK\nAT+CREG?\n+CREG: 0,1\nOK\nAT+CIPOPEN=0,\"TCP\",\"203.0.113.7\",7\nOK\n+CIPOPEN: 0,3\n",
            "link 0 did not open: 3",
        ),
        (
            "TX: ATE0\nRX: OK\nTX: AT+CIPSEND=0,10\nRX: >\nTX: AT+CIPSEND=0,10\nTX: AT+CIPSEND=0,10\nTX: AT\n",
            "AT+CIPSEND announced 10 bytes, 0 came",
        ),
        (
            "AT+CIPOPEN=1,\"TCP\",\"203.0.113.5\",80\nOK\n+CIPOPEN: 1,0\nAT+CIPSEND=0,3\nERROR\n",
            "AT+CIPSEND is refused: nothing shows that its link was opened",
        ),
        ("AT\nOK\nATD*99#\nNO CARRIER\n", "the call was not connected: NO CARRIER"),
        ("AT+CIPOPEN=0,\"TCP\",\"192.0.2.7\",80\nCONNECT 115200\n+++\nAT+CIPCLOSE=0\nAT+NETCLOSE\n", "nothing answers +++"),
    ] {
        assert!(headline(log).contains(says), "{log:?}: {}", headline(log));
    }
}
