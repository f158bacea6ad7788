//! Both sides, in pieces that the fuzzer chooses: every law of the parser's contract.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| a76xx_fuzz::parser::duplex(input));
