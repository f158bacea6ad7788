//! For programs that show findings beside a file: one SARIF 2.1.0 document for all inputs of a run.
//!
//! Results are written as they are found; of each input only its name and its verdict are kept until the end.

mod form;
mod place;
mod rules;

use std::io::{self, Write};

use a76xx_tracker::Severity;
use a76xx_tracker::rules::ALL;
use serde::Serialize;
use serde_json::{Value, json};

use super::jsonl::{self, PAYLOAD, Safe};
use super::{Render, visible};
use crate::annotate::Annotated;
use crate::ingest::{self, Header};
use crate::join::Joins;
use crate::judge::{Ending, Finding};
use form::{Artifact, Driver, Invocation, Location, Notification, ResultRecord, Text, Tool};

/// What the document says of its own form: the address names the schema and is never asked.
const HEAD: &str = r#"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":"#;

/// The level of notifications about what could not be read.
const UNREADABLE: &str = "error";

/// Writes findings, and the verdicts as notifications of the run.
pub struct Sarif<'w> {
    out: &'w mut dyn Write,
    /// Only the verdicts.
    verdict: bool,
    found: u64,
    begun: bool,
    /// How many stand in the list of results.
    listed: u64,
    /// The last one is the input under way.
    inputs: Vec<Artifact>,
    notifications: Vec<Notification>,
}

impl<'w> Sarif<'w> {
    /// Writes there; with `verdict` no results.
    pub fn new(out: &'w mut dyn Write, verdict: bool) -> Self {
        Self { out, verdict, found: 0, begun: false, listed: 0, inputs: Vec::new(), notifications: Vec::new() }
    }

    /// Findings so far.
    pub const fn found(&self) -> u64 {
        self.found
    }

    fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        Ok(value.serialize(&mut serde_json::Serializer::with_formatter(&mut *self.out, Safe))?)
    }

    /// Everything in front of the results.
    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        self.out.write_all(HEAD.as_bytes())?;
        let rules = ALL.iter().map(|rule| rules::descriptor(rule)).collect();
        self.json(&Tool { driver: Driver { name: "a76xx", semantic_version: env!("CARGO_PKG_VERSION"), rules } })?;
        self.out.write_all(br#","results":["#)
    }

    fn findings(&mut self, findings: &[Finding]) -> io::Result<()> {
        self.found += findings.len() as u64;
        if self.verdict {
            return Ok(());
        }
        for finding in findings {
            self.out.write_all(if self.listed == 0 { b"\n" } else { b",\n" })?;
            self.listed += 1;
            let record = self.inputs.last().map(|input| result(finding, input, self.inputs.len() - 1));
            self.json(&record)?;
        }
        Ok(())
    }

    /// The input under way.
    fn whole(&self) -> Vec<Location> {
        self.inputs.last().map(|input| place::whole(input, self.inputs.len() - 1)).into_iter().collect()
    }
}

impl Render for Sarif<'_> {
    fn joins(&self) -> Joins {
        Joins::Excerpt(PAYLOAD)
    }

    fn header(&mut self, header: &Header) -> io::Result<()> {
        self.begin()?;
        let properties = json!({ "format": header.format, "side": header.sides.name(), "why": header.why, "start": header.start });
        let packed = ingest::format_named(header.format).is_some_and(|format| format.packed);
        self.inputs.push(place::artifact(&header.input, packed, properties));
        Ok(())
    }

    fn event(&mut self, event: &Annotated<'_>) -> io::Result<()> {
        self.findings(&event.findings)
    }

    fn end(&mut self, ending: &Ending) -> io::Result<()> {
        self.findings(&ending.findings)?;
        let verdict = serde_json::to_value(jsonl::verdict(ending))?;
        let (message, locations) = (Text::new(ending.verdict.headline.clone()), self.whole());
        self.notifications.push(Notification { level: "note", message, locations, properties: json!({ "verdict": verdict }) });
        Ok(())
    }

    fn unreadable(&mut self, input: &str, what: &str) -> io::Result<()> {
        if self.inputs.last().is_none_or(|last| !last.is(input)) {
            self.inputs.push(place::artifact(input, false, Value::Null));
        }
        let (message, locations) = (Text::new(what.to_owned()), self.whole());
        self.notifications.push(Notification { level: UNREADABLE, message, locations, properties: Value::Null });
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.begin()?;
        self.out.write_all(b"\n],\"artifacts\":")?;
        let inputs = std::mem::take(&mut self.inputs);
        self.json(&inputs)?;
        self.out.write_all(br#","invocations":["#)?;
        let notifications = std::mem::take(&mut self.notifications);
        let execution_successful = notifications.iter().all(|one| one.level != UNREADABLE);
        self.json(&Invocation { execution_successful, tool_execution_notifications: notifications })?;
        // Columns are told only where each byte before is ASCII: there every way to count them agrees.
        self.out.write_all(b"],\"columnKind\":\"unicodeCodePoints\",\"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\"]}]}\n")
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// One finding.
fn result(finding: &Finding, input: &Artifact, index: usize) -> ResultRecord {
    let place = finding.place();
    let cause = finding.cause.as_ref().filter(|cause| cause.seq != place.seq);
    ResultRecord {
        rule_id: finding.rule.code.to_string(),
        rule_index: ALL.binary_search_by_key(&finding.rule.code, |rule| rule.code).ok(),
        level: level(finding.severity),
        message: Text::new(finding.message.clone()),
        locations: vec![place::location(finding, input, index)],
        related_locations: cause.map(|cause| place::related(cause, input, index)).into_iter().collect(),
        partial_fingerprints: place::fingerprint(finding),
        properties: json!({
            "advice": finding.advice,
            "blame": finding.blame.name(),
            "seq": place.seq,
            "cause": finding.cause.as_ref().map(|cause| cause.seq),
            "root": finding.root,
            "again": finding.again,
            "atEnd": finding.at_end,
        }),
    }
}

/// The name that SARIF has for it.
const fn level(severity: Severity) -> &'static str {
    severity.name()
}

/// Untrusted bytes as text.
fn shown(bytes: &[u8]) -> String {
    let mut text = String::new();
    visible::bytes(bytes, visible::Charset::Unicode, &mut text);
    text
}
