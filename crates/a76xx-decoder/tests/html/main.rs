//! The page for the browser, in a browser.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]
#![allow(clippy::cast_precision_loss, clippy::float_cmp, reason = "counts come from the page as doubles, and are small")]

mod browser;
mod clicks;
mod large;
mod looks;
mod many;
mod palette;
mod sample;

#[path = "../common/mod.rs"]
mod common;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use a76xx_decoder::ingest;
use a76xx_decoder::judge::Select;
use a76xx_decoder::render::Html;

/// One browser at a time: they compete for the processor, and times are measured.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A place below the build folder.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("html");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// The page of a capture, written into a file.
fn page(file: &str, name: &str, bytes: &[u8]) -> PathBuf {
    let mut out = Vec::new();
    let mut html = Html::new(&mut out);
    let mut opened = ingest::open(name, Box::new(std::io::Cursor::new(bytes.to_vec())), None).unwrap();
    a76xx_decoder::decode(&mut opened, Select::ALL, &mut html).unwrap();
    a76xx_decoder::render::Render::finish(&mut html).unwrap();
    let path = scratch(file);
    std::fs::write(&path, out).unwrap();
    path
}

fn faults() -> &'static [u8] {
    include_bytes!("../data/faults.at")
}
