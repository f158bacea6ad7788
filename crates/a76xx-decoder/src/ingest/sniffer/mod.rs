//! Programs that sit on a port, or watch one that does.

pub(super) mod bytewise;
pub(super) mod portmon;
pub(super) mod socat;
pub(super) mod spy;
pub(super) mod strace;
