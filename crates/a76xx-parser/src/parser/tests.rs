//! The express lane against the way of all: what is decided quickly is decided the same.

use super::Parser;
use crate::event::{Side, Step};
use crate::lexer::Limits;

/// Lines that the lane takes, lines that only look like them, and what changes the context under them.
const PIECES: &[&[u8]] = &[
    b"\r\n",
    b"\n",
    b"\r",
    b"\0",
    b"OK\r\n",
    b"OK\n",
    b"OK \r\n",
    b"ERROR\r\n",
    b"\r\n>",
    b">",
    b"> ",
    b"AT\r",
    b"A/\r",
    b"ATV0\r",
    b"0\r",
    b"2\r\n",
    b"AT+CSQ\r",
    b"AT+csq\r",
    b"AT+CSQ \r",
    b"AT+CSQ;+CREG?\r",
    b"AT+CREG?\r",
    b"AT+CREG=?\r",
    b"AT+CICCID\r",
    b"AT+CIPHEAD=0\r",
    b"AT+CIPSEND=1,3\r",
    b"AT+CIPSEND=1,\r",
    b"AT+CIPRXGET=2,1,4\r",
    b"AT+CIPOPEN=1,\"TCP\",\"h;i\",80\r",
    b"AT+CIPCLOSE=1\r",
    b"AT+NETOPEN\r",
    b"AT+CMGR=1\r",
    b"AT+ZZ=1\r",
    b"+CSQ: 20,99\r\n",
    b"+CSQ: 20,99\n",
    b"+CSQ:20,99 \r\n",
    b"+CSQ: x\r\n",
    b"+CREG: 1\r\n",
    b"+CREG: 2,1\r\n",
    b"+CREG: 2,1,\"00A1\",\"0123456A\"\r\n",
    b"+CREG: 1,\"00A1\",\"0123456A\"\r\n",
    b"+CREG: 2,1,\"\",\"0\r\n",
    b"+CREG: (0-2)\r\n",
    b"+ICCID: 89\r\n",
    b"+CIPSEND: 1,3,3\r\n",
    b"+CIPSEND: 2,3,3\r\n",
    b"+CIPRXGET: 1,1\r\n",
    b"+CIPRXGET: 2,1,4,0\r\nabcd",
    b"+CIPRXGET: 3,1,2,0\r\nabcd",
    b"+CIPRXGET: 4,1,7\r\n",
    b"+CIPRXGET: 9,1,7\r\n",
    b"+CIPOPEN: 1,0\r\n",
    b"+CIPCLOSE: 1,0\r\n",
    b"+NETOPEN: 0\r\n",
    b"+CMGR: \"REC READ\",\"+49\",,\"t\"\r\n",
    b"+ZZ: 1\r\n",
    b"+IPCLOSE: 1,1\r\n",
    b"+IPD4\r\nOK\r\n",
    b"+IPD(2)\r\n\r\n",
    b"RECV FROM:192.0.2.1:80\r\n",
    b"+CPIN: READY\r\n",
    b"+CME ERROR: 10\r\n",
    b"RDY\r\n",
    b"CLOSED\r\n",
    b"hello\tworld\r\n",
    b"+CSQ: 123456789012345678901234567890\r\n",
];

/// Events in the order of the wire, as text, in pieces of `cut` bytes; with or without the lane.
fn events(input: &[u8], cut: usize, quick: bool, host: &[u8]) -> Vec<String> {
    let mut parser = Parser::new(Limits { line: 40 });
    let (mut seen, mut start, mut end) = (Vec::new(), 0, 0);
    let _ = parser.pull(Side::Host, host, false);
    while end < input.len() {
        end = input.len().min(end + cut);
        while let Some(window) = input.get(start..end) {
            let step = if quick { parser.next(Side::Module, window) } else { parser.pull(Side::Module, window, false) };
            let Step::Event(event) = step else { break };
            start += event.raw.len();
            seen.push(format!("{event:?}"));
            assert!(seen.len() < 10_000, "events without end");
        }
    }
    seen.push(format!("{:?}", parser.context));
    seen
}

#[test]
fn the_lane_decides_as_the_way_of_all() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut below = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    for _ in 0..6_000 {
        let pieces = (0..=below(9)).filter_map(|_| PIECES.get(below(PIECES.len()))).copied().collect::<Vec<_>>();
        let input = pieces.concat();
        // What the host said before: nothing, or something that makes the module's copies echoes.
        let host: &[u8] = if below(3) == 0 { b"AT+CSQ\r" } else { b"" };
        for cut in [input.len(), 1, 1 + below(20)] {
            let (quick, plain) = (events(&input, cut, true, host), events(&input, cut, false, host));
            assert_eq!(quick, plain, "in pieces of {cut}: {}", input.escape_ascii());
        }
    }
}
