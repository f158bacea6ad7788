//! Data without a count: where the data state ends in a window.

use memchr::{memchr, memchr2};

/// What stands at the front of a window in the data state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// So many bytes of data.
    Data(usize),
    /// A line that ends the data state begins here.
    Ends,
    /// What is here could begin such a line.
    More,
}

/// Lines that end the data state when the module sends them between two line ends (AN 1.5.4, M 15.2.6).
const ENDS: [&[u8]; 2] = [b"\r\nCLOSED\r\n", b"\r\nNO CARRIER\r\n"];
/// The answer to `+++`.
const ESCAPED: &[u8] = b"\r\nOK\r\n";
/// Heads that end unframed data in the command state.
const HEADS: [&[u8]; 7] = [b"\r\nERROR\r\n", b"\r\nRECV FROM:", b"\r\n+IPCLOSE:", b"\r\n+CIP", b"\r\n+NET", b"\r\n+CME ERROR:", b"\r\nAT+"];

/// Lines that show that a prompt was answered without the data in sight.
const ANSWERS: [&[u8]; 5] = [b"\r\nOK\r\n", b"\r\nERROR\r\n", b"\r\n+CIPSEND: ", b"\r\n+CIPERROR: ", b"\r\n+CME ERROR: "];
/// The escape and its answer, where both sides share a stream.
const ESCAPE: &[u8] = b"+++\r\nOK\r\n";

/// Cuts the front of a window of the module. `ok`: an `OK` ends the data too; `heads`: so do the heads of the command state.
pub(crate) fn cut(window: &[u8], flush: bool, ok: bool, heads: bool) -> Piece {
    let marks = || ENDS.iter().chain(ok.then_some(&ESCAPED)).chain(heads.then_some(HEADS.as_slice()).into_iter().flatten());
    let mut from = 0;
    while let Some(at) = window.get(from..).and_then(|rest| memchr(b'\r', rest)).map(|at| at + from) {
        if let Some(piece) = at_mark(window, at, flush, marks()) {
            return piece;
        }
        from = at + 1;
    }
    rest(window)
}

/// The same for both sides in one stream: three plus signs right before their `OK` are the escape.
pub(crate) fn cut_merged(window: &[u8], flush: bool) -> Piece {
    let mut from = 0;
    while let Some(at) = window.get(from..).and_then(|rest| memchr2(b'\r', b'+', rest)).map(|at| at + from) {
        if let Some(piece) = at_mark(window, at, flush, ENDS.iter().chain([&ESCAPE])) {
            return piece;
        }
        from = at + 1;
    }
    rest(window)
}

/// Whether the answer to a command stands at the front of a window.
pub(crate) fn answers(window: &[u8], flush: bool) -> Piece {
    at_mark(window, 0, flush, ANSWERS.iter()).unwrap_or(Piece::Data(window.len()))
}

/// What a mark at this place means for the front of the window; `None` if there is none.
fn at_mark<'m>(window: &[u8], at: usize, flush: bool, marks: impl Iterator<Item = &'m &'static [u8]>) -> Option<Piece> {
    let tail = window.get(at..).unwrap_or_default();
    let (mut whole, mut part) = (false, false);
    for mark in marks {
        whole |= tail.starts_with(mark);
        part |= mark.starts_with(tail);
    }
    match (at, whole, part && !flush) {
        (0, true, _) => Some(Piece::Ends),
        (0, false, true) => Some(Piece::More),
        (_, false, false) => None,
        _ => Some(Piece::Data(at)),
    }
}

fn rest(window: &[u8]) -> Piece {
    if window.is_empty() { Piece::More } else { Piece::Data(window.len()) }
}

#[cfg(test)]
mod tests {
    use super::{Piece, cut, cut_merged};

    /// What waits could begin a line that ends the data: never more than such a line, so the work stays linear.
    #[test]
    fn only_the_beginning_of_an_end_waits() {
        for input in [&b"\r\nCLOSED\r\n"[..], b"\r\nNO CARRIER\r\n", b"\r\nOK\r\n", b"+++\r\nOK\r\n", b"\r\r\r\nNO CARR", b"++++++\r\nO"] {
            for end in 1..=input.len() {
                let window = input.get(..end).unwrap_or_default();
                for piece in [cut(window, false, true, true), cut_merged(window, false)] {
                    match piece {
                        Piece::More => assert!(window.len() < 14, "{}", window.escape_ascii()),
                        Piece::Data(len) => assert!(len > 0 && len <= window.len()),
                        Piece::Ends => assert!(input.starts_with(window)),
                    }
                }
            }
        }
        // The last line end may be the first of such a line.
        assert_eq!(cut(b"ab\r\nOK\r\n", false, false, false), Piece::Data(6));
        assert_eq!(cut(b"ab\r\nOK\r\n", false, true, false), Piece::Data(2));
        assert_eq!(cut(b"\r\nOK\r", true, true, false), Piece::Data(5));
        assert_eq!(cut(b"", false, true, true), Piece::More);
    }
}
