//! Where a line ends in a window. Knows no command; remembers how far it has looked, so that no byte is searched twice.

use crate::search;

/// Bounds of the parser's patience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a line, its end not counted, beyond which it comes out in pieces of this size. A window of one byte more always suffices.
    pub line: u16,
}

impl Limits {
    /// The longest command line that an A76XX takes is 3 073 bytes (M 1.5.2); its own lines are shorter.
    pub const DEFAULT: Self = Self { line: 3_200 };

    /// A limit below this would cut lines of the table itself.
    pub(crate) const MIN: u16 = 32;
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// What stands at the front of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// A line: bytes of its text, and bytes with its end.
    Line { text: usize, raw: usize },
    /// More than the limit without a line end.
    Long { raw: usize },
    /// Not decidable yet.
    More,
}

/// The scan of one side.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Scan {
    /// Bytes of the window that hold no line end.
    scanned: u16,
    /// The line is over the limit: pieces until its end are noise.
    pub(crate) long: bool,
}

impl Scan {
    pub(crate) const fn new() -> Self {
        Self { scanned: 0, long: false }
    }

    /// Takes the first byte of a line, which ends none.
    #[inline]
    pub(crate) fn begin(&mut self) {
        self.scanned = 1;
    }

    /// Takes one fresh byte of a line that was begun, if it ends none: bytes come one by one from a wire. `false` if it has to be looked at.
    #[inline]
    pub(crate) fn one_more(&mut self, window: &[u8], limit: u16) -> bool {
        let len = window.len();
        if len != usize::from(self.scanned) + 1 {
            return false;
        }
        match window {
            [_, .., last] if len < usize::from(limit) && (*last > b'\r' || !matches!(last, b'\r' | b'\n')) => {
                self.scanned += 1;
                true
            }
            _ => false,
        }
    }

    /// Whether the only fresh byte is a CR that ends no copy of a command: its LF will follow.
    #[inline]
    pub(crate) fn at_cr(self, window: &[u8]) -> bool {
        let fresh = window.len() == usize::from(self.scanned) + 1;
        fresh && window.last() == Some(&b'\r') && !matches!(window.first(), Some(b'A' | b'a'))
    }

    /// Lengths of the first line's text, and of it with its end, where it is complete and ends in CR LF, LF, or a CR behind what may be the copy of
    /// a command.
    #[inline]
    pub(crate) fn whole(&mut self, window: &[u8], limit: u16) -> Option<(usize, usize)> {
        let near = window.get(..usize::from(limit)).unwrap_or(window);
        let from = usize::from(self.scanned);
        let at = search::find_control(near.get(from..)?)? + from;
        let raw = match (window.get(at..)?, window) {
            ([b'\r', b'\n', ..], [first, ..]) if !matches!(first, b'A' | b'a') => at + 2,
            ([b'\n', ..], _) => at + 1,
            ([b'\r', ..], [b'A' | b'a', b'T' | b't', ..]) if at >= 2 => at + 1,
            ([b'\r', ..], [b'A' | b'a', b'/', ..]) if at == 2 => at + 1,
            ([b'\r', b'\n', ..], [b'A' | b'a', second, ..]) if *second != b'/' => at + 2,
            _ => return None,
        };
        self.scanned = 0;
        Some((at, raw))
    }

    /// Where the search goes on.
    pub(crate) fn position(self) -> usize {
        usize::from(self.scanned)
    }

    /// Looks at the window from its front again.
    pub(crate) fn again(&mut self) {
        self.scanned = 0;
    }

    /// Forgets a line that was begun: its bytes turned out to be something else.
    pub(crate) fn reset(&mut self) {
        *self = Self::new();
    }

    /// Finds the end of the first line: LF, CR LF, CR CR LF, or a CR that something else follows.
    ///
    /// `at_cr` tells whether a text ends at its CR without a look at what follows: nobody may be about to send more.
    pub(crate) fn cut(&mut self, window: &[u8], limit: u16, flush: bool, at_cr: impl FnOnce(&[u8]) -> bool) -> Cut {
        let limit = usize::from(limit);
        let near = window.get(..limit).unwrap_or(window);
        let from = usize::from(self.scanned);
        let Some(at) = near.get(from..).and_then(|rest| search::find2(b'\r', b'\n', rest)).map(|at| at + from) else {
            return if near.len() == limit {
                self.scanned = 0;
                Cut::Long { raw: limit }
            } else if flush && !window.is_empty() {
                self.scanned = 0;
                Cut::Line { text: window.len(), raw: window.len() }
            } else {
                self.scanned = near.len() as u16;
                Cut::More
            };
        };
        let end = match (window.get(at), window.get(at + 1), window.get(at + 2)) {
            (Some(b'\n'), ..) => at + 1,
            _ if at_cr(window.get(..at).unwrap_or_default()) => at + 1,
            (_, Some(b'\n'), _) => at + 2,
            (_, Some(b'\r'), _) if at + 2 > limit => at + 1,
            (_, Some(b'\r'), Some(b'\n')) => at + 3,
            (_, Some(b'\r'), None) | (_, None, _) if !flush => {
                self.scanned = at as u16;
                return Cut::More;
            }
            _ => at + 1,
        };
        self.scanned = 0;
        Cut::Line { text: at, raw: end }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, Scan};

    /// A search never looks again at what it has looked at, but for a CR whose line end is not decided: the work is linear whatever the cuts.
    #[test]
    fn a_search_goes_on_where_it_stopped() {
        for input in [&b"no end in sight, and none to come"[..], b"text\r", b"text\r\r", b"\r\r\r\r\r\r\n", b"\n", b"a\rb\r\rc\r\nd"] {
            let (mut scan, mut start) = (Scan::new(), 0);
            for end in 1..=input.len() {
                let window = input.get(start..end).unwrap_or_default();
                match scan.cut(window, 32, false, |_| false) {
                    Cut::More => assert!(scan.position() + 2 >= window.len(), "{} at {end}", input.escape_ascii()),
                    Cut::Line { raw, .. } | Cut::Long { raw } => {
                        assert!(raw > 0 && raw <= window.len());
                        start += raw;
                    }
                }
            }
        }
    }

    #[test]
    fn the_quick_looks_agree_with_the_search() {
        for input in
            [&b"OK\r\nx"[..], b"+CSQ: 1\r\n", b"AT\r\r\n", b"A/\r\n", b"AT\r", b"text\nx", b"text\rx\r\n", b"text\r", b"at+x\r\n", b"text"]
        {
            let at_cr = |text: &[u8]| text.starts_with(b"AT") || text.starts_with(b"at") || text == b"A/";
            if let Some((text, raw)) = Scan::new().whole(input, 32) {
                assert_eq!(Scan::new().cut(input, 32, false, at_cr), Cut::Line { text, raw }, "{}", input.escape_ascii());
            }
            let mut scan = Scan::new();
            scan.begin();
            let mut len = 1;
            while scan.one_more(input.get(..len + 1).unwrap_or_default(), 32) {
                len += 1;
            }
            let end = input.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(input.len());
            assert_eq!(scan.position(), end.max(1), "{}", input.escape_ascii());
        }
    }

    #[test]
    fn what_is_whole_is_seen_at_once() {
        for (input, whole) in [
            (&b"OK\r\nx"[..], Some((2, 4))),
            (b"OK\r\n", Some((2, 4))),
            (b"AT\r\r\n", Some((2, 3))),
            (b"A\r\n", Some((1, 3))),
            (b"A/\r\n", Some((2, 3))),
            (b"A/x\r\n", None),
            (b"APN\r\n", Some((3, 5))),
            (b"AT", None),
            (b"text\nx", Some((4, 5))),
            (b"text\rx\r\n", None),
            (b"text\r", None),
        ] {
            assert_eq!(Scan::new().whole(input, 32), whole, "{}", input.escape_ascii());
        }
    }

    /// A line end that may be longer is waited for, but not beyond the limit.
    #[test]
    fn two_cr_at_the_limit() {
        let cut = |text: usize, end: &[u8]| Scan::new().cut(&[&vec![b'x'; text], end].concat(), 32, false, |_| false);
        assert_eq!(cut(30, b"\r\r"), Cut::More);
        assert_eq!(cut(30, b"\r\r\n"), Cut::Line { text: 30, raw: 33 });
        assert_eq!(cut(31, b"\r\r"), Cut::Line { text: 31, raw: 32 });
    }

    #[test]
    fn a_limit_is_never_passed() {
        let mut scan = Scan::new();
        scan.begin();
        let long = [b'x'; 64];
        let taken = (2..=64).take_while(|len| scan.one_more(long.get(..*len).unwrap_or_default(), 32)).count();
        assert_eq!(taken + 1, 31);
        assert_eq!(scan.cut(&long, 32, false, |_| false), Cut::Long { raw: 32 });
        assert_eq!(Scan::new().whole(b"01234567890123456789012345678901\r\n", 32), None);
    }
}
