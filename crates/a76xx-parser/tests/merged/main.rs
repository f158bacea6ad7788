//! What a merged stream is taken for, and what is guessed: each policy by its own example.

#![allow(clippy::expect_used, clippy::panic, reason = "a fault here is a failed test")]

mod damage;
mod data;
mod sides;
#[path = "../support/mod.rs"]
mod support;

use a76xx_parser::{Limits, Merged, Side};
use support::{Feed, short};

#[track_caller]
fn check(stream: &[u8], expected: &[&str]) {
    let mut feed = Feed::new(Merged::new(Limits::DEFAULT));
    for byte in stream {
        feed.bytes(Side::Module, &[*byte]);
    }
    feed.silence_of(Side::Module);
    assert_eq!(short(&feed.seen), expected, "\n{:#?}", short(&feed.seen));
}
