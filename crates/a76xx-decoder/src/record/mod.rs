//! A capture written anew: what both sides sent, in the order in which it came, with times, silences and control lines.
//!
//! Reading the result gives the same bytes of each side, and the same events where the input told its sides. For that, bytes are written in
//! the order in which the events came, and what a side had begun to say before the other spoke stays in front of it.

mod block;
pub mod flow;
pub mod pcapng;
pub mod transcript;

use std::io;

use crate::Error;
use crate::ingest::{Header, Micros, Opened, Role, Sides, Signal};
use crate::pick::Pick;
use crate::stream::{self, Piece, Rest, Sink};
use a76xx_parser::{End, Kind, Role as Data, Side};

/// Bytes of a payload in one entry at most.
const PAYLOAD: usize = 256;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What<'a> {
    /// A side sent bytes: a line with the line ends before and behind it, or a piece of data.
    Bytes(Side, &'a [u8]),
    /// Nothing came, for so long if known.
    Silence(Option<Micros>),
    /// A line beside the data lines changed.
    Signal(Signal),
    /// What a program or a person wrote: one line, without control characters.
    Note(&'a str),
}

/// One entry of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// When, if the input says so.
    pub at: Option<Micros>,
    /// What.
    pub what: What<'a>,
}

/// One form of recording.
pub trait Record {
    /// A recording begins. `lossy`: line ends may be changed and bytes missing, so that counts need not fit. Where the header has one stream for
    /// both sides, the sides of the entries are a guess, and the reader should make its own.
    ///
    /// # Errors
    /// What writing gave.
    fn begin(&mut self, header: &Header, lossy: bool) -> io::Result<()>;

    /// The next entry.
    ///
    /// # Errors
    /// What writing gave.
    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()>;

    /// An empty line stands here in a transcript: its head has ended.
    fn gap(&mut self) {}

    /// The recording is complete.
    ///
    /// # Errors
    /// What writing gave.
    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// What was written should be seen now.
    ///
    /// # Errors
    /// What writing gave.
    fn flush(&mut self) -> io::Result<()>;
}

/// Records one input that [`crate::ingest::open`] opened; of its events those that are picked.
///
/// # Errors
/// The input cannot be read, or the output cannot be written.
pub fn record(opened: &mut Opened, pick: &mut Pick, to: &mut dyn Record) -> Result<(), Error> {
    let mut recorder = begin(opened, pick, to)?;
    stream::run(&opened.header.input, opened.source.as_mut(), opened.header.sides, &mut recorder)
}

/// Begins a recording of an input that was not yet read.
pub(crate) fn begin<'w>(opened: &Opened, pick: &'w mut Pick, to: &'w mut dyn Record) -> Result<Recorder<'w>, Error> {
    // Whether counts need not fit.
    let lossy = opened.source.is_lossy();
    to.begin(&opened.header, lossy).map_err(Error::Output)?;
    Ok(Recorder::new(&opened.header, lossy, pick, to))
}

/// Makes entries of what comes out of the parser.
pub struct Recorder<'w> {
    to: &'w mut dyn Record,
    pick: &'w mut Pick,
    /// Blanks, or the beginning of a piece of data, that go with what follows.
    held: Option<Held>,
    /// What a side has begun to say: host, module.
    begun: [Begun; 2],
    turn: u64,
    /// Remarks are comments of a transcript.
    comments: bool,
    lossy: bool,
    /// Host and module stand in one stream, and so does what a program printed into it.
    merged: bool,
}

struct Held {
    side: Side,
    at: Option<Micros>,
    data: bool,
    bytes: Vec<u8>,
}

/// The beginning of a side's next event.
struct Begun {
    /// The parser may have learned something from it: it must stay in front of what the other side says. After a complete line it cannot.
    firm: bool,
    /// Bytes that are already written.
    written: usize,
    /// Bytes behind them that are not.
    parts: Vec<Part>,
}

/// Bytes of one chunk.
struct Part {
    /// Counts the chunks of both sides.
    turn: u64,
    side: Side,
    at: Option<Micros>,
    bytes: Vec<u8>,
}

impl Begun {
    const fn new() -> Self {
        Self { firm: true, written: 0, parts: Vec::new() }
    }
}

impl<'w> Recorder<'w> {
    /// At the start of an input.
    pub fn new(header: &Header, lossy: bool, pick: &'w mut Pick, to: &'w mut dyn Record) -> Self {
        pick.begin(header.sides);
        Self {
            to,
            pick,
            held: None,
            begun: [Begun::new(), Begun::new()],
            turn: 0,
            comments: header.format == "transcript",
            lossy,
            merged: header.sides == Sides::Merged,
        }
    }

    fn begun(&mut self, side: Side) -> &mut Begun {
        let [host, module] = &mut self.begun;
        match side {
            Side::Host => host,
            Side::Module => module,
        }
    }

    fn entry(&mut self, at: Option<Micros>, what: What<'_>) -> io::Result<()> {
        self.to.entry(&Entry { at, what })
    }

    /// Writes what is held.
    fn release(&mut self) -> io::Result<()> {
        match self.held.take() {
            Some(held) => self.entry(held.at, What::Bytes(held.side, &held.bytes)),
            None => Ok(()),
        }
    }

    /// Something of one side, or of none, comes: what others have begun to say stands in front of it, and so does what it had itself begun
    /// to say before them.
    fn settle(&mut self, but: Option<Side>) -> io::Result<()> {
        let [host, module] = &mut self.begun;
        let mut parts: Vec<Part> = host.parts.drain(..).chain(module.parts.drain(..)).collect();
        parts.sort_by_key(|part| part.turn);
        let count = parts.iter().rposition(|part| Some(part.side) != but).map_or(0, |last| last + 1);
        parts.truncate(count);
        if !parts.is_empty() {
            self.release()?;
        }
        for Part { side, at, bytes, .. } in parts {
            self.begun(side).written += bytes.len();
            self.entry(at, What::Bytes(side, &bytes))?;
        }
        Ok(())
    }

    fn bytes(&mut self, side: Side, at: Option<Micros>, bytes: &[u8], kind: &Kind<'_>) -> io::Result<()> {
        let data = matches!(kind, Kind::Payload(_));
        let joins = |held: &Held| held.side == side && held.at == at && held.data == data;
        let leads = |held: &Held| held.side == side && held.at == at && !held.data && !data;
        if !self.held.as_ref().is_some_and(|held| joins(held) || leads(held)) {
            self.release()?;
        }
        let held = self.held.get_or_insert_with(|| Held { side, at, data, bytes: Vec::new() });
        held.bytes.extend_from_slice(bytes);
        match kind {
            Kind::Blank => Ok(()),
            // A line that can only be one of the wire is looked for chunk by chunk.
            Kind::Payload(_) if self.lossy => self.release(),
            Kind::Payload(payload) => {
                self.cut()?;
                if payload.end == End::Open { Ok(()) } else { self.release() }
            }
            _ => self.release(),
        }
    }

    /// Writes the complete pieces of held data: up to each line end, and no longer than a limit.
    fn cut(&mut self) -> io::Result<()> {
        while let Some(held) = &mut self.held {
            let near = held.bytes.get(..PAYLOAD).unwrap_or(&held.bytes);
            let len = match memchr::memchr(b'\n', near) {
                Some(at) => at + 1,
                None if near.len() == PAYLOAD => PAYLOAD,
                None => return Ok(()),
            };
            let rest = held.bytes.split_off(len);
            let (at, side, piece) = (held.at, held.side, std::mem::replace(&mut held.bytes, rest));
            if held.bytes.is_empty() {
                self.held = None;
            }
            self.entry(at, What::Bytes(side, &piece))?;
        }
        Ok(())
    }

    fn note(&mut self, at: Option<Micros>, bytes: &[u8]) -> io::Result<()> {
        for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')) {
            let line =
                if self.comments { line.strip_prefix(b"#").map_or(line, |text| text.strip_prefix(b" ").unwrap_or(text)) } else { line };
            let mut text = String::new();
            crate::render::visible::bytes(line.trim_ascii_end(), crate::render::Charset::Unicode, &mut text);
            if self.comments || !text.trim().is_empty() {
                self.entry(at, What::Note(text.trim_end()))?;
            }
        }
        Ok(())
    }
}

impl Sink for Recorder<'_> {
    fn take(&mut self, piece: &Piece<'_>) -> io::Result<()> {
        if piece.outside == Some(Role::Layout) {
            if self.comments && memchr::memchr_iter(b'\n', piece.event.raw).nth(1).is_some() {
                self.to.gap();
            }
            return Ok(());
        }
        let raw = piece.event.raw;
        let foreign = piece.outside.is_some() || matches!(piece.event.kind, Kind::Foreign(_)) && !self.merged;
        // A line of one stream whose side nobody can tell is rather the module's: it says more.
        let side = (!foreign).then(|| piece.event.side.unwrap_or(Side::Module));
        self.settle(side)?;
        let picked = self.pick.piece(piece);
        if let Some(side) = side {
            let begun = self.begun(side);
            begun.firm = match piece.event.kind {
                // What may end data without a count is held back until more is known.
                Kind::Payload(payload) => matches!(payload.role, Data::Transparent | Data::Unframed),
                _ => !raw.ends_with(b"\n"),
            };
            let skip = begun.written.min(raw.len());
            begun.written -= skip;
            if !picked {
                return self.release();
            }
            // What was begun is written with its own time.
            let at = if skip > 0 { piece.until } else { piece.at };
            return self.bytes(side, at, raw.get(skip..).unwrap_or_default(), &piece.event.kind);
        }
        self.release()?;
        match piece.outside {
            _ if !picked => Ok(()),
            Some(Role::Silence(span)) => self.entry(piece.at, What::Silence(span)),
            Some(Role::Signal(signal)) => self.entry(piece.at, What::Signal(signal)),
            _ => self.note(piece.at, raw),
        }
    }

    fn rest(&mut self, rest: &Rest<'_>) -> io::Result<()> {
        self.turn += 1;
        let (all, turn) = (self.pick.all(), self.turn);
        let begun = self.begun(rest.side);
        // A line that is whole but for its line feed may be read another way after the other side's command.
        if !all || !begun.firm && !rest.bytes.ends_with(b"\r") {
            return Ok(());
        }
        let known = begun.written + begun.parts.iter().map(|part| part.bytes.len()).sum::<usize>();
        let mut from = 0;
        for (count, at) in rest.times {
            let bytes = rest.bytes.get(known.max(from)..from + count).unwrap_or_default();
            if !bytes.is_empty() {
                begun.parts.push(Part { turn, side: rest.side, at: *at, bytes: bytes.to_vec() });
            }
            from += count;
        }
        Ok(())
    }

    fn idle(&mut self) -> io::Result<()> {
        self.to.flush()
    }

    fn end(&mut self) -> io::Result<()> {
        self.release()?;
        self.to.end()?;
        self.to.flush()
    }
}
