//! Faults of single bytes.

use super::share::Share;

/// What may happen to a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Harm {
    Drop,
    Flip,
    Double,
    Nul,
}

/// The bytes, each harmed or not.
pub(super) fn harmed(bytes: &[u8], harm: Harm, share: Share, rng: &mut fastrand::Rng) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 4);
    for byte in bytes {
        match (share.hits(rng), harm) {
            (false, _) => out.push(*byte),
            (true, Harm::Drop) => {}
            (true, Harm::Flip) => out.push(byte ^ (1 << rng.u8(0..8))),
            (true, Harm::Double) => out.extend([*byte, *byte]),
            (true, Harm::Nul) => out.extend([0, *byte]),
        }
    }
    out
}
