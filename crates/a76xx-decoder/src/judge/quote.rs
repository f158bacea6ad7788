//! Lines that findings quote.

use std::collections::VecDeque;

use crate::annotate::Annotated;
use crate::ingest::Lines;
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
    /// Its line in the input, from 1, where it is known.
    pub line: Option<u64>,
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
    held: VecDeque<Quote>,
}

impl Quotes {
    pub(super) fn new(lines: Lines) -> Self {
        Self { lines, held: VecDeque::new() }
    }

    pub(super) fn note(&mut self, event: &Annotated<'_>) {
        if matches!(event.event.kind, Kind::Blank | Kind::Foreign(_)) {
            return;
        }
        if self.held.len() == REMEMBERED {
            self.held.pop_front();
        }
        self.held.push_back(self.of(event));
    }

    /// The quote of an event.
    pub(crate) fn of(&self, event: &Annotated<'_>) -> Quote {
        let offset = event.spans.first().map(|span| span.offset);
        let raw = without_end(event.event.raw);
        Quote {
            seq: event.seq,
            offset,
            line: offset.and_then(|offset| self.lines.of(offset)),
            at: event.at,
            raw: raw.get(..BYTES).unwrap_or(raw).to_vec(),
            meaning: event.meaning.clone(),
        }
    }

    /// An earlier event; its number alone where it is no longer known.
    pub(crate) fn find(&self, seq: u64) -> Quote {
        let at = self.held.partition_point(|quote| quote.seq < seq);
        self.held.get(at).filter(|quote| quote.seq == seq).cloned().unwrap_or(Quote {
            seq,
            offset: None,
            line: None,
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
