//! Captures of packets: USB, serial, exported AT lines.

mod ends;
mod link;
pub(super) mod pcap;
pub(super) mod usbmon;
