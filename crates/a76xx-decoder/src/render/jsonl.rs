//! For programs: one JSON object a line (`docs/json.md`).

mod event;
mod text;
mod verdict;

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use super::{Render, visible};

use crate::annotate::Annotated;
use crate::ingest::Header;
use crate::join::Joins;
use crate::judge::{Ending, Finding};

/// Version of the records. It counts up when a key changes its meaning or goes; new keys do not count.
pub const SCHEMA: u32 = 1;

/// Bytes of a payload in one record at most; a longer one goes on in the next.
pub const PAYLOAD: usize = 4096;

/// Writes JSON Lines.
pub struct Jsonl<'w> {
    out: &'w mut dyn Write,
    /// The record of the last event.
    buffer: Vec<u8>,
}

impl<'w> Jsonl<'w> {
    /// Writes there.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out, buffer: Vec::new() }
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
        self.buffer.clear();
        event::write(event, &mut self.buffer)?;
        self.buffer.push(b'\n');
        self.out.write_all(&self.buffer)
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

/// Escapes, beyond what JSON asks for, all that could steer a terminal the records are looked at in.
pub(super) struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if text::all_plain(fragment.as_bytes()) {
            return out.write_all(fragment.as_bytes());
        }
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
