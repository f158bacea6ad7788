//! Captures of packets: USB, serial, exported AT lines.

mod ends;
mod link;
mod own;
pub(super) mod pcap;
pub(super) mod usbmon;

pub use own::{PCAPNG_LOSSY, PCAPNG_MERGED, PCAPNG_WRITER, signal_text, silence_text, start_text};
