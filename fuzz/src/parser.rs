//! The parser's targets. The first byte of an input says in which pieces it comes, the rest is what is said.

use a76xx_parser::{Limits, Merged, Parser, Side, Step};

use crate::law::{self, Dialogue, LIMITS};
use crate::{reference, shown};

/// Sizes of pieces, used in turn: one of few bytes, one of more.
fn sizes(byte: u8) -> [usize; 2] {
    [1 + usize::from(byte & 15), 1 + usize::from(byte >> 4) * 5]
}

/// One pass over the module's bytes.
pub fn module(input: &[u8]) {
    const LIMITS: Limits = Limits { line: 64 };
    let Some((&first, data)) = input.split_first() else { return };
    let mut sizes = sizes(first).into_iter().cycle();
    let mut parser = Parser::new(LIMITS);
    let (mut start, mut end) = (0, 0);
    loop {
        let at_end = end == data.len();
        let window = &data[start..end];
        let step = match parser.next(Side::Module, window) {
            Step::NeedMore if at_end => parser.flush(Side::Module, window),
            step => step,
        };
        match step {
            Step::Event(event) => {
                assert!(window.starts_with(event.raw), "an event begins where the last one ended");
                start += event.raw.len();
            }
            Step::NeedMore if at_end => break,
            Step::NeedMore => {
                assert!(window.len() <= usize::from(LIMITS.line), "more than the limit was kept");
                end = data.len().min(end + sizes.next().unwrap_or(1));
            }
        }
    }
    assert_eq!(start, data.len(), "bytes were lost");
}

/// Both sides.
pub fn duplex(input: &[u8]) {
    let Some((&first, said)) = input.split_first() else { return };
    law::two_sided(&Dialogue::decode(said), LIMITS, &sizes(first));
}

/// Both sides in one stream.
pub fn merged(input: &[u8]) {
    let Some((&first, said)) = input.split_first() else { return };
    let dialogue = Dialogue::decode(said).one_stream();
    law::merged(&dialogue, LIMITS, &sizes(first));
    let (mut parser, mut rest) = (Merged::new(LIMITS), dialogue.of(Side::Module));
    while let Step::Event(event) = parser.flush(rest) {
        shown::event(&event);
        rest = rest.get(event.raw.len()..).unwrap_or_default();
    }
}

/// Parser and reference.
pub fn differential(input: &[u8]) {
    let Some((&first, said)) = input.split_first() else { return };
    reference::agree(&Dialogue::decode(said), LIMITS, &sizes(first));
}
