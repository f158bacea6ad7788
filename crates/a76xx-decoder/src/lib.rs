//! From a capture of the wire to something a person or a program can read.
//!
//! ```text
//!  file or pipe ─▶ ingest ─▶ stream ─▶ join ─▶ annotate ─▶ judge ─────▶ render
//!                  chunks    events    whole   names,      findings,    text or
//!                  + where   + where   payloads meanings   verdict      JSON Lines, HTML …
//! ```
//!
//! - [`ingest`] takes a capture format apart: chunks of wire bytes, each with the place in the file that every byte came from, and what
//!   is not of the wire. It finds out which format and which sides it has before it.
//! - [`stream`] owns the windows and the parser: chunks in, events with their places out.
//! - [`join`] puts the pieces of one payload together, up to a fixed size.
//! - [`annotate`] adds what the protocol's table knows: parameter names, the sentence, the link, the command that an answer belongs to.
//! - [`judge`] asks the tracker's rules, ties what they find to its causes, and makes a [`verdict`] of it.
//! - [`pick`] chooses what is shown; [`record`] writes the capture itself anew; [`redact`] takes out of it what tells of people; [`mod@shrink`]
//!   leaves of it what shows a finding.
//! - [`render`] writes; nothing before it does. A renderer is told width, colour and character set, and it escapes untrusted bytes.
//!
//! What it does not do: know the rules. They are the tracker's.
//!
//! Memory does not grow with the input: windows, joined payloads and the list of open commands are all of fixed size.

pub mod annotate;
mod eight;
pub mod error;
pub mod explain;
pub mod ingest;
pub mod join;
pub mod judge;
pub mod meaning;
mod number;
pub mod pick;
pub mod record;
pub mod redact;
pub mod render;
pub mod shrink;
pub mod stream;
pub mod table;
pub mod verdict;

pub use error::Error;

use std::io;

use a76xx_parser::Kind;

/// Decodes one input that [`ingest::open`] opened, header included.
///
/// # Errors
/// The input cannot be read, or the output cannot be written.
pub fn decode(opened: &mut ingest::Opened, select: judge::Select, to: &mut dyn render::Render) -> Result<(), Error> {
    decode_and_record(opened, select, to, None)
}

/// The same, while the capture is written anew as well.
///
/// # Errors
/// The input cannot be read, or one of the outputs cannot be written.
pub fn decode_and_record(
    opened: &mut ingest::Opened,
    select: judge::Select,
    to: &mut dyn render::Render,
    record: Option<&mut dyn record::Record>,
) -> Result<(), Error> {
    to.header(&opened.header).map_err(Error::Output)?;
    if opened.source.waits() {
        to.flush().map_err(Error::Output)?;
    }
    let joins = to.joins();
    let sides = opened.header.sides;
    let judge = judge::Judge::new(&opened.header, opened.lines.clone(), select);
    let mut sink = Annotating { annotator: annotate::Annotator::new(sides), judge, follows: to.follows(), to };
    let mut join = join::Join::new(joins, &mut sink);
    let Some(record) = record else {
        return stream::run(&opened.header.input, opened.source.as_mut(), sides, &mut join);
    };
    let mut all = pick::Pick::new(pick::Wanted::default());
    let recorder = record::begin(opened, &mut all, record)?;
    stream::run(&opened.header.input, opened.source.as_mut(), sides, &mut stream::Both(recorder, join))
}

/// The last step of the chain: annotates and hands on.
struct Annotating<'r> {
    annotator: annotate::Annotator,
    judge: judge::Judge,
    /// The output shows states.
    follows: bool,
    to: &'r mut dyn render::Render,
}

impl stream::Sink for Annotating<'_> {
    fn take(&mut self, piece: &stream::Piece<'_>) -> io::Result<()> {
        let mut annotated = self.annotator.annotate(piece);
        annotated.findings = self.judge.event(&annotated);
        if self.follows && !matches!(piece.event.kind, Kind::Blank) {
            (annotated.changes, annotated.carrier) = self.judge.states();
        }
        self.to.event(&annotated)?;
        self.annotator.reuse(annotated.meaning, annotated.fields);
        Ok(())
    }

    fn idle(&mut self) -> io::Result<()> {
        self.to.flush()
    }

    fn end(&mut self) -> io::Result<()> {
        self.to.end(&self.judge.end())?;
        self.to.flush()
    }
}
