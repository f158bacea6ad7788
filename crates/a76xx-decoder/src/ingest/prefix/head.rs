//! Prefixes that are no stamps.

use crate::ingest::label::{find, way};
use crate::ingest::sniff::{is_answer, is_command};
use crate::ingest::time::{Kind, Scan, Stamp};

/// Levels of logging libraries.
pub(super) const LEVELS: [&[u8]; 16] = [
    b"DEBUG",
    b"INFO",
    b"WARNING",
    b"WARN",
    b"ERROR",
    b"TRACE",
    b"CRITICAL",
    b"NOTICE",
    b"debug",
    b"info",
    b"warning",
    b"warn",
    b"error",
    b"trace",
    b"Debug",
    b"Info",
];
/// Where a level stands at the latest.
const NEAR: usize = 80;

/// `host program[12]: `, or `daemon.debug [12]: ` as a router writes it.
pub(super) fn syslog(line: &[u8]) -> Option<usize> {
    let mut scan = Scan::new(line);
    let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b'+');
    if scan.skip(word) == 0 || !scan.eat(b' ') {
        return None;
    }
    let program = scan.rest();
    let len = scan.skip(word);
    // `DEBUG tx: ` names no program.
    if way(program.get(..len)?).is_some() {
        return None;
    }
    if scan.eat(b'[') {
        scan.skip(|byte| byte.is_ascii_digit());
        if !scan.eat(b']') {
            return None;
        }
    }
    if !scan.eat(b':') {
        return None;
    }
    scan.eat(b' ');
    Some(scan.taken())
}

/// `00> `.
pub(super) fn channel(line: &[u8]) -> Option<usize> {
    matches!(line, [a, b, b'>', b' ', ..] if a.is_ascii_digit() && b.is_ascii_digit()).then_some(4)
}

/// The number of a line: `  7  `, `7: `, `7. `, `7) `, `7 | `.
pub(super) fn number(line: &[u8]) -> Option<(usize, u64)> {
    let mut scan = Scan::new(line);
    scan.skip(|byte| byte == b' ');
    let (number, _) = scan.number(1, 6)?;
    let blanks = scan.skip(|byte| matches!(byte, b' ' | b'\t'));
    let marked = scan.eat_any(b":.)|").is_some();
    scan.skip(|byte| marked && byte == b' ');
    (blanks > 0 || marked || scan.rest().trim_ascii().is_empty()).then(|| (scan.taken(), number))
}

/// Whether lines are numbered one by one, and lines of the wire stand behind the numbers.
pub(super) fn are_numbered(lines: &[&[u8]]) -> bool {
    let numbers: Vec<Option<(usize, u64)>> = lines.iter().map(|line| number(line)).collect();
    let next = |pair: &[Option<(usize, u64)>]| matches!(pair, [Some((_, first)), Some((_, second))] if first + 1 == *second);
    let steps = numbers.windows(2).filter(|pair| next(pair)).count();
    let wire = |line: &&[u8]| {
        let rest = number(line).and_then(|(len, _)| line.get(len..)).unwrap_or_default().trim_ascii();
        is_command(rest) || is_answer(rest)
    };
    lines.len() > 2 && steps * 10 >= (lines.len() - 1) * 9 && lines.iter().filter(|line| wire(line)).count() * 3 >= lines.len()
}

/// Escape sequences for colours, one or several.
pub(super) fn colour(line: &[u8]) -> Option<usize> {
    let mut scan = Scan::new(line);
    loop {
        let before = scan.taken();
        if !scan.eat_all(b"\x1b[") {
            return (before > 0).then_some(before);
        }
        scan.skip(|byte| byte.is_ascii_digit() || byte == b';');
        if scan.eat_any(b"mKJD").is_none() {
            return (before > 0).then_some(before);
        }
    }
}

/// `D (5321) `.
pub(super) fn boot(line: &[u8]) -> Option<(usize, Stamp)> {
    let mut scan = Scan::new(line);
    scan.eat_any(b"EWIDV")?;
    scan.eat_all(b" (").then_some(())?;
    let (millis, _) = scan.number(1, 12)?;
    scan.eat_all(b") ").then(|| (scan.taken(), Stamp { kind: Kind::Since, micros: millis * 1_000, resolution: 1_000 }))
}

/// `DEBUG: `, ` - name - DEBUG - `, `INFO:name:`, `[DEBUG] name: `.
pub(super) fn level(line: &[u8]) -> Option<usize> {
    let near = line.get(..NEAR).unwrap_or(line);
    let (at, len) = LEVELS.iter().find_map(|level| {
        let at = find(near, level)?;
        let alone = |byte: Option<&u8>| !byte.is_some_and(u8::is_ascii_alphanumeric);
        (alone(at.checked_sub(1).and_then(|before| near.get(before))) && alone(near.get(at + level.len()))).then_some((at, level.len()))
    })?;
    // Names in front of the level, nothing that could be of the wire.
    let name = |byte: &u8| byte.is_ascii_alphanumeric() || b" -_.:[]|/".contains(byte);
    if !near.get(..at)?.iter().all(name) || near.get(..at)?.starts_with(b"AT") {
        return None;
    }
    let mut scan = Scan::new(line.get(at + len..)?);
    scan.eat(b']');
    scan.skip(|byte| byte == b' ');
    let parted = scan.eat_any(b":-|").is_some() || at > 0;
    scan.skip(|byte| byte == b' ');
    parted.then_some(at + len + scan.taken())
}
