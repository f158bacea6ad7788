//! A finding in words, with the lines that it quotes.

use std::fmt::{Display, Write as _};
use std::ops::Range;

use a76xx_tracker::{Blame, Rule, Severity};

use super::quote::{Quote, Quotes};
use crate::annotate::Annotated;
use crate::ingest::{Span, place};

/// What a rule says of an event, in words.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// Whose fault it is.
    pub blame: Blame,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// The event that it is about; at the end of the input the last one.
    pub on: Quote,
    /// Whether it is about the end of the input.
    pub at_end: bool,
    /// The bytes of that event's line that it is about; `None` for all of them.
    pub part: Option<Range<usize>>,
    /// Where those stand in the input.
    pub span: Option<Span>,
    /// The line of the input in which those begin, from 1.
    pub line: Option<u64>,
    /// The earlier event that led to it.
    pub cause: Option<Quote>,
    /// The event at the beginning of the chain that it ends, if it follows from other findings.
    pub root: Option<u64>,
    /// The earlier event of which the same was found.
    pub again: Option<u64>,
    /// Its line in the input, where it is known.
    pub again_line: Option<u64>,
}

impl Finding {
    pub(super) fn new(found: &a76xx_tracker::Finding<'_>, event: &Annotated<'_>, quotes: &Quotes) -> Self {
        let on = quotes.of(event);
        let part = found.at.and_then(|part| within(event.event.raw, part)).filter(|part| part.end <= on.raw.len());
        let span = part.clone().and_then(|part| place(event.runs, part));
        let line = span.and_then(|span| quotes.line(span.offset));
        Self { span, line, ..Self::said(found, on, false, part, quotes) }
    }

    pub(super) fn at_end(found: &a76xx_tracker::Finding<'_>, quotes: &Quotes) -> Self {
        let on = quotes.last().cloned().unwrap_or_else(|| quotes.find(0));
        Self::said(found, on, true, None, quotes)
    }

    fn said(found: &a76xx_tracker::Finding<'_>, on: Quote, at_end: bool, part: Option<Range<usize>>, quotes: &Quotes) -> Self {
        Self {
            rule: found.rule,
            severity: found.severity,
            blame: found.blame,
            message: words(found.message()),
            advice: words(found.advice()),
            on,
            at_end,
            part,
            span: None,
            line: None,
            cause: found.cause.map(|cause| quotes.find(u64::from(cause.get()))),
            root: None,
            again: None,
            again_line: None,
        }
    }

    /// The line to point at: the event itself, or for what is found at the end the event that led to it.
    pub fn place(&self) -> &Quote {
        match &self.cause {
            Some(cause) if self.at_end => cause,
            _ => &self.on,
        }
    }
}

/// A sentence of a rule; most are shorter than this.
fn words(sentence: impl Display) -> String {
    let mut text = String::with_capacity(256);
    // Writing to a String cannot fail.
    let _ = write!(text, "{sentence}");
    text
}

/// Where a piece of a slice stands in it.
fn within(whole: &[u8], part: &[u8]) -> Option<Range<usize>> {
    let start = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    let end = start.checked_add(part.len())?;
    (end <= whole.len() && !part.is_empty()).then_some(start..end)
}
