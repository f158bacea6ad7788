//! Chunks in, events out, each with its place in the input. Owns the windows and the parser.

mod both;
mod loss;
mod quiet;

use std::io;

pub(crate) use both::Both;

use crate::Error;
use crate::ingest::{Chunk, Item, Micros, Outside, Role, Run, Runs, Sides, Signal, Source};
use a76xx_parser::{Assume, Control, Event, Guess, Kind, Limits, Merged, Parser, Side, Step};

/// One event, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// What the parser saw. Something outside the wire is of kind `foreign`.
    pub event: Event<'a>,
    /// Where its bytes stand in the input.
    pub runs: &'a [Run],
    /// When its first byte came, if the input says so.
    pub at: Option<Micros>,
    /// When its last byte came; of joined pieces, when the last of them began.
    pub until: Option<Micros>,
    /// What it is, for bytes outside of the wire that the capture format itself sets apart.
    pub outside: Option<Role>,
    /// Bytes that it stands for: those of `event.raw`, or more where a long payload is shown by its beginning.
    pub total: u64,
    /// For a payload: it goes on where an earlier piece ended.
    pub continues: bool,
}

/// Bytes that are not yet an event.
#[derive(Clone, Copy, Debug)]
pub struct Rest<'a> {
    /// Who sent them.
    pub side: Side,
    /// The bytes, from the end of the side's last event on.
    pub bytes: &'a [u8],
    /// When they came, if the input says so: how many at a time, all of them together.
    pub times: &'a [(usize, Option<Micros>)],
}

/// Takes pieces.
pub trait Sink {
    /// The next piece.
    ///
    /// # Errors
    /// What writing gave.
    fn take(&mut self, piece: &Piece<'_>) -> io::Result<()>;

    /// What a side has sent beyond its last event, after each of its chunks that ends so: the beginning of what comes next. Whoever writes
    /// bytes in the order in which they came wants to know it.
    ///
    /// # Errors
    /// What writing gave.
    fn rest(&mut self, rest: &Rest<'_>) -> io::Result<()> {
        let _ = rest;
        Ok(())
    }

    /// The input may now be waiting for more: what was written should be seen.
    ///
    /// # Errors
    /// What writing gave.
    fn idle(&mut self) -> io::Result<()>;

    /// The line is silent: what is held back to be joined with more should be seen.
    ///
    /// # Errors
    /// What writing gave.
    fn quiet(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// The input has ended.
    ///
    /// # Errors
    /// What writing gave.
    fn end(&mut self) -> io::Result<()>;
}

/// Reads a source to its end.
///
/// # Errors
/// Reading the input, which is called `name`, or writing failed.
pub fn run(name: &str, source: &mut dyn Source, sides: Sides, sink: &mut dyn Sink) -> Result<(), Error> {
    let mut reader = Reader::new(sides, source.is_lossy());
    loop {
        match source.next().map_err(|source| Error::Input { name: name.to_owned(), source })? {
            Some(Item::Chunk(chunk)) => reader.chunk(&chunk, sink).map_err(Error::Output)?,
            Some(Item::Outside(outside)) => reader.outside(&outside, sink).map_err(Error::Output)?,
            None => break,
        }
        if source.waits() {
            sink.idle().map_err(Error::Output)?;
        }
    }
    reader.flush(sink).and_then(|()| sink.end()).map_err(Error::Output)
}

/// The parser that fits the input.
enum Machine {
    Sided(Parser),
    Merged(Merged),
}

impl Machine {
    fn pull<'b>(&mut self, side: Side, window: &'b [u8], flush: bool) -> Step<'b> {
        match (self, flush) {
            (Self::Sided(parser), false) => parser.next(side, window),
            (Self::Sided(parser), true) => parser.flush(side, window),
            (Self::Merged(merged), false) => merged.next(window),
            (Self::Merged(merged), true) => merged.flush(window),
        }
    }

    fn control(&mut self, what: Control) {
        match self {
            Self::Sided(parser) => parser.control(what),
            Self::Merged(merged) => merged.control(what),
        }
    }
}

/// What of a side is not yet an event.
#[derive(Default)]
struct Lane {
    window: Vec<u8>,
    runs: Runs,
    /// When its last bytes came.
    last: Option<Micros>,
    /// Its last event was a piece of the data state.
    streams: bool,
}

struct Reader {
    machine: Machine,
    host: Lane,
    /// The module's, or both where they stand in one stream.
    module: Lane,
    scratch: Vec<Run>,
    /// Announced counts need not fit: a line that can only be the wire's own ends a payload.
    lossy: bool,
    times: Vec<(usize, Option<Micros>)>,
}

impl Reader {
    fn new(sides: Sides, lossy: bool) -> Self {
        let machine = match sides {
            Sides::Merged => Machine::Merged(Merged::new(Limits::DEFAULT)),
            Sides::Host | Sides::Module | Sides::Marked => Machine::Sided(Parser::new(Limits::DEFAULT)),
        };
        Self { machine, host: Lane::default(), module: Lane::default(), scratch: Vec::new(), lossy, times: Vec::new() }
    }

    fn chunk(&mut self, chunk: &Chunk<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        if chunk.bytes.is_empty() {
            return self.quiet(chunk.at, sink);
        }
        let side = chunk.side.unwrap_or(Side::Module);
        if side == Side::Host && self.host.kept_guard(chunk.at) {
            self.pull(side, true, sink)?;
        }
        if self.lossy
            && let Machine::Sided(parser) = &mut self.machine
            && loss::ends_payload(side, chunk.bytes)
        {
            parser.assume(Assume::PayloadEnd(side));
        }
        let lane = match side {
            Side::Host => &mut self.host,
            Side::Module => &mut self.module,
        };
        lane.last = chunk.at;
        lane.window.extend_from_slice(chunk.bytes);
        lane.runs.push(chunk.runs, chunk.at);
        self.pull(side, false, sink)?;
        let lane = if side == Side::Host { &self.host } else { &self.module };
        if !lane.window.is_empty() && matches!(self.machine, Machine::Sided(_)) {
            self.times.clear();
            lane.runs.times(&mut self.times);
            sink.rest(&Rest { side, bytes: &lane.window, times: &self.times })?;
        }
        Ok(())
    }

    fn outside(&mut self, outside: &Outside<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        match outside.role {
            Role::Silence(_) => self.flush(sink)?,
            Role::Signal(Signal::Dtr(on)) => self.machine.control(Control::Dtr(on)),
            Role::Signal(Signal::Reset | Signal::Power(_)) => {
                self.flush(sink)?;
                self.machine.control(Control::Reset);
            }
            Role::Signal(Signal::Rts(_)) | Role::Layout | Role::Remark | Role::Fault => {}
        }
        let event = Event { raw: outside.bytes, side: None, kind: Kind::Foreign(outside.bytes), command: None, guess: Guess::None };
        let runs = [Run { origin: outside.origin, bytes: outside.bytes.len(), width: 1 }];
        let total = outside.bytes.len() as u64;
        sink.take(&Piece { event, runs: &runs, at: outside.at, until: outside.at, outside: Some(outside.role), total, continues: false })
    }

    fn flush(&mut self, sink: &mut dyn Sink) -> io::Result<()> {
        self.pull(Side::Host, true, sink)?;
        self.pull(Side::Module, true, sink)
    }

    /// Pulls what a side's window gives.
    fn pull(&mut self, side: Side, flush: bool, sink: &mut dyn Sink) -> io::Result<()> {
        let lane = match (side, &self.machine) {
            // One stream is pulled once.
            (Side::Host, Machine::Merged(_)) => return Ok(()),
            (Side::Host, Machine::Sided(_)) => &mut self.host,
            (Side::Module, _) => &mut self.module,
        };
        let mut done = 0;
        while let Step::Event(event) = self.machine.pull(side, lane.window.get(done..).unwrap_or_default(), flush) {
            self.scratch.clear();
            let [at, until] = lane.runs.take(event.raw.len(), &mut self.scratch);
            done += event.raw.len();
            let total = event.raw.len() as u64;
            lane.streams = quiet::is_stream(&event.kind);
            sink.take(&Piece { event, runs: &self.scratch, at, until, outside: None, total, continues: false })?;
        }
        lane.window.drain(..done.min(lane.window.len()));
        Ok(())
    }
}
