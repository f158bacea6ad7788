//! The parameters of a line under the table's names.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::ingest;
use crate::stream::Piece;
use a76xx_parser::spec::{Command, CommandWords, FieldList, FieldWords, FormWords, Shape, Type};
use a76xx_parser::{End, Event, Kind, Line, Noise, Payload, Prompt, Role, Value};

/// One parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// The manual's name; `extra` for values that the table has no name for.
    pub name: &'static str,
    /// What stands there.
    pub value: FieldValue<'a>,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue<'a> {
    /// Left out between two commas.
    Empty,
    /// A number.
    Number(i64),
    /// Anything else, without quotes. Bytes that are not UTF-8 are replaced.
    Text(Cow<'a, str>),
    /// A parameter that came any number of times.
    List(Vec<FieldValue<'a>>),
}

/// One command of a line with several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// Its form.
    pub form: Option<&'static str>,
    /// Its parameters.
    pub fields: Vec<Field<'a>>,
}

/// A parameter with its row in the table.
pub(crate) struct Known<'b> {
    pub(crate) words: Option<&'static FieldWords>,
    pub(crate) ty: Option<Type>,
    pub(crate) repeats: bool,
    pub(crate) value: Value<'b>,
}

/// A line with what the table says of it, looked up once.
pub(crate) struct Reading<'b> {
    pub(crate) line: Line<'b>,
    /// The words of its row.
    pub(crate) row: Option<&'static CommandWords>,
    /// The words of its form.
    pub(crate) form: Option<&'static FormWords>,
    pub(crate) shape: Option<Shape>,
    /// Its parameters.
    pub(crate) known: SmallVec<[Known<'b>; 6]>,
}

impl<'b> Reading<'b> {
    pub(crate) fn new(line: &Line<'b>) -> Self {
        let (row, form) = line.words().map_or((None, None), |(row, form)| (Some(row), form));
        let wire = line.form();
        let (words, wires) = (form.map_or(&[][..], |form| form.fields), wire.map_or(FieldList::EMPTY, |form| form.fields()));
        let row_of = |index: usize| match wires.get(index) {
            Some(wire) => Some((wire, words.get(index))),
            // What comes again is the last field.
            None => wires.last().filter(|wire| wire.repeats > 0).map(|wire| (wire, words.last())),
        };
        let known = |(index, value)| {
            let row = row_of(index);
            Known {
                words: row.and_then(|(_, words)| words),
                ty: row.map(|(wire, _)| wire.ty),
                repeats: row.is_some_and(|(wire, _)| wire.repeats > 0),
                value,
            }
        };
        Self { line: *line, row, form, shape: wire.map(|form| form.shape), known: line.fields().enumerate().map(known).collect() }
    }

    /// Adds the parameters for a record.
    pub(super) fn fields(&self, to: &mut Vec<Field<'b>>) {
        if is_text(&self.line) {
            to.push(Field { name: "text", value: FieldValue::Text(text(self.line.params)) });
            return;
        }
        for known in &self.known {
            let value = value(known);
            let name = known.words.map_or("extra", |words| words.name);
            if !known.repeats && known.words.is_some() {
                to.push(Field { name, value });
                continue;
            }
            match to.iter_mut().find(|field| field.name == name) {
                Some(Field { value: FieldValue::List(list), .. }) => list.push(value),
                _ => to.push(Field { name, value: FieldValue::List(vec![value]) }),
            }
        }
    }

    /// The link that the line names.
    pub(super) fn link(&self) -> Option<i64> {
        let at = self.form?.fields.iter().position(|words| matches!(words.name, "link_num" | "client_index"))?;
        self.known.get(at)?.value.int()
    }

    /// The form's name. Where the table has no form, the operator tells.
    pub(super) fn form_name(&self, kind: &Kind<'_>, body: &[u8]) -> Option<&'static str> {
        Some(match (self.shape, kind) {
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
                match body.get(self.line.name.len()..).unwrap_or_default().trim_ascii_start() {
                    [b'=', b'?', ..] => "test",
                    [b'?', ..] => "read",
                    [b'=' | b':', ..] => "write",
                    _ => "exec",
                }
            }
            (None, _) => return None,
        })
    }
}

/// Whether a line is text without a head.
pub(crate) fn is_text(line: &Line<'_>) -> bool {
    line.name.is_empty() && line.form().is_none() && !line.params.is_empty()
}

fn value<'b>(known: &Known<'b>) -> FieldValue<'b> {
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

fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// The further commands of a line.
pub(super) fn chain<'b>(line: &Line<'b>) -> Vec<Part<'b>> {
    let mut parts = Vec::new();
    let mut before = *line;
    while let Some(line) = before.next() {
        let reading = Reading::new(&line);
        let form = reading.form_name(&Kind::Command(line), before.more);
        let mut fields = Vec::new();
        reading.fields(&mut fields);
        parts.push(Part { name: written(&line), form, fields });
        before = line;
    }
    parts
}

/// The text of a command line behind `AT`, for the form of commands that the table has none for.
pub(super) fn body<'b>(event: &Event<'b>) -> &'b [u8] {
    event.raw.trim_ascii().get(2..).unwrap_or_default()
}

/// The name of a line: the table's, or as written.
pub(super) fn name<'b>(line: &Line<'b>, kind: &Kind<'_>) -> Option<Cow<'b, str>> {
    match kind {
        Kind::Answer(_) | Kind::Urc(_) if line.name.is_empty() && line.command.is_none() => None,
        _ => Some(written(line)),
    }
}

fn written<'b>(line: &Line<'b>) -> Cow<'b, str> {
    match line.command {
        Some(row) => told(row),
        None if line.name.is_empty() => Cow::Borrowed("AT"),
        None => String::from_utf8_lossy(line.name),
    }
}

/// The name of a row.
pub(super) const fn told(row: &'static Command) -> Cow<'static, str> {
    Cow::Borrowed(if row.name().is_empty() { "AT" } else { row.name() })
}

/// Adds what is known of an event that is no line, of this kind.
pub(super) fn facts(kind: &Kind<'_>, piece: &Piece<'_>, to: &mut Vec<Field<'_>>) {
    let named = |name, value: &'static str| Field { name, value: FieldValue::Text(Cow::Borrowed(value)) };
    let number = |name, value: u64| Field { name, value: FieldValue::Number(value.try_into().unwrap_or(i64::MAX)) };
    match kind {
        Kind::Payload(payload) => {
            to.extend([named("role", role(payload)), number("length", piece.total), named("end", end(payload.end))]);
            match payload.end {
                End::Truncated { missing } => to.push(number("missing", missing.into())),
                End::Open if payload.left > 0 => to.push(number("left", payload.left.into())),
                _ => {}
            }
        }
        Kind::Prompt(Prompt::Angle) => to.push(named("prompt", ">")),
        Kind::Prompt(Prompt::Download) => to.push(named("prompt", "DOWNLOAD")),
        Kind::Noise(Noise::Control) => to.push(named("why", "control")),
        Kind::Noise(Noise::Overlong) => to.push(named("why", "overlong")),
        Kind::Noise(Noise::Damaged) => to.push(named("why", "damaged")),
        _ => {}
    }
}

/// Adds what bytes are that the capture format sets apart.
pub(super) fn role_of(role: ingest::Role, to: &mut Vec<Field<'_>>) {
    let role = match role {
        ingest::Role::Layout => "layout",
        ingest::Role::Remark => "remark",
        ingest::Role::Silence(_) => "silence",
        ingest::Role::Signal(_) => "signal",
        ingest::Role::Fault => "fault",
    };
    to.push(Field { name: "role", value: FieldValue::Text(Cow::Borrowed(role)) });
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
