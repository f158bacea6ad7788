//! Which events are shown. All are read, so that the choice changes nothing about them.

use std::ops::RangeInclusive;

use crate::annotate::{Annotated, Annotator};
use crate::ingest::{Micros, Sides};
use crate::stream::Piece;

/// Kinds that can be asked for, as the JSON output spells them.
pub const KINDS: [&str; 11] = ["blank", "command", "echo", "answer", "urc", "final", "prompt", "payload", "text", "noise", "foreign"];

/// A place to begin or to end at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Bytes from the beginning of the input.
    Offset(u64),
    /// Time since its first stamp.
    Time(Micros),
}

/// What to show.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// So many events at most, of each input.
    pub limit: Option<u64>,
    /// From there on.
    pub from: Option<Bound>,
    /// Up to there.
    pub to: Option<Bound>,
    /// What concerns this link.
    pub link: Option<i64>,
    /// These kinds alone, some of [`KINDS`]; all where it is empty.
    pub kinds: Vec<String>,
}

impl Wanted {
    /// Whether that is everything.
    pub fn is_all(&self) -> bool {
        self.limit.is_none() && self.from.is_none() && self.to.is_none() && self.link.is_none() && self.kinds.is_empty()
    }
}

/// Picks events.
#[derive(Debug)]
pub struct Pick {
    wanted: Wanted,
    /// That is everything.
    all: bool,
    annotator: Annotator,
    shown: u64,
    hidden: u64,
    /// The last time that was told: what has none happened then.
    at: Option<Micros>,
}

impl Pick {
    /// Picks what is wanted.
    pub fn new(wanted: Wanted) -> Self {
        Self { all: wanted.is_all(), wanted, annotator: Annotator::new(Sides::Marked), shown: 0, hidden: 0, at: None }
    }

    /// Whether everything is picked.
    pub fn all(&self) -> bool {
        self.all
    }

    /// The one link that is wanted.
    pub const fn link(&self) -> Option<i64> {
        self.wanted.link
    }

    /// How many events were left out since the start.
    pub const fn hidden(&self) -> u64 {
        self.hidden
    }

    /// A new input with these sides begins.
    pub fn begin(&mut self, sides: Sides) {
        self.annotator = Annotator::new(sides);
        (self.shown, self.at) = (0, None);
    }

    /// Whether an event that is not yet annotated is to be shown.
    pub fn piece(&mut self, piece: &Piece<'_>) -> bool {
        if self.all {
            return true;
        }
        let annotated = self.annotator.annotate(piece);
        self.event(&annotated)
    }

    /// Whether an event is to be shown.
    pub fn event(&mut self, event: &Annotated<'_>) -> bool {
        if self.all {
            return true;
        }
        self.at = event.at.or(self.at);
        let shown = self.suits(event) && self.wanted.limit.is_none_or(|limit| self.shown < limit);
        self.shown += u64::from(shown);
        self.hidden += u64::from(!shown);
        shown
    }

    fn suits(&self, event: &Annotated<'_>) -> bool {
        let offset = event.runs.first().map_or(0, |run| run.origin);
        let within = |bound: Option<Bound>, compare: fn(u64, u64) -> bool| match bound {
            None => true,
            Some(Bound::Offset(bound)) => compare(offset, bound),
            // Without any time nothing can be said to be within it.
            Some(Bound::Time(bound)) => self.at.is_some_and(|at| compare(at, bound)),
        };
        within(self.wanted.from, |place, bound| place >= bound)
            && within(self.wanted.to, |place, bound| place <= bound)
            && self.wanted.link.is_none_or(|link| event.link == Some(link))
            && (self.wanted.kinds.is_empty() || self.wanted.kinds.iter().any(|kind| kind == event.event.kind.name()))
    }
}

/// Links that can be asked for.
pub const LINKS: RangeInclusive<i64> = 0..=9;
