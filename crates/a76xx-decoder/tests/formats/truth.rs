//! What really went over the wire while a tool recorded it.

use std::path::Path;

use a76xx_parser::Side;
use serde_json::Value;

/// One write.
pub(crate) struct Chunk {
    pub(crate) side: Side,
    pub(crate) nanos: u64,
    pub(crate) bytes: Vec<u8>,
}

/// Reads `truth.jsonl`.
pub(crate) fn read(path: &Path) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let bytes = unhex(record["hex"].as_str().unwrap());
        let nanos = record["t_ns"].as_u64().unwrap();
        match record["dir"].as_str().unwrap() {
            "rx" => chunks.push(Chunk { side: Side::Module, nanos, bytes }),
            "tx" => chunks.push(Chunk { side: Side::Host, nanos, bytes }),
            // The tool changed what it was given: this is what went out.
            _ => chunks.iter_mut().rev().find(|chunk| chunk.side == Side::Host).unwrap().bytes = bytes,
        }
    }
    chunks
}

fn unhex(digits: &str) -> Vec<u8> {
    digits.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// What a side sent, or both in their order.
pub(crate) fn bytes(chunks: &[Chunk], side: Option<Side>) -> Vec<u8> {
    chunks.iter().filter(|chunk| side.is_none_or(|side| chunk.side == side)).flat_map(|chunk| chunk.bytes.clone()).collect()
}
