//! What went over the wire, judged by the rules.

use std::fs::File;
use std::path::Path;

use a76xx_decoder::judge::Select;
use a76xx_decoder::render::{Check, Report};
use a76xx_decoder::{decode, ingest};

use crate::repo::Outcome;

/// Checks that nothing in a recorded session is an error of the host.
pub(super) fn judge(session: &Path) -> Outcome {
    let name = session.display().to_string();
    let file = File::open(session).map_err(|error| format!("{name}: {error}"))?;
    let mut out = Vec::new();
    let mut check = Check::new(&mut out, Report::Jsonl, false);
    let opened = ingest::open(&name, Box::new(file), None);
    opened.and_then(|mut opened| decode(&mut opened, Select::ALL, &mut check)).map_err(|error| format!("{name}: {error}"))?;
    let out = String::from_utf8(out).map_err(|error| format!("{name}: {error}"))?;
    let is_fault = |line: &&str| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        let is = |key: &str, value: &str| finding.get(key).and_then(serde_json::Value::as_str) == Some(value);
        is("kind", "finding") && is("severity", "error") && is("blame", "host")
    };
    let faults: Vec<&str> = out.lines().filter(is_fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(format!("the driver breaks rules, see {name}:\n{}", faults.join("\n"))) }
}
