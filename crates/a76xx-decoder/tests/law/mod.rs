//! The law of attribution: whatever an input holds and whatever format it is read as, every byte of it is handed out once.
//!
//! The tests of this crate and the fuzz targets include this folder by its path.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use std::io::Cursor;

use a76xx_decoder::ingest::{self, Format, Item, Opened};

/// The same for one input and one format.
pub fn assert_attributed_as(format: &'static Format, bytes: &[u8]) {
    // A transcript of another version is refused.
    if format.name == "transcript" && bytes.starts_with(b"# a76xx") {
        return;
    }
    let opened = ingest::open_as("test", Box::new(Cursor::new(bytes.to_vec())), Some(format), None).unwrap();
    let spans = spans_of(opened, format.name);
    if !format.packed {
        assert_tiles(&spans, bytes.len(), format.name);
    }
}

/// The same for the format that is found out.
pub fn assert_attributed_if_opened(bytes: &[u8]) {
    let Ok(opened) = ingest::open("test", Box::new(Cursor::new(bytes.to_vec())), None) else { return };
    let name = opened.header.format;
    let packed = ingest::format_named(name).is_some_and(|format| format.packed);
    let spans = spans_of(opened, name);
    if !packed {
        assert_tiles(&spans, bytes.len(), name);
    }
}

/// The spans of everything that a source hands out, in their order in the input.
pub fn spans_of(mut opened: Opened, name: &str) -> Vec<(u64, u64)> {
    let mut spans: Vec<(u64, u64)> = Vec::new();
    while let Some(item) = opened.source.next().unwrap() {
        match item {
            Item::Chunk(chunk) => {
                assert_eq!(chunk.runs.iter().map(|run| run.bytes).sum::<usize>(), chunk.bytes.len(), "{name}");
                spans.extend(ingest::spans(chunk.runs).iter().map(|span| (span.offset, span.len)));
            }
            Item::Outside(outside) => spans.push((outside.origin, outside.bytes.len() as u64)),
        }
    }
    spans.retain(|(_, len)| *len > 0);
    spans.sort_unstable();
    spans
}

pub fn assert_tiles(spans: &[(u64, u64)], bytes: usize, name: &str) {
    let mut end = 0;
    for (offset, len) in spans {
        assert_eq!(*offset, end, "{name}: a gap or an overlap");
        end += len;
    }
    assert_eq!(end, bytes as u64, "{name}: the end is missing");
}
