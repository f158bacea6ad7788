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
