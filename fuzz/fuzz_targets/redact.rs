//! Captures without their secrets: as long, and with the same events.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| a76xx_fuzz::capture::redact(input));
