//! Where a line ends in a window. Knows no command; remembers how far it has looked, so that no byte is searched twice.

use crate::swar;

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

/// Fresh bytes that are looked at one by one.
const FEW: usize = 4;

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

    /// Takes a few fresh bytes that hold no line end, as they come one by one from a wire. `false` if they have to be looked at.
    #[inline]
    pub(crate) fn skip(&mut self, window: &[u8], limit: u16) -> bool {
        let from = usize::from(self.scanned);
        let few = window.len() < usize::from(limit) && window.len() <= from + FEW;
        let plain = few && window.get(from..).is_some_and(|fresh| fresh.iter().all(|byte| *byte != b'\r' && *byte != b'\n'));
        if plain {
            self.scanned = window.len() as u16;
        }
        plain
    }

    /// Where the search goes on.
    pub(crate) fn position(&self) -> usize {
        usize::from(self.scanned)
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
        let Some(at) = near.get(from..).and_then(|rest| swar::find2(b'\r', b'\n', rest)).map(|at| at + from) else {
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
