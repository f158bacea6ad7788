//! Transcripts: what is read is written the same, and both readers of them agree.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| a76xx_fuzz::capture::transcript(input));
