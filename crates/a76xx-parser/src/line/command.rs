//! The grammar of command lines (V.250 5.2, M 1.5.2): `AT`, then commands, the extended ones separated by semicolons.

use super::{Ask, Line};
use crate::search::{self, trim};
use crate::spec::{Command, Role, Shape, find_exact};

/// Takes a command line apart; `text` is the line without its end. `None` if it is no command line.
#[inline]
pub(crate) fn command_line(text: &[u8]) -> Option<Line<'_>> {
    match text {
        [b'A' | b'a', b'T' | b't', body @ ..] => Some(part(body)),
        b"+++" | b"A/" | b"a/" => Some(Line::sent(text, Shape::Exec, &[], &[])),
        _ => None,
    }
}

/// The same for what most command lines are: one extended command in capitals that the table holds. `None` where [`command_line`] has to look.
/// The text stands at the front of the window, and what is behind it does no harm to a search by words.
#[inline]
pub(crate) fn plain_command<'b>(window: &'b [u8], text: &'b [u8]) -> Option<(Line<'b>, &'static Command, Shape)> {
    let ([b'A', b'T', body @ ..], [_, _, near @ ..]) = (text, window) else { return None };
    // An equals sign and a question mark differ in one bit.
    let name_len = search::find_near_pair(b'?', b'?' ^ b'=', near).map_or(body.len(), |at| at.min(body.len()));
    let (name, rest) = body.split_at_checked(name_len)?;
    let (id, row) = find_exact(name)?;
    let (shape, params) = match rest {
        [] => (Shape::Exec, rest),
        [b'?'] => (Shape::Read, &[][..]),
        [b'=', b'?'] => (Shape::Test, &[][..]),
        [b'=', .., last] if *last > b' ' && search::find(b';', rest).is_none() => (Shape::Write, trim(rest.get(1..)?)),
        _ => return None,
    };
    // The escape `+++` is a row too, and no name.
    let extended = matches!(name, [b'+', letter, ..] if letter.is_ascii_alphabetic()) && row.role() == Role::Command;
    extended.then_some((Line { name, command: Some(row), params, more: &[], row: id, ask: Ask::Host(shape) }, row, shape))
}

/// The first command of a body: what stands behind `AT`, or behind the semicolon of the command before.
pub(super) fn part(body: &[u8]) -> Line<'_> {
    let start = body.iter().position(|byte| !matches!(byte, b' ' | b';')).unwrap_or(body.len());
    let body = body.get(start..).unwrap_or_default();
    match body.first() {
        Some(b'+' | b'*' | b'^' | b'$' | b'#' | b'%' | b'@') => extended(body),
        Some(b'&') => basic(body, 2),
        Some(byte) if byte.is_ascii_alphabetic() => basic(body, 1),
        Some(_) => Line::text(body),
        None => Line::sent(&[], Shape::Exec, &[], &[]),
    }
}

/// `+NAME`, `+NAME?`, `+NAME=?`, `+NAME=…`, up to a semicolon outside quotes.
fn extended(body: &[u8]) -> Line<'_> {
    let (part, more) = split_at_semicolon(body);
    let name_len = part.iter().skip(1).position(|byte| !name_byte(*byte)).map_or(part.len(), |at| at + 1);
    let (name, rest) = part.split_at_checked(name_len).unwrap_or((part, &[]));
    // There may be blanks behind the name.
    let (shape, params) = match trim(rest) {
        rest @ [] => (Shape::Exec, rest),
        [b'?'] => (Shape::Read, &[][..]),
        [b'=', b'?'] => (Shape::Test, &[][..]),
        // A colon is a slip of the hand that field logs show (`AT+CIPSEND: 1,72`).
        [b'=' | b':', params @ ..] => (Shape::Write, trim(params)),
        other => (Shape::Write, other),
    };
    Line::sent(name, shape, params, more)
}

/// `E0`, `&F`, `S0=1`, `D*99#`: a letter, digits, and the next command right behind them.
fn basic(body: &[u8], letters: usize) -> Line<'_> {
    if let [b'D' | b'd', params @ ..] = body {
        return Line::sent(body.get(..1).unwrap_or(body), Shape::Exec, params, &[]);
    }
    let (name, rest) = body.split_at_checked(name_length(body, letters)).unwrap_or((body, &[]));
    let (value, more) = if let Some(b'=' | b'?') = rest.first() {
        split_at_semicolon(rest)
    } else {
        let digits = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        rest.split_at_checked(digits).unwrap_or((rest, &[]))
    };
    let (shape, params) = match value {
        b"?" => (Shape::Read, &[][..]),
        b"=?" => (Shape::Test, &[][..]),
        [b'=', value @ ..] => (Shape::Write, value),
        value => (Shape::Exec, value),
    };
    Line::sent(name, shape, params, more)
}

/// Bytes of a basic command's name: its letters. S-registers carry their number in it.
fn name_length(body: &[u8], letters: usize) -> usize {
    match body {
        [b'S' | b's', number @ ..] => 1 + number.iter().take_while(|byte| byte.is_ascii_digit()).count(),
        _ => letters.min(body.len()),
    }
}

/// Cuts a body at the first semicolon outside quotes.
#[cfg_attr(not(target_pointer_width = "32"), inline)]
#[cfg_attr(target_pointer_width = "32", inline(never))]
fn split_at_semicolon(body: &[u8]) -> (&[u8], &[u8]) {
    if search::find(b';', body).is_none() {
        return (body, &[]);
    }
    let mut quoted = false;
    let semicolon = body.iter().position(|byte| {
        quoted ^= *byte == b'"';
        *byte == b';' && !quoted
    });
    match semicolon.and_then(|at| body.split_at_checked(at)) {
        Some((part, more)) => (part, more.get(1..).unwrap_or_default()),
        None => (body, &[]),
    }
}

/// Bytes that a command's name is made of.
const fn name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may stop")]
mod tests {
    use super::{Shape, command_line, plain_command};

    /// Most command lines are taken apart without a look at the grammar, and as it says.
    #[test]
    fn plain_commands() {
        for (text, shape, params) in [
            ("AT+CSQ", Shape::Exec, ""),
            ("AT+CREG?", Shape::Read, ""),
            ("AT+CIPOPEN=?", Shape::Test, ""),
            ("AT+CIPSEND=0,5", Shape::Write, "0,5"),
            ("AT+CMEE=2", Shape::Write, "2"),
            ("AT+CGDCONT=1, \"IP\",\"a\"", Shape::Write, "1, \"IP\",\"a\""),
        ] {
            for behind in ["\r", "\r\n?=", "\rAT+X=?"] {
                let window = [text, behind].concat();
                let (line, row, is) = plain_command(window.as_bytes(), text.as_bytes()).expect("a plain command");
                assert_eq!((is, line.params), (shape, params.as_bytes()), "{text}");
                let careful = command_line(text.as_bytes()).expect("a command");
                assert_eq!((line.name, line.params, line.more), (careful.name, careful.params, careful.more), "{text}");
                assert!(careful.command.is_some_and(|known| known.is(row)) && careful.shape() == line.shape(), "{text}");
            }
        }
    }

    #[test]
    fn the_grammar_looks_at_the_others() {
        for text in [
            "AT",
            "ATE0",
            "at+csq",
            "AT+CSQ ",
            "AT+CMEE=2;+CSQ",
            "AT+CMEE=2 ",
            "AT+CMEE=",
            "AT+NOSUCH",
            "AT+CSQ?x",
            "AT+++",
            "AT+CSQ;",
            "+++",
        ] {
            assert!(plain_command(text.as_bytes(), text.as_bytes()).is_none(), "{text}");
        }
    }
}
