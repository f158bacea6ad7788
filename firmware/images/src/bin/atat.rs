//! For comparison: atat's digester, with nine unsolicited lines.

#![no_std]
#![no_main]
#![expect(unsafe_code, reason = "the entry of an image")]

use a76xx_images::{keep, show, window};
use atat::digest::ParseError;
use atat::digest::parser::{try_urc, urc_helper};
use atat::{AtDigester, DigestResult, Digester};

const HEADS: [&str; 9] = ["+CREG", "+CIPRXGET", "+IPCLOSE", "+CGEV", "+CPIN", "RECV FROM", "+CIPEVENT", "+CLIENT", "+IPD"];

struct Urcs;

impl atat::Parser for Urcs {
    fn parse(bytes: &[u8]) -> Result<(&[u8], usize), ParseError> {
        HEADS.iter().find_map(|head| try_urc(urc_helper(*head), bytes)).unwrap_or(Err(ParseError::NoMatch))
    }
}

#[unsafe(no_mangle)]
extern "C" fn main() -> ! {
    let digester = keep!(AtDigester<Urcs>, AtDigester::new());
    window(|bytes| {
        let (result, used) = digester.digest(bytes);
        match result {
            DigestResult::None => show(0),
            DigestResult::Urc(line) => show(line.len()),
            DigestResult::Response(answer) => show(answer.map_or(1, <[u8]>::len)),
            DigestResult::Prompt(mark) => show(mark.into()),
        }
        used
    })
}
