//! One command and one line of the module: parameters, forms and typed views agree with each other.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| a76xx_fuzz::fields::line(input));
