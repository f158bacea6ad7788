//! Transcripts: one line a chunk, marked and escaped (`docs/transcript.md`). Read line by line, with the place of every byte.

mod line;

use std::collections::VecDeque;
use std::io::{self, Read};

use super::format::{Fit, Format, Head, Input, Keeps};
use super::{Chunk, FAULTS, Fault, Item, Micros, Outside, Place, READ, Role, Run, Source, read};
use a76xx_parser::Side;
use line::{Line, line, unescape};

/// How the first line begins.
pub(super) const MAGIC: &[u8] = b"# a76xx transcript";
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A longer line is taken in pieces of this size.
const LONGEST: usize = 64 * 1024;

/// Whether an input begins as a transcript does.
pub(super) fn is(head: &[u8]) -> bool {
    head.strip_prefix(BOM).unwrap_or(head).starts_with(MAGIC)
}

/// Whether an input may begin as a transcript does, for all that its first bytes show.
pub(super) fn may_be(head: &[u8]) -> bool {
    let text = head.strip_prefix(BOM).unwrap_or(head);
    (MAGIC.starts_with(text) || BOM.starts_with(head)) && text.len() < MAGIC.len()
}

/// The version, if it is one that is not known here.
pub(super) fn unknown_version(head: &[u8]) -> Option<String> {
    let line = head.strip_prefix(BOM).unwrap_or(head).split(|byte| *byte == b'\n').next().unwrap_or_default();
    let version = line.strip_prefix(MAGIC).unwrap_or_default().trim_ascii();
    (version != b"1").then(|| String::from_utf8_lossy(version).into_owned())
}

/// The value of a key of the head.
pub(super) fn value<'a>(head: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let mut lines = head.split(|byte| *byte == b'\n').skip(1).map(<[u8]>::trim_ascii_end);
    lines
        .by_ref()
        .map_while(|line| line.strip_prefix(b"# "))
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(b":"))
        .map(<[u8]>::trim_ascii)
}

pub(super) const FORMAT: Format = Format {
    name: "transcript",
    title: "the project's own text form of a capture (docs/transcript.md)",
    tools: "a76xx, a text editor",
    keeps: Keeps { direction: "marked", time: "optional, 1 us", line_ends: "exact", bytes: "all" },
    packed: false,
    fit: |head: &Head<'_>| {
        if !is(head.bytes) {
            Fit::NO
        } else if is_merged(head.bytes) {
            Fit::mixed(1000, "the transcript says that its sides are a guess")
        } else {
            Fit::marked(1000, "a transcript marks each chunk with its side")
        }
    },
    open: |head: &Head<'_>, input: Input| {
        let lossy = value(head.bytes, b"lossy").is_some_and(|value| value == b"yes");
        Box::new(Transcript::new(lossy, is_merged(head.bytes), input))
    },
};

fn is_merged(head: &[u8]) -> bool {
    value(head, b"sides").is_some_and(|value| value == b"merged")
}

pub(super) struct Transcript {
    input: Box<dyn Read>,
    /// What was read and not yet taken apart.
    buffer: Vec<u8>,
    ended: bool,
    /// Where the buffer begins in the input.
    origin: u64,
    line: u64,
    /// The last line was over the longest: what follows up to its end is of the same kind.
    goes_on: Option<Step>,
    /// Layout not yet handed out, and where it begins.
    layout: Vec<u8>,
    layout_origin: u64,
    queue: VecDeque<Entry>,
    current: Entry,
    faults: Vec<Fault>,
    /// The head says that line ends may be changed and bytes missing.
    lossy: bool,
    /// The head says that the marks of the sides are a guess.
    merged: bool,
}

/// What a line holds.
#[derive(Clone, Copy)]
pub(super) enum Step {
    Chunk(Side),
    Outside(Role),
}

/// An item that owns its bytes.
struct Entry {
    step: Step,
    at: Option<Micros>,
    bytes: Vec<u8>,
    runs: Vec<Run>,
    origin: u64,
}

impl Transcript {
    pub(super) fn new(lossy: bool, merged: bool, input: Box<dyn Read>) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            ended: false,
            origin: 0,
            line: 0,
            goes_on: None,
            layout: Vec::new(),
            layout_origin: 0,
            queue: VecDeque::new(),
            current: Entry { step: Step::Outside(Role::Layout), at: None, bytes: Vec::new(), runs: Vec::new(), origin: 0 },
            faults: Vec::new(),
            lossy,
            merged,
        }
    }

    /// Bytes of the buffer up to and with the line end, or the longest piece of a line.
    fn line_len(&self) -> Option<usize> {
        let near = self.buffer.get(..LONGEST).unwrap_or(&self.buffer);
        match near.iter().position(|byte| *byte == b'\n') {
            Some(at) => Some(at + 1),
            None if near.len() == LONGEST || (self.ended && !near.is_empty()) => Some(near.len()),
            None => None,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let len = self.buffer.len();
        self.buffer.resize(len + READ, 0);
        let got = read(self.input.as_mut(), self.buffer.get_mut(len..).unwrap_or_default());
        self.buffer.truncate(len + got.as_ref().copied().unwrap_or(0));
        self.ended = got? == 0;
        Ok(())
    }

    /// Takes a line, or a piece of one, off the buffer and queues what it holds.
    fn take(&mut self, len: usize) {
        let mut raw: Vec<u8> = self.buffer.drain(..len).collect();
        let origin = self.origin;
        self.origin += len as u64;
        let ended = raw.last() == Some(&b'\n') || self.ended && self.buffer.is_empty();
        let text_len = raw.strip_suffix(b"\n").map_or(raw.len(), |line| line.strip_suffix(b"\r").unwrap_or(line).len());
        let first = self.line == 0;
        self.line += u64::from(self.goes_on.is_none());
        let text = raw.get(..text_len).unwrap_or_default();
        let read = match self.goes_on {
            Some(step) => Ok(Line { step, at: None, mark: 0 }),
            None if first => Ok(Line { step: Step::Outside(Role::Layout), at: None, mark: text_len }),
            None => line(text),
        };
        let read = read.unwrap_or_else(|what| self.fault(what));
        let Line { step, at, mark } = read;
        // The end of a piece may fall into an escape; what is left of it begins the next piece.
        let mut keep = text_len;
        let entry = match step {
            Step::Chunk(_) => {
                let escaped = text.get(mark..).unwrap_or_default();
                match unescape(escaped, origin + mark as u64, ended) {
                    Ok(chunk) => {
                        keep = mark + chunk.taken;
                        Entry { step, at, bytes: chunk.bytes, runs: chunk.runs, origin }
                    }
                    Err(what) => {
                        self.fault(what);
                        let bytes = escaped.to_vec();
                        Entry { step: Step::Outside(Role::Fault), at, bytes, runs: Vec::new(), origin: origin + mark as u64 }
                    }
                }
            }
            Step::Outside(_) => {
                Entry { step, at, bytes: text.get(mark..).unwrap_or_default().to_vec(), runs: Vec::new(), origin: origin + mark as u64 }
            }
        };
        self.goes_on = if ended { None } else { Some(step) };
        self.add_layout(raw.get(..mark).unwrap_or_default(), origin);
        if !entry.bytes.is_empty() {
            self.release_layout();
            self.queue.push_back(entry);
        }
        if keep < text_len {
            // Cut inside an escape: put the rest back.
            let rest = raw.split_off(keep);
            self.origin -= rest.len() as u64;
            self.buffer.splice(..0, rest);
        } else {
            self.add_layout(raw.get(text_len..).unwrap_or_default(), origin + text_len as u64);
        }
    }

    fn fault(&mut self, what: &'static str) -> Line {
        if self.faults.len() < FAULTS {
            self.faults.push(Fault { place: Place::Line(self.line), what });
        }
        Line { step: Step::Outside(Role::Fault), at: None, mark: 0 }
    }

    fn add_layout(&mut self, bytes: &[u8], origin: u64) {
        if self.layout.is_empty() {
            self.layout_origin = origin;
        }
        self.layout.extend_from_slice(bytes);
    }

    fn release_layout(&mut self) {
        if !self.layout.is_empty() {
            let bytes = std::mem::take(&mut self.layout);
            self.queue.push_back(Entry {
                step: Step::Outside(Role::Layout),
                at: None,
                bytes,
                runs: Vec::new(),
                origin: self.layout_origin,
            });
        }
    }
}

impl Source for Transcript {
    fn next(&mut self) -> io::Result<Option<Item<'_>>> {
        while self.queue.is_empty() {
            match self.line_len() {
                Some(len) => self.take(len),
                None if self.ended => {
                    self.release_layout();
                    break;
                }
                None => self.fill()?,
            }
            // Layout alone does not pile up.
            if self.layout.len() > LONGEST {
                self.release_layout();
            }
        }
        let Some(entry) = self.queue.pop_front() else { return Ok(None) };
        self.current = entry;
        let Entry { step, at, bytes, runs, origin } = &self.current;
        Ok(Some(match *step {
            Step::Chunk(side) => Item::Chunk(Chunk { side: (!self.merged).then_some(side), at: *at, bytes, runs }),
            Step::Outside(role) => Item::Outside(Outside { role, at: *at, bytes, origin: *origin }),
        }))
    }

    fn waits(&self) -> bool {
        self.queue.is_empty() && self.line_len().is_none()
    }

    fn faults(&self) -> &[Fault] {
        &self.faults
    }

    fn is_lossy(&self) -> bool {
        self.lossy
    }
}
