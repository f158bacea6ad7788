//! Time stamps in front of lines.

use super::head::LEVELS;
use crate::ingest::time::{Kind, Scan, Stamp, stamp};

/// Longest text behind a stamp in the same bracket.
const WORDS: usize = 80;
/// What parts a stamp from its line: the longer ones first.
const PARTS: [&[u8]; 12] = [b" -> ", b" > ", b"> ", b" | ", b" - ", b" : ", b": ", b", ", b",", b";", b"\t", b" "];

/// What stands in front of a stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Bracket(u8),
    /// Nothing; a date or colons show what it is.
    Nothing,
    /// Nothing, and it is a bare number of seconds, which could be anything.
    Number,
}

/// A stamp with what surrounds it, as one input has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bracketed {
    open: Open,
    /// What stands between the stamp and the line.
    part: &'static [u8],
}

impl Bracketed {
    /// How stamps stand in front of these lines, if any do.
    pub(super) fn of(lines: &[&[u8]]) -> Option<Self> {
        let opens = [Open::Bracket(b'['), Open::Bracket(b'('), Open::Bracket(b'"'), Open::Bracket(b'<'), Open::Number, Open::Nothing];
        let found = opens.map(|open| {
            let rests: Vec<&[u8]> =
                lines.iter().filter_map(|line| body(line, open).map(|(len, _)| line.get(len..).unwrap_or_default())).collect();
            (rests.len(), open, rests)
        });
        let (count, open, rests) = found.into_iter().max_by_key(|(count, ..)| *count)?;
        let filled: Vec<&[u8]> = rests.into_iter().filter(|rest| !rest.trim_ascii().is_empty()).collect();
        if count == 0 || filled.is_empty() {
            return None;
        }
        let ends_so = |rest: &[u8], part: &[u8]| rest.trim_ascii_end() == part.trim_ascii_end();
        let with = |part: &[u8]| filled.iter().filter(|rest| rest.starts_with(part) || ends_so(rest, part)).count();
        let part = PARTS.iter().copied().find(|part| with(part) * 10 >= filled.len() * 8);
        match (part, open) {
            // What a logging library writes: a number elsewhere is a column of a table, or the tool's own.
            (Some(_), Open::Number) if filled.iter().filter(|rest| is_level(rest)).count() * 10 < filled.len() * 8 => None,
            (Some(part), _) => Some(Self { open, part }),
            (None, Open::Bracket(_)) => Some(Self { open, part: b"" }),
            (None, Open::Nothing | Open::Number) => None,
        }
    }

    /// How many lines of a hundred have to have it: the fewer, the harder it is to mistake.
    pub(super) const fn least(self) -> usize {
        match self.open {
            Open::Bracket(_) => 3,
            Open::Nothing => 20,
            Open::Number => 80,
        }
    }

    /// Length and time of the stamp in front of a line.
    pub(crate) fn len(self, line: &[u8]) -> Option<(usize, Stamp)> {
        let (len, stamp) = body(line, self.open)?;
        let rest = line.get(len..).unwrap_or_default();
        if rest.starts_with(self.part) {
            return Some((len + self.part.len(), stamp));
        }
        // An empty line may have lost the blank at its end.
        let bare = self.part.trim_ascii_end();
        if rest.starts_with(bare) && rest.get(bare.len()..).unwrap_or_default().trim_ascii().is_empty() {
            return Some((len + bare.len(), stamp));
        }
        (matches!(self.open, Open::Bracket(_)) && self.part == b" ").then_some((len, stamp))
    }
}

/// Whether a text begins with a level, or with a name in brackets.
fn is_level(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    text.starts_with(b"[")
        || LEVELS.iter().any(|level| text.strip_prefix(*level).is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphanumeric)))
}

/// The stamp and its bracket.
#[inline]
fn body(line: &[u8], open: Open) -> Option<(usize, Stamp)> {
    let Open::Bracket(open) = open else {
        let (stamp, len) = stamp(line)?;
        let sure = stamp.kind != Kind::Since || line.get(..len)?.contains(&b':');
        return (sure == (open == Open::Nothing)).then_some((len, stamp));
    };
    let (first, inner) = line.split_first()?;
    if *first != open {
        return None;
    }
    let close = match open {
        b'[' => b']',
        b'(' => b')',
        b'<' => b'>',
        other => other,
    };
    let (stamp, len) = stamp(inner)?;
    let mut scan = Scan::new(inner.get(len..)?);
    if scan.peek() == Some(b' ') {
        let near = scan.rest().get(..WORDS).unwrap_or(scan.rest());
        let words = near.iter().position(|byte| *byte == close)?;
        scan.advance(words);
    }
    scan.eat(close).then(|| (1 + len + scan.taken(), stamp))
}
