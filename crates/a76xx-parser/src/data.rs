//! Data without a count: where the data state ends in a window.

use crate::search;

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
const ENDS: &[&[u8]] = &[b"\r\nCLOSED\r\n", b"\r\nNO CARRIER\r\n"];
/// The same where the host escaped: `OK` answers `+++`.
const ENDS_OR_OK: &[&[u8]] = &[b"\r\nCLOSED\r\n", b"\r\nNO CARRIER\r\n", b"\r\nOK\r\n"];
/// The same where both sides share a stream: the escape stands right before its answer.
const ENDS_OR_ESCAPE: &[&[u8]] = &[b"\r\nCLOSED\r\n", b"\r\nNO CARRIER\r\n", b"+++\r\nOK\r\n"];
/// What ends unframed data in the command state.
const HEADS: &[&[u8]] = &[
    b"\r\nCLOSED\r\n",
    b"\r\nNO CARRIER\r\n",
    b"\r\nOK\r\n",
    b"\r\nERROR\r\n",
    b"\r\nRECV FROM:",
    b"\r\n+IPCLOSE:",
    b"\r\n+CIP",
    b"\r\n+NET",
    b"\r\n+CME ERROR:",
    b"\r\nAT+",
];
/// Lines that show that a prompt was answered without the data in sight.
const ANSWERS: &[&[u8]] = &[b"\r\nOK\r\n", b"\r\nERROR\r\n", b"\r\n+CIPSEND: ", b"\r\n+CIPERROR: ", b"\r\n+CME ERROR: "];

/// Whose data it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    /// The data state.
    State,
    /// The data state, and an `OK` is awaited.
    Escaped,
    /// Data without a count, in the command state.
    Unframed,
}

/// Cuts the front of a window of the module.
pub(crate) fn cut(window: &[u8], flush: bool, ends: Ends) -> Piece {
    let marks = match ends {
        Ends::State => ENDS,
        Ends::Escaped => ENDS_OR_OK,
        Ends::Unframed => HEADS,
    };
    let mut from = 0;
    while let Some(at) = window.get(from..).and_then(|rest| search::find(b'\r', rest)).map(|at| at + from) {
        if let Some(piece) = at_mark(window, at, flush, marks) {
            return piece;
        }
        from = at + 1;
    }
    rest(window)
}

/// The same for both sides in one stream: three plus signs right before their `OK` are the escape.
pub(crate) fn cut_merged(window: &[u8], flush: bool) -> Piece {
    let mut from = 0;
    while let Some(at) = window.get(from..).and_then(|rest| search::find2_far(b'\r', b'+', rest)).map(|at| at + from) {
        if let Some(piece) = at_mark(window, at, flush, ENDS_OR_ESCAPE) {
            return piece;
        }
        from = at + 1;
    }
    rest(window)
}

/// Whether the answer to a command stands at the front of a window.
pub(crate) fn answers(window: &[u8], flush: bool) -> Piece {
    at_mark(window, 0, flush, ANSWERS).unwrap_or(Piece::Data(window.len()))
}

/// What a mark at this place means for the front of the window; `None` if there is none.
fn at_mark(window: &[u8], at: usize, flush: bool, marks: &[&[u8]]) -> Option<Piece> {
    let tail = window.get(at..).unwrap_or_default();
    let (mut whole, mut part) = (false, false);
    match tail {
        // Nearly every mark is told by its third byte, and nearly every line end begins none.
        [b'\r', b'\n', third, ..] => {
            for mark in marks.iter().filter(|mark| mark.get(2) == Some(third)) {
                let near = mark.len().min(tail.len());
                if mark.get(..near) == tail.get(..near) {
                    whole |= near == mark.len();
                    part |= near == tail.len();
                }
            }
        }
        [b'\r'] | [b'\r', b'\n'] | [] => part = true,
        [b'\r', ..] => {}
        _ => {
            for mark in marks {
                whole |= tail.starts_with(mark);
                part |= mark.starts_with(tail);
            }
        }
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
    use super::{Ends, Piece, cut, cut_merged};

    /// What waits could begin a line that ends the data: never more than such a line, so the work stays linear.
    #[test]
    fn only_the_beginning_of_an_end_waits() {
        for input in [&b"\r\nCLOSED\r\n"[..], b"\r\nNO CARRIER\r\n", b"\r\nOK\r\n", b"+++\r\nOK\r\n", b"\r\r\r\nNO CARR", b"++++++\r\nO"] {
            for end in 1..=input.len() {
                let window = input.get(..end).unwrap_or_default();
                for piece in [cut(window, false, Ends::Unframed), cut_merged(window, false)] {
                    match piece {
                        Piece::More => assert!(window.len() < 14, "{}", window.escape_ascii()),
                        Piece::Data(len) => assert!(len > 0 && len <= window.len()),
                        Piece::Ends => assert!(input.starts_with(window)),
                    }
                }
            }
        }
        // The last line end may be the first of such a line.
        assert_eq!(cut(b"ab\r\nOK\r\n", false, Ends::State), Piece::Data(6));
        assert_eq!(cut(b"ab\r\nOK\r\n", false, Ends::Escaped), Piece::Data(2));
        assert_eq!(cut(b"\r\nOK\r", true, Ends::Escaped), Piece::Data(5));
        assert_eq!(cut(b"", false, Ends::Unframed), Piece::More);
    }
}
