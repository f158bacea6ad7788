//! Both sides, time and signals: the tracker takes anything, gives the same for the same, and each rule needs no other.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| a76xx_fuzz::tracker::dialogue(input));
