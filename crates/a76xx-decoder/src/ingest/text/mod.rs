//! Text of terminals, and bytes written as text.

pub(crate) mod base64;
mod begins;
pub(super) mod columns;
mod counted;
pub(super) mod escaped;
pub(super) mod headed;
mod joined;
pub(super) mod labelled;
pub(super) mod literals;
pub(super) mod markdown;
pub(super) mod monitor;
pub(super) mod notes;
mod quote;
pub(super) mod stamped;
