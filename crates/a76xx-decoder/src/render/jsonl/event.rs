//! The record of an event. There is one for every few bytes of a capture, so it is written straight into a buffer, its keys as they stand.

use std::io;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize as _;

use super::Safe;
use super::text::{number, odd_string, plain, seconds, string, unsigned, word};
use super::verdict::Findings;
use crate::annotate::{Annotated, Field, FieldValue, Part};
use crate::ingest::Role;
use a76xx_parser::{Guess, Kind, Side};

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
        Some(at) => seconds(at, out)?,
        None => out.extend_from_slice(b"null"),
    }
    if event.outside == Some(Role::Layout) && event.findings.is_empty() {
        layout(event, out);
        return Ok(());
    }
    if is_bare_blank(event) {
        out.extend_from_slice(BARE_BLANK);
        return Ok(());
    }
    what(event, out)
}

/// Stands in front of each answer, so that it is written at once: a line end of the module's, of no command, of which nothing was found.
const BARE_BLANK: &[u8] =
    b",\"side\":\"module\",\"kind\":\"blank\",\"name\":null,\"form\":null,\"fields\":{},\"link\":null,\"reply_to\":null,\"raw\":\"\\r\\n\",\"meaning\":\"line end\",\"guess\":null,\"findings\":[]}";

fn is_bare_blank(event: &Annotated<'_>) -> bool {
    matches!((event.event.kind, event.event.side, event.event.guess), (Kind::Blank, Some(Side::Module), Guess::None))
        && event.event.raw == b"\r\n"
        && event.link.is_none()
        && event.reply_to.is_none()
        && event.findings.is_empty()
}

/// Stands in front of each line of many logs, so that it is written at once.
fn layout(event: &Annotated<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(
        b",\"side\":\"unknown\",\"kind\":\"foreign\",\"name\":null,\"form\":null,\"fields\":{\"role\":\"layout\"},\"link\":null,\"reply_to\":null",
    );
    raw(event.event.raw, out);
    out.extend_from_slice(b",\"meaning\":\"layout of the capture\",\"guess\":null,\"findings\":[]}");
}

/// What it is, behind its place and time.
fn what(event: &Annotated<'_>, out: &mut Vec<u8>) -> io::Result<()> {
    out.extend_from_slice(match event.event.side {
        Some(Side::Host) => b",\"side\":\"host\",\"kind\":",
        Some(Side::Module) => b",\"side\":\"module\",\"kind\":",
        None => b",\"side\":\"unknown\",\"kind\":",
    });
    word(event.event.kind.name(), out);
    if event.name.is_none() && event.form.is_none() {
        out.extend_from_slice(b",\"name\":null,\"form\":null,\"fields\":");
    } else {
        out.extend_from_slice(b",\"name\":");
        optional(event.name.as_deref(), out);
        out.extend_from_slice(b",\"form\":");
        constant(event.form, out);
        out.extend_from_slice(b",\"fields\":");
    }
    fields(&event.fields, &event.chain, out);
    if event.link.is_none() && event.reply_to.is_none() {
        out.extend_from_slice(b",\"link\":null,\"reply_to\":null");
    } else {
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
    }
    raw(event.event.raw, out);
    out.extend_from_slice(b",\"meaning\":");
    string(&event.meaning, out);
    let guess = event.event.guess.name();
    if guess.is_none() && event.findings.is_empty() {
        out.extend_from_slice(b",\"guess\":null,\"findings\":[]");
    } else {
        out.extend_from_slice(b",\"guess\":");
        constant(guess, out);
        out.extend_from_slice(b",\"findings\":");
        Findings(&event.findings).serialize(&mut serde_json::Serializer::with_formatter(&mut *out, Safe))?;
    }
    if matches!(event.event.kind, Kind::Payload(_)) {
        out.extend_from_slice(if event.continues { b",\"continues\":true" } else { b",\"continues\":false" });
    }
    out.push(b'}');
    Ok(())
}

/// The bytes: as text where they are text.
fn raw(raw: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(b",\"raw\":");
    if plain(raw, out) {
        return;
    }
    if let Ok(raw) = std::str::from_utf8(raw) {
        odd_string(raw, out);
        return;
    }
    out.truncate(start);
    out.extend_from_slice(b",\"raw_base64\":\"");
    let (from, to) = (out.len(), out.len() + raw.len().div_ceil(3) * 4);
    out.resize(to, b'"');
    // There is room for just these digits.
    let _ = BASE64_STANDARD.encode_slice(raw, out.get_mut(from..).unwrap_or_default());
    out.push(b'"');
}

/// A word of the table's or of the program's own.
fn constant(text: Option<&'static str>, out: &mut Vec<u8>) {
    match text {
        Some(text) => word(text, out),
        None => out.extend_from_slice(b"null"),
    }
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
        word(field.name, out);
        out.push(b':');
        value(&field.value, out);
    }
    if !chain.is_empty() {
        out.extend_from_slice(if fields.is_empty() { b"\"chain\":[" } else { b",\"chain\":[" });
        for (index, part) in chain.iter().enumerate() {
            out.extend_from_slice(if index == 0 { b"{\"name\":" } else { b",{\"name\":" });
            string(&part.name, out);
            out.extend_from_slice(b",\"form\":");
            constant(part.form, out);
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop")]
mod tests {
    use a76xx_parser::{Event, Guess, Kind, Side};

    use crate::annotate::Annotator;
    use crate::ingest::{Role, Sides};
    use crate::stream::Piece;

    #[test]
    fn layout_is_written_as_anything_else() {
        for raw in [&b"[00:00:01] "[..], b"\r\n", b"\"\x1b\"", b"\xff\xfe"] {
            let event = Event { raw, side: None, kind: Kind::Foreign(raw), command: None, guess: Guess::None };
            let piece =
                Piece { event, runs: &[], at: None, until: None, outside: Some(Role::Layout), total: raw.len() as u64, continues: false };
            let annotated = Annotator::new(Sides::Merged).annotate(&piece);
            let (mut short, mut long) = (Vec::new(), Vec::new());
            super::layout(&annotated, &mut short);
            super::what(&annotated, &mut long).unwrap();
            assert_eq!(String::from_utf8(short).unwrap(), String::from_utf8(long).unwrap());
        }
    }

    #[test]
    fn a_bare_blank_is_written_as_anything_else() {
        let event = Event { raw: b"\r\n", side: Some(Side::Module), kind: Kind::Blank, command: None, guess: Guess::None };
        let piece = Piece { event, runs: &[], at: None, until: None, outside: None, total: 2, continues: false };
        let mut annotated = Annotator::new(Sides::Module).annotate(&piece);
        assert!(super::is_bare_blank(&annotated));
        let mut out = Vec::new();
        super::what(&annotated, &mut out).unwrap();
        assert_eq!(std::str::from_utf8(super::BARE_BLANK), std::str::from_utf8(&out));
        annotated.reply_to = Some(1);
        assert!(!super::is_bare_blank(&annotated));
    }
}
