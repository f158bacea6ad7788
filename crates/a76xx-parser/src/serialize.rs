//! Events for programs that read JSON and the like: the shape that `docs/json.md` describes, as far as the parser knows it. Only writing.
//!
//! An event is a map of `side`, `kind`, `name`, `form`, `fields`, `command`, `guess` and `raw`; the other types are the parts of it.
//! `fields` holds the parameters by the manual's names: numbers as numbers, all else as text without its quotes, `null` for one left empty.

use core::fmt;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::event::{CommandNo, End, Event, Final, FinalCode, Guess, Kind, Noise, Payload, Prompt, Role, Side};
use crate::fields::Value;
use crate::line::Line;
use crate::spec::{Command, FieldList, FieldWords, Shape, Type};

impl Serialize for Event<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("side", &self.side)?;
        kind_entries(&mut map, &self.kind, self.raw.len())?;
        map.serialize_entry("command", &self.command)?;
        map.serialize_entry("guess", &self.guess)?;
        map.serialize_entry("raw", &format_args!("{}", self.raw.escape_ascii()))?;
        map.end()
    }
}

/// `kind`, `name`, `form` and `fields`.
impl Serialize for Kind<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        kind_entries(&mut map, self, 0)?;
        map.end()
    }
}

fn kind_entries<M: SerializeMap>(map: &mut M, kind: &Kind<'_>, length: usize) -> Result<(), M::Error> {
    map.serialize_entry("kind", kind.name())?;
    match kind {
        Kind::Command(line) | Kind::Echo(line) => line_entries(map, line, None),
        Kind::Answer(line) => line_entries(map, line, Some("info")),
        Kind::Urc(line) => line_entries(map, line, Some("urc")),
        Kind::Final(last) => line_entries(map, &last.line, Some("result")),
        Kind::Payload(payload) => map.serialize_entry("fields", &PayloadFields { payload, length: Some(length) }),
        Kind::Prompt(prompt) => map.serialize_entry("fields", &One("prompt", prompt)),
        Kind::Noise(noise) => map.serialize_entry("fields", &One("why", noise)),
        Kind::Blank | Kind::Text(_) | Kind::Foreign(_) => Ok(()),
    }
}

/// `name`, `form` and `fields`.
impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        line_entries(&mut map, self, None)?;
        map.end()
    }
}

/// `code`, and the line's `name`, `form` and `fields`.
impl Serialize for Final<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", &self.code)?;
        line_entries(&mut map, &self.line, Some("result"))?;
        map.end()
    }
}

/// `otherwise`: the form of a line that the table has none for.
fn line_entries<M: SerializeMap>(map: &mut M, line: &Line<'_>, otherwise: Option<&'static str>) -> Result<(), M::Error> {
    let name = match line.command.map(Command::name) {
        Some("") => Some(Lossy(b"AT")),
        Some(name) => Some(Lossy(name.as_bytes())),
        None => (!line.name.is_empty()).then_some(Lossy(line.name)),
    };
    map.serialize_entry("name", &name)?;
    map.serialize_entry("form", &line.shape().or(line.asked()).map(form).or(otherwise))?;
    map.serialize_entry("fields", &LineFields(line))
}

const fn form(shape: Shape) -> &'static str {
    match shape {
        Shape::Test => "test",
        Shape::Read => "read",
        Shape::Write => "write",
        Shape::Exec => "exec",
        Shape::TestInfo | Shape::ReadInfo | Shape::Info => "info",
        Shape::Result => "result",
        Shape::Urc => "urc",
    }
}

/// The parameters of a line by name. What repeats is a list; values without a name are the list `extra`, further commands the list `chain`.
struct LineFields<'l, 'b>(&'l Line<'b>);

impl Serialize for LineFields<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let line = self.0;
        let wires = line.form().map_or(FieldList::EMPTY, |form| form.fields());
        let words = words(line);
        let mut map = serializer.serialize_map(None)?;
        if line.name.is_empty() && line.form().is_none() && !line.params.is_empty() {
            map.serialize_entry("text", &Lossy(line.params))?;
            return map.end();
        }
        for (index, value) in line.fields().enumerate() {
            let (Some(wire), Some(words)) = (wires.get(index), words.get(index)) else {
                map.serialize_entry("extra", &Values { line, from: index, ty: None })?;
                break;
            };
            if wire.repeats > 0 {
                map.serialize_entry(words.name, &Values { line, from: index, ty: Some(wire.ty) })?;
                break;
            }
            map.serialize_entry(words.name, &Typed { value, ty: Some(wire.ty) })?;
        }
        if line.next().is_some() {
            map.serialize_entry("chain", &Chain(line))?;
        }
        map.end()
    }
}

fn words(line: &Line<'_>) -> &'static [FieldWords] {
    let words = line.words().and_then(|(_, form)| form);
    words.map_or(&[], |form| form.fields)
}

/// The values of a line from one on.
struct Values<'l, 'b> {
    line: &'l Line<'b>,
    from: usize,
    ty: Option<Type>,
}

impl Serialize for Values<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.line.fields().skip(self.from).map(|value| Typed { value, ty: self.ty }))
    }
}

/// The further commands of a line.
struct Chain<'l, 'b>(&'l Line<'b>);

impl Serialize for Chain<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(None)?;
        let mut next = self.0.next();
        while let Some(line) = next {
            next = line.next();
            seq.serialize_element(&Line { more: &[], ..line })?;
        }
        seq.end()
    }
}

/// A value whose field says whether it is a number.
struct Typed<'b> {
    value: Value<'b>,
    ty: Option<Type>,
}

impl Serialize for Typed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = match (self.ty, self.value) {
            (Some(Type::Int(..) | Type::Either(..) | Type::Word(_)), value) | (None, value @ Value::Bare(_)) => value.int(),
            _ => None,
        };
        match (number, self.value) {
            (_, Value::Empty) => serializer.serialize_none(),
            (Some(number), _) => serializer.serialize_i64(number),
            (None, value) => Lossy(value.text()).serialize(serializer),
        }
    }
}

/// A bare number as a number, other text as text.
impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Typed { value: *self, ty: None }.serialize(serializer)
    }
}

/// `role`, `end`, and `left` or `missing` where bytes are.
impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        PayloadFields { payload: self, length: None }.serialize(serializer)
    }
}

struct PayloadFields<'p> {
    payload: &'p Payload,
    length: Option<usize>,
}

impl Serialize for PayloadFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("role", &self.payload.role)?;
        if let Some(length) = self.length {
            map.serialize_entry("length", &length)?;
        }
        map.serialize_entry("end", &self.payload.end)?;
        match self.payload.end {
            End::Truncated { missing } => map.serialize_entry("missing", &missing)?,
            _ if self.payload.left > 0 => map.serialize_entry("left", &self.payload.left)?,
            _ => {}
        }
        map.end()
    }
}

/// A map of one entry.
struct One<'v, V>(&'static str, &'v V);

impl<V: Serialize> Serialize for One<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(self.0, self.1)])
    }
}

impl Serialize for CommandNo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.0)
    }
}

impl Serialize for Guess {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.name().serialize(serializer)
    }
}

macro_rules! words {
    ($($Type:ident = $name:expr;)*) => { $(
        impl Serialize for $Type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let name: fn(Self) -> &'static str = $name;
                serializer.serialize_str(name(*self))
            }
        }
    )* };
}

words! {
    Side = Self::name;
    FinalCode = Self::text;
    Prompt = |prompt| match prompt {
        Prompt::Angle => ">",
        Prompt::Download => "DOWNLOAD",
        Prompt::Connect => "CONNECT",
    };
    Noise = |noise| match noise {
        Noise::Control => "control",
        Noise::Overlong => "overlong",
        Noise::Damaged => "damaged",
    };
    Role = |role| match role {
        Role::Received => "received",
        Role::ReceivedHex => "received-hex",
        Role::Body => "body",
        Role::Sent { prompted: true } => "sent",
        Role::Sent { prompted: false } => "sent-early",
        Role::SentEcho => "sent-echo",
        Role::Transparent => "transparent",
        Role::Unframed => "unframed",
    };
    End = |end| match end {
        End::Open => "open",
        End::Complete => "complete",
        End::CtrlZ => "ctrl-z",
        End::Cancelled => "cancelled",
        End::Truncated { .. } => "truncated",
    };
}

/// Text; bytes that are not UTF-8 are replaced.
struct Lossy<'b>(&'b [u8]);

impl fmt::Display for Lossy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.utf8_chunks() {
            f.write_str(chunk.valid())?;
            if !chunk.invalid().is_empty() {
                f.write_str("\u{fffd}")?;
            }
        }
        Ok(())
    }
}

impl Serialize for Lossy<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match core::str::from_utf8(self.0) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => serializer.collect_str(self),
        }
    }
}
