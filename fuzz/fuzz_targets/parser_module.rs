//! Bytes of the module in pieces of any size: tiling, and a window that stays within its bound. One pass, and nothing else.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| a76xx_fuzz::parser::module(input));
