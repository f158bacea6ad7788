//! Values for any form of the table: what the encoder writes is read back.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| a76xx_fuzz::fields::round_trip(input));
