//! Host and module in one stream: the same laws.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| a76xx_fuzz::parser::merged(input));
