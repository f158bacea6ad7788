//! The SARIF document: it fits the standard's schema, and points where it says.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use a76xx_decoder::ingest;
use a76xx_decoder::judge::Select;
use a76xx_decoder::render::{Render as _, Sarif};
use common::process::{a76xx, fed, stdout};
use common::repository;
use jsonschema::Validator;
use serde_json::Value;

/// The schema of SARIF 2.1.0, as the package that generates its types from it holds it.
static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let host = Command::new("rustc").arg("-vV").output().unwrap();
    let host = String::from_utf8(host.stdout).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--frozen", "--filter-platform", host, "--manifest-path"])
        .arg(repository("Cargo.toml"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let package = metadata["packages"].as_array().unwrap().iter().find(|package| package["name"] == "serde-sarif").unwrap();
    let path = Path::new(package["manifest_path"].as_str().unwrap()).with_file_name("src").join("schema.json");
    // The pattern of `language`, which no document here has, holds a lone bracket that strict readers of patterns refuse.
    let schema = std::fs::read_to_string(path).unwrap().replace("{2}]?$", r"{2}\\]?$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

/// The document, which must fit the schema and read back into the standard's types.
fn valid(text: &str) -> Value {
    let document: Value = serde_json::from_str(text).unwrap();
    let faults: Vec<String> = SCHEMA.iter_errors(&document).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let typed: serde_sarif::sarif::Sarif = serde_json::from_str(text).unwrap();
    assert_eq!(typed.runs.len(), 1);
    document
}

/// The document for one input.
fn checked(path: &Path) -> Value {
    let mut out = Vec::new();
    let mut sarif = Sarif::new(&mut out, false);
    let input = Box::new(std::fs::File::open(path).unwrap());
    let mut opened = ingest::open(path.to_str().unwrap(), input, None).unwrap();
    a76xx_decoder::decode(&mut opened, Select::ALL, &mut sarif).unwrap();
    let found = sarif.found();
    sarif.finish().unwrap();
    let document = valid(&String::from_utf8(out).unwrap());
    assert_eq!(results(&document).len() as u64, found, "{}", path.display());
    document
}

fn results(document: &Value) -> &[Value] {
    document["runs"][0]["results"].as_array().unwrap()
}

/// Every place in the document agrees with itself: line, column and byte are one place.
fn assert_places(document: &Value, bytes: &[u8]) -> usize {
    let mut seen = 0;
    for result in results(document) {
        let related = result["relatedLocations"].as_array().into_iter().flatten();
        for location in result["locations"].as_array().unwrap().iter().chain(related) {
            let region = &location["physicalLocation"]["region"];
            let (Some(offset), Some(len)) = (region["byteOffset"].as_u64(), region["byteLength"].as_u64()) else { continue };
            let (offset, len) = (usize::try_from(offset).unwrap(), usize::try_from(len).unwrap());
            assert!(len > 0 && offset + len <= bytes.len(), "{region}");
            let (line, start) = line_of(bytes, offset);
            assert_eq!(region["startLine"].as_u64(), Some(line), "{region}");
            if let Some(column) = region["startColumn"].as_u64() {
                let before = str::from_utf8(&bytes[start..offset]).unwrap();
                assert_eq!(column, before.chars().count() as u64 + 1, "{region}");
                if let Some(end) = region["endColumn"].as_u64() {
                    assert_eq!(end - column, len as u64, "{region}");
                    assert!(!bytes[offset..offset + len].contains(&b'\n'), "{region}");
                }
            }
            seen += 1;
        }
    }
    seen
}

/// Number and beginning of the line that holds a byte; CR LF, LF and CR end one.
fn line_of(bytes: &[u8], offset: usize) -> (u64, usize) {
    let ends = |at: usize| bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    let before: Vec<usize> = (0..offset).filter(|at| ends(*at)).collect();
    (before.len() as u64 + 1, before.last().map_or(0, |end| end + 1))
}

fn faults() -> PathBuf {
    repository("crates/a76xx-decoder/tests/data/faults.at")
}

#[test]
fn the_rules_are_described() {
    let document = checked(&faults());
    let driver = &document["runs"][0]["tool"]["driver"];
    assert_eq!((&driver["name"], &driver["semanticVersion"]), (&Value::from("a76xx"), &Value::from(env!("CARGO_PKG_VERSION"))));
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(rules.len(), a76xx_tracker::rules::ALL.len());
    for (rule, known) in rules.iter().zip(a76xx_tracker::rules::ALL) {
        assert_eq!((&rule["id"], &rule["name"]), (&Value::from(known.code.to_string()), &Value::from(known.name)));
        assert_eq!(rule["defaultConfiguration"]["level"], known.severity.name());
        for text in [&rule["shortDescription"]["text"], &rule["fullDescription"]["text"], &rule["help"]["text"]] {
            assert!(text.as_str().is_some_and(|text| text.len() > 10 && !text.contains("```")), "{}: {text}", known.code);
        }
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("# Why"), "{}", known.code);
        assert_eq!(rule["properties"]["blame"], known.blame.name());
    }
}

#[test]
fn a_result_points_at_the_line_and_at_its_cause() {
    let document = checked(&faults());
    let bytes = std::fs::read(faults()).unwrap();
    let result = results(&document).iter().find(|result| result["ruleId"] == "AT301").unwrap();
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(document["runs"][0]["tool"]["driver"]["rules"][index]["id"], "AT301");
    assert_eq!((&result["level"], &result["properties"]["blame"]), (&Value::from("error"), &Value::from("host")));
    assert!(result["properties"]["advice"].as_str().unwrap().contains("AT+NETOPEN"));
    let quoted = |location: &Value| {
        let region = &location["physicalLocation"]["region"];
        let (offset, len) = (region["byteOffset"].as_u64().unwrap(), region["byteLength"].as_u64().unwrap());
        let (offset, len) = (usize::try_from(offset).unwrap(), usize::try_from(len).unwrap());
        String::from_utf8(bytes[offset..offset + len].to_vec()).unwrap()
    };
    assert_eq!(quoted(&result["locations"][0]), "AT+CIPOPEN=0,\"TCP\",\"tank.example.net\",7010");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 5);
    assert_eq!(quoted(&result["relatedLocations"][0]), "*ATREADY: 1");
    assert!(assert_places(&document, &bytes) > 4);
}

#[test]
fn verdicts_and_unreadable_inputs_are_notifications() {
    let output = a76xx(&["check", "--format", "sarif", "/no/such/file", faults().to_str().unwrap(), "/no/other"]).output().unwrap();
    let document = valid(&stdout(&output));
    let run = &document["runs"][0];
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notifications = invocation["toolExecutionNotifications"].as_array().unwrap();
    let seen: Vec<(&str, u64)> = notifications
        .iter()
        .map(|one| {
            let place = &one["locations"][0]["physicalLocation"]["artifactLocation"];
            (one["level"].as_str().unwrap(), place["index"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(seen, [("error", 0), ("note", 1), ("error", 2)]);
    assert_eq!(notifications[1]["properties"]["verdict"]["outcome"], "failed");
    assert_eq!(run["artifacts"][0]["location"]["uri"], "file:///no/such/file");
    assert!(results(&document).iter().all(|result| result["locations"][0]["physicalLocation"]["artifactLocation"]["index"] == 1));
}

#[test]
fn nothing_is_a_document_too() {
    let empty = valid(&stdout(&fed(&["check", "--format", "sarif"], b"")));
    assert_eq!((results(&empty).len(), &empty["runs"][0]["invocations"][0]["executionSuccessful"]), (0, &Value::Bool(true)));
    assert_eq!(empty["runs"][0]["artifacts"][0]["roles"], serde_json::json!(["analysisTarget", "standardStream"]));
    let unread = valid(&stdout(&a76xx(&["check", "--format", "sarif", "/no/such/file"]).output().unwrap()));
    assert_eq!(results(&unread).len(), 0);
}

#[test]
fn what_other_lines_say_changes_no_fingerprint() {
    let prints = |input: &[u8]| -> Vec<Value> {
        let document = valid(&stdout(&fed(&["check", "--format", "sarif", "--select", "AT301", "--side", "merged"], input)));
        results(&document).iter().map(|result| result["partialFingerprints"].clone()).collect()
    };
    let near = prints(b"*ATREADY: 1\r\nAT+CIPSEND=0,5\r\nERROR\r\nAT+CIPSEND=1,5\r\nERROR\r\n");
    let far = prints(b"*ATREADY: 1\r\nAT+CSQ\r\n+CSQ: 20,99\r\n\r\nOK\r\nAT+CIPSEND=0,5\r\nERROR\r\nAT+CIPSEND=1,5\r\nERROR\r\n");
    assert_eq!((near.len(), &near), (2, &far));
    assert_ne!(near[0], near[1]);
}

#[test]
fn bytes_that_are_no_text_stay_out_of_messages() {
    let hostile = b"*ATREADY: 1\r\nAT+CIPOPEN=0,\"TCP\",\"\x1b[31m\xff\x00\",80\r\nERROR\r\n";
    let output = fed(&["check", "--format", "sarif", "--side", "merged"], hostile);
    assert!(output.stdout.iter().all(|byte| *byte == b'\n' || !byte.is_ascii_control()));
    assert!(assert_places(&valid(&stdout(&output)), hostile) > 0);
}

#[test]
fn places_are_right_whatever_stands_before_them() {
    let log = "[12:00:01.000] → *ATREADY: 1\n[12:00:02.000] AT+CIPSEND=0,5\n[12:00:03.000] ERROR\n".as_bytes();
    for input in [log, &log.repeat(3)] {
        let document = valid(&stdout(&fed(&["check", "--format", "sarif"], input)));
        assert!(assert_places(&document, input) > 0);
    }
}

#[test]
fn the_schema_refuses_what_is_none() {
    assert!(!SCHEMA.is_valid(&serde_json::json!({ "version": "2.1.0" })));
    let mut document = checked(&faults());
    document["runs"][0]["results"][0]["level"] = Value::from("bad");
    assert!(!SCHEMA.is_valid(&document));
}

#[test]
fn every_sample_gives_a_valid_document() {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in ["corpus/note", "corpus/paste", "crates/a76xx-decoder/tests/data"] {
        files.extend(inside(&repository(folder)));
    }
    match std::env::var_os("A76XX_SAMPLES") {
        Some(samples) => {
            for folder in ["captures", "formats"] {
                files.extend(inside(&Path::new(&samples).join(folder)));
            }
        }
        None => eprintln!("SKIPPED: A76XX_SAMPLES is not set: only the project's own samples are checked"),
    }
    let mut places = 0;
    for path in files.iter().filter(|path| !path.extension().is_some_and(|extension| extension == "md" || extension == "tsv")) {
        places += assert_places(&checked(path), &std::fs::read(path).unwrap());
    }
    assert!(places > 0);
}

/// The files below a folder.
fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { inside(&path) } else { vec![path] }).collect()
}
