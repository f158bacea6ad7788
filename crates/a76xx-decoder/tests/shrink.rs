//! `a76xx shrink`: what it writes shows the finding, is a transcript, and has no event too many.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod common;

use std::fmt::Write as _;
use std::io::Cursor;
use std::time::Duration;

use a76xx_corpus::{Step, StepKind, Transcript, corpus_dir, corpus_files};
use a76xx_decoder::ingest::{self, Opened};
use a76xx_decoder::shrink::{Failed, Shrunk, Target, shrink};
use a76xx_tracker::{Rule, rules};
use common::process::{a76xx, fed, stderr, stdout};
use common::repository;

/// More than any of these takes.
const LONG: Duration = Duration::from_mins(10);

fn opened(bytes: &[u8]) -> Opened {
    ingest::open("capture", Box::new(Cursor::new(bytes.to_vec())), None).unwrap()
}

fn shrunk(bytes: &[u8], rule: &'static Rule) -> Result<Shrunk, Failed> {
    shrink(&|| Ok(opened(bytes)), rule, LONG, &mut |_| {})
}

fn rule(code: &str) -> &'static Rule {
    rules::find(code).unwrap()
}

/// What is found in a capture.
fn found(bytes: &[u8]) -> Vec<&'static Rule> {
    Target::first(&mut opened(bytes), rules::ALL[0]).unwrap().1
}

/// Holds what came out against the law.
fn holds(name: &str, bytes: &[u8], rule: &'static Rule) -> Shrunk {
    let name = format!("{name}, {}", rule.code);
    let shrunk = shrunk(bytes, rule).unwrap_or_else(|failed| panic!("{name}: {failed}"));
    assert!(shrunk.is_smallest, "{name}");
    let target = &shrunk.target;
    let text = shrunk.transcript.to_string();
    assert_eq!(Transcript::parse(&text), Ok(shrunk.transcript.clone()), "{name}");
    assert!(target.shows(&text), "{name}: lost\n{text}");
    assert!(found(text.as_bytes()).iter().any(|found| found.code.0 == rule.code.0), "{name}: not found without help\n{text}");
    assert!(shrunk.after.events <= shrunk.before.events && shrunk.after.data <= shrunk.before.data, "{name}: {shrunk:?}");
    for index in 0..shrunk.transcript.steps.len() {
        let mut less = shrunk.transcript.clone();
        let gone = less.steps.remove(index);
        assert!(!target.shows(&less.to_string()), "{name}: `{gone}` is not needed\n{text}");
    }
    shrunk
}

#[test]
fn every_finding_of_the_samples_shrinks() {
    let faults = std::fs::read(repository("crates/a76xx-decoder/tests/data/faults.at")).unwrap();
    let mut captures = vec![("faults.at".to_owned(), faults)];
    for (folder, ext) in [("paste", "log"), ("note", "at")] {
        for path in corpus_files(folder, ext).unwrap() {
            captures.push((path.strip_prefix(corpus_dir()).unwrap().display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    let mut sizes = String::new();
    for (name, bytes) in &captures {
        for rule in found(bytes) {
            // What is found of how a capture was made is not in a transcript of it.
            if rule.code.0 >= 900 && matches!(shrunk(bytes, rule), Err(Failed::Lost(_))) {
                writeln!(sizes, "{name} {}: the capture's own", rule.code).unwrap();
                continue;
            }
            let shrunk = holds(name, bytes, rule);
            writeln!(sizes, "{name} {}: {} of {} events", rule.code, shrunk.after.events, shrunk.before.events).unwrap();
        }
    }
    insta::assert_snapshot!("sizes", sizes);
}

/// Data behind which a command follows that nobody reads: only their first bytes and the count matter.
#[test]
fn data_shrink_with_their_count() {
    let mut transcript = Transcript::default();
    let mut say = |kind| transcript.steps.push(Step { at: None, kind });
    let payload: Vec<u8> = b"line of a page\r\n".iter().copied().cycle().take(900).collect();
    for _ in 0..20 {
        say(StepKind::Host(b"AT+CSQ\r".to_vec()));
        say(StepKind::Module(b"\r\n+CSQ: 20,99\r\n\r\nOK\r\n".to_vec()));
    }
    say(StepKind::Host(b"AT+CIPSEND=3,900\r".to_vec()));
    say(StepKind::Module(b"\r\n>".to_vec()));
    say(StepKind::Host(payload));
    say(StepKind::Module(b"\r\nOK\r\n".to_vec()));
    say(StepKind::Module(b"\r\n+CIPSEND: 3,900,-1\r\n".to_vec()));
    let text = transcript.to_string();
    for rule in found(text.as_bytes()) {
        let shrunk = holds("a send that failed", text.as_bytes(), rule);
        assert!(shrunk.after.data <= 1, "{}: {}", rule.code, shrunk.transcript);
    }
    let failed = found(text.as_bytes());
    assert!(!failed.is_empty());
}

#[test]
fn the_program_writes_a_transcript() {
    let faults = repository("crates/a76xx-decoder/tests/data/faults.at");
    let output = a76xx(&["shrink", "--finding", "AT301", faults.to_str().unwrap()]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    insta::assert_snapshot!("program", stdout(&output));
    assert!(stderr(&output).starts_with("a76xx: AT301 is shown by "), "{}", stderr(&output));
    // The same by its name, from standard input, into a file.
    let path = std::env::temp_dir().join(format!("a76xx-{}-shrunk.at", std::process::id()));
    let bytes = std::fs::read(&faults).unwrap();
    let other = fed(&["shrink", "--finding", "link-without-network", "-o", path.to_str().unwrap()], &bytes);
    assert_eq!((other.status.code(), stdout(&other)), (Some(0), String::new()), "{}", stderr(&other));
    let written = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(Transcript::parse(written).unwrap().steps, Transcript::parse(stdout(&output)).unwrap().steps);
}

#[test]
fn what_is_not_found_is_said_with_what_is() {
    let faults = repository("crates/a76xx-decoder/tests/data/faults.at");
    let faults = faults.to_str().unwrap();
    let output = a76xx(&["shrink", "--finding", "AT310", faults]).output().unwrap();
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), String::new()));
    assert!(
        stderr(&output).contains("faults.at: AT310 (") && stderr(&output).contains("is not found here; what is: "),
        "{}",
        stderr(&output)
    );
    assert!(stderr(&output).contains("AT301"), "{}", stderr(&output));
    let clean = fed(&["shrink", "--finding", "AT310"], b"# a76xx transcript 1\n> AT\\r\n< AT\\r\\r\\nOK\\r\\n\n");
    assert!(stderr(&clean).contains("is not found here, and nothing else is"), "{}", stderr(&clean));
    for (arguments, said) in [
        (vec!["shrink", "--finding", "AT999", faults], "no rule is called `AT999`"),
        (vec!["shrink", "--finding", "AT301", "/no/such/file"], "/no/such/file: cannot be read"),
        (vec!["shrink", "--finding", "AT301", faults, faults], "one capture at a time"),
        (vec!["shrink", faults], "--finding"),
    ] {
        let output = a76xx(&arguments).output().unwrap();
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{arguments:?}");
        assert!(stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
    }
}

/// When the time is over, the smallest so far is given, and it shows the finding.
#[test]
fn the_time_is_kept() {
    let mut text = std::fs::read_to_string(repository("crates/a76xx-decoder/tests/data/faults.at")).unwrap();
    for _ in 0..300 {
        text.push_str("> AT+CREG?\\r\n< \\r\\n+CREG: 0,1\\r\\n\\r\\nOK\\r\\n\n");
    }
    let told = std::cell::Cell::new(0);
    let none = shrink(&|| Ok(opened(text.as_bytes())), rule("AT301"), Duration::ZERO, &mut |_| told.set(told.get() + 1)).unwrap();
    assert!(!none.is_smallest && told.get() > 0);
    assert!(found(none.transcript.to_string().as_bytes()).iter().any(|found| found.code.0 == 301));
    assert!(holds("long", text.as_bytes(), rule("AT301")).after.events < 6);
}
