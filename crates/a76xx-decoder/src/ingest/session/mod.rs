//! Recordings of terminal sessions and of dial-ups.

pub(super) mod cast;
pub(super) mod pppdump;
pub(super) mod putty;
pub(super) mod record;
pub(super) mod script;
pub(super) mod timing;
