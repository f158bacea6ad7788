//! W4: everything that misleads a parser that looks for text: payloads made of results, prompts, headers and line ends; lines of noise up
//! to 20 KB; refused commands; all mixed with ordinary exchanges.

use super::{Stream, chatter, push};
use crate::rng::Rng;

/// What payloads are made of.
const LURES: &[&[u8]] = &[
    b"\r\n",
    b"\r\nOK\r\n",
    b"\r\nERROR\r\n",
    b">",
    b"\r\n> ",
    b"\r\n+IPD1460\r\n",
    b"\r\nRECV FROM:10.0.0.1:80\r\n",
    b"+CIPRXGET: 2,1,1460,0\r\n",
    b"\r\n+IPCLOSE: 1,1\r\n",
    b"\r\nCLOSED\r\n",
    b"AT+CIPSEND=1,9\r",
    b"\0",
    b"\r",
    b"\n",
    b"\x1a",
    b"+++",
    b"\xff\xfe",
];

/// One thing of many.
pub fn turn(rng: &mut Rng, to: &mut Stream) {
    match rng.below(32) {
        0..=11 => pushed(rng, to),
        12..=21 => read(rng, to),
        22..=28 => chatter::exchange(rng, to),
        29..=30 => refused(rng, to),
        _ => noise(rng, to),
    }
}

fn pushed(rng: &mut Rng, to: &mut Stream) {
    let count = rng.within(1, 1460) as usize;
    push::source(rng, to);
    to.header(&format!("+IPD{count}"));
    to.payload(|bytes| lures(rng, count, bytes));
}

fn read(rng: &mut Rng, to: &mut Stream) {
    let count = rng.within(1, 1460) as usize;
    to.echo("AT+CIPRXGET=2,1,1460");
    to.answer(&format!("+CIPRXGET: 2,1,{count},{}", rng.below(1460)));
    to.payload(|bytes| lures(rng, count, bytes));
    to.bytes.extend_from_slice(b"\r\n");
    to.last("OK");
}

fn refused(rng: &mut Rng, to: &mut Stream) {
    to.echo(&format!("AT+CIPSEND={},9", rng.below(10)));
    to.answer("+CIPERROR: 4");
    to.last("ERROR");
}

/// A line that no grammar explains. It begins with letters that begin no name, and holds no line end.
fn noise(rng: &mut Rng, to: &mut Stream) {
    // As many short lines as long ones: the exponent is what is drawn.
    let longest = 20 << rng.below(11);
    let count = rng.within(8, longest) as usize;
    to.loose(|bytes| {
        bytes.extend_from_slice(b"zz");
        let start = bytes.len();
        rng.bytes(count, bytes);
        for byte in &mut bytes[start..] {
            if matches!(*byte, b'\r' | b'\n') {
                *byte = b'z';
            }
        }
    });
}

fn lures(rng: &mut Rng, count: usize, to: &mut Vec<u8>) {
    let end = to.len() + count;
    while to.len() < end {
        to.extend_from_slice(rng.pick(LURES));
    }
    to.truncate(end);
}
