//! The record of an event. There is one for every few bytes of a capture, so it is written straight into a buffer, its keys as they stand.

use std::io;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize as _;

use super::Safe;
use super::text::{number, string, unsigned};
use super::verdict::Findings;
use crate::annotate::{Annotated, Field, FieldValue, Part};
use a76xx_parser::{Kind, Side};

/// Appends the record, without a line end.
pub(super) fn write(event: &Annotated<'_>, out: &mut Vec<u8>) -> io::Result<()> {
    out.extend_from_slice(b"{\"seq\":");
    unsigned(event.seq, out);
    out.extend_from_slice(b",\"spans\":[");
    for (index, span) in event.spans.iter().enumerate() {
        out.extend_from_slice(if index == 0 { b"[" } else { b",[" });
        unsigned(span.offset, out);
        out.push(b',');
        unsigned(span.len, out);
        out.push(b']');
    }
    out.extend_from_slice(b"],\"at\":");
    match event.at {
        // Stamps have microseconds, which a double holds for 285 years.
        #[allow(clippy::cast_precision_loss, reason = "285 years")]
        Some(at) => serde_json::to_writer(&mut *out, &(at as f64 / 1e6))?,
        None => out.extend_from_slice(b"null"),
    }
    out.extend_from_slice(b",\"side\":");
    string(event.event.side.map_or("unknown", Side::name), out);
    out.extend_from_slice(b",\"kind\":");
    string(event.event.kind.name(), out);
    out.extend_from_slice(b",\"name\":");
    optional(event.name.as_deref(), out);
    out.extend_from_slice(b",\"form\":");
    optional(event.form, out);
    out.extend_from_slice(b",\"fields\":");
    fields(&event.fields, &event.chain, out);
    out.extend_from_slice(b",\"link\":");
    match event.link {
        Some(link) => number(link, out),
        None => out.extend_from_slice(b"null"),
    }
    out.extend_from_slice(b",\"reply_to\":");
    match event.reply_to {
        Some(seq) => unsigned(seq, out),
        None => out.extend_from_slice(b"null"),
    }
    if let Ok(raw) = std::str::from_utf8(event.event.raw) {
        out.extend_from_slice(b",\"raw\":");
        string(raw, out);
    } else {
        out.extend_from_slice(b",\"raw_base64\":");
        string(&BASE64_STANDARD.encode(event.event.raw), out);
    }
    out.extend_from_slice(b",\"meaning\":");
    string(&event.meaning, out);
    out.extend_from_slice(b",\"guess\":");
    optional(event.event.guess.name(), out);
    out.extend_from_slice(b",\"findings\":");
    if event.findings.is_empty() {
        out.extend_from_slice(b"[]");
    } else {
        Findings(&event.findings).serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Safe))?;
    }
    if matches!(event.event.kind, Kind::Payload(_)) {
        out.extend_from_slice(if event.continues { b",\"continues\":true" } else { b",\"continues\":false" });
    }
    out.push(b'}');
    Ok(())
}

fn optional(text: Option<&str>, out: &mut Vec<u8>) {
    match text {
        Some(text) => string(text, out),
        None => out.extend_from_slice(b"null"),
    }
}

fn fields(fields: &[Field], chain: &[Part], out: &mut Vec<u8>) {
    out.push(b'{');
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        string(field.name, out);
        out.push(b':');
        value(&field.value, out);
    }
    if !chain.is_empty() {
        out.extend_from_slice(if fields.is_empty() { b"\"chain\":[" } else { b",\"chain\":[" });
        for (index, part) in chain.iter().enumerate() {
            out.extend_from_slice(if index == 0 { b"{\"name\":" } else { b",{\"name\":" });
            string(&part.name, out);
            out.extend_from_slice(b",\"form\":");
            optional(part.form, out);
            out.extend_from_slice(b",\"fields\":");
            self::fields(&part.fields, &[], out);
            out.push(b'}');
        }
        out.push(b']');
    }
    out.push(b'}');
}

fn value(value: &FieldValue, out: &mut Vec<u8>) {
    match value {
        FieldValue::Empty => out.extend_from_slice(b"null"),
        FieldValue::Number(value) => number(*value, out),
        FieldValue::Text(text) => string(text, out),
        FieldValue::List(list) => {
            out.push(b'[');
            for (index, item) in list.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                self::value(item, out);
            }
            out.push(b']');
        }
    }
}
