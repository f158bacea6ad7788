//! Lines that findings quote.

use std::ops::Range;

use crate::annotate::Annotated;
use crate::ingest::{Lines, Span, place};
use crate::render::visible::without_end;
use a76xx_parser::Kind;

/// Events that can be quoted later.
const REMEMBERED: usize = 4096;
/// Bytes of an event that are remembered.
const BYTES: usize = 160;

/// An event of the capture, to be shown again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// Its number.
    pub seq: u64,
    /// Where it begins in the input; `None` where it is no longer known.
    pub offset: Option<u64>,
    /// Bytes of the input that it takes, without its line end.
    pub len: u64,
    /// Its line in the input, from 1, where it is known.
    pub line: Option<u64>,
    /// Its column in that line, from 1, where it is known and the event ends in the same line.
    pub column: Option<u64>,
    /// When, in microseconds, if the input says so.
    pub at: Option<u64>,
    /// Its bytes without the line end, the first of them where there are many.
    pub raw: Vec<u8>,
    /// What it says.
    pub meaning: String,
}

/// The events of late.
#[derive(Debug)]
pub(crate) struct Quotes {
    lines: Lines,
    /// The latest stretch of the input that is known to be ASCII: there a byte is a column.
    ascii: Range<u64>,
    /// In their order, from `next` on round to it.
    held: Vec<Quote>,
    /// The oldest, which makes room, once there are enough of them.
    next: usize,
}

impl Quotes {
    pub(super) fn new(lines: Lines) -> Self {
        Self { lines, ascii: 0..0, held: Vec::new(), next: 0 }
    }

    pub(super) fn note(&mut self, event: &Annotated<'_>) {
        for span in event.spans.iter().filter(|_| event.event.raw.is_ascii()) {
            let start = if span.offset == self.ascii.end { self.ascii.start } else { span.offset };
            self.ascii = start..span.offset + span.len;
        }
        if matches!(event.event.kind, Kind::Blank | Kind::Foreign(_)) {
            return;
        }
        let spot = self.spot(event);
        if self.held.len() < REMEMBERED {
            self.held.push(Quote::default());
        }
        // The oldest lends its memory.
        if let Some(quote) = self.held.get_mut(self.next) {
            spot.quote(event, quote);
        }
        self.next = (self.next + 1) % REMEMBERED;
    }

    /// The quote of an event.
    pub(crate) fn of(&self, event: &Annotated<'_>) -> Quote {
        let mut quote = Quote::default();
        self.spot(event).quote(event, &mut quote);
        quote
    }

    /// Where an event stands.
    fn spot(&self, event: &Annotated<'_>) -> Spot {
        let raw = without_end(event.event.raw);
        let span = place(event.runs, 0..raw.len()).or_else(|| event.spans.first().copied());
        let row = span.and_then(|span| self.lines.row(span));
        // The column is known where the event ends in the line in which it begins.
        let column = span.zip(row.as_ref()).filter(|(_, row)| row.holds).and_then(|(span, row)| {
            let known = span.offset == row.start || self.ascii.start <= row.start && self.ascii.end >= span.offset;
            known.then(|| span.offset - row.start + 1)
        });
        Spot { span, line: row.map(|row| row.number), column }
    }

    /// The line that holds this byte of the input, where it is known.
    pub(super) fn line(&self, offset: u64) -> Option<u64> {
        self.lines.of(offset)
    }

    /// An earlier event; its number alone where it is no longer known.
    pub(crate) fn find(&self, seq: u64) -> Quote {
        self.held(seq).cloned().unwrap_or(Quote { seq, ..Quote::default() })
    }

    /// An earlier event, where it is still known.
    pub(super) fn held(&self, seq: u64) -> Option<&Quote> {
        let (newer, older) = self.held.split_at_checked(self.next).unwrap_or((&self.held, &[]));
        let part = if newer.first().is_some_and(|first| seq >= first.seq) { newer } else { older };
        part.get(part.binary_search_by_key(&seq, |quote| quote.seq).ok()?)
    }

    /// The last event that can be quoted.
    pub(crate) fn last(&self) -> Option<&Quote> {
        self.held.get(self.next.checked_sub(1).unwrap_or(REMEMBERED - 1))
    }
}

/// Where a quote stands, and in which line and column.
struct Spot {
    span: Option<Span>,
    line: Option<u64>,
    column: Option<u64>,
}

impl Spot {
    /// Writes the quote of the event that stands there.
    fn quote(self, event: &Annotated<'_>, to: &mut Quote) {
        let raw = without_end(event.event.raw);
        (to.seq, to.at) = (event.seq, event.at);
        (to.offset, to.len) = self.span.map_or((None, 0), |span| (Some(span.offset), span.len));
        (to.line, to.column) = (self.line, self.column);
        to.raw.clear();
        to.raw.extend_from_slice(raw.get(..BYTES).unwrap_or(raw));
        to.meaning.clear();
        to.meaning.push_str(&event.meaning);
    }
}
