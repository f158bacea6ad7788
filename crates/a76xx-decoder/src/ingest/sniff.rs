//! Whose bytes an unmarked input holds, from its head.

use super::Sides;
use a76xx_parser::spec::{self, Role, Then};

/// What the head's lines show.
#[derive(Default)]
struct Tally {
    lines: u32,
    /// Lines that begin with `AT`.
    commands: u32,
    /// Commands that end as a module echoes them: CR, then the answer's own CR LF.
    echoes: u32,
    /// Commands that stand twice in a row and are not both echoes.
    doubled: u32,
    /// Lines behind a command that asks for data.
    data: u32,
    /// Lines with two slashes outside of an address (`https://`).
    remarks: u32,
    /// Final results and lines with a head.
    answers: u32,
    /// Ends with an LF that no CR precedes.
    bare_lf: u32,
    /// Commands that end in a CR alone.
    bare_cr: u32,
    /// Commands behind one that switched the echo off.
    unechoed: u32,
}

/// Whose bytes they are, and what shows it.
pub(super) fn sides(head: &[u8]) -> (Sides, &'static str) {
    let tally = tally(head);
    // A side alone has no remarks. A host that ends its commands in CR alone may send one twice.
    let alone = tally.commands > 0 && tally.answers == 0 && tally.remarks == 0;
    let in_lines = tally.doubled == 0 && (tally.commands + tally.data) * 4 >= tally.lines * 3;
    let as_typed = tally.commands > 1 && tally.bare_cr * 10 >= tally.commands * 8 && tally.doubled * 4 <= tally.commands;
    if alone && (in_lines || as_typed) {
        return (Sides::Host, "commands and no answer");
    }
    // A payload may hold an LF of its own.
    let exact_ends = tally.bare_lf * 10 <= tally.lines;
    if exact_ends && tally.doubled * 4 <= tally.echoes {
        if tally.commands == 0 && tally.answers > 0 {
            return (Sides::Module, "answers and no command, lines end in CR LF");
        }
        // Behind `ATE0` the module repeats no command: what still stands there is the host's.
        if tally.commands > 0 && tally.echoes * 2 > tally.commands && tally.unechoed == 0 {
            return (Sides::Module, "commands end as a module echoes them");
        }
    }
    let why = match (tally.lines, tally.doubled, tally.commands, exact_ends) {
        (0, ..) => "nothing to tell by",
        (_, 1.., ..) => "commands stand twice",
        (_, _, 0, false) => "no command, and lines end in LF alone",
        (_, _, 0, true) => "neither commands nor answers to tell by",
        _ if tally.answers == 0 => "commands stand among other text",
        _ if tally.unechoed > 0 => "commands go on where the echo is off",
        _ => "commands and answers stand together",
    };
    (Sides::Merged, why)
}

fn tally(head: &[u8]) -> Tally {
    let mut tally = Tally::default();
    let mut last: Option<(&[u8], bool)> = None;
    let mut echo_off = false;
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let mut rest = head;
    while !rest.is_empty() {
        let len = rest.iter().position(is_end).unwrap_or(rest.len());
        let (line, tail) = rest.split_at_checked(len).unwrap_or((rest, &[]));
        let ends = tail.iter().position(|byte| !is_end(byte)).unwrap_or(tail.len());
        let (end, tail) = tail.split_at_checked(ends).unwrap_or((tail, &[]));
        rest = tail;
        tally.bare_lf += u32::from(end.first() == Some(&b'\n'));
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        tally.lines += 1;
        tally.remarks += u32::from(line.starts_with(b"//") || line.windows(3).any(|window| window == b" //"));
        if is_command(line) {
            let echo = end.starts_with(b"\r\r\n");
            tally.commands += 1;
            tally.bare_cr += u32::from(end == b"\r");
            tally.unechoed += u32::from(echo_off);
            echo_off |= switches_echo_off(line);
            tally.echoes += u32::from(echo);
            tally.doubled += u32::from(last.is_some_and(|(text, echoed)| text == line && !(echo && echoed)));
            last = Some((line, echo));
        } else {
            tally.data += u32::from(last.is_some_and(|(text, _)| takes_data(text)));
            tally.answers += u32::from(is_answer(line));
            // A module that starts anew echoes again.
            echo_off &= !matches!(line, b"RDY" | b"START") && !line.starts_with(b"*ATREADY");
            last = None;
        }
    }
    tally
}

/// `ATE0`, alone or in a line of several.
fn switches_echo_off(line: &[u8]) -> bool {
    let upper = line.to_ascii_uppercase();
    upper.starts_with(b"ATE0") || upper.split(|byte| *byte == b';').any(|part| part == b"E0")
}

/// Whether a line is a command.
pub(super) fn is_command(line: &[u8]) -> bool {
    match line {
        b"+++" | b"A/" | b"a/" => true,
        [a, t] => (a | 0x20, t | 0x20) == (b'a', b't'),
        // `attach …` is a word, `ATI` and `AT+…` are commands.
        [a, t, next, rest @ ..] => {
            (a | 0x20, t | 0x20) == (b'a', b't')
                && (matches!(next, b'+' | b'&' | b'*' | b'^' | b'$' | b'#')
                    || (next.is_ascii_alphabetic() && !rest.first().is_some_and(|byte| byte.is_ascii_lowercase() || *byte == b' ')))
        }
        _ => false,
    }
}

/// Whether data follow a command.
fn takes_data(line: &[u8]) -> bool {
    let name = line.get(2..).and_then(|body| body.split(|byte| matches!(byte, b'=' | b'?')).next()).unwrap_or_default();
    let takes = |then| matches!(then, Then::Prompt(_) | Then::Download(_) | Then::ConnectData(_));
    spec::find(name).is_some_and(|row| row.forms().iter().any(|form| takes(form.then())))
}

/// Whether a line is a final result or has the head of an answer.
pub(super) fn is_answer(line: &[u8]) -> bool {
    is_final(line) || (matches!(line, [b'+' | b'*' | b'^' | b'$', ..]) && line.contains(&b':')) || line.starts_with(b"RECV FROM:")
}

/// Whether a line is a final result without a reason, `CONNECT 115200` included.
pub(super) fn is_final(line: &[u8]) -> bool {
    let speed = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    let name = match line.strip_prefix(b"CONNECT ") {
        Some(text) if speed(text) => b"CONNECT",
        _ => line,
    };
    name.first().is_some_and(u8::is_ascii_uppercase)
        && spec::find(name).is_some_and(|row| row.role() == Role::Final && row.name().as_bytes() == name)
}
