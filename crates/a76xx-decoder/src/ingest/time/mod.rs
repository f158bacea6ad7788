//! Time stamps: what they look like, and the time that passed since the first of them.

mod clock;
mod scan;
mod stamp;

pub(crate) use clock::Clock;
pub(crate) use scan::Scan;
pub(crate) use stamp::{Kind, Stamp, stamp};
