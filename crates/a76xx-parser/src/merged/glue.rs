//! What a complete line of a merged stream can be, and where two stand on one. Looks at the line and the context, changes nothing.

use memchr::{memchr_iter, memmem};

use crate::context::{Context, head};
use crate::fit::Sketch;
use crate::line::{Line, UNASKED, command_line};
use crate::spec::{Command, FIXED, Role};

/// The command line that a text is: `AT` alone, an extended command of any name, or basic commands that the table holds.
pub(super) fn command(text: &[u8]) -> Option<Line<'_>> {
    let text = text.trim_ascii();
    if text == b"+++" {
        return command_line(text);
    }
    let body = text.strip_prefix(b"AT").or_else(|| text.strip_prefix(b"at"))?;
    let line = command_line(text)?;
    match body.first() {
        None => Some(line),
        Some(b'+' | b'*' | b'^' | b'$' | b'#') => {
            let rest = body.get(line.name.len()..).unwrap_or_default();
            let named = line.name.len() > 2 && line.name.get(1).is_some_and(u8::is_ascii_alphabetic);
            let whole = match rest.trim_ascii_start() {
                [] | [b'=' | b':' | b';', ..] => true,
                // Behind a question nothing is asked any more: `AT+CSQ? -> 9` is somebody's note.
                [b'?', behind @ ..] => matches!(behind.trim_ascii_start(), [] | [b';', ..]),
                _ => false,
            };
            (named && whole).then_some(line)
        }
        Some(_) => all_known(&line).then_some(line),
    }
}

/// Whether every command of a line is in the table and written as the table has it.
fn all_known(line: &Line<'_>) -> bool {
    let mut part = Some(*line);
    while let Some(line) = part {
        if line.command.is_none() || line.form().is_none() || line.name.is_empty() {
            return false;
        }
        part = line.next();
    }
    true
}

/// Offset of a remark behind a wire line: blanks, then two slashes, outside quotes.
pub(super) fn remark(text: &[u8]) -> Option<usize> {
    let slashes = memmem::find_iter(text, b"//").find(|at| {
        let before = text.get(..*at).unwrap_or_default();
        before.last().is_some_and(|byte| matches!(byte, b' ' | b'\t')) && !in_quotes(before)
    })?;
    (slashes > 0).then_some(slashes)
}

fn in_quotes(before: &[u8]) -> bool {
    memchr_iter(b'"', before).count() % 2 == 1
}

/// Offset where a second line begins on the same line.
pub(super) fn second(text: &[u8]) -> Option<usize> {
    let line = text.trim_ascii_start();
    let indent = text.len() - line.len();
    fixed(line).or_else(|| numbers(line)).map(|at| at + indent).or_else(|| late_command(text))
}

/// Text behind a fixed line of several words: `SMS DONESetting up`.
fn fixed(text: &[u8]) -> Option<usize> {
    FIXED
        .iter()
        .find(|name| text.strip_prefix(name.as_bytes()).and_then(<[u8]>::first).is_some_and(u8::is_ascii_alphanumeric))
        .map(|name| name.len())
}

/// Text behind a result that is all numbers: `+NETOPEN: 0AT+IPADDR`, `+HTTPACTION: 0,715,0request failed`.
fn numbers(text: &[u8]) -> Option<usize> {
    let line = head(text);
    let row = line.command?;
    let start = text.len() - line.params.len();
    let digits = line.params.iter().position(|byte| !byte.is_ascii_digit() && *byte != b',').unwrap_or(line.params.len());
    let next = line.params.get(digits)?;
    if digits == 0 || !next.is_ascii_alphabetic() || Sketch::new(line.params).fits_module(row, false) {
        return None;
    }
    let front = line.params.get(..digits)?;
    fits(row, front).then_some(start + digits)
}

/// A known command behind other text: `one moment ... AT+CGREG?`.
fn late_command(text: &[u8]) -> Option<usize> {
    memmem::find_iter(text, b"AT+").filter(|at| *at > 0).find(|at| {
        let (before, tail) = text.split_at_checked(*at).unwrap_or_default();
        !in_quotes(before) && command(tail).is_some_and(|line| all_known(&line))
    })
}

/// Whether parameters fit some line that the module says under this name.
fn fits(row: &'static Command, params: &[u8]) -> bool {
    Sketch::new(params).fits_module(row, true)
}

/// Whether a text is a line of either side.
pub(super) fn is_line(text: &[u8], context: &Context) -> bool {
    command(text).is_some() || is_wire(text, context)
}

/// Whether a text is a line of the module.
pub(super) fn is_wire(text: &[u8], context: &Context) -> bool {
    let text = text.trim_ascii();
    let line = context.listed(text, head(text));
    match line.command {
        Some(row) if row.role() == Role::Final => fits(row, line.params),
        Some(row) => !has_damage(text) && (fits(row, line.params) || row.role() != Role::Urc),
        None if !line.name.is_empty() => {
            let upper = line.name.iter().skip(1).all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_');
            upper && !has_damage(text) && (!line.params.is_empty() || context.ring.iter().any(|pending| pending.is_called(line.name)))
        }
        None => text == b"DOWNLOAD" && context.ring.prompting().is_some() || context.ring.takes_text().is_some(),
    }
}

/// Whether a line was one of the module's before its bytes were damaged: an answer, or the echo of a command.
pub(super) fn is_damaged(text: &[u8]) -> bool {
    let text = text.trim_ascii();
    let line = head(text);
    let echo = matches!(text, [b'A', b'T', b'+' | b'*', letter, ..] if letter.is_ascii_uppercase());
    (echo || line.command.is_some() || !line.name.is_empty()) && has_damage(text)
}

/// Bytes that no line of the module holds outside payload: control bytes, or what a decoder puts for a byte it cannot read (U+FFFD, U+2E2E).
fn has_damage(text: &[u8]) -> bool {
    text.iter().any(|byte| *byte < b' ' && *byte != b'\t')
        || memmem::find(text, "\u{fffd}".as_bytes()).is_some()
        || memmem::find(text, "\u{2e2e}".as_bytes()).is_some()
}

/// Whether a line at a line start is too telling to be data: a final result while a command waits, a known command while none does, a known
/// line of the module always.
pub(super) fn is_strong(text: &[u8], context: &Context) -> bool {
    let text = text.trim_ascii();
    let open = context.ring.open();
    if let Some(line) = command(text) {
        return !open && !line.name.is_empty() && all_known(&line);
    }
    let line = head(text);
    match line.command {
        Some(row) if row.role() == Role::Final => open,
        // Test answers are no strong lines: nothing but parentheses tells them.
        Some(row) => Sketch::new(line.params).best(row, &UNASKED[..4]).is_some(),
        None => false,
    }
}

/// Whether a line ends the data state in a capture whose line ends were changed.
pub(super) fn ends_data(text: &[u8]) -> bool {
    matches!(text.trim_ascii(), b"OK" | b"CLOSED" | b"NO CARRIER")
}
