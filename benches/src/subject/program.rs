//! `a76xx-decoder` from the bytes to what it writes, in memory: what `a76xx decode` and `a76xx check` do with a raw capture.

use std::io::{Cursor, Write};

use a76xx_decoder::ingest::{self, Sides};
use a76xx_decoder::judge::Select;
use a76xx_decoder::render::{Charset, Ground, Jsonl, Look, Render, Text};

use super::{Counts, Cut};

/// Counts what is written.
#[derive(Default)]
struct Sink(Counts);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.events += memchr::memchr_iter(b'\n', bytes).count() as u64;
        self.0.checksum = self.0.checksum.wrapping_add(bytes.len() as u64);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn decode(input: &[u8], to: &mut dyn Render) {
    let raw = ingest::format_named("raw");
    let mut opened = ingest::open_as("input", Box::new(Cursor::new(input.to_vec())), raw, Some(Sides::Module)).expect("memory can be read");
    a76xx_decoder::decode(&mut opened, Select::ALL, to).expect("memory can be written");
}

/// One JSON object an event. Files are read as they come: there are no pieces.
#[inline(never)]
pub fn run_jsonl(input: &[u8], _: Cut) -> Counts {
    let mut sink = Sink::default();
    decode(input, &mut Jsonl::new(&mut sink));
    sink.0
}

/// One row an event.
#[inline(never)]
pub fn run_text(input: &[u8], _: Cut) -> Counts {
    let mut sink = Sink::default();
    let look = Look { width: 100, colour: false, ground: Ground::Dark, charset: Charset::Unicode };
    decode(input, &mut Text::new(&mut sink, look));
    sink.0
}
