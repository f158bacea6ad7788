//! Notices that nobody asked for. They say nothing that a host has to act on.

use a76xx_parser::typed::{BitErrorRate, Rssi};
use a76xx_parser::{Encoder, Urc};

/// Longest of them.
const LONGEST: usize = 64;

/// One of them.
pub(super) fn notice(rng: &mut fastrand::Rng) -> Vec<u8> {
    // Below -101 dBm a host would have to think about it.
    let rssi = Rssi(rng.u8(6..31));
    let urc = match rng.u8(0..4) {
        0 => Urc::Csq { rssi, ber: BitErrorRate(99) },
        1 => Urc::PacketEvent { text: b"NW MODIFY 1,0,1,2" },
        2 => Urc::SmsDone,
        _ => Urc::PhonebookDone,
    };
    let mut buffer = [0; LONGEST];
    let mut encoder = Encoder::new(&mut buffer);
    let done = urc.encode(&mut encoder);
    debug_assert!(done.is_ok(), "{done:?}");
    encoder.written().to_vec()
}
