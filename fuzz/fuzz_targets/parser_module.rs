//! The module's side, cut wherever the fuzzer likes: the raws joined are the input, no event reaches beyond the window, and no more than
//! the limit has to be kept.
#![no_main]

use a76xx_parser::{Limits, Parser, Side, Step};
use libfuzzer_sys::fuzz_target;

const LIMITS: Limits = Limits { line: 64 };

fuzz_target!(|input: &[u8]| {
    // The first byte says how many of the next ones are sizes of pieces; they are used in turn.
    let (count, rest) = input.split_first().unwrap_or((&0, &[]));
    let (cuts, data) = rest.split_at(usize::from(*count).min(rest.len()));
    let mut cuts = cuts.iter().copied().cycle();
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
                assert!(window.len() <= LIMITS.line as usize, "more than the limit was kept");
                end = data.len().min(end + 1 + usize::from(cuts.next().unwrap_or(u8::MAX)));
            }
        }
    }
    assert_eq!(start, data.len(), "bytes were lost");
});
