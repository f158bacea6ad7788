//! Searching short texts eight bytes at a time. Lines are about twelve bytes long: a vector search costs more to start than it saves.

use memchr::memchr2;

/// Bytes that are searched by words; longer texts go on with vectors.
const NEAR: usize = 40;

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Offset of the first of two bytes.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the two calls of the hot path are worth their bytes")]
pub(crate) fn find2(a: u8, b: u8, text: &[u8]) -> Option<usize> {
    let (wide_a, wide_b) = (LOW * u64::from(a), LOW * u64::from(b));
    let (mut rest, mut at) = (text, 0);
    while let Some((word, behind)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*word);
        let hits = zeros(word ^ wide_a) | zeros(word ^ wide_b);
        if hits != 0 {
            return Some(at + (hits.trailing_zeros() / 8) as usize);
        }
        (rest, at) = (behind, at + 8);
        if at >= NEAR {
            return memchr2(a, b, rest).map(|found| found + at);
        }
    }
    rest.iter().position(|byte| *byte == a || *byte == b).map(|found| found + at)
}

/// Whether two texts of one length are the same. Names have eight to sixteen bytes as a rule.
#[inline]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    match (a.first_chunk::<8>(), b.first_chunk::<8>()) {
        (Some(front_a), Some(front_b)) if a.len() <= 16 => {
            u64::from_le_bytes(*front_a) == u64::from_le_bytes(*front_b)
                && a.last_chunk::<8>().map(|back| u64::from_le_bytes(*back)) == b.last_chunk::<8>().map(|back| u64::from_le_bytes(*back))
        }
        (None, None) => match (a.first_chunk::<4>(), b.first_chunk::<4>()) {
            (Some(front_a), Some(front_b)) => {
                u32::from_le_bytes(*front_a) == u32::from_le_bytes(*front_b)
                    && a.last_chunk::<4>().map(|back| u32::from_le_bytes(*back))
                        == b.last_chunk::<4>().map(|back| u32::from_le_bytes(*back))
            }
            _ => a == b,
        },
        _ => a == b,
    }
}

/// The high bit of each zero byte. A byte above a zero one may be marked too: only the lowest mark counts.
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(LOW) & !word & HIGH
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "a fault here is a failed test")]
mod tests {
    use super::{find2, same};

    #[test]
    fn tells_texts_apart_by_any_byte() {
        for len in 0..24 {
            let text = &[b'x'; 24][..len];
            assert!(same(text, text));
            for at in 0..len {
                let mut other = [b'x'; 24];
                other[at] = b'y';
                assert!(!same(text, &other[..len]), "byte {at} of {len}");
            }
        }
    }

    #[test]
    fn finds_the_first_wherever_it_stands() {
        for len in 0..90 {
            for at in 0..=len {
                let mut text = [0x8a_u8; 90];
                let text = text.get_mut(..len).unwrap_or_default();
                for (offset, byte) in text.iter_mut().enumerate().skip(at) {
                    *byte = if offset % 2 == 0 { b'\r' } else { b'\n' };
                }
                assert_eq!(find2(b'\n', b'\r', text), (at < len).then_some(at));
            }
        }
    }
}
