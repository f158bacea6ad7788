//! How many of many.

use core::fmt;

/// A share, in parts per million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(u32);

impl Share {
    /// All.
    pub const ALL: Self = Self(1_000_000);

    /// So many of a million; all, if that is more.
    pub const fn per_million(parts: u32) -> Self {
        if parts > Self::ALL.0 { Self::ALL } else { Self(parts) }
    }

    /// Parts per million.
    pub const fn parts(self) -> u32 {
        self.0
    }

    /// Draws: whether this one is of the share.
    pub(crate) fn hits(self, rng: &mut fastrand::Rng) -> bool {
        self.0 > 0 && rng.u32(0..Self::ALL.0) < self.0
    }
}

/// In per cent, with as few digits as it takes.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 10_000, format!("{:04}", self.0 % 10_000));
        let rest = rest.trim_end_matches('0');
        if rest.is_empty() { write!(f, "{whole}%") } else { write!(f, "{whole}.{rest}%") }
    }
}
