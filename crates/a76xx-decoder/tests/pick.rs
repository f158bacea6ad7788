//! Parts of captures, and captures in other forms, as a process.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

mod common;

use common::process::{a76xx, fed, stderr, stdout};
use common::records;

const CAPTURE: &[u8] = b"# a76xx transcript 1

@0.000000 > AT+CSQ\\r
@0.100000 < \\r\\n+CSQ: 21,99\\r\\n
@0.200000 < \\r\\nOK\\r\\n
@1.000000 > AT+CIPOPEN=3,\"TCP\",\"192.0.2.7\",80\\r
@1.100000 < \\r\\nOK\\r\\n
@2.000000 < \\r\\n+CIPOPEN: 3,0\\r\\n
@90.500000 < \\r\\n+IPCLOSE: 3,1\\r\\n
";

/// Names, or kinds, of what is shown.
fn shown(arguments: &[&str]) -> (Vec<String>, String) {
    let output = fed(&[&["decode", "--format", "jsonl"], arguments].concat(), CAPTURE);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let all = records(&stdout(&output));
    let wire = all.iter().filter(|event| !matches!(event["kind"].as_str(), Some("header" | "verdict" | "foreign" | "blank")));
    let name = |event: &serde_json::Value| event["name"].as_str().unwrap_or_default().to_owned();
    assert_eq!(all.last().unwrap()["kind"], "verdict");
    (wire.map(name).collect(), stderr(&output))
}

#[test]
fn parts() {
    let (all, told) = shown(&[]);
    assert_eq!((all, told.as_str()), (["+CSQ", "+CSQ", "OK", "+CIPOPEN", "OK", "+CIPOPEN", "+IPCLOSE"].map(str::to_owned).to_vec(), ""));
    let (one, told) = shown(&["--only", "command,urc"]);
    assert_eq!(one, ["+CSQ", "+CIPOPEN", "+IPCLOSE"]);
    assert!(told.starts_with("a76xx: ") && told.ends_with(" events are not shown\n"), "{told}");
    assert_eq!(shown(&["--only", "command", "--limit", "1"]).0, ["+CSQ"]);
    assert_eq!(shown(&["--link", "3"]).0, ["+CIPOPEN", "OK", "+CIPOPEN", "+IPCLOSE"]);
    assert_eq!(shown(&["--from", "1s", "--to", "0:02"]).0, ["+CIPOPEN", "OK", "+CIPOPEN"]);
    assert_eq!(shown(&["--from", "1:30.5"]).0, ["+IPCLOSE"]);
    assert_eq!(shown(&["--to", "0x30"]).0, ["+CSQ"]);
    // The link is known though its opening is not shown.
    let text = fed(&["decode", "--from", "90s"], CAPTURE);
    assert!(stdout(&text).contains("link 3 is closed: closed by the peer"), "{}", stdout(&text));
    for wrong in [["--only", "lines"], ["--from", "soon"], ["--link", "10"]] {
        let output = a76xx(&[&["decode"], &wrong[..]].concat()).stdin(std::process::Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn a_transcript_and_a_part_of_it() {
    let output = fed(&["decode", "--format", "transcript"], CAPTURE);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), CAPTURE));
    let output = fed(&["decode", "--format", "transcript", "--link", "3", "--to", "2s"], CAPTURE);
    assert_eq!(
        stdout(&output),
        "# a76xx transcript 1\n\n@1.000000 > AT+CIPOPEN=3,\"TCP\",\"192.0.2.7\",80\\r\n@1.100000 < OK\\r\\n\n@2.000000 < +CIPOPEN: 3,0\\r\\n\n"
    );
    assert!(stderr(&output).ends_with("events are not shown\n"));
}

#[test]
fn a_live_pipe_becomes_a_transcript_as_it_comes() {
    use std::io::{BufRead as _, BufReader, Write as _};
    let mut child = a76xx(&["decode", "--format", "transcript", "--side", "module"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut rows = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    stdin.write_all(b"\r\n+CPIN: READY\r\n").unwrap();
    let head: Vec<String> = rows.by_ref().take(4).collect();
    assert_eq!(head, ["# a76xx transcript 1", "# source: standard input (raw)", "", "< \\r\\n+CPIN: READY\\r\\n"]);
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn what_does_not_go_gives_2() {
    for arguments in [
        &["decode", "--flows"][..],
        &["decode", "--format", "transcript", "a", "b"],
        &["decode", "--format", "pcapng", "/no/such/file"],
        &["decode", "--format", "transcript", "-o", "/no/such/folder/out"],
    ] {
        let output = a76xx(arguments).stdin(std::process::Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).starts_with("a76xx: "), "{arguments:?}: {}", stderr(&output));
    }
    let output = fed(&["decode", "--format", "transcript"], b"# a76xx transcript 1\n> AT\\r\nno mark\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("> AT\\r\n# no mark\n") || stdout(&output).contains("> AT\\r\n\n# no mark\n"), "{}", stdout(&output));
    assert!(stderr(&output).contains("line 3: the line has no mark"));
}
