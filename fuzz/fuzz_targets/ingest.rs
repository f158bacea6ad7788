//! A capture of any format, or of one that has to be found out: every byte is attributed once.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| a76xx_fuzz::capture::ingest(input));
