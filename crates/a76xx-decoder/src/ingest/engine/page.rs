//! What a window holds: pieces in their order. What no piece claims is layout, so that every byte is attributed.

use std::ops::Range;

use crate::ingest::{Chunk, FAULTS, Fault, Item, Micros, Outside, Place, Role, Run};
use a76xx_parser::Side;

/// Layout that is held back to join it with what follows; more than this is handed on.
const LAYOUT: usize = 64 * 1024;

/// Bytes that one mark of repetition can stand for.
const REPEATED: u64 = 1024 * 1024;

/// The pieces that were found and not yet handed out.
#[derive(Default)]
pub(super) struct Sheet {
    entries: Vec<Entry>,
    next: usize,
    /// Bytes that do not stand in the window as they were on the wire.
    arena: Vec<u8>,
    runs: Vec<Run>,
    /// Layout in front of the window, not yet handed out, and where it begins.
    layout: Vec<u8>,
    layout_origin: u64,
    faults: Vec<Fault>,
    /// Nothing behind this place can be read.
    broken: bool,
}

struct Entry {
    what: What,
    at: Option<Micros>,
    bytes: Bytes,
    runs: Range<usize>,
    origin: u64,
}

#[derive(Clone, Copy)]
enum What {
    Wire(Option<Side>),
    Outside(Role),
}

enum Bytes {
    Window(Range<usize>),
    Arena(Range<usize>),
}

impl Sheet {
    /// Whether everything was handed out.
    pub(super) fn is_done(&self) -> bool {
        self.next >= self.entries.len()
    }

    /// Forgets what was handed out.
    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.next = 0;
        self.arena.clear();
        self.runs.clear();
    }

    /// The next piece; `window` is the one that it was found in.
    pub(super) fn next<'a>(&'a mut self, window: &'a [u8]) -> Option<Item<'a>> {
        let entry = self.entries.get(self.next)?;
        self.next += 1;
        let bytes = match &entry.bytes {
            Bytes::Window(range) => window.get(range.clone()),
            Bytes::Arena(range) => self.arena.get(range.clone()),
        };
        let (bytes, at) = (bytes.unwrap_or_default(), entry.at);
        let runs = self.runs.get(entry.runs.clone()).unwrap_or_default();
        Some(match entry.what {
            What::Wire(side) => Item::Chunk(Chunk { side, at, bytes, runs }),
            What::Outside(role) => Item::Outside(Outside { role, at, bytes, origin: entry.origin }),
        })
    }

    /// Hands on layout that nothing follows.
    pub(super) fn release(&mut self) {
        if !self.layout.is_empty() {
            let start = self.arena.len();
            self.arena.append(&mut self.layout);
            let bytes = Bytes::Arena(start..self.arena.len());
            let runs = self.runs.len()..self.runs.len();
            self.entries.push(Entry { what: What::Outside(Role::Layout), at: None, bytes, runs, origin: self.layout_origin });
        }
    }

    /// Whether the rest of the input cannot be read.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

/// A window, and what was found in it so far. Pieces are claimed from its front to its end.
pub(crate) struct Page<'p> {
    window: &'p [u8],
    base: u64,
    sheet: &'p mut Sheet,
    /// Everything in front of it is attributed.
    done: usize,
    /// The chunk of decoded bytes that is being written.
    open: Option<Open>,
    /// Number of the line at the front, from 1; 0 where the format has none.
    pub(crate) line: u64,
}

struct Open {
    side: Option<Side>,
    at: Option<Micros>,
    arena: usize,
    runs: usize,
    /// What the last bytes stand in.
    tail: Option<Tail>,
}

/// The last bytes of a chunk that are written alike. The very last reaches up to the next one.
#[derive(Clone, Copy)]
struct Tail {
    run: Run,
    /// Behind the last byte, in the window.
    end: usize,
    /// Where the window begins in the input.
    base: u64,
}

impl Tail {
    /// Adds bytes that stand there, behind the last one, each in so many; the window is counted from `base`.
    #[inline]
    fn add(&mut self, bytes: usize, width: usize, runs: &mut Vec<Run>) {
        if width as u32 == self.run.width {
            self.run.bytes += bytes;
        } else {
            if self.run.bytes > 0 {
                runs.push(self.run);
            }
            self.run = Run { origin: self.base + self.end as u64, bytes, width: width as u32 };
        }
        self.end += bytes * width;
    }
}

/// Writes what a part of the window stands for, one byte behind the other.
pub(crate) struct Writer<'w> {
    /// As many bytes as the part has, and [`SPARE`].
    room: &'w mut [u8],
    written: usize,
    tail: Tail,
    runs: &'w mut Vec<Run>,
}

/// Room for a whole word where only its first byte is wanted.
const SPARE: usize = 8;

impl Writer<'_> {
    /// The next bytes, each of which is written in so many. Gives how many there were.
    #[inline]
    pub(crate) fn bytes(&mut self, values: impl Iterator<Item = u8>, width: usize) -> usize {
        let room = self.room.get_mut(self.written..).unwrap_or_default();
        let mut count = 0;
        for (to, value) in room.iter_mut().zip(values) {
            *to = value;
            count += 1;
        }
        if count > 0 {
            self.written += count;
            self.tail.add(count, width, self.runs);
        }
        count
    }

    /// The first bytes of a text, so many, which stand there as they are.
    #[inline]
    pub(crate) fn plain(&mut self, text: &[u8], len: usize) {
        let room = self.room.get_mut(self.written..).unwrap_or_default();
        // Most stretches between escapes are short: a word is copied faster than so many bytes.
        if let (true, Some(word), Some(to)) = (len <= SPARE, text.first_chunk::<SPARE>(), room.first_chunk_mut()) {
            *to = *word;
        } else if let (Some(bytes), Some(to)) = (text.get(..len), room.get_mut(..len)) {
            to.copy_from_slice(bytes);
        } else {
            return;
        }
        self.written += len;
        self.tail.add(len, 1, self.runs);
    }
}

impl<'p> Page<'p> {
    pub(super) fn new(window: &'p [u8], base: u64, sheet: &'p mut Sheet) -> Self {
        Self { window, base, sheet, done: 0, open: None, line: 0 }
    }

    /// What is there.
    pub(crate) fn window(&self) -> &'p [u8] {
        self.window
    }

    /// Claims bytes of the wire that stand in the input as they were.
    pub(crate) fn wire(&mut self, side: Option<Side>, at: Option<Micros>, range: Range<usize>) {
        let range = self.reach(range);
        if range.is_empty() {
            return;
        }
        let origin = self.base + range.start as u64;
        let first = self.sheet.runs.len();
        self.sheet.runs.push(Run { origin, bytes: range.len(), width: 1 });
        self.done = range.end;
        self.sheet.entries.push(Entry { what: What::Wire(side), at, bytes: Bytes::Window(range), runs: first..first + 1, origin });
    }

    /// Begins a chunk of decoded bytes.
    pub(crate) fn begin(&mut self, side: Option<Side>, at: Option<Micros>) {
        self.end();
        self.open = Some(Open { side, at, arena: self.sheet.arena.len(), runs: self.sheet.runs.len(), tail: None });
    }

    /// Adds a byte of the wire and what stands for it in the input. What lies between two bytes goes with the first.
    #[inline]
    pub(crate) fn byte(&mut self, value: u8, range: Range<usize>) {
        let limit = self.window.len();
        let Some((tail, sheet)) = self.reach_from(range.start) else { return };
        let width = range.end.min(limit).saturating_sub(tail.end);
        tail.add(1, width, &mut sheet.runs);
        sheet.arena.push(value);
    }

    /// Adds what a part of the window stands for: `write` is given its text.
    #[inline]
    pub(crate) fn write(&mut self, range: Range<usize>, write: impl FnOnce(&[u8], &mut Writer<'_>)) {
        let text = self.window.get(range.clone()).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        let limit = self.window.len();
        let Some((tail, Sheet { arena, runs, .. })) = self.reach_from(range.start) else { return };
        let from = arena.len();
        arena.resize(from + text.len() + SPARE, 0);
        let mut writer = Writer { room: arena.get_mut(from..).unwrap_or_default(), written: 0, tail: *tail, runs };
        write(text, &mut writer);
        let written = writer.written;
        *tail = Tail { end: writer.tail.end.min(limit), ..writer.tail };
        arena.truncate(from + written);
    }

    /// The last bytes of the chunk that was begun, in front of those that stand there.
    #[inline]
    fn reach_from(&mut self, start: usize) -> Option<(&mut Tail, &mut Sheet)> {
        if !matches!(self.open, Some(Open { tail: Some(_), .. })) {
            self.first(start);
        }
        let Some(Open { tail: Some(tail), runs, .. }) = &mut self.open else { return None };
        let start = start.min(self.window.len());
        if start > tail.end {
            self.sheet.widen(tail, start - tail.end, *runs);
            tail.end = start;
        }
        Some((tail, self.sheet))
    }

    /// In front of the first byte of a chunk, which stands there: what lies before it is layout.
    #[inline(never)]
    fn first(&mut self, start: usize) {
        if self.open.is_none() {
            return;
        }
        let start = self.reach(start..start).start;
        if let Some(open) = &mut self.open {
            // Layout that was handed on stands in front of the bytes.
            (open.arena, open.runs) = (self.sheet.arena.len(), self.sheet.runs.len());
            open.tail = Some(Tail { run: Run { origin: self.base + start as u64, bytes: 0, width: 0 }, end: start, base: self.base });
        }
    }

    /// Ends the chunk of decoded bytes.
    pub(crate) fn end(&mut self) {
        let Some(Open { side, at, arena, runs, tail: Some(tail) }) = self.open.take() else { return };
        if tail.run.bytes == 0 {
            return;
        }
        self.sheet.runs.push(tail.run);
        self.done = tail.end;
        let origin = self.sheet.runs.get(runs).map_or(self.base, |run| run.origin);
        let (bytes, runs) = (Bytes::Arena(arena..self.sheet.arena.len()), runs..self.sheet.runs.len());
        self.sheet.entries.push(Entry { what: What::Wire(side), at, bytes, runs, origin });
    }

    /// Adds bytes that the input only stands for: a row of a dump again and again. They have no place in it.
    pub(crate) fn repeat(&mut self, side: Option<Side>, at: Option<Micros>, bytes: &[u8], len: u64) {
        let len = len.min(REPEATED) as usize;
        let done = self.reach(self.done..self.done).start;
        if len == 0 || bytes.is_empty() {
            return;
        }
        let (arena, first) = (self.sheet.arena.len(), self.sheet.runs.len());
        self.sheet.arena.extend(bytes.iter().cycle().take(len));
        let origin = self.base + done as u64;
        self.sheet.runs.push(Run { origin, bytes: len, width: 0 });
        let bytes = Bytes::Arena(arena..arena + len);
        self.sheet.entries.push(Entry { what: What::Wire(side), at, bytes, runs: first..first + 1, origin });
    }

    /// Claims bytes that are not of the wire. Layout need not be claimed.
    pub(crate) fn outside(&mut self, role: Role, at: Option<Micros>, range: Range<usize>) {
        let range = self.reach(range);
        if range.is_empty() && !matches!(role, Role::Silence(_) | Role::Signal(_)) {
            return;
        }
        self.done = range.end;
        let (origin, runs) = (self.base + range.start as u64, self.sheet.runs.len()..self.sheet.runs.len());
        self.sheet.entries.push(Entry { what: What::Outside(role), at, bytes: Bytes::Window(range), runs, origin });
    }

    /// Claims bytes that are not of the format, and says so.
    pub(crate) fn fault(&mut self, at: Option<Micros>, range: Range<usize>, what: &'static str) {
        if self.sheet.faults.len() < FAULTS {
            let place = if self.line > 0 { Place::Line(self.line) } else { Place::Offset(self.base + range.start as u64) };
            self.sheet.faults.push(Fault { place, what });
        }
        self.outside(Role::Fault, at, range);
    }

    /// Claims all that is there, and all that follows: the format ends here.
    pub(crate) fn give_up(&mut self, what: &'static str) -> usize {
        self.sheet.broken = true;
        self.fault(None, 0..self.window.len(), what);
        self.window.len()
    }

    /// Ends a piece that is being written and makes what lies in front of the range layout. Gives the part of the range that is free.
    fn reach(&mut self, range: Range<usize>) -> Range<usize> {
        if self.open.as_ref().is_some_and(|open| open.tail.is_some()) {
            self.end();
        }
        let start = range.start.clamp(self.done, self.window.len());
        let gap = self.done..start;
        if !self.sheet.layout.is_empty() {
            self.sheet.layout.extend_from_slice(self.window.get(gap).unwrap_or_default());
            self.sheet.release();
        } else if !gap.is_empty() {
            let (origin, runs) = (self.base + gap.start as u64, self.sheet.runs.len()..self.sheet.runs.len());
            self.sheet.entries.push(Entry { what: What::Outside(Role::Layout), at: None, bytes: Bytes::Window(gap), runs, origin });
        }
        self.done = start;
        start..range.end.clamp(start, self.window.len())
    }

    /// The front of the window, so many bytes, is done with: what nobody claimed is layout.
    pub(super) fn finish(&mut self, taken: usize) {
        self.end();
        let rest = self.window.get(self.done..taken).unwrap_or_default();
        if !rest.is_empty() {
            if self.sheet.layout.is_empty() {
                self.sheet.layout_origin = self.base + self.done as u64;
            }
            self.sheet.layout.extend_from_slice(rest);
            self.done = taken;
            if self.sheet.layout.len() >= LAYOUT {
                self.sheet.release();
            }
        }
    }
}

impl Sheet {
    /// Makes the last byte of a chunk whose runs begin there as much wider.
    #[inline(never)]
    fn widen(&mut self, tail: &mut Tail, more: usize, first: usize) {
        let before = tail.run.split_front(tail.run.bytes.saturating_sub(1));
        if before.bytes > 0 {
            self.runs.push(before);
        }
        tail.run.width += more as u32;
        // Dumps have a gap behind each byte.
        if self.runs.len() > first
            && let Some(last) = self.runs.last_mut().filter(|last| last.joins(&tail.run))
        {
            last.bytes += 1;
            tail.run = *last;
            self.runs.pop();
        }
    }
}
