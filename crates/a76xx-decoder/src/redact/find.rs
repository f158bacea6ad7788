//! Where secrets stand in an event: the table marks its fields, and where it knows no field, the shape of a text tells.

use std::ops::Range;

use a76xx_parser::spec::{FieldWords, Secret, Shape, Type, all_words, find as row};
use a76xx_parser::{Kind, Line, Role};

use super::Options;
use super::stand::dotted;
use crate::annotate::Annotated;
use crate::annotate::Reading;
use crate::annotate::fields::is_text;
use crate::ingest::Role as Outside;

/// What is shorter is no number of a device or a card, whatever stands in its field.
const NUMBER: usize = 8;

/// What is to be taken out of an event.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Secrets.
    pub(super) secrets: Vec<(Range<usize>, Secret)>,
    /// Where a secret that is known from elsewhere may be taken out as well. The rest holds the line together.
    pub(super) open: Vec<Range<usize>>,
    /// All of it is data to be taken out.
    pub(super) data: Option<Data>,
}

/// How data are taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Data {
    /// Letters and digits.
    Text,
    /// Hexadecimal digits.
    Hex,
}

/// Looks through an event.
pub(super) fn find(event: &Annotated<'_>, options: Options) -> Found {
    let raw = event.event.raw;
    let mut found = Found::default();
    let whole = 0..raw.len();
    if event.outside == Some(Outside::Layout) {
        found.open.push(whole);
        return found;
    }
    match &event.event.kind {
        Kind::Payload(payload) => {
            let hex = raw.iter().all(|byte| byte.is_ascii_hexdigit() || byte.is_ascii_whitespace() || *byte == 0x1a) && raw.len() > 8;
            // A message as a PDU holds its sender's number in other words.
            let pdu = hex && (payload.role == Role::Body || event.name.as_deref().is_some_and(|name| matches!(name, "+CMGS" | "+CMGW")));
            found.data = match payload.role {
                Role::ReceivedHex if options.payloads => Some(Data::Hex),
                _ if pdu => Some(Data::Hex),
                _ if options.payloads => Some(Data::Text),
                _ => None,
            };
            found.open.push(whole);
        }
        Kind::Command(_) | Kind::Echo(_) | Kind::Answer(_) | Kind::Urc(_) => {
            let mut line = event.event.kind.line().copied();
            while let Some(part) = line {
                of_line(&part, raw, event, options, &mut found);
                line = part.next();
            }
        }
        Kind::Text(_) => {
            looks_like(raw, 0, told_by(event), &mut found);
            found.open.push(whole);
        }
        Kind::Foreign(_) | Kind::Noise(_) => {
            looks_like(raw, 0, Secret::None, &mut found);
            found.open.push(whole);
        }
        _ => {}
    }
    found
}

/// What the lines of text tell that answer a command.
fn told_by(event: &Annotated<'_>) -> Secret {
    let Some(name) = event.replied.as_ref().map(|replied| replied.name.as_ref()) else { return Secret::None };
    let words = all_words().find(|words| words.name == name);
    words.and_then(|words| words.forms.iter().map(|form| form.tells).find(|tells| *tells != Secret::None)).unwrap_or_default()
}

/// The fields of an answer whose head is another one than its command's (`+ICCID` answers `AT+CICCID`).
fn headed(line: &Line<'_>, event: &Annotated<'_>) -> &'static [FieldWords] {
    let row = event.replied.as_ref().and_then(|replied| row(replied.name.as_bytes()));
    let Some(row) = row.filter(|row| line.command.is_none() && row.heads().iter().any(|head| head.as_bytes() == line.name)) else {
        return &[];
    };
    let words = all_words().find(|words| words.name == row.name());
    let info = row.forms().iter().position(|form| form.shape == Shape::Info);
    words.zip(info).and_then(|(words, info)| words.forms.get(info)).map_or(&[], |form| form.fields)
}

fn of_line(line: &Line<'_>, raw: &[u8], event: &Annotated<'_>, options: Options, found: &mut Found) {
    let told = told_by(event);
    let headed = headed(line, event);
    if is_text(line) {
        if let Some(range) = place(raw, line.params) {
            looks_like(line.params, range.start, told, found);
            found.open.push(range);
        }
        return;
    }
    for (index, known) in Reading::new(line).known.into_iter().enumerate() {
        let text = known.value.text();
        let Some(range) = place(raw, text) else { continue };
        let secret = known.words.or_else(|| headed.get(index)).map_or(Secret::None, |words| words.secret);
        match (known.ty, secret) {
            (Some(Type::Ranges), _) => {}
            (Some(Type::Address | Type::Endpoint), _) => hosts(text, range.start, true, found),
            (ty, Secret::Host) => hosts(text, range.start, ty != Some(Type::Rest), found),
            (ty, Secret::Phone) => numbers(text, range.start, if matches!(ty, Some(Type::Rest)) { 6 } else { 1 }, found),
            (_, Secret::Imei | Secret::Imsi | Secret::Iccid) => runs(text, u8::is_ascii_hexdigit, |run| {
                if run.len() >= NUMBER {
                    found.secrets.push((range.start + run.start..range.start + run.end, secret));
                }
            }),
            (_, Secret::Apn) if !options.apn => {}
            (_, Secret::Apn | Secret::Account | Secret::Pin) if !text.is_empty() => found.secrets.push((range.clone(), secret)),
            (None, _) => looks_like(text, range.start, told, found),
            _ => {}
        }
        if !matches!(known.ty, Some(Type::Int(..) | Type::Word(_) | Type::Ranges)) {
            found.open.push(range);
        }
    }
}

/// Where a part of a text stands in it.
fn place(whole: &[u8], part: &[u8]) -> Option<Range<usize>> {
    let start = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    let range = start..start + part.len();
    (whole.get(range.clone()) == Some(part)).then_some(range)
}

/// Names and addresses in a field; `alone` where the field is nothing else.
fn hosts(text: &[u8], offset: usize, alone: bool, found: &mut Found) {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| memchr::memmem::find(rest, b"://")) {
        let start = from + at + 3;
        let rest = text.get(start..).unwrap_or_default();
        let len = rest.iter().position(|byte| matches!(byte, b'/' | b'?' | b'#' | b'"' | b',' | b' ')).unwrap_or(rest.len());
        let authority = rest.get(..len).unwrap_or_default();
        let user = memchr::memrchr(b'@', authority).map_or(0, |at| at + 1);
        for part in authority.get(..user.saturating_sub(1)).unwrap_or_default().split(|byte| *byte == b':').filter(|part| !part.is_empty())
        {
            if let Some(range) = place(text, part) {
                found.secrets.push((offset + range.start..offset + range.end, Secret::Account));
            }
        }
        host(authority.get(user..).unwrap_or_default(), offset + start + user, found);
        from = start + len;
    }
    if from == 0 && alone {
        host(text, offset, found);
    }
}

/// A name or an address, perhaps with a port.
fn host(text: &[u8], offset: usize, found: &mut Found) {
    let port = memchr::memrchr(b':', text).filter(|at| memchr::memchr(b':', text) == Some(*at) && *at > 0);
    let len = port.unwrap_or(text.len());
    if len > 0 {
        found.secrets.push((offset..offset + len, Secret::Host));
    }
}

/// Numbers of so many digits in a field that holds telephone numbers.
fn numbers(text: &[u8], offset: usize, least: usize, found: &mut Found) {
    runs(text, u8::is_ascii_digit, |range| {
        if range.len() >= least {
            found.secrets.push((offset + range.start..offset + range.end, Secret::Phone));
        }
    });
}

/// Numbers and addresses whose shape tells what they are; numbers of the length of the one that is told are it.
fn looks_like(text: &[u8], offset: usize, told: Secret, found: &mut Found) {
    let alphanumeric = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    runs(text, u8::is_ascii_hexdigit, |range| {
        let digits = text.get(range.clone()).unwrap_or_default();
        let inside = alphanumeric(range.start.checked_sub(1)) || alphanumeric(Some(range.end));
        let decimal = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let kind = match (digits.len(), told) {
            _ if inside || decimal + 1 < digits.len() => return,
            (14..=17, Secret::Imei | Secret::Imsi) if decimal == digits.len() => told,
            (15 | 16, _) if decimal == digits.len() => Secret::Imei,
            (18..=20, _) if digits.starts_with(b"89") => Secret::Iccid,
            _ => return,
        };
        found.secrets.push((offset + range.start..offset + range.end, kind));
    });
    runs(
        text,
        |byte| byte.is_ascii_digit() || *byte == b'.',
        |range| {
            let number = text.get(range.clone()).unwrap_or_default();
            let end = number.iter().rposition(|byte| *byte != b'.').map_or(0, |at| at + 1);
            let inside = alphanumeric(range.start.checked_sub(1)) || alphanumeric(Some(range.end));
            if !inside && dotted(number.get(..end).unwrap_or_default()).is_some() {
                found.secrets.push((offset + range.start..offset + range.start + end, Secret::Host));
            }
        },
    );
}

/// Each longest run of such bytes.
fn runs(text: &[u8], of: impl Fn(&u8) -> bool, mut each: impl FnMut(Range<usize>)) {
    let mut start = None;
    for (at, byte) in text.iter().enumerate() {
        match (of(byte), start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                each(begin..at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(begin) = start {
        each(begin..text.len());
    }
}
