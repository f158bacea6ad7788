//! One line of a transcript: stamp, mark, escaped text.

use super::Step;
use crate::ingest::{Micros, Role, Run, Signal};
use a76xx_parser::Side;

/// A line taken apart: its first `mark` bytes are layout.
pub(super) struct Line {
    pub(super) step: Step,
    pub(super) at: Option<Micros>,
    pub(super) mark: usize,
}

/// Takes a line without its end apart.
pub(super) fn line(text: &[u8]) -> Result<Line, &'static str> {
    let body = text.trim_ascii_start();
    let (at, body) = match body.strip_prefix(b"@") {
        Some(stamped) => {
            let end = stamped.iter().position(|byte| *byte == b' ').unwrap_or(stamped.len());
            let (stamp, body) = stamped.split_at_checked(end).unwrap_or((stamped, &[]));
            (Some(micros(stamp).ok_or("the time is no number of seconds")?), body.trim_ascii_start())
        }
        None => (None, body),
    };
    let start = text.len() - body.len();
    let outside = |role| Ok(Line { step: Step::Outside(role), at, mark: start });
    let Some((mark, rest)) = body.split_first() else {
        return if at.is_some() {
            Err("a time stamp stands alone")
        } else {
            Ok(Line { step: Step::Outside(Role::Layout), at, mark: text.len() })
        };
    };
    if !rest.is_empty() && rest.first() != Some(&b' ') && *mark != b'#' {
        return Err(if matches!(mark, b'>' | b'<' | b'~' | b'!') { "a blank is missing behind the mark" } else { "the line has no mark" });
    }
    let chunk = |side| Ok(Line { step: Step::Chunk(side), at, mark: text.len() - rest.len() + usize::from(!rest.is_empty()) });
    let argument = rest.trim_ascii();
    match mark {
        b'>' => chunk(Side::Host),
        b'<' => chunk(Side::Module),
        b'#' => outside(Role::Remark),
        b'~' if argument.is_empty() => outside(Role::Silence(None)),
        b'~' => outside(Role::Silence(Some(micros(argument).ok_or("the silence is no number of seconds")?))),
        b'!' => outside(Role::Signal(signal(argument).ok_or("the control line is not known")?)),
        _ => Err("the line has no mark"),
    }
}

fn signal(text: &[u8]) -> Option<Signal> {
    let text = text.to_ascii_uppercase();
    let mut words = text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let name = words.next()?;
    let on = match words.next() {
        Some(b"ON") => Some(true),
        Some(b"OFF") => Some(false),
        Some(_) => return None,
        None => None,
    };
    match (name, on) {
        (b"DTR", Some(on)) => Some(Signal::Dtr(on)),
        (b"RTS", Some(on)) => Some(Signal::Rts(on)),
        (b"RESET", None) => Some(Signal::Reset),
        (b"POWER", Some(on)) => Some(Signal::Power(on)),
        _ => None,
    }
}

/// Seconds with up to six digits after the point.
fn micros(text: &[u8]) -> Option<Micros> {
    let text = std::str::from_utf8(text).ok()?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > 6 {
        return None;
    }
    let fraction: Micros = format!("{fraction:0<6}").parse().ok()?;
    whole.parse::<Micros>().ok()?.checked_mul(1_000_000)?.checked_add(fraction)
}

/// The bytes of an escaped text, where each stands, and how much of the text was taken.
pub(super) struct Unescaped {
    pub(super) bytes: Vec<u8>,
    pub(super) runs: Vec<Run>,
    pub(super) taken: usize,
}

/// Reads the text of a chunk, which begins at `origin`; `ended` if it is the line's last piece.
pub(super) fn unescape(text: &[u8], origin: u64, ended: bool) -> Result<Unescaped, &'static str> {
    let mut out = Unescaped { bytes: Vec::with_capacity(text.len()), runs: Vec::new(), taken: 0 };
    if ended && text.last() == Some(&b' ') {
        return Err("a blank at the end must be written \\x20");
    }
    while let Some(rest) = text.get(out.taken..).filter(|rest| !rest.is_empty()) {
        let (byte, width) = match rest {
            [b'\\', b'r', ..] => (b'\r', 2),
            [b'\\', b'n', ..] => (b'\n', 2),
            [b'\\', b't', ..] => (b'\t', 2),
            [b'\\', b'0', ..] => (0, 2),
            [b'\\', b'\\', ..] => (b'\\', 2),
            [b'\\', b'x', high, low, ..] => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16).ok_or("\\x needs two hexadecimal digits");
                ((digit(high)? << 4 | digit(low)?) as u8, 4)
            }
            [b'\\'] | [b'\\', b'x'] | [b'\\', b'x', _] if !ended => break,
            [b'\\', ..] => return Err("an escape that is not known"),
            [byte @ b' '..=b'~', ..] => (*byte, 1),
            _ => return Err("a byte that must be escaped"),
        };
        out.bytes.push(byte);
        Run { origin: origin + out.taken as u64, bytes: 1, width }.append(&mut out.runs);
        out.taken += width as usize;
    }
    Ok(out)
}
