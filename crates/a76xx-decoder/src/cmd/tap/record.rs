//! What is heard, written down as it comes: a transcript that is whole up to the last silence, however the program ends.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};

use a76xx_corpus::{Step, StepKind};
use a76xx_decoder::ingest::{Fault, Header, Item, Micros, QUIET, Role, Sides, Source};
use a76xx_parser::Side;

/// Bytes of a step at most.
const LONGEST: usize = 256;

/// A source that is written down as it is read.
pub(super) struct Recorded {
    source: Box<dyn Source>,
    /// Whose bytes they are where the source does not say.
    side: Side,
    out: BufWriter<File>,
    held: Option<Held>,
}

/// Bytes of one side that came together.
struct Held {
    side: Side,
    at: Option<Micros>,
    bytes: Vec<u8>,
}

impl Recorded {
    /// Writes the head.
    pub(super) fn new(source: Box<dyn Source>, sides: Sides, header: &Header, file: File) -> io::Result<Self> {
        let mut out = BufWriter::new(file);
        let line = |text: &str| text.replace(|c: char| c.is_control(), " ");
        writeln!(out, "# a76xx transcript 1")?;
        writeln!(out, "# source: {}", line(&header.input))?;
        if let Some(start) = &header.start {
            writeln!(out, "# start: {start}")?;
        }
        writeln!(out)?;
        out.flush()?;
        Ok(Self { source, side: if sides == Sides::Host { Side::Host } else { Side::Module }, out, held: None })
    }
}

impl Source for Recorded {
    fn next(&mut self) -> io::Result<Option<Item<'_>>> {
        let Self { source, side, out, held } = self;
        let item = source.next()?;
        note(item.as_ref(), *side, out, held).map_err(|error| io::Error::new(error.kind(), format!("the recording: {error}")))?;
        Ok(item)
    }

    fn waits(&self) -> bool {
        self.source.waits()
    }

    fn faults(&self) -> &[Fault] {
        self.source.faults()
    }
}

fn note(item: Option<&Item<'_>>, unmarked: Side, out: &mut BufWriter<File>, held: &mut Option<Held>) -> io::Result<()> {
    match item {
        Some(Item::Chunk(chunk)) if !chunk.bytes.is_empty() => {
            let side = chunk.side.unwrap_or(unmarked);
            let goes_on = held.as_ref().is_some_and(|held| {
                let soon = chunk.at.zip(held.at).is_none_or(|(now, then)| u128::from(now.saturating_sub(then)) < QUIET.as_micros());
                held.side == side && soon && held.bytes.len() + chunk.bytes.len() <= LONGEST
            });
            if !goes_on {
                release(out, held)?;
            }
            held.get_or_insert_with(|| Held { side, at: chunk.at, bytes: Vec::new() }).bytes.extend_from_slice(chunk.bytes);
            Ok(())
        }
        Some(Item::Outside(outside)) if outside.role == Role::Remark => {
            release(out, held)?;
            writeln!(out, "# {}", String::from_utf8_lossy(outside.bytes))
        }
        Some(Item::Outside(_)) => Ok(()),
        // Silence, or the end.
        Some(Item::Chunk(_)) | None => {
            release(out, held)?;
            out.flush()
        }
    }
}

fn release(out: &mut BufWriter<File>, held: &mut Option<Held>) -> io::Result<()> {
    let Some(Held { side, at, bytes }) = held.take() else { return Ok(()) };
    let kind = match side {
        Side::Host => StepKind::Host(bytes),
        Side::Module => StepKind::Module(bytes),
    };
    writeln!(out, "{}", Step { at, kind })
}
