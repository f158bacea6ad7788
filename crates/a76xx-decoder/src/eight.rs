//! Eight bytes at a time, as one number, the first in its lowest byte.

/// The lowest bit of each byte.
pub(crate) const LOW: u64 = u64::from_ne_bytes([1; 8]);
/// The highest bit of each byte.
pub(crate) const HIGH: u64 = LOW << 7;

/// A bit for each byte that is this one; behind the first of them there may be more bits than such bytes.
#[inline]
pub(crate) const fn equal(word: u64, byte: u8) -> u64 {
    let different = word ^ (LOW * byte as u64);
    different.wrapping_sub(LOW) & !different & HIGH
}

/// How many bytes stand in front of the first that is found: `find` gives a bit for each in eight bytes, as [`equal`] does, and `is` says it of one.
#[inline]
pub(crate) fn before(text: &[u8], find: impl Fn(u64) -> u64, is: impl Fn(u8) -> bool) -> usize {
    let (words, rest) = text.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let found = find(u64::from_le_bytes(*word));
        if found != 0 {
            return index * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    words.len() * 8 + rest.iter().position(|byte| is(*byte)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{before, equal};

    proptest! {
        #[test]
        fn the_first_of_two_bytes_is_found(text in proptest::collection::vec(0..6_u8, 0..40), one in 0..12_u8, other in 0..12_u8) {
            let found = before(&text, |word| equal(word, one) | equal(word, other), |byte| byte == one || byte == other);
            let first = text.iter().position(|byte| *byte == one || *byte == other);
            prop_assert_eq!(found, first.unwrap_or(text.len()));
        }
    }
}
