//! Text of terminals.

pub(super) mod stamped;
