//! A driver and a module that says anything.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| a76xx_fuzz::driver::module(input));
