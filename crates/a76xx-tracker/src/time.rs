//! Time as an argument: moments of a capture, and marks that remember where something happened.

use core::fmt;
use core::num::{NonZeroU32, NonZeroU64};
use core::time::Duration;

/// A point in time, in microseconds since any fixed beginning (a capture's first stamp, a driver's start). Nothing here reads a clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
// One more than the microseconds: a moment that may be missing takes no more room. Cores of 32 bits need no more than four for the alignment.
#[repr(Rust, packed(4))]
pub struct Moment(NonZeroU64);

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Moment").field(&self.micros()).finish()
    }
}

impl Default for Moment {
    fn default() -> Self {
        Self::from_micros(0)
    }
}

impl Moment {
    /// So many microseconds after the beginning.
    pub const fn from_micros(micros: u64) -> Self {
        Self(NonZeroU64::MIN.saturating_add(micros))
    }

    /// So many milliseconds after the beginning.
    pub const fn from_millis(millis: u64) -> Self {
        Self::from_micros(millis.saturating_mul(1000))
    }

    /// Microseconds since the beginning.
    pub const fn micros(self) -> u64 {
        self.0.get() - 1
    }

    /// Time since an earlier moment; zero if that one is later.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(self.0.get().saturating_sub(earlier.0.get()))
    }

    /// So much later.
    #[must_use]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub const fn after(self, span: Duration) -> Self {
        let micros = span.as_secs().saturating_mul(1_000_000).saturating_add(span.subsec_micros() as u64);
        Self(self.0.saturating_add(micros))
    }
}

/// What the manual gives most commands for their final result code (M 15.2).
pub(crate) const USUAL: Duration = Duration::from_secs(9);

/// Number of an input, as the caller counts its events, from 0 to 4 294 967 294.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventNo(NonZeroU32);

impl EventNo {
    /// The first.
    pub const FIRST: Self = Self(NonZeroU32::MIN);

    /// Of this number; counts beyond the last stay there.
    pub const fn new(number: u32) -> Self {
        Self(NonZeroU32::MIN.saturating_add(number))
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0.get() - 1
    }
}

/// Where something happened: at which event, and when. Times are kept to the millisecond, for 49 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The event.
    pub event: EventNo,
    millis: u32,
}

impl Mark {
    const NO_TIME: u32 = u32::MAX;

    /// Before anything happened.
    pub(crate) const START: Self = Self { event: EventNo::FIRST, millis: Self::NO_TIME };

    /// At this event, at this moment if it is known.
    pub fn new(event: EventNo, at: Option<Moment>) -> Self {
        Self { event, millis: at.and_then(|at| u32::try_from(at.micros() / 1000).ok()).unwrap_or(Self::NO_TIME) }
    }

    /// When, if it is known.
    pub const fn at(self) -> Option<Moment> {
        if self.millis == Self::NO_TIME { None } else { Some(Moment::from_millis(self.millis as u64)) }
    }

    /// Time from here to a later moment, where both are known.
    pub fn until(self, later: Option<Moment>) -> Option<Duration> {
        Some(later?.since(self.at()?))
    }
}
