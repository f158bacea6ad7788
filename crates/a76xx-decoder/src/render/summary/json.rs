//! Summaries for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::commands::Latency;
use super::links::{Link, Passed};
use super::{Numbers, rate, share};
use crate::ingest::{Header, Micros};
use crate::judge::Ending;
use crate::render::jsonl::Safe;

#[derive(Serialize)]
struct Record<'a> {
    kind: &'static str,
    schema: u32,
    input: &'a str,
    format: &'static str,
    side: &'static str,
    outcome: &'static str,
    headline: &'a str,
    events: u64,
    duration: Option<f64>,
    bytes: Bytes,
    findings: Findings,
    links: Vec<LinkRecord>,
    unlinked: Traffic,
    commands: Vec<CommandRecord<'a>>,
}

#[derive(Serialize)]
struct Bytes {
    host: u64,
    module: u64,
    unknown: u64,
    data: u64,
    overhead: u64,
    overhead_share: Option<f64>,
    outside: u64,
}

#[derive(Serialize)]
struct Findings {
    notes: u64,
    warnings: u64,
    errors: u64,
}

#[derive(Serialize)]
struct Traffic {
    sent: u64,
    sent_messages: u64,
    received: u64,
    received_messages: u64,
}

#[derive(Serialize)]
struct LinkRecord {
    link: usize,
    opened: u64,
    failed: u64,
    open: Option<f64>,
    #[serde(flatten)]
    traffic: Traffic,
    sent_rate: Option<f64>,
    received_rate: Option<f64>,
}

#[derive(Serialize)]
struct CommandRecord<'a> {
    name: &'a str,
    count: u64,
    failed: u64,
    timed: u64,
    min: Option<f64>,
    median: Option<f64>,
    p95: Option<f64>,
    max: Option<f64>,
}

pub(super) fn write(out: &mut dyn Write, header: &Header, numbers: &Numbers, ending: &Ending) -> io::Result<()> {
    let [host, module, unknown] = numbers.wire;
    let [notes, warnings, errors] = numbers.findings;
    let record = Record {
        kind: "summary",
        schema: crate::render::jsonl::SCHEMA,
        input: &header.input,
        format: header.format,
        side: header.sides.name(),
        outcome: ending.verdict.outcome.name(),
        headline: &ending.verdict.headline,
        events: numbers.events,
        duration: numbers.duration().map(seconds),
        bytes: Bytes {
            host,
            module,
            unknown,
            data: numbers.data,
            overhead: numbers.overhead(),
            overhead_share: share(numbers.overhead(), numbers.bytes()),
            outside: numbers.outside,
        },
        findings: Findings { notes, warnings, errors },
        links: numbers.links.used().map(|(id, one)| link(id, one)).collect(),
        unlinked: traffic(numbers.links.none.sent, numbers.links.none.received),
        commands: numbers
            .commands
            .list()
            .into_iter()
            .map(|(name, command)| {
                let time = |of: fn(&Latency) -> Micros| command.latency.as_ref().map(|latency| seconds(of(latency)));
                CommandRecord {
                    name,
                    count: command.count,
                    failed: command.failed,
                    timed: command.latency.as_ref().map_or(0, Latency::count),
                    min: time(|latency| latency.min),
                    median: time(Latency::median),
                    p95: time(Latency::p95),
                    max: time(|latency| latency.max),
                }
            })
            .collect(),
    };
    record.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Safe))?;
    out.write_all(b"\n")
}

fn link(id: usize, link: &Link) -> LinkRecord {
    LinkRecord {
        link: id,
        opened: link.opened,
        failed: link.failed,
        open: link.open.map(seconds),
        traffic: traffic(link.sent, link.received),
        sent_rate: rate(link.sent.bytes, link.open),
        received_rate: rate(link.received.bytes, link.open),
    }
}

const fn traffic(sent: Passed, received: Passed) -> Traffic {
    Traffic { sent: sent.bytes, sent_messages: sent.messages, received: received.bytes, received_messages: received.messages }
}

#[allow(clippy::cast_precision_loss, reason = "microseconds of 285 years fit a double")]
fn seconds(micros: Micros) -> f64 {
    micros as f64 / 1e6
}
