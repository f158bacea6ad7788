//! The parts of one line: name, operator, parameters. Knows the table, not the context.

use crate::fields::Fields;
use crate::spec::{Command, Form, Shape, find};

/// One line of either side, taken apart.
#[derive(Clone, Copy)]
pub struct Line<'b> {
    /// The name as written: `+CIPOPEN`, `E`, `RECV FROM`; empty for `AT` alone and for text without a head.
    pub name: &'b [u8],
    /// The table's row, if it has one.
    pub command: Option<&'static Command>,
    /// The form that fits, if one does.
    pub form: Option<&'static Form>,
    /// What stands behind the name and its separator, blanks trimmed.
    pub params: &'b [u8],
    /// For a command line with several commands (`AT+A;+B`): what follows the first.
    pub more: &'b [u8],
}

impl PartialEq for Line<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.params == other.params
            && self.more == other.more
            && same(self.command, other.command)
            && same(self.form, other.form)
    }
}

impl Eq for Line<'_> {}

fn same<T>(a: Option<&'static T>, b: Option<&'static T>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => core::ptr::eq(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

impl core::fmt::Debug for Line<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Line")
            .field("name", &self.name.escape_ascii())
            .field("command", &self.command.map(|row| row.name))
            .field("shape", &self.shape())
            .field("params", &self.params.escape_ascii())
            .field("more", &self.more.escape_ascii())
            .finish()
    }
}

impl<'b> Line<'b> {
    /// A line of text without a head.
    pub(crate) const fn text(text: &'b [u8]) -> Self {
        Self { name: &[], command: None, form: None, params: text, more: &[] }
    }

    /// Who says a line of this form.
    pub fn shape(&self) -> Option<Shape> {
        self.form.map(|form| form.shape)
    }

    /// The parameters, one by one.
    pub fn fields(&self) -> Fields<'b> {
        Fields::new(self.params, self.form)
    }

    /// The n-th parameter as a number.
    pub fn int(&self, index: usize) -> Option<i64> {
        self.fields().nth(index)?.int()
    }

    /// The n-th parameter as text, quotes taken off.
    pub fn field(&self, index: usize) -> Option<&'b [u8]> {
        self.fields().nth(index).map(|value| value.text())
    }

    /// The next command of the same line (`AT+A;+B`).
    pub fn next(&self) -> Option<Line<'b>> {
        (!self.more.is_empty()).then(|| command_part(self.more))
    }
}

/// Takes a command line apart; `text` is the line without its end. `None` if it is no command line.
pub(crate) fn command_line(text: &[u8]) -> Option<Line<'_>> {
    if text == b"+++" || text.eq_ignore_ascii_case(b"A/") {
        return Some(Line { name: text, command: find(text), form: exec_form(find(text)), params: &[], more: &[] });
    }
    match text.split_at_checked(2) {
        Some((at, body)) if at.eq_ignore_ascii_case(b"AT") => Some(command_part(body.trim_ascii())),
        _ => None,
    }
}

fn exec_form(row: Option<&'static Command>) -> Option<&'static Form> {
    row?.forms.iter().find(|form| form.shape == Shape::Exec)
}

/// The first command of a body: what stands behind `AT`, or behind the semicolon of the command before.
fn command_part(body: &[u8]) -> Line<'_> {
    match body.first() {
        Some(b'+' | b'*' | b'^' | b'$' | b'#' | b'%' | b'@') => extended(body),
        Some(b'&') => basic(body, 2),
        Some(byte) if byte.is_ascii_alphabetic() => basic(body, 1),
        Some(b';') => command_part(body.get(1..).unwrap_or_default()),
        Some(_) => Line::text(body),
        None => {
            let row = find(b"");
            Line { name: &[], command: row, form: exec_form(row), params: &[], more: &[] }
        }
    }
}

/// `+NAME`, `+NAME?`, `+NAME=?`, `+NAME=…`, up to a semicolon outside quotes.
fn extended(body: &[u8]) -> Line<'_> {
    let end = semicolon(body);
    let (part, more) = body.split_at_checked(end).unwrap_or((body, &[]));
    let more = more.get(1..).unwrap_or_default();
    let name_len = part.iter().skip(1).position(|byte| !name_byte(*byte)).map_or(part.len(), |at| at + 1);
    let (name, rest) = part.split_at_checked(name_len).unwrap_or((part, &[]));
    let rest = rest.trim_ascii();
    let row = find(name);
    let (shape, params) = match rest {
        b"=?" => (Shape::Test, &b""[..]),
        b"?" => (Shape::Read, &b""[..]),
        b"" => (Shape::Exec, &b""[..]),
        // A colon is a slip of the hand that field logs show (`AT+CIPSEND: 1,72`).
        [b'=' | b':', params @ ..] => (Shape::Write, params.trim_ascii()),
        other => (Shape::Write, other),
    };
    Line { name, command: row, form: row.and_then(|row| best(row, &[shape], params)), params, more }
}

/// `E0`, `&F`, `S0=1`, `D*99#`: a letter, digits, and the next command right behind them.
fn basic(body: &[u8], letters: usize) -> Line<'_> {
    if body.first().is_some_and(|letter| letter.eq_ignore_ascii_case(&b'D')) {
        let (name, params) = body.split_at_checked(1).unwrap_or((body, &[]));
        let row = find(name);
        return Line { name, command: row, form: exec_form(row), params, more: &[] };
    }
    let word = body.iter().position(|byte| !byte.is_ascii_alphabetic() && *byte != b'&').unwrap_or(body.len());
    let mut name_len = letters.min(body.len());
    // S-registers carry their number in the name, and a few commands are words (`ATSIMCOMATI` is none of ours, `AT&W` is two letters).
    if body.first().is_some_and(|letter| letter.eq_ignore_ascii_case(&b'S')) {
        name_len += body.iter().skip(1).take_while(|byte| byte.is_ascii_digit()).count();
    } else if word > name_len && find(body.get(..word).unwrap_or_default()).is_some() {
        name_len = word;
    }
    let (name, rest) = body.split_at_checked(name_len).unwrap_or((body, &[]));
    let value_len = match rest.first() {
        Some(b'=' | b'?') => semicolon(rest),
        _ => rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len()),
    };
    let (params, more) = rest.split_at_checked(value_len).unwrap_or((rest, &[]));
    let more = more.strip_prefix(b";").unwrap_or(more).trim_ascii_start();
    let row = find(name);
    let (shape, params) = match params {
        b"?" => (Shape::Read, &b""[..]),
        b"=?" => (Shape::Test, &b""[..]),
        [b'=', value @ ..] => (Shape::Write, value),
        value => (Shape::Exec, value),
    };
    Line { name, command: row, form: row.and_then(|row| best(row, &[shape], params)), params, more }
}

/// Offset of the first semicolon outside quotes.
fn semicolon(body: &[u8]) -> usize {
    let mut quoted = false;
    body.iter()
        .position(|byte| {
            quoted ^= *byte == b'"';
            *byte == b';' && !quoted
        })
        .unwrap_or(body.len())
}

/// Bytes that a command's name is made of.
const fn name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The form among these shapes that fits the parameters best: in range before merely in shape, earlier shapes before later ones.
pub(crate) fn best(row: &'static Command, shapes: &[Shape], params: &[u8]) -> Option<&'static Form> {
    let mut loose = None;
    for shape in shapes {
        for form in row.forms.iter().filter(|form| form.shape == *shape) {
            match crate::fields::fit(form, params) {
                crate::fields::Fit::Exact => return Some(form),
                crate::fields::Fit::Shape => loose = loose.or(Some(form)),
                crate::fields::Fit::No => {}
            }
        }
    }
    loose
}
