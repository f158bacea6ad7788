//! The parameters of a line under the table's names.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::ingest;
use crate::stream::Piece;
use a76xx_parser::spec::{CommandWords, FieldWords, FormWords, Shape, Type, all_words};
use a76xx_parser::{End, Event, Kind, Line, Noise, Payload, Prompt, Role, Value};

/// One parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The manual's name; `extra` for values that the table has no name for.
    pub name: &'static str,
    /// What stands there.
    pub value: FieldValue,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// Left out between two commas.
    Empty,
    /// A number.
    Number(i64),
    /// Anything else, without quotes. Bytes that are not UTF-8 are replaced.
    Text(String),
    /// A parameter that came any number of times.
    List(Vec<FieldValue>),
}

/// One command of a line with several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its form.
    pub form: Option<&'static str>,
    /// Its parameters.
    pub fields: Vec<Field>,
}

/// A parameter with its row in the table.
pub(crate) struct Known<'b> {
    pub(crate) words: Option<&'static FieldWords>,
    pub(crate) ty: Option<Type>,
    pub(crate) repeats: bool,
    pub(crate) value: Value<'b>,
}

/// The table's words by name: every event asks for them.
static WORDS: LazyLock<HashMap<&'static str, &'static CommandWords>> =
    LazyLock::new(|| all_words().map(|words| (words.name, words)).collect());

/// The words of a line's row and form.
pub(crate) fn words(line: &Line<'_>) -> (Option<&'static CommandWords>, Option<&'static FormWords>) {
    let Some(row) = line.command else { return (None, None) };
    let Some(words) = WORDS.get(row.name).copied() else { return (None, None) };
    let form = line.form().and_then(|form| row.forms.iter().position(|known| std::ptr::eq(known, form))).and_then(|at| words.forms.get(at));
    (Some(words), form)
}

/// The parameters of a line, each with its row in the table.
pub(crate) fn known<'b>(line: &Line<'b>) -> Vec<Known<'b>> {
    let words = words(line).1.map_or(&[][..], |form| form.fields);
    let wires = line.form().map_or(&[][..], |form| form.fields);
    let row_of = |index: usize| match wires.get(index) {
        Some(wire) => Some((wire, words.get(index))),
        // What comes again is the last field.
        None => wires.last().filter(|wire| wire.repeats > 0).map(|wire| (wire, words.last())),
    };
    line.fields()
        .enumerate()
        .map(|(index, value)| {
            let row = row_of(index);
            Known {
                words: row.and_then(|(_, words)| words),
                ty: row.map(|(wire, _)| wire.ty),
                repeats: row.is_some_and(|(wire, _)| wire.repeats > 0),
                value,
            }
        })
        .collect()
}

/// The parameters of a line for a record.
pub(super) fn fields(line: &Line<'_>) -> Vec<Field> {
    if is_text(line) {
        return vec![Field { name: "text", value: FieldValue::Text(text(line.params)) }];
    }
    let mut fields: Vec<Field> = Vec::new();
    for known in known(line) {
        let value = value(&known);
        let name = known.words.map_or("extra", |words| words.name);
        let listed = known.repeats || known.words.is_none();
        match fields.iter_mut().find(|field| field.name == name) {
            Some(Field { value: FieldValue::List(list), .. }) if listed => list.push(value),
            _ => fields.push(Field { name, value: if listed { FieldValue::List(vec![value]) } else { value } }),
        }
    }
    fields
}

/// Whether a line is text without a head.
pub(crate) fn is_text(line: &Line<'_>) -> bool {
    line.name.is_empty() && line.form().is_none() && !line.params.is_empty()
}

fn value(known: &Known<'_>) -> FieldValue {
    let number = match (known.ty, known.value) {
        (Some(Type::Int(..) | Type::Either(..) | Type::Word(_)), value) | (None, value @ Value::Bare(_)) => value.int(),
        _ => None,
    };
    match (number, known.value) {
        (_, Value::Empty) => FieldValue::Empty,
        (Some(number), _) => FieldValue::Number(number),
        (None, value) => FieldValue::Text(text(value.text())),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The link that a line names.
pub(super) fn link(line: &Line<'_>) -> Option<i64> {
    let at = words(line).1?.fields.iter().position(|words| matches!(words.name, "link_num" | "client_index"))?;
    line.fields().nth(at)?.int()
}

/// The further commands of a line.
pub(super) fn chain(line: &Line<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut before = *line;
    while let Some(line) = before.next() {
        let form = form(&line, &Kind::Command(line), before.more);
        parts.push(Part { name: written(&line).into_owned(), form, fields: fields(&line) });
        before = line;
    }
    parts
}

/// The text of a command line behind `AT`, for the form of commands that the table has none for.
pub(super) fn body<'b>(event: &Event<'b>) -> &'b [u8] {
    event.raw.trim_ascii().get(2..).unwrap_or_default()
}

/// The form's name. Where the table has no form, the operator tells.
pub(super) fn form(line: &Line<'_>, kind: &Kind<'_>, body: &[u8]) -> Option<&'static str> {
    Some(match (line.shape(), kind) {
        (Some(Shape::Test), _) => "test",
        (Some(Shape::Read), _) => "read",
        (Some(Shape::Write), _) => "write",
        (Some(Shape::Exec), _) => "exec",
        (Some(Shape::TestInfo | Shape::ReadInfo | Shape::Info), _) | (None, Kind::Answer(_)) => "info",
        (Some(Shape::Result), _) | (None, Kind::Final(_)) => "result",
        (Some(Shape::Urc), _) | (None, Kind::Urc(_)) => "urc",
        (None, Kind::Command(_) | Kind::Echo(_)) => {
            let body = body.trim_ascii_start();
            let body = body.strip_prefix(b";").unwrap_or(body);
            match body.get(line.name.len()..).unwrap_or_default().trim_ascii_start() {
                [b'=', b'?', ..] => "test",
                [b'?', ..] => "read",
                [b'=' | b':', ..] => "write",
                _ => "exec",
            }
        }
        (None, _) => return None,
    })
}

/// The name of a line: the table's, or as written.
pub(super) fn name<'b>(line: &Line<'b>, kind: &Kind<'_>) -> Option<Cow<'b, str>> {
    match kind {
        Kind::Answer(_) | Kind::Urc(_) if line.name.is_empty() && line.command.is_none() => None,
        _ => Some(written(line)),
    }
}

fn written<'b>(line: &Line<'b>) -> Cow<'b, str> {
    match line.command.map(|row| row.name) {
        Some("") => Cow::Borrowed("AT"),
        Some(name) => Cow::Borrowed(name),
        None if line.name.is_empty() => Cow::Borrowed("AT"),
        None => String::from_utf8_lossy(line.name),
    }
}

/// What is known of an event that is no line.
pub(super) fn facts(piece: &Piece<'_>) -> Vec<Field> {
    let named = |name, value: &str| Field { name, value: FieldValue::Text(value.to_owned()) };
    let number = |name, value: u64| Field { name, value: FieldValue::Number(value.try_into().unwrap_or(i64::MAX)) };
    if let Some(outside) = piece.outside {
        return vec![named("role", outside_role(outside))];
    }
    match piece.event.kind {
        Kind::Payload(payload) => {
            let mut fields = vec![named("role", role(&payload)), number("length", piece.total), named("end", end(payload.end))];
            match payload.end {
                End::Truncated { missing } => fields.push(number("missing", missing.into())),
                End::Open if payload.left > 0 => fields.push(number("left", payload.left.into())),
                _ => {}
            }
            fields
        }
        Kind::Prompt(Prompt::Angle) => vec![named("prompt", ">")],
        Kind::Prompt(Prompt::Download) => vec![named("prompt", "DOWNLOAD")],
        Kind::Noise(Noise::Control) => vec![named("why", "control")],
        Kind::Noise(Noise::Overlong) => vec![named("why", "overlong")],
        Kind::Noise(Noise::Damaged) => vec![named("why", "damaged")],
        _ => Vec::new(),
    }
}

const fn outside_role(role: ingest::Role) -> &'static str {
    match role {
        ingest::Role::Layout => "layout",
        ingest::Role::Remark => "remark",
        ingest::Role::Silence(_) => "silence",
        ingest::Role::Signal(_) => "signal",
        ingest::Role::Fault => "fault",
    }
}

const fn role(payload: &Payload) -> &'static str {
    match payload.role {
        Role::Received => "received",
        Role::ReceivedHex => "received-hex",
        Role::Body => "body",
        Role::Sent { prompted: true } => "sent",
        Role::Sent { prompted: false } => "sent-early",
        Role::SentEcho => "sent-echo",
        Role::Transparent => "transparent",
        Role::Unframed => "unframed",
    }
}

const fn end(end: End) -> &'static str {
    match end {
        End::Open => "open",
        End::Complete => "complete",
        End::CtrlZ => "ctrl-z",
        End::Cancelled => "cancelled",
        End::Truncated { .. } => "truncated",
    }
}
