//! Logs of programs that talk to a module.

pub(super) mod chat;
pub(super) mod gsmmodem;
pub(super) mod modemmanager;
pub(super) mod sscom;
pub(super) mod wvdial;
