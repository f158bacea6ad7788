//! Searching texts. What suits the core is linked: where a word has eight bytes, words are compared; on small cores flash counts for more.

#[cfg(any(test, target_pointer_width = "32"))]
mod bytes;
#[cfg(any(test, not(target_pointer_width = "32")))]
mod words;

#[cfg(target_pointer_width = "32")]
pub(crate) use bytes::{find, find_control, find_near, find_near_pair, find2, find2_far, find3_far};
#[cfg(not(target_pointer_width = "32"))]
pub(crate) use words::{find, find_control, find_near, find_near_pair, find2, find2_far, find3_far};

/// Whether flash counts for more than speed: what is decided twice, once at a glance and once with care, is decided with care alone.
pub(crate) const SMALL: bool = cfg!(target_pointer_width = "32");

/// A text without the blanks around it.
#[cfg_attr(not(target_pointer_width = "32"), inline)]
#[cfg_attr(target_pointer_width = "32", inline(never))]
pub(crate) fn trim(text: &[u8]) -> &[u8] {
    text.trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::{bytes, words};

    /// Both ways of searching, which find the same.
    macro_rules! both {
        ($find:ident($($of:expr),*), $at:expr, $text:expr) => {
            assert_eq!(words::$find($($of,)* $text), $at, "{:x?}", $text);
            assert_eq!(bytes::$find($($of,)* $text), $at, "{:x?}", $text);
        };
    }

    /// Texts of every length with a sought byte at every place, alone and with others behind it; the filler is never sought.
    fn texts(sought: &[u8], filler: u8, mut check: impl FnMut(&[u8], Option<usize>)) {
        for len in 0..90 {
            check(&vec![filler; len], None);
            for at in 0..len {
                for byte in sought {
                    for step in [len, 1, 3] {
                        let sought = |place: usize| place >= at && (place - at).is_multiple_of(step);
                        let text: Vec<u8> = (0..len).map(|place| if sought(place) { *byte } else { filler }).collect();
                        check(&text, Some(at));
                    }
                }
            }
        }
    }

    /// Bytes that differ from the sought in one bit, or in the highest.
    const FILLERS: [u8; 6] = [0x8a, 0x8d, 0x0e, 0x0f, b' ', 0xff];

    #[test]
    fn finds_the_first_wherever_it_stands() {
        for filler in FILLERS {
            texts(b"\r\n", filler, |text, at| {
                both!(find2(b'\n', b'\r'), at, text);
            });
            texts(b"\r\n", filler, |text, at| {
                both!(find2_far(b'\n', b'\r'), at, text);
            });
            texts(b"\r\n", filler, |text, at| {
                both!(find3_far(b'\n', 0x1a, b'\r'), at, text);
            });
            texts(b"\r", filler, |text, at| {
                both!(find(b'\r'), at, text);
            });
            texts(b"\r\n", filler, |text, at| {
                both!(find_control(), at, text);
            });
        }
    }

    #[test]
    fn any_control_byte_is_found_near() {
        for byte in 0..0x0e {
            texts(&[byte], b'x', |text, at| {
                if text.len() < 40 {
                    both!(find_control(), at, text);
                }
            });
        }
    }

    #[test]
    fn finds_near_bytes_among_the_first_sixteen() {
        let near = |at: Option<usize>, text: &[u8]| at.filter(|at| *at < 16.min(text.len()));
        for filler in [b'9', b';', 0xba, b'\n', 0] {
            texts(b":", filler, |text, at| {
                both!(find_near(b':'), near(at, text), text);
            });
        }
        for filler in [b'>', b'5', b'/', 0xbf, b'\x1f'] {
            texts(b"?=", filler, |text, at| {
                both!(find_near_pair(b'?', b'?' ^ b'='), near(at, text), text);
            });
        }
    }
}
