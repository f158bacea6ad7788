//! Numbers as text: there are several in every event, and the formatter of the standard library does more than they need.

/// Appends a number.
pub(crate) fn push(number: u64, to: &mut String) {
    if number > 9 {
        push(number / 10, to);
    }
    to.push(char::from(b'0' + (number % 10) as u8));
}

/// Appends a number that may have a sign.
pub(crate) fn push_signed(number: i64, to: &mut String) {
    if number < 0 {
        to.push('-');
    }
    push(number.unsigned_abs(), to);
}

/// Appends a number with zeros in front of it, so that it has at least so many digits.
pub(crate) fn push_padded(number: u64, digits: u32, to: &mut String) {
    for place in (1..digits).rev() {
        if number < 10_u64.saturating_pow(place) {
            to.push('0');
        }
    }
    push(number, to);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_the_standard_library_writes_them(number: u64, signed: i64, small in 0..2_000_000_u64) {
            let mut text = String::new();
            super::push(number, &mut text);
            text.push(' ');
            super::push_signed(signed, &mut text);
            text.push(' ');
            super::push_padded(small, 6, &mut text);
            prop_assert_eq!(text, format!("{number} {signed} {small:06}"));
        }
    }
}
