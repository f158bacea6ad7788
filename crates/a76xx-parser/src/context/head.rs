//! Where the head of a module's line ends, and which row it names.

use crate::line::{Ask, Line};
use crate::search::{self, trim};
use crate::spec::{Command, Role, RowId, Sep, find_exact, find_listing};

/// Longest name that begins a line of the module, in bytes. Longer heads are text.
const NAME: usize = 36;

/// Splits a line of the module, blanks trimmed, into its head and the rest, and finds the row.
#[inline]
pub(crate) fn head(text: &[u8]) -> Line<'_> {
    let end = search::find2(b':', b',', text.get(..NAME).unwrap_or(text));
    match (end, text.first()) {
        (Some(end), _) => separated(text, end).unwrap_or_else(|| alone(text)),
        // Heads of one word and a number: `+IPD16`, and the prose spelling `+IPD(16)`.
        (None, Some(b'+')) => counted(text).unwrap_or_else(|| alone(text)),
        _ => alone(text),
    }
}

/// The same for what most lines are: `NAME: parameters` with a name that the table holds. `None` where [`head`] has to look. The text stands at
/// the front of the window, and what is behind it does no harm to a search by words.
#[inline]
pub(crate) fn plain_head<'b>(window: &'b [u8], text: &'b [u8]) -> Option<(Line<'b>, &'static Command)> {
    if let [b'+', b'I', b'P', b'D', b'0'..=b'9', ..] = text {
        let line = counted(text)?;
        return line.command.map(|row| (line, row));
    }
    let (name, rest) = text.split_at_checked(search::find_near(b':', window)?)?;
    let (id, row) = find_exact(name)?;
    let (b':', params) = rest.split_first()? else { return None };
    let params = params.strip_prefix(b" ").unwrap_or(params);
    let spoken = matches!(name, [b'+', ..]) || row.role() == Role::Urc;
    spoken.then(|| (Line { name, command: Some(row), row: id, params: trim(params), more: &[], ask: Ask::Nothing }, row))
}

/// `NAME: parameters`, or `NAME,parameters` for the rows that are written so.
#[inline]
fn separated(text: &[u8], end: usize) -> Option<Line<'_>> {
    let (name, rest) = text.split_at_checked(end)?;
    let (separator, params) = rest.split_first()?;
    let name = trim(name);
    let comma = *separator == b',';
    let row = find_exact(name).filter(|(_, row)| speaks(row) && (!comma || has_comma(row)));
    let params = trim(params);
    match row {
        // Relatives put a colon behind the count as well (`+RECEIVE,0,16:`).
        Some(row) if comma => Some(line(name, params.strip_suffix(b":").unwrap_or(params), Some(row))),
        Some(row) => Some(line(name, params, Some(row))),
        None if marked(name) => Some(line(name, params, find_listing(name))),
        None => None,
    }
}

/// `+IPD16`, `+IPD(16)`.
fn counted(text: &[u8]) -> Option<Line<'_>> {
    let (name, tail) = text.split_at_checked(4).filter(|(name, _)| *name == b"+IPD")?;
    let digits = trim(tail.strip_prefix(b"(").and_then(|inner| inner.strip_suffix(b")")).unwrap_or(tail));
    let number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    number.then(|| line(name, digits, find_exact(name)))
}

/// A name without parameters, `CONNECT` with a text, or no head at all.
fn alone(text: &[u8]) -> Line<'_> {
    if text.len() > NAME {
        return Line::text(text);
    }
    if let Some(row) = find_exact(text).filter(|(_, row)| speaks(row) && stands_alone(row)) {
        return line(text, &[], Some(row));
    }
    if let Some((name, rest)) = text.split_at_checked(7).filter(|(name, rest)| *name == b"CONNECT" && rest.starts_with(b" ")) {
        return line(name, trim(rest), find_exact(name));
    }
    if marked(text) { line(text, &[], find_listing(text)) } else { Line::text(text) }
}

#[inline]
fn line<'b>(name: &'b [u8], params: &'b [u8], row: Option<(RowId, &'static Command)>) -> Line<'b> {
    let (row, command) = row.map_or((RowId::UNKNOWN, None), |(id, row)| (id, Some(row)));
    Line { name, command, row, params, more: &[], ask: Ask::Nothing }
}

/// Whether a head is written as extended syntax writes names: a mark, then letters.
fn marked(name: &[u8]) -> bool {
    match name {
        [b'+' | b'*' | b'^' | b'$' | b'%' | b'#', first, rest @ ..] => {
            first.is_ascii_alphabetic() && rest.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' '))
        }
        _ => false,
    }
}

/// Basic commands (`E`, `D`) share their names with ordinary words: a module's line never begins with one.
fn speaks(row: &Command) -> bool {
    row.role() != Role::Command || matches!(row.head(), [b'+' | b'*' | b'^' | b'$', ..])
}

fn has_comma(row: &Command) -> bool {
    row.forms().iter().any(|form| form.sep() == Sep::Comma)
}

/// Whether the row's name can stand alone on a line.
fn stands_alone(row: &Command) -> bool {
    row.forms().iter().any(|form| !form.shape.is_host() && form.required() == 0)
}
