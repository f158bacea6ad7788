//! For programs: one JSON object a line (`docs/json.md`).

mod verdict;

use std::io::{self, Write};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;

use super::{Render, visible};

use crate::annotate::{Annotated, Field, FieldValue, Part};
use crate::ingest::{Header, Span};
use crate::join::Joins;
use crate::judge::{Ending, Finding};
use a76xx_parser::Kind;
use verdict::Findings;

/// Version of the records. It counts up when a key changes its meaning or goes; new keys do not count.
pub const SCHEMA: u32 = 1;

/// Bytes of a payload in one record at most; a longer one goes on in the next.
pub const PAYLOAD: usize = 4096;

/// Writes JSON Lines.
pub struct Jsonl<'w> {
    out: &'w mut dyn Write,
}

impl<'w> Jsonl<'w> {
    /// Writes there.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out }
    }

    /// One finding, as `check` writes it.
    pub(super) fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.record(&verdict::finding(finding))
    }

    fn record(&mut self, record: &impl Serialize) -> io::Result<()> {
        record.serialize(&mut serde_json::Serializer::with_formatter(&mut *self.out, Safe))?;
        self.out.write_all(b"\n")
    }
}

impl Render for Jsonl<'_> {
    fn joins(&self) -> Joins {
        Joins::Split(PAYLOAD)
    }

    fn header(&mut self, header: &Header) -> io::Result<()> {
        self.record(&HeaderRecord {
            kind: "header",
            schema: SCHEMA,
            input: &header.input,
            format: header.format,
            side: header.sides.name(),
            why: header.why,
            start: header.start.as_deref(),
        })
    }

    fn event(&mut self, event: &Annotated<'_>) -> io::Result<()> {
        let raw = std::str::from_utf8(event.event.raw);
        self.record(&Record {
            seq: event.seq,
            spans: Spans(&event.spans),
            // Stamps have microseconds, which a double holds for 285 years.
            #[allow(clippy::cast_precision_loss, reason = "285 years")]
            at: event.at.map(|at| at as f64 / 1e6),
            side: event.event.side.map_or("unknown", a76xx_parser::Side::name),
            kind: event.event.kind.name(),
            name: event.name.as_deref(),
            form: event.form,
            fields: Fields { fields: &event.fields, chain: &event.chain },
            link: event.link,
            reply_to: event.reply_to,
            raw: raw.ok(),
            raw_base64: raw.is_err().then(|| BASE64_STANDARD.encode(event.event.raw)),
            meaning: &event.meaning,
            guess: event.event.guess.name(),
            findings: Findings(&event.findings),
            continues: matches!(event.event.kind, Kind::Payload(_)).then_some(event.continues),
        })
    }

    fn end(&mut self, ending: &Ending) -> io::Result<()> {
        self.record(&verdict::record(ending))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// One finding, as the records of events hold it.
pub(super) fn record(finding: &Finding) -> impl Serialize {
    verdict::one(finding)
}

/// The record that ends an input.
pub(super) fn verdict(ending: &Ending) -> impl Serialize {
    verdict::record(ending)
}

#[derive(Serialize)]
struct HeaderRecord<'a> {
    kind: &'static str,
    schema: u32,
    input: &'a str,
    format: &'static str,
    side: &'static str,
    why: &'static str,
    start: Option<&'a str>,
}

#[derive(Serialize)]
struct Record<'a> {
    seq: u64,
    spans: Spans<'a>,
    at: Option<f64>,
    side: &'static str,
    kind: &'static str,
    name: Option<&'a str>,
    form: Option<&'static str>,
    fields: Fields<'a>,
    link: Option<i64>,
    reply_to: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_base64: Option<String>,
    meaning: &'a str,
    guess: Option<&'static str>,
    findings: Findings<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    continues: Option<bool>,
}

struct Spans<'a>(&'a [Span]);

impl Serialize for Spans<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(|span| (span.offset, span.len)))
    }
}

struct Fields<'a> {
    fields: &'a [Field],
    chain: &'a [Part],
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for field in self.fields {
            map.serialize_entry(field.name, &Shown(&field.value))?;
        }
        if !self.chain.is_empty() {
            map.serialize_entry("chain", &Chain(self.chain))?;
        }
        map.end()
    }
}

struct Chain<'a>(&'a [Part]);

impl Serialize for Chain<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct One<'a> {
            name: &'a str,
            form: Option<&'static str>,
            fields: Fields<'a>,
        }
        to.collect_seq(self.0.iter().map(|part| One {
            name: &part.name,
            form: part.form,
            fields: Fields { fields: &part.fields, chain: &[] },
        }))
    }
}

struct Shown<'a>(&'a FieldValue);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            FieldValue::Empty => to.serialize_none(),
            FieldValue::Number(number) => to.serialize_i64(*number),
            FieldValue::Text(text) => to.serialize_str(text),
            FieldValue::List(list) => {
                let mut seq = to.serialize_seq(Some(list.len()))?;
                for value in list {
                    seq.serialize_element(&Shown(value))?;
                }
                seq.end()
            }
        }
    }
}

/// Escapes, beyond what JSON asks for, all that could steer a terminal the records are looked at in.
pub(super) struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(|char: char| char != ' ' && !visible::is_plain(char)) {
            let (plain, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
            out.write_all(plain.as_bytes())?;
            let mut chars = tail.chars();
            if let Some(char) = chars.next() {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
            }
            rest = chars.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}
