//! A driver and a simulated module, on a line with faults: what was confirmed arrived, and nothing is made up.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| a76xx_fuzz::driver::simulated(input));
