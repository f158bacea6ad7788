//! The parts of one line: name, operator, parameters. Knows the table, not the context.

use crate::fields::{Fields, nth_int};
use crate::fit::best;
use crate::spec::{Command, Form, RowId, Shape, by_id, find, find_id};

/// One line of either side, taken apart.
#[derive(Clone, Copy)]
pub struct Line<'b> {
    /// The name as written: `+CIPOPEN`, `E`, `RECV FROM`; empty for `AT` alone and for text without a head.
    pub name: &'b [u8],
    /// The table's row, if it has one.
    pub command: Option<&'static Command>,
    /// What stands behind the name and its separator, blanks trimmed.
    pub params: &'b [u8],
    /// For a command line with several commands (`AT+A;+B`): what follows the first.
    pub more: &'b [u8],
    /// The row's number, so that a pending command need not look it up again.
    pub(crate) row: RowId,
    pub(crate) ask: Ask,
}

/// Which forms a line is compared with, when its form is asked for. Most lines are told apart without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// The form is known: its index.
    Form(u8),
    /// No form fits, or there is no row.
    Nothing,
    /// A host's line of this shape.
    Host(Shape),
    /// A module's line of this shape.
    Module(Shape),
    /// A line of the module, in any shape that fits, notices first.
    Unasked,
}

/// The shapes of the module's lines where no command tells which to expect.
pub(crate) const UNASKED: [Shape; 5] = [Shape::Urc, Shape::Result, Shape::ReadInfo, Shape::Info, Shape::TestInfo];

impl PartialEq for Line<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.params == other.params
            && self.more == other.more
            && same(self.command, other.command)
            && same(self.form(), other.form())
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
        Self { name: &[], command: None, params: text, more: &[], row: RowId::UNKNOWN, ask: Ask::Nothing }
    }

    /// A line with this name, looked up in the table.
    pub(crate) fn named(name: &'b [u8], params: &'b [u8], ask: Ask) -> Self {
        let row = find_id(name);
        Self { name, command: by_id(row), params, more: &[], row, ask }
    }

    /// The same line with the form that was found for it.
    pub(crate) fn resolved(self, form: Option<&'static Form>) -> Self {
        let index = self.command.zip(form).and_then(|(row, form)| row.forms.iter().position(|known| core::ptr::eq(known, form)));
        Self { ask: index.and_then(|index| u8::try_from(index).ok()).map_or(Ask::Nothing, Ask::Form), ..self }
    }

    /// The shape in which a host's line was written.
    pub(crate) fn asked(&self) -> Option<Shape> {
        match self.ask {
            Ask::Host(shape) => Some(shape),
            _ => None,
        }
    }

    /// The form that fits, if the table has the line and one does.
    pub fn form(&self) -> Option<&'static Form> {
        let row = self.command?;
        match self.ask {
            Ask::Form(index) => row.forms.get(usize::from(index)),
            Ask::Nothing => None,
            Ask::Host(shape) | Ask::Module(shape) => best(row, &[shape], self.params),
            Ask::Unasked => best(row, &UNASKED, self.params),
        }
    }

    /// Who says a line of this form.
    pub fn shape(&self) -> Option<Shape> {
        self.form().map(|form| form.shape)
    }

    /// The parameters, one by one.
    pub fn fields(&self) -> Fields<'b> {
        // Only rows with a free field need the form to split.
        let form = self.command.filter(|row| row.has.takes_rest()).and_then(|_| self.form());
        Fields::new(self.params, form)
    }

    /// The n-th parameter as a number.
    pub fn int(&self, index: usize) -> Option<i64> {
        if self.command.is_some_and(|row| row.has.takes_rest()) { self.fields().nth(index)?.int() } else { nth_int(self.params, index) }
    }

    /// The n-th parameter as text, quotes taken off.
    pub fn field(&self, index: usize) -> Option<&'b [u8]> {
        self.fields().nth(index).map(|value| value.text())
    }

    /// The next command of the same line (`AT+A;+B`).
    pub fn next(&self) -> Option<Line<'b>> {
        (!self.more.is_empty()).then(|| command_part(self.more))
    }

    /// The first parameter where it is a small number: the link, server or client that the line is about.
    #[inline]
    pub(crate) fn first(&self) -> Option<u8> {
        let (value, digits) = match self.params {
            [a, b',', ..] | [a] => (u16::from(a.wrapping_sub(b'0')), 1),
            [a, b, b',', ..] | [a, b] => (u16::from(a.wrapping_sub(b'0')) * 10 + u16::from(b.wrapping_sub(b'0')), 2),
            _ => return None,
        };
        let all = self.params.iter().take(digits).all(u8::is_ascii_digit);
        all.then_some(value as u8)
    }
}

/// Takes a command line apart; `text` is the line without its end. `None` if it is no command line.
pub(crate) fn command_line(text: &[u8]) -> Option<Line<'_>> {
    if text == b"+++" || text.eq_ignore_ascii_case(b"A/") {
        return Some(Line::named(text, &[], Ask::Host(Shape::Exec)));
    }
    match text.split_at_checked(2) {
        Some((at, body)) if at.eq_ignore_ascii_case(b"AT") => Some(command_part(body.trim_ascii())),
        _ => None,
    }
}

/// The first command of a body: what stands behind `AT`, or behind the semicolon of the command before.
fn command_part(body: &[u8]) -> Line<'_> {
    match body.first() {
        Some(b'+' | b'*' | b'^' | b'$' | b'#' | b'%' | b'@') => extended(body),
        Some(b'&') => basic(body, 2),
        Some(byte) if byte.is_ascii_alphabetic() => basic(body, 1),
        Some(b';') => command_part(body.get(1..).unwrap_or_default()),
        Some(_) => Line::text(body),
        None => Line::named(&[], &[], Ask::Host(Shape::Exec)),
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
    let (shape, params) = match rest {
        b"=?" => (Shape::Test, &b""[..]),
        b"?" => (Shape::Read, &b""[..]),
        b"" => (Shape::Exec, &b""[..]),
        // A colon is a slip of the hand that field logs show (`AT+CIPSEND: 1,72`).
        [b'=' | b':', params @ ..] => (Shape::Write, params.trim_ascii()),
        other => (Shape::Write, other),
    };
    Line { more, ..Line::named(name, params, Ask::Host(shape)) }
}

/// `E0`, `&F`, `S0=1`, `D*99#`: a letter, digits, and the next command right behind them.
fn basic(body: &[u8], letters: usize) -> Line<'_> {
    if body.first().is_some_and(|letter| letter.eq_ignore_ascii_case(&b'D')) {
        let (name, params) = body.split_at_checked(1).unwrap_or((body, &[]));
        return Line::named(name, params, Ask::Host(Shape::Exec));
    }
    let near = body.get(..LONGEST_WORD).unwrap_or(body);
    let word = near.iter().position(|byte| !byte.is_ascii_alphabetic() && *byte != b'&').unwrap_or(near.len());
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
    let (shape, params) = match params {
        b"?" => (Shape::Read, &b""[..]),
        b"=?" => (Shape::Test, &b""[..]),
        [b'=', value @ ..] => (Shape::Write, value),
        value => (Shape::Exec, value),
    };
    Line { more, ..Line::named(name, params, Ask::Host(shape)) }
}

/// Longest basic command that is a word, in bytes.
const LONGEST_WORD: usize = 12;

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
