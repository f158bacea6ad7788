//! What the tests share.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "each test takes what it needs, and may stop")]

pub(crate) mod process;
pub(crate) mod recorded;

use std::path::{Path, PathBuf};

use a76xx_decoder::ingest::{self, Sides};
use a76xx_decoder::render::{Charset, Ground, Jsonl, Look, Render, Text};

/// A file below the repository's root.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Decodes bytes as text.
pub(crate) fn text(name: &str, bytes: &[u8], sides: Option<Sides>, look: Look) -> String {
    let mut out = Vec::new();
    decode(name, bytes, sides, &mut Text::new(&mut out, look));
    String::from_utf8(out).unwrap()
}

/// Decodes bytes as JSON Lines.
pub(crate) fn jsonl(name: &str, bytes: &[u8], sides: Option<Sides>) -> String {
    let mut out = Vec::new();
    decode(name, bytes, sides, &mut Jsonl::new(&mut out));
    String::from_utf8(out).unwrap()
}

/// Records of JSON Lines, the header first.
pub(crate) fn records(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Text without colour.
pub(crate) const fn plain(width: usize) -> Look {
    Look { width, colour: false, ground: Ground::Unknown, charset: Charset::Unicode }
}

fn decode(name: &str, bytes: &[u8], sides: Option<Sides>, to: &mut dyn Render) {
    let input = std::io::Cursor::new(bytes.to_vec());
    let mut opened = ingest::open(name, Box::new(input), sides).unwrap();
    a76xx_decoder::decode(&mut opened, a76xx_decoder::judge::Select::ALL, to).unwrap();
}
