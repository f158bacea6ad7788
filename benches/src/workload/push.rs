//! W2: direct push mode. Three frames of 1460 random bytes, then a line on another subject.

use super::{Stream, chatter};
use crate::rng::Rng;

/// Bytes of a frame: the payload of a full TCP segment.
pub const FRAME: usize = 1460;

/// Three frames and an unsolicited line.
pub fn frames(rng: &mut Rng, to: &mut Stream) {
    for _ in 0..3 {
        source(rng, to);
        to.header(&format!("+IPD{FRAME}"));
        to.payload(|bytes| rng.bytes(FRAME, bytes));
    }
    chatter::unsolicited(rng, to);
}

/// The line that says where pushed data come from.
pub fn source(rng: &mut Rng, to: &mut Stream) {
    to.urc(&format!("RECV FROM:{}.{}.{}.{}:{}", rng.within(1, 223), rng.below(256), rng.below(256), rng.below(256), rng.within(1, 65_535)));
}
