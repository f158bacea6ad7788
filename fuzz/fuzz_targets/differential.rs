//! The parser against the reference: the same events of the same input, as early and as late.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| a76xx_fuzz::parser::differential(input));
