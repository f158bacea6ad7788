//! `script`'s timing files: when how many bytes of the recording came, and whether the terminal showed them or somebody typed them.
//!
//! ```text
//! 0.075724 11             so long after the piece before, so many bytes were shown
//!
//! O 0.070196 16           the same
//! I 0.500844 2            so many were typed
//! H 0.000000 START_TIME 2026-01-02 10:00:00+00:00
//! S 1.250000 SIGWINCH ROWS=24 COLS=80
//! ```

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use crate::Error;
use crate::ingest::engine::{Lines, Page, Row, Rows, Tape};
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::time::{Clock, stamp};
use crate::ingest::{
    Chunk, FAULTS, Fault, HEAD, Header, Item, Lines as LineStarts, Micros, Opened, Outside, Place, READ, Role, Run, Sides, Source, read,
    sniff,
};
use a76xx_parser::Side;

/// A timing file that is opened as if it were a recording.
pub(in crate::ingest) const LONE: Format = Format {
    name: "script-timing",
    title: "times of a recorded session without its bytes: --timing TIMING TYPESCRIPT reads both",
    tools: "script --timing, script --log-timing",
    keeps: Keeps { direction: "none", time: "of each piece, 1 us", line_ends: "none", bytes: "none: they are in the typescript" },
    packed: false,
    fit: |head| {
        let (share, lines) = head.share(|line| Entry::of(line).is_some());
        if lines >= 2 && share >= 95 { Fit::merged(940, "lines of times and lengths") } else { Fit::NO }
    },
    open: |head: &Head<'_>, input: Input| {
        Box::new(Tape::new(Lines::new(Alone { told: false }, head.peel.clone(), Clock::default()), input))
    },
};

struct Alone {
    told: bool,
}

impl Rows for Alone {
    fn row(&mut self, row: &Row<'_>, page: &mut Page<'_>) {
        let lone = "these are the times of a `script` recording; its bytes are in the typescript: a76xx decode --timing THIS TYPESCRIPT";
        if std::mem::replace(&mut self.told, true) {
            page.outside(Role::Remark, None, row.from..row.to);
        } else {
            page.fault(None, row.from..row.to, lone);
        }
    }
}

/// A line of a timing file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry<'a> {
    /// So long after the one before, so many bytes were shown, or typed.
    Bytes { side: Side, after: Micros, len: u64 },
    /// A signal or a fact about the session.
    Other { after: Micros, name: &'a [u8], value: &'a [u8] },
}

impl<'a> Entry<'a> {
    fn of(line: &'a [u8]) -> Option<Self> {
        let mut words = line.trim_ascii().splitn(3, |byte| *byte == b' ');
        let first = words.next()?;
        match first {
            b"O" | b"I" => {
                let side = if first == b"I" { Side::Host } else { Side::Module };
                Some(Self::Bytes { side, after: micros(words.next()?)?, len: number(words.next()?)? })
            }
            b"H" | b"S" => {
                let after = micros(words.next()?)?;
                let rest = words.next()?;
                let at = rest.iter().position(|byte| *byte == b' ').unwrap_or(rest.len());
                let (name, value) = rest.split_at_checked(at)?;
                Some(Self::Other { after, name, value: value.trim_ascii() })
            }
            _ => {
                let (after, len) = (micros(first)?, number(words.next()?)?);
                words.next().is_none().then_some(Self::Bytes { side: Side::Module, after, len })
            }
        }
    }

    const fn after(self) -> Micros {
        match self {
            Self::Bytes { after, .. } | Self::Other { after, .. } => after,
        }
    }
}

fn number(text: &[u8]) -> Option<u64> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// Seconds with a fraction.
fn micros(text: &[u8]) -> Option<Micros> {
    let (whole, fraction) = std::str::from_utf8(text).ok()?.split_once('.')?;
    let digits = fraction.bytes().all(|byte| byte.is_ascii_digit()) && (1..=9).contains(&fraction.len());
    let fraction: Micros = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    whole.parse::<Micros>().ok().filter(|_| digits)?.checked_mul(1_000_000)?.checked_add(fraction)
}

/// The bytes that a timing file tells of.
pub enum Recording {
    /// One file holds what was shown, and what was typed where that was recorded.
    Typescript(Box<dyn Read>),
    /// A file for what was typed and one for what was shown; places in the second are counted on from the end of the first, which has so many
    /// bytes.
    Apart(Box<dyn Read>, u64, Box<dyn Read>),
}

/// Opens a recording of `script` with its timing file.
///
/// # Errors
/// One of the files cannot be read, or the timing file is none.
pub fn open_timed(name: &str, timing: Box<dyn Read>, recording: Recording) -> Result<Opened, Error> {
    let failed = |source| Error::Input { name: name.to_owned(), source };
    let mut timing = BufReader::with_capacity(HEAD, timing);
    let head = timing.fill_buf().map_err(failed)?.to_vec();
    let lines = || head.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let whole = if head.ends_with(b"\n") { usize::MAX } else { lines().count().saturating_sub(1).max(1) };
    let entries: Vec<Entry<'_>> = lines().take(whole).filter_map(Entry::of).collect();
    if entries.is_empty() || entries.len() < lines().take(whole).count() {
        return Err(failed(io::Error::new(io::ErrorKind::InvalidData, "the timing file is not one of `script`")));
    }
    let typed = entries.iter().any(|entry| matches!(entry, Entry::Bytes { side: Side::Host, .. }));
    let begun = entries.iter().find_map(|entry| match entry {
        Entry::Other { name: b"START_TIME", value, .. } => stamp(value).and_then(|(stamp, _)| Clock::start(stamp)),
        _ => None,
    });
    let line_starts = LineStarts::default();
    let (tracks, sides, why) = match recording {
        Recording::Typescript(input) => {
            let mut input = line_starts.watch(input);
            let mut bytes = vec![0; HEAD];
            let len = read(input.as_mut(), &mut bytes).map_err(failed)?;
            bytes.truncate(len);
            let (sides, why) = if typed { (Sides::Marked, "the timing file tells what was typed") } else { sniff::sides(&bytes) };
            (vec![Track::new(Box::new(Cursor::new(bytes).chain(input)), 0)], sides, why)
        }
        Recording::Apart(host, len, module) => {
            (vec![Track::new(host, 0), Track::new(module, len)], Sides::Marked, "the timing file tells what was typed")
        }
    };
    let header = Header { input: name.to_owned(), format: "script", sides, why, stamps: true, start: begun };
    let lines = if tracks.len() > 1 { LineStarts::default() } else { line_starts };
    let merged = sides == Sides::Merged;
    let source = Timed {
        timing,
        line: 0,
        tracks,
        merged,
        passed: 0,
        ready: VecDeque::new(),
        left: None,
        ended: false,
        out: Vec::new(),
        runs: [Run { origin: 0, bytes: 0, width: 1 }],
        faults: Vec::new(),
    };
    Ok(Opened { header, source: Box::new(source), lines, rival: None })
}

/// A file with bytes.
struct Track {
    input: BufReader<Box<dyn Read>>,
    origin: u64,
    begun: bool,
}

impl Track {
    fn new(input: Box<dyn Read>, origin: u64) -> Self {
        Self { input: BufReader::with_capacity(READ, input), origin, begun: false }
    }

    /// As much as is there of so many bytes.
    fn take(&mut self, len: u64, into: &mut Vec<u8>) -> io::Result<u64> {
        into.clear();
        (&mut self.input).take(len.min(READ as u64)).read_to_end(into)?;
        let origin = self.origin;
        self.origin += into.len() as u64;
        Ok(origin)
    }
}

/// `script`'s own line on top, which no time tells of.
const STARTED: &[u8] = b"Script started on ";
const DONE: &[u8] = b"Script done on ";

struct Timed {
    timing: BufReader<Box<dyn Read>>,
    line: u64,
    /// The typescript; or what was typed, and what was shown.
    tracks: Vec<Track>,
    /// What was shown holds both sides.
    merged: bool,
    passed: Micros,
    ready: VecDeque<(Role, Vec<u8>, u64)>,
    /// What is left of a piece.
    left: Option<(Side, u64)>,
    ended: bool,
    out: Vec<u8>,
    runs: [Run; 1],
    faults: Vec<Fault>,
}

impl Timed {
    fn fault(&mut self, what: &'static str) {
        if self.faults.len() < FAULTS {
            self.faults.push(Fault { place: Place::Line(self.line), what });
        }
    }

    /// The next piece that the timing file tells of.
    fn piece(&mut self) -> io::Result<Option<(Side, u64)>> {
        if let Some(left) = self.left.take() {
            return Ok(Some(left));
        }
        let mut line = Vec::new();
        loop {
            line.clear();
            (&mut self.timing).take(HEAD as u64).read_until(b'\n', &mut line)?;
            if line.is_empty() {
                return Ok(None);
            }
            self.line += 1;
            let Some(entry) = Entry::of(&line) else {
                self.fault("no line of a timing file");
                continue;
            };
            self.passed = self.passed.saturating_add(entry.after());
            if let Entry::Bytes { side, len, .. } = entry {
                return Ok(Some((side, len)));
            }
        }
    }

    /// Reads over the lines on top.
    fn begin(&mut self) -> io::Result<()> {
        for track in &mut self.tracks {
            if std::mem::replace(&mut track.begun, true) {
                continue;
            }
            if track.input.fill_buf()?.starts_with(STARTED) {
                let mut line = Vec::new();
                (&mut track.input).take(READ as u64).read_until(b'\n', &mut line)?;
                let (role, origin) = (Role::Remark, track.origin);
                track.origin += line.len() as u64;
                self.ready.push_back((role, line, origin));
            }
        }
        Ok(())
    }

    /// What stands behind all that was told of.
    fn rest(&mut self) -> io::Result<()> {
        for index in 0..self.tracks.len() {
            let mut role = None;
            while let Some(track) = self.tracks.get_mut(index) {
                let mut bytes = Vec::new();
                let origin = track.take(READ as u64, &mut bytes)?;
                if bytes.is_empty() {
                    break;
                }
                let done = bytes.trim_ascii_start().starts_with(DONE);
                if role.is_none() && !done {
                    self.fault("the recording goes on behind the last time");
                }
                let role = *role.get_or_insert(if done { Role::Remark } else { Role::Fault });
                self.ready.push_back((role, bytes, origin));
            }
        }
        Ok(())
    }
}

impl Source for Timed {
    fn next(&mut self) -> io::Result<Option<Item<'_>>> {
        self.begin()?;
        loop {
            if let Some((role, bytes, origin)) = self.ready.pop_front() {
                self.out = bytes;
                return Ok(Some(Item::Outside(Outside { role, at: None, bytes: &self.out, origin })));
            }
            if self.ended {
                return Ok(None);
            }
            let Some((side, len)) = self.piece()? else {
                self.ended = true;
                self.rest()?;
                continue;
            };
            let index = usize::from(side == Side::Module && self.tracks.len() > 1);
            let Some(track) = self.tracks.get_mut(index) else { return Ok(None) };
            let origin = track.take(len, &mut self.out)?;
            if self.out.is_empty() && len > 0 {
                self.fault("the recording ends before the bytes that this line tells of");
                self.ended = true;
                self.rest()?;
                continue;
            }
            self.left = len.checked_sub(self.out.len() as u64).filter(|left| *left > 0).map(|left| (side, left));
            self.runs = [Run { origin, bytes: self.out.len(), width: 1 }];
            if self.out.is_empty() {
                continue;
            }
            let side = (!self.merged).then_some(side);
            return Ok(Some(Item::Chunk(Chunk { side, at: Some(self.passed), bytes: &self.out, runs: &self.runs })));
        }
    }

    fn waits(&self) -> bool {
        false
    }

    fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]
mod tests {
    use super::*;

    type Sent = (Option<Side>, Micros, String, u64);

    fn items(timing: &str, recording: Recording) -> (Vec<Sent>, Vec<String>) {
        let mut opened = open_timed("x", Box::new(Cursor::new(timing.as_bytes().to_vec())), recording).unwrap();
        let mut wire = Vec::new();
        while let Some(item) = opened.source.next().unwrap() {
            if let Item::Chunk(chunk) = item {
                let text = chunk.bytes.escape_ascii().to_string();
                wire.push((chunk.side, chunk.at.unwrap(), text, chunk.runs.first().unwrap().origin));
            }
        }
        (wire, opened.source.faults().iter().map(|fault| format!("{}: {}", fault.place, fault.what)).collect())
    }

    fn input(text: &str) -> Box<dyn Read> {
        Box::new(Cursor::new(text.as_bytes().to_vec()))
    }

    #[test]
    fn typed_and_shown_in_one_file() {
        let timing = "H 0.000000 START_TIME 2026-01-02 10:00:00+00:00\nI 0.500000 3\nO 0.250000 4\nS 0.1 SIGWINCH ROWS=1\nO 0.100000 2\n";
        let (wire, faults) = items(timing, Recording::Typescript(input("Script started on x\nAT\rAT\r\nOK\nScript done on y\n")));
        let text = |text: &str| text.to_owned();
        assert_eq!(
            wire,
            [
                (Some(Side::Host), 500_000, text("AT\\r"), 20),
                (Some(Side::Module), 750_000, text("AT\\r\\n"), 23),
                (Some(Side::Module), 950_000, text("OK"), 27)
            ]
        );
        assert_eq!(faults, [""; 0]);
    }

    #[test]
    fn two_files_and_the_older_form() {
        let apart = Recording::Apart(input("AT\r"), 3, input("OK"));
        let (wire, _) = items("I 0.1 3\nO 0.2 2\n", apart);
        assert_eq!(
            wire.iter().map(|(side, at, _, origin)| (side.unwrap(), *at, *origin)).collect::<Vec<_>>(),
            [(Side::Host, 100_000, 0), (Side::Module, 300_000, 3)]
        );
        let (wire, faults) = items("0.1 6\n0.2 6\n", Recording::Typescript(input("\r\nOK\r\n\r\nOK")));
        assert_eq!(
            wire.iter().map(|(_, at, text, _)| (*at, text.as_str())).collect::<Vec<_>>(),
            [(100_000, "\\r\\nOK\\r\\n"), (300_000, "\\r\\nOK")]
        );
        assert_eq!(faults, ["line 2: the recording ends before the bytes that this line tells of"]);
    }

    #[test]
    fn what_does_not_fit_is_said() {
        assert!(open_timed("x", input("AT\nOK\n"), Recording::Typescript(input(""))).is_err());
        let timing = format!("{}what\n", "0.1 0\n".repeat(12_000)).replacen("0.1 0", "0.1 2", 1);
        let (_, faults) = items(&timing, Recording::Typescript(input("OK more")));
        assert_eq!(faults, ["line 12001: no line of a timing file", "line 12001: the recording goes on behind the last time"]);
    }

    #[test]
    fn entries() {
        assert_eq!(Entry::of(b"0.070196 16"), Some(Entry::Bytes { side: Side::Module, after: 70_196, len: 16 }));
        for line in [&b"AT"[..], b"12 16", b"0.1 x", b"0.1 2 3", b"O 0.1", b"", b"1.5"] {
            assert_eq!(Entry::of(line), None, "{}", line.escape_ascii());
        }
    }
}
