//! What one line is made of: names, shapes, parameters.

use a76xx_parser::FinalCode;
use a76xx_parser::spec::{self, Role, Sep, Shape};

/// One command of a command line.
#[derive(Clone, Debug)]
pub struct Command<'b> {
    pub name: &'b [u8],
    pub row: Option<&'static spec::Command>,
    pub shape: Option<Shape>,
    pub params: &'b [u8],
}

/// The commands of a line, blanks around it taken off. `None` if it is no command line.
pub fn commands(text: &[u8]) -> Option<Vec<Command<'_>>> {
    if matches!(text, b"+++" | b"A/" | b"a/") {
        return Some(vec![named(text, Shape::Exec, b"")]);
    }
    if text.len() < 2 || !text[..2].eq_ignore_ascii_case(b"AT") {
        return None;
    }
    let (mut parts, mut body) = (Vec::new(), &text[2..]);
    loop {
        let (part, more) = first(body);
        parts.push(part);
        if more.is_empty() {
            return Some(parts);
        }
        body = more;
    }
}

fn named<'b>(name: &'b [u8], shape: Shape, params: &'b [u8]) -> Command<'b> {
    let row = spec::rows().find(|row| row.head().eq_ignore_ascii_case(name));
    Command { name, row, shape: Some(shape), params }
}

/// The first command of a body, and what stands behind it.
fn first(body: &[u8]) -> (Command<'_>, &[u8]) {
    let start = body.iter().take_while(|byte| matches!(byte, b' ' | b';')).count();
    let body = &body[start..];
    match body.first() {
        None => (named(b"", Shape::Exec, b""), b""),
        Some(b'+' | b'*' | b'^' | b'$' | b'#' | b'%' | b'@') => extended(body),
        Some(byte) if byte.is_ascii_alphabetic() || *byte == b'&' => basic(body),
        Some(_) => (Command { name: b"", row: None, shape: None, params: body }, b""),
    }
}

/// `+NAME`, `+NAME?`, `+NAME=?`, `+NAME=…`; blanks may stand between.
fn extended(body: &[u8]) -> (Command<'_>, &[u8]) {
    let (part, more) = at_semicolon(body);
    let len = 1 + part[1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    let (name, rest) = part.split_at(len);
    // A colon is a slip of the hand that logs show.
    let command = match (rest, rest.trim_ascii()) {
        (_, b"") => named(name, Shape::Exec, b""),
        (_, b"?") => named(name, Shape::Read, b""),
        (_, b"=?") => named(name, Shape::Test, b""),
        (_, [b'=' | b':', params @ ..]) => named(name, Shape::Write, params.trim_ascii()),
        (_, params) => named(name, Shape::Write, params),
    };
    (command, more)
}

/// `E0`, `&F`, `S0=1`, `D*99#`: a name, digits, and the next command right behind.
fn basic(body: &[u8]) -> (Command<'_>, &[u8]) {
    if body[0].eq_ignore_ascii_case(&b'D') {
        return (named(&body[..1], Shape::Exec, &body[1..]), b"");
    }
    let len = match body[0] {
        b'S' | b's' => 1 + body[1..].iter().take_while(|byte| byte.is_ascii_digit()).count(),
        b'&' => body.len().min(2),
        _ => 1,
    };
    let (name, rest) = body.split_at(len);
    let (value, more) = if matches!(rest.first(), Some(b'=' | b'?')) {
        at_semicolon(rest)
    } else {
        rest.split_at(rest.iter().take_while(|byte| byte.is_ascii_digit()).count())
    };
    let command = match value {
        b"?" => named(name, Shape::Read, b""),
        b"=?" => named(name, Shape::Test, b""),
        [b'=', value @ ..] => named(name, Shape::Write, value),
        value => named(name, Shape::Exec, value),
    };
    (command, more)
}

/// Cuts at the first semicolon outside quotes, which belongs to neither part.
fn at_semicolon(body: &[u8]) -> (&[u8], &[u8]) {
    let quotes = |at: usize| body[..at].iter().filter(|byte| **byte == b'"').count();
    match (0..body.len()).find(|at| body[*at] == b';' && quotes(*at) % 2 == 0) {
        Some(at) => (&body[..at], &body[at + 1..]),
        None => (body, b""),
    }
}

/// A line of the module: its head, the row that has it, and the parameters. The head is empty for free text.
#[derive(Clone, Copy, Debug)]
pub struct Head<'b> {
    pub name: &'b [u8],
    pub row: Option<&'static spec::Command>,
    pub params: &'b [u8],
}

/// Heads are no longer than this.
const LONGEST: usize = 36;

/// Takes a line of the module apart, blanks around it taken off.
pub fn head(text: &[u8]) -> Head<'_> {
    let row = |name: &[u8]| spec::rows().find(|row| row.head() == name).filter(|row| speaks(row));
    match text.iter().take(LONGEST).position(|byte| matches!(byte, b':' | b',')) {
        Some(at) => {
            let (name, params) = (text[..at].trim_ascii(), text[at + 1..].trim_ascii());
            let comma = text[at] == b',';
            // Only a few rows have a comma behind their name, and some relatives put a colon behind all that.
            if let Some(row) = row(name).filter(|row| !comma || row.forms().iter().any(|form| form.sep() == Sep::Comma)) {
                let params = if comma { params.strip_suffix(b":").unwrap_or(params) } else { params };
                return Head { name, row: Some(row), params };
            }
            if is_marked(name) {
                return Head { name, row: None, params };
            }
        }
        None => {
            if let Some(digits) = text.strip_prefix(b"+IPD") {
                let digits = digits.strip_prefix(b"(").and_then(|inner| inner.strip_suffix(b")")).unwrap_or(digits).trim_ascii();
                if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) {
                    return Head { name: &text[..4], row: row(b"+IPD"), params: digits };
                }
            }
        }
    }
    let alone = |row: &&spec::Command| row.forms().iter().any(|form| !form.shape.is_host() && form.required() == 0);
    if text.len() <= LONGEST {
        if let Some(row) = row(text).filter(alone) {
            return Head { name: text, row: Some(row), params: b"" };
        }
        if text.starts_with(b"CONNECT ") {
            return Head { name: &text[..7], row: row(b"CONNECT"), params: text[7..].trim_ascii() };
        }
        if is_marked(text) {
            return Head { name: text, row: None, params: b"" };
        }
    }
    Head { name: b"", row: None, params: text }
}

/// Basic commands share their names with ordinary words.
fn speaks(row: &spec::Command) -> bool {
    row.role() != Role::Command || row.name().starts_with(['+', '*', '^', '$'])
}

/// A mark, a letter, then letters, digits, low lines and blanks.
fn is_marked(name: &[u8]) -> bool {
    let [mark, first, rest @ ..] = name else { return false };
    let named = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' ');
    b"+*^$%#".contains(mark) && first.is_ascii_alphabetic() && rest.iter().all(named)
}

/// A line that repeats a command.
pub fn is_copy(text: &[u8]) -> bool {
    text.len() >= 2 && text[..2].eq_ignore_ascii_case(b"AT") || text.eq_ignore_ascii_case(b"A/")
}

/// Results as digits (ATV0), and the rows of the words they stand for.
pub fn digit(text: &[u8]) -> Option<(FinalCode, &'static str)> {
    let codes = [
        (b'0', FinalCode::Ok, "OK"),
        (b'1', FinalCode::Connect, "CONNECT"),
        (b'3', FinalCode::NoCarrier, "NO CARRIER"),
        (b'4', FinalCode::Error, "ERROR"),
        (b'6', FinalCode::NoDialtone, "NO DIALTONE"),
        (b'7', FinalCode::Busy, "BUSY"),
        (b'8', FinalCode::NoAnswer, "NO ANSWER"),
    ];
    let [only] = text else { return None };
    codes.into_iter().find(|(digit, ..)| digit == only).map(|(_, code, row)| (code, row))
}
