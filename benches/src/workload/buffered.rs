//! W3: buffered mode. The host reads 1460 bytes at a time; the command's echo tells which read a header answers.

use super::Stream;
use super::push::FRAME;
use crate::rng::Rng;

/// One read.
pub fn read(rng: &mut Rng, to: &mut Stream) {
    to.echo(&format!("AT+CIPRXGET=2,1,{FRAME}"));
    to.answer(&format!("+CIPRXGET: 2,1,{FRAME},512"));
    to.payload(|bytes| rng.bytes(FRAME, bytes));
    // A line end of its own stands between data and result.
    to.bytes.extend_from_slice(b"\r\n");
    to.last("OK");
}
