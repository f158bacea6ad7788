//! atat's default digester with nine unsolicited lines, fed as its `Ingress` feeds it: bytes are copied behind a window of 256 bytes, the
//! digester runs over the whole window, what it swallowed is moved out, and a full window that yields nothing is cleared.
//!
//! Only the digester: the typed deserialisation that a client adds is left out, in atat's favour.

use std::hint::black_box;

use atat::digest::ParseError;
use atat::digest::parser::{try_urc, urc_helper};
use atat::{AtDigester, DigestResult, Digester};

use super::{Counts, Cut};

/// Bytes of the window: what atat's own examples give it.
const WINDOW: usize = 256;

/// Heads that begin unsolicited lines; the derive macro writes the same chain of attempts.
const HEADS: [&str; 9] = ["+CREG", "+CIPRXGET", "+IPCLOSE", "+CGEV", "+CPIN", "RECV FROM", "+CIPEVENT", "+CLIENT", "+IPD"];

/// The unsolicited lines.
#[derive(Debug)]
pub struct Urcs;

impl atat::Parser for Urcs {
    fn parse(buf: &[u8]) -> Result<(&[u8], usize), ParseError> {
        for head in HEADS {
            if let Some(result) = try_urc(urc_helper(head), buf) {
                return result;
            }
        }
        Err(ParseError::NoMatch)
    }
}

/// Responses, unsolicited lines and prompts.
#[inline(never)]
pub fn run(input: &[u8], cut: Cut) -> Counts {
    let mut counts = Counts::default();
    let mut digester = AtDigester::<Urcs>::new();
    let mut window = [0_u8; WINDOW];
    let mut len = 0;
    for piece in input.chunks(cut.size(input).max(1)) {
        let mut piece = piece;
        while !piece.is_empty() {
            if len == WINDOW {
                len = 0;
            }
            let taken = piece.len().min(WINDOW - len);
            window[len..len + taken].copy_from_slice(&piece[..taken]);
            len += taken;
            piece = &piece[taken..];
            digest(&mut digester, &mut window, &mut len, &mut counts);
        }
    }
    counts
}

fn digest(digester: &mut AtDigester<Urcs>, window: &mut [u8; WINDOW], len: &mut usize, counts: &mut Counts) {
    while *len > 0 {
        let (result, swallowed) = digester.digest(&window[..*len]);
        let seen = match black_box(result) {
            DigestResult::None => None,
            DigestResult::Urc(text) | DigestResult::Response(Ok(text)) => Some(text.len()),
            DigestResult::Response(Err(_)) | DigestResult::Prompt(_) => Some(1),
        };
        if let Some(bytes) = seen {
            counts.events += 1;
            counts.checksum = counts.checksum.wrapping_add(bytes as u64);
        }
        if swallowed == 0 {
            return;
        }
        window.copy_within(swallowed..*len, 0);
        *len -= swallowed;
    }
}
