//! What an event says, in a sentence: the table's templates filled in, and fixed sentences for what is no line.

mod template;

use std::borrow::Cow;

use crate::annotate::Reading;
use crate::annotate::fields::{self as line_fields, Known};
use crate::ingest::{Role, Signal};
use a76xx_parser::spec::{self, CommandWords, Role as LineRole, Shape};
use a76xx_parser::{End, Event, FinalCode, Kind, Line, Noise, Payload, Role as DataRole, Side, Value, suggest};
use a76xx_tracker::model::Dialect;

/// Whether a sentence is good or bad news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Neither.
    Plain,
    /// Something was carried out.
    Good,
    /// Something failed.
    Bad,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Without a full stop. May hold untrusted text from the wire.
    pub text: Cow<'static, str>,
    /// Good or bad news.
    pub tone: Tone,
}

/// What prints of a program and remarks say.
pub(crate) const NOT_OF_THE_WIRE: &str = "not of the wire";

fn plain(text: impl Into<Cow<'static, str>>) -> Sentence {
    Sentence { text: text.into(), tone: Tone::Plain }
}

fn bad(text: impl Into<Cow<'static, str>>) -> Sentence {
    Sentence { text: text.into(), tone: Tone::Bad }
}

/// What an event says; `reading` is its line, where it is one. The sentence may take the memory of `spare`.
pub(crate) fn of(event: &Event<'_>, reading: Option<&Reading<'_>>, total: u64, continues: bool, spare: &mut String) -> Sentence {
    match (&event.kind, reading) {
        (Kind::Blank, _) => plain("line end"),
        (Kind::Echo(_), _) => plain("echo"),
        (Kind::Command(_), Some(reading)) => command(reading, spare),
        (Kind::Answer(line), _) if line_fields::is_text(line) => plain("text of the answer"),
        (Kind::Answer(_) | Kind::Urc(_), Some(reading)) => of_line(reading, false, spare),
        (Kind::Final(last), Some(reading)) => of_final(last.code, reading),
        (Kind::Prompt(_), _) => plain("the module asks for data"),
        (Kind::Payload(data), _) => payload(data, event.side, total, continues),
        (Kind::Text(text), _) => words_meant(text).map_or_else(|| plain("no line of the wire that is known"), plain),
        (Kind::Noise(Noise::Control), _) => bad("stray control byte"),
        (Kind::Noise(Noise::Overlong), _) => bad("part of a line that is too long"),
        (Kind::Noise(_), _) => bad("damaged line"),
        (Kind::Foreign(text), _) => words_meant(text).map_or_else(|| plain(NOT_OF_THE_WIRE), plain),
        _ => plain(NOT_OF_THE_WIRE),
    }
}

/// What bytes outside of the wire say.
pub fn outside(role: Role) -> Sentence {
    let state = |what: &str, on: bool| plain(format!("{what} {}", if on { "on" } else { "off" }));
    match role {
        Role::Layout => plain("layout of the capture"),
        Role::Remark => plain(NOT_OF_THE_WIRE),
        Role::Silence(None) => plain("silence"),
        Role::Silence(Some(micros)) => plain(format!("silence for {}", seconds(micros))),
        Role::Signal(Signal::Dtr(on)) => state("the host turns DTR", on),
        Role::Signal(Signal::Rts(on)) => state("the host turns RTS", on),
        Role::Signal(Signal::Power(on)) => state("the module's power is turned", on),
        Role::Signal(Signal::Reset) => plain("the module is reset"),
        Role::Fault => bad("not of the transcript's form, left out"),
    }
}

/// A time with as many digits as help: `2.41 s`, `35 ms`.
pub fn seconds(micros: u64) -> String {
    let (millis, secs) = (micros / 1000, micros / 1_000_000);
    match micros {
        0..1_000 => format!("{micros} µs"),
        1_000..1_000_000 => format!("{millis} ms"),
        1_000_000..60_000_000 => format!("{secs}.{:02} s", millis % 1000 / 10),
        _ => format!("{secs} s"),
    }
}

/// What a command line asks for, its further commands included. Of the module's bytes alone its copy is the only sight of it.
pub(crate) fn command(reading: &Reading<'_>, spare: &mut String) -> Sentence {
    let mut sentence = of_line(reading, true, spare);
    let mut next = reading.line.next();
    while let Some(part) = next {
        let text = sentence.text.to_mut();
        text.push_str("; then ");
        text.push_str(&of_line(&Reading::new(&part), true, spare).text);
        next = part.next();
    }
    sentence
}

fn of_line(reading: &Reading<'_>, asks: bool, spare: &mut String) -> Sentence {
    let Reading { line, known, .. } = reading;
    let Some(row) = reading.row else { return unknown(line, asks) };
    let tone = if line.command.is_some_and(|row| row.role() == LineRole::Error) { Tone::Bad } else { Tone::Plain };
    let Some(form) = reading.form.filter(|form| !form.meaning.is_empty()) else {
        return Sentence { text: Cow::Owned(untold(row, reading)), tone };
    };
    if !form.failure.is_empty() && failed(known) {
        return bad(template::fill(form.failure, known, form.fields, spare));
    }
    let tone = if reading.shape == Some(Shape::Result) && !form.failure.is_empty() { Tone::Good } else { tone };
    Sentence { text: template::fill(form.meaning, known, form.fields, spare), tone }
}

/// Whether the field `err` says so.
fn failed(known: &[Known<'_>]) -> bool {
    known.iter().any(|known| {
        known.words.is_some_and(|words| words.name == "err") && !matches!(known.value.int(), Some(0)) && known.value != Value::Empty
    })
}

/// A line whose form has no sentence: the row's title, and the parameters by name.
fn untold(row: &CommandWords, reading: &Reading<'_>) -> String {
    let mut text = match reading.shape {
        Some(Shape::Test) => format!("ask for the values of {}: ", row.name.trim_start_matches('+')),
        Some(Shape::Read) => format!("ask for the setting of {}: ", row.name.trim_start_matches('+')),
        _ => String::new(),
    };
    text.push_str(&lower_start(row.title));
    let mut separator = ": ";
    for parameter in &reading.known {
        if !template::says_something(parameter) {
            continue;
        }
        text.push_str(separator);
        separator = ", ";
        if let Some(words) = parameter.words {
            text.push_str(words.name);
            text.push(' ');
        }
        template::show(parameter, "", true, &mut text);
    }
    text
}

/// A title within a sentence: `Open a link` begins small, `TCP …` does not.
fn lower_start(title: &str) -> String {
    let mut chars = title.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => first.to_lowercase().chain(chars).collect(),
        _ => title.to_owned(),
    }
}

fn unknown(line: &Line<'_>, asks: bool) -> Sentence {
    if line.name.is_empty() {
        return plain(if line.params.is_empty() { "ask for a sign of life" } else { "a command that cannot be read" });
    }
    if let Some(family) = Dialect::of_command(line.name).and_then(Dialect::name).filter(|_| asks) {
        return plain(format!("a command of {family}, which this family does not have"));
    }
    // A command is never meant to be what only the module says.
    let meant = suggest(line.name).find(|name| !asks || spec::find(name.as_bytes()).is_some_and(|row| row.role() == LineRole::Command));
    plain(match (meant, asks) {
        (Some(name), true) => format!("unknown command, perhaps AT{name}"),
        (Some(name), false) => format!("unknown line, perhaps {name}"),
        (None, true) => String::from("unknown command"),
        (None, false) => String::from("unknown line"),
    })
}

/// The words without a mark that a line was probably meant to begin with (`RCV FROM:…`).
fn words_meant(text: &[u8]) -> Option<String> {
    let head = text.split(|byte| *byte == b':').next().unwrap_or_default().trim_ascii();
    // One word alone is any program's, and so are small letters.
    let words = head.contains(&b' ') && head.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b' ');
    let name = words.then(|| suggest(head).find(|name| name.contains(' ')))??;
    Some(format!("unknown line, perhaps {name}"))
}

fn of_final(code: FinalCode, reading: &Reading<'_>) -> Sentence {
    let with = |text: &'static str| {
        let mut whole = Cow::Borrowed(text);
        let mut joint = ": ";
        for parameter in reading.known.iter().filter(|parameter| template::says_something(parameter)) {
            let whole = whole.to_mut();
            whole.push_str(joint);
            template::show(parameter, "", true, whole);
            joint = ", ";
        }
        whole
    };
    match code {
        FinalCode::Ok => Sentence { text: Cow::Borrowed("carried out"), tone: Tone::Good },
        FinalCode::Connect => Sentence { text: with("connected"), tone: Tone::Good },
        FinalCode::NoCarrier => bad("the connection has ended"),
        FinalCode::NoDialtone => bad("no dial tone"),
        FinalCode::Busy => bad("the other end is busy"),
        FinalCode::NoAnswer => bad("the other end does not answer"),
        FinalCode::ConnectFail => bad("not connected"),
        FinalCode::CmeError | FinalCode::CmsError => bad(with("failed")),
        FinalCode::Error => bad("failed"),
    }
}

fn payload(data: &Payload, side: Option<Side>, total: u64, continues: bool) -> Sentence {
    let mark = u64::from(matches!(data.end, End::CtrlZ | End::Cancelled));
    let count = total.saturating_sub(mark);
    let bytes = |count: u64| if count == 1 { String::from("1 byte") } else { format!("{count} bytes") };
    if let (0, End::Truncated { missing }) = (total, data.end) {
        let whose = if matches!(data.role, DataRole::Sent { .. }) { " for the module" } else { "" };
        return bad(format!("{} of data{whose} missing", bytes(u64::from(missing))));
    }
    let mut text = match data.role {
        DataRole::Received => format!("{} of data", bytes(count)),
        DataRole::ReceivedHex => format!("{} of data as {count} hexadecimal digits", bytes(count / 2)),
        DataRole::Body => format!("text, {}", bytes(count)),
        DataRole::Sent { prompted: true } => format!("{} of data for the module", bytes(count)),
        DataRole::Sent { prompted: false } => format!("{} of data for the module, sent before it asked", bytes(count)),
        DataRole::SentEcho => format!("copy of the data, {}", bytes(count)),
        DataRole::Transparent => {
            let way = if side == Some(Side::Host) { "to" } else { "from" };
            format!("{} {way} the other end, transparent", bytes(count))
        }
        DataRole::Unframed => format!("{} of data without a length", bytes(count)),
    };
    if continues {
        text.push_str(", continued");
    }
    match data.end {
        End::CtrlZ => text.push_str(", ended by Ctrl-Z"),
        End::Cancelled => text.push_str(", cancelled by ESC"),
        End::Truncated { missing } => {
            let missing = u64::from(missing);
            return bad(format!("{text}, {} missing", bytes(missing)));
        }
        End::Open | End::Complete => {}
    }
    plain(text)
}
