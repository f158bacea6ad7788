//! Lines that findings quote.

use std::collections::VecDeque;
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
    held: VecDeque<Quote>,
}

impl Quotes {
    pub(super) fn new(lines: Lines) -> Self {
        Self { lines, ascii: 0..0, held: VecDeque::new() }
    }

    pub(super) fn note(&mut self, event: &Annotated<'_>) {
        for span in event.spans.iter().filter(|_| event.event.raw.is_ascii()) {
            let start = if span.offset == self.ascii.end { self.ascii.start } else { span.offset };
            self.ascii = start..span.offset + span.len;
        }
        if matches!(event.event.kind, Kind::Blank | Kind::Foreign(_)) {
            return;
        }
        // The oldest makes room, and lends its memory.
        let oldest = if self.held.len() < REMEMBERED { None } else { self.held.pop_front() };
        let (raw, meaning) = oldest.map(|oldest| (oldest.raw, oldest.meaning)).unwrap_or_default();
        self.held.push_back(self.in_place(event, raw, meaning));
    }

    /// The quote of an event.
    pub(crate) fn of(&self, event: &Annotated<'_>) -> Quote {
        self.in_place(event, Vec::new(), String::new())
    }

    /// The same in memory that was used before.
    fn in_place(&self, event: &Annotated<'_>, mut bytes: Vec<u8>, mut meaning: String) -> Quote {
        let raw = without_end(event.event.raw);
        bytes.clear();
        bytes.extend_from_slice(raw.get(..BYTES).unwrap_or(raw));
        meaning.clear();
        meaning.push_str(&event.meaning);
        let span = place(event.runs, 0..raw.len()).or_else(|| event.spans.first().copied());
        let offset = span.map(|span| span.offset);
        Quote {
            seq: event.seq,
            offset,
            len: span.map_or(0, |span| span.len),
            line: offset.and_then(|offset| self.lines.of(offset)),
            column: span.and_then(|span| self.column(span)),
            at: event.at,
            raw: bytes,
            meaning,
        }
    }

    /// The line that holds this byte of the input, where it is known.
    pub(super) fn line(&self, offset: u64) -> Option<u64> {
        self.lines.of(offset)
    }

    /// The column in which a span begins, where it is known and the span ends in its line.
    fn column(&self, span: Span) -> Option<u64> {
        let start = self.lines.start(span.offset)?;
        let one_line = self.lines.start(span.offset + span.len.saturating_sub(1)) == Some(start);
        let known = span.offset == start || self.ascii.start <= start && self.ascii.end >= span.offset;
        (one_line && known).then(|| span.offset - start + 1)
    }

    /// An earlier event; its number alone where it is no longer known.
    pub(crate) fn find(&self, seq: u64) -> Quote {
        let at = self.held.partition_point(|quote| quote.seq < seq);
        self.held.get(at).filter(|quote| quote.seq == seq).cloned().unwrap_or(Quote {
            seq,
            offset: None,
            len: 0,
            line: None,
            column: None,
            at: None,
            raw: Vec::new(),
            meaning: String::new(),
        })
    }

    /// The last event that can be quoted.
    pub(crate) fn last(&self) -> Option<&Quote> {
        self.held.back()
    }
}
