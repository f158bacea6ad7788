//! Data without a count: where the data state ends in a window.

use memchr::memchr;

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

/// Cuts the front of a window of the module. `ok`: an `OK` ends the data too; `heads`: so do the heads of the command state.
pub(crate) fn cut(window: &[u8], flush: bool, ok: bool, heads: bool) -> Piece {
    let mut from = 0;
    while let Some(at) = window.get(from..).and_then(|rest| memchr(b'\r', rest)).map(|at| at + from) {
        let tail = window.get(at..).unwrap_or_default();
        let marks = ENDS.iter().chain(ok.then_some(&ESCAPED)).chain(heads.then_some(HEADS.as_slice()).into_iter().flatten());
        let (mut whole, mut part) = (false, false);
        for mark in marks {
            whole |= tail.starts_with(mark);
            part |= mark.starts_with(tail);
        }
        if whole || (part && !flush) {
            return match (at, whole) {
                (0, true) => Piece::Ends,
                (0, false) => Piece::More,
                _ => Piece::Data(at),
            };
        }
        from = at + 1;
    }
    if window.is_empty() { Piece::More } else { Piece::Data(window.len()) }
}
