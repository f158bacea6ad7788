//! Inputs that are read as another text than they are: what a format says of that text is said of the places of the input.

mod colour;
mod markup;
mod wide;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

use super::format::Input;
use super::{Chunk, Fault, Item, Micros, Outside, READ, Role, Run, Source, Zero, read};
use a76xx_parser::Side;

/// Makes a text of an input.
trait Filter {
    /// Takes from the front of the input; how much. What is left comes again, with more behind it.
    fn run(&mut self, input: &[u8], ended: bool, track: &mut Track) -> usize;
}

/// How an input is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Without the colours of a terminal.
    Plain,
    /// Characters of two bytes as UTF-8.
    Narrow,
    /// Without the tags of a page.
    Seen,
}

impl Reading {
    /// How an input should be read that begins so, if not as it is.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        let fits =
            [(Self::Narrow, wide::Wide::of(head).is_some()), (Self::Seen, markup::is_page(head)), (Self::Plain, colour::is_coloured(head))];
        fits.into_iter().find(|(_, fits)| *fits).map(|(reading, _)| reading)
    }

    /// Whether a format that fits the input as it is had better be left alone.
    pub(super) const fn yields_to(self, score: u32) -> bool {
        match self {
            Self::Plain => score > 900,
            Self::Narrow | Self::Seen => score >= 1000,
        }
    }

    fn filter(self, head: &[u8]) -> Box<dyn Filter> {
        match (self, wide::Wide::of(head)) {
            (Self::Narrow, Some(wide)) => Box::new(wide),
            (Self::Seen, _) => Box::new(markup::Markup::default()),
            _ => Box::new(colour::Colours),
        }
    }

    /// The text of a head.
    pub(super) fn text(self, head: &[u8]) -> Vec<u8> {
        let mut track = Track::default();
        self.filter(head).run(head, false, &mut track);
        track.text
    }

    /// Opens an input with a format of its text.
    pub(super) fn open(self, head: &[u8], input: Input, open: impl FnOnce(Input) -> Box<dyn Source>) -> Box<dyn Source> {
        let track = Rc::new(RefCell::new(Track::default()));
        let filter = self.filter(head);
        let text = Text { input, filter, track: Rc::clone(&track), held: Vec::new(), given: 0, ended: false };
        Box::new(Placed { source: open(Box::new(text)), track, origin: 0, pieces: VecDeque::new(), bytes: Vec::new(), runs: Vec::new() })
    }
}

/// What became of the input.
#[derive(Default)]
pub(super) struct Track {
    /// The text that was made.
    text: Vec<u8>,
    /// The input that it was made of, as far as it is not handed out.
    input: VecDeque<u8>,
    steps: VecDeque<Step>,
}

/// A stretch of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// So many bytes of the text stand in as many bytes of the input each.
    Same { count: usize, width: usize },
    /// So many bytes of the input are not in the text.
    Gone(usize),
}

impl Track {
    /// Bytes of the input that are those of the text.
    fn keep(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
        self.add(bytes.len(), 1);
    }

    /// Bytes of the text that so many of the input stand for.
    fn stand_for(&mut self, bytes: &[u8], len: usize) {
        self.text.extend_from_slice(bytes);
        self.add(1, len);
        self.add(bytes.len().saturating_sub(1), 0);
    }

    /// Bytes of the input that nothing of the text stands for.
    fn drop(&mut self, len: usize) {
        self.steps.push_back(Step::Gone(len));
    }

    fn add(&mut self, count: usize, width: usize) {
        match self.steps.back_mut() {
            Some(Step::Same { count: last, width: same }) if *same == width => *last += count,
            _ if count > 0 => self.steps.push_back(Step::Same { count, width }),
            _ => {}
        }
    }

    /// Takes what is gone in front of the next byte of the text; how many bytes of the input.
    fn gone(&mut self) -> usize {
        let mut len = 0;
        while let Some(Step::Gone(more)) = self.steps.front() {
            len += more;
            self.steps.pop_front();
        }
        len
    }

    /// Takes a byte of the text; how many bytes of the input it stands in.
    fn byte(&mut self) -> usize {
        let Some(Step::Same { count, width }) = self.steps.front_mut() else { return 0 };
        let width = *width;
        *count -= 1;
        if *count == 0 {
            self.steps.pop_front();
        }
        width
    }
}

/// The text of an input.
struct Text {
    input: Input,
    filter: Box<dyn Filter>,
    track: Rc<RefCell<Track>>,
    /// What the filter has not taken.
    held: Vec<u8>,
    /// How much of the text was given.
    given: usize,
    ended: bool,
}

impl Read for Text {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut track = self.track.borrow_mut();
        while self.given == track.text.len() && !self.ended {
            track.text.clear();
            self.given = 0;
            let held = self.held.len();
            self.held.resize(held + READ, 0);
            let got = read(self.input.as_mut(), self.held.get_mut(held..).unwrap_or_default());
            self.held.truncate(held + got.as_ref().copied().unwrap_or(0));
            self.ended = got? == 0;
            let taken = self.filter.run(&self.held, self.ended, &mut track);
            track.input.extend(self.held.drain(..taken.min(self.held.len())));
        }
        let rest = track.text.get(self.given..).unwrap_or_default();
        let len = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..len), rest.get(..len)) {
            to.copy_from_slice(from);
        }
        self.given += len;
        Ok(len)
    }
}

/// A piece of the input: bytes of the wire with as many places, or something outside of it.
struct Piece {
    what: Result<Option<Side>, Role>,
    at: Option<Micros>,
    bytes: Vec<u8>,
    runs: Vec<Run>,
    origin: u64,
}

/// Tells where in the input the pieces of its text stand.
struct Placed {
    source: Box<dyn Source>,
    track: Rc<RefCell<Track>>,
    /// Where the input goes on.
    origin: u64,
    pieces: VecDeque<Piece>,
    /// Of the piece that was handed out last.
    bytes: Vec<u8>,
    runs: Vec<Run>,
}

/// Takes so many bytes of the input.
fn taken<'t>(track: &'t mut Track, origin: &mut u64, len: usize) -> impl Iterator<Item = u8> + 't {
    *origin += len as u64;
    let len = len.min(track.input.len());
    track.input.drain(..len)
}

impl Placed {
    /// Adds the pieces of what the source hands out next. Whether there was anything.
    fn fill(&mut self) -> io::Result<bool> {
        let item = self.source.next()?;
        let track = &mut *self.track.borrow_mut();
        let origin = &mut self.origin;
        let mut pieces = Vec::new();
        let gone = |track: &mut Track, origin: &mut u64, pieces: &mut Vec<Piece>| {
            let (len, start) = (track.gone(), *origin);
            if len > 0 {
                let bytes = taken(track, origin, len).collect();
                pieces.push(Piece { what: Err(Role::Layout), at: None, bytes, runs: Vec::new(), origin: start });
            }
            len > 0
        };
        match &item {
            None => {
                gone(track, origin, &mut pieces);
            }
            Some(Item::Outside(outside)) => {
                gone(track, origin, &mut pieces);
                let (start, mut len) = (*origin, 0);
                for at in 0..outside.bytes.len() {
                    len += if at > 0 { track.gone() } else { 0 };
                    len += track.byte();
                }
                let bytes = taken(track, origin, len).collect();
                pieces.push(Piece { what: Err(outside.role), at: outside.at, bytes, runs: Vec::new(), origin: start });
            }
            Some(Item::Chunk(chunk)) => {
                let empty = |origin: u64| Piece { what: Ok(chunk.side), at: chunk.at, bytes: Vec::new(), runs: Vec::new(), origin };
                let widths = chunk.runs.iter().flat_map(|run| std::iter::repeat_n(run.width, run.bytes));
                let mut piece = empty(*origin);
                for (byte, width) in chunk.bytes.iter().zip(widths) {
                    if width > 0 {
                        let mut between = Vec::new();
                        if gone(track, origin, &mut between) {
                            pieces.push(std::mem::replace(&mut piece, empty(*origin)));
                            pieces.append(&mut between);
                        }
                    }
                    let mut len = 0;
                    for at in 0..width {
                        len += if at > 0 { track.gone() } else { 0 };
                        len += track.byte();
                    }
                    Run { origin: *origin, bytes: 1, width: len as u32 }.append(&mut piece.runs);
                    piece.bytes.push(*byte);
                    drop(taken(track, origin, len));
                }
                pieces.push(piece);
            }
        }
        let more = item.is_some();
        self.pieces.extend(
            pieces.into_iter().filter(|piece| !piece.bytes.is_empty() || matches!(piece.what, Err(Role::Silence(_) | Role::Signal(_)))),
        );
        Ok(more)
    }
}

impl Source for Placed {
    fn next(&mut self) -> io::Result<Option<Item<'_>>> {
        while self.pieces.is_empty() {
            if !self.fill()? && self.pieces.is_empty() {
                return Ok(None);
            }
        }
        let Some(Piece { what, at, bytes, runs, origin }) = self.pieces.pop_front() else { return Ok(None) };
        (self.bytes, self.runs) = (bytes, runs);
        let (bytes, runs) = (self.bytes.as_slice(), self.runs.as_slice());
        Ok(Some(match what {
            Ok(side) => Item::Chunk(Chunk { side, at, bytes, runs }),
            Err(role) => Item::Outside(Outside { role, at, bytes, origin }),
        }))
    }

    fn waits(&self) -> bool {
        self.pieces.is_empty() && self.source.waits()
    }

    fn faults(&self) -> &[Fault] {
        self.source.faults()
    }

    fn is_lossy(&self) -> bool {
        self.source.is_lossy()
    }

    fn zero(&self) -> Option<Zero> {
        self.source.zero()
    }
}
