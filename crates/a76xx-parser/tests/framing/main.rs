//! What single pieces of the wire are, byte for byte: framings, prompts, results and settings. Each literal is written by hand.

#![allow(clippy::expect_used, clippy::panic, reason = "a fault here is a failed test")]

mod answers;
mod data;
mod limits;
mod sent;
#[path = "../support/mod.rs"]
mod support;

use a76xx_parser::{Limits, Parser, Side};
use support::{Feed, short};

/// Feeds `>` lines to the host's side and `<` lines to the module's, byte by byte; `~` is silence. Gives the events as short lines.
#[track_caller]
fn check(script: &[(&str, &[u8])], expected: &[&str]) {
    let mut feed = Feed::new(Parser::new(Limits::DEFAULT));
    play(&mut feed, script);
    assert_eq!(short(&feed.seen), expected, "\n{:#?}", short(&feed.seen));
}

fn play(feed: &mut Feed<Parser>, script: &[(&str, &[u8])]) {
    for (mark, bytes) in script {
        let side = if *mark == ">" { Side::Host } else { Side::Module };
        match *mark {
            "~" => feed.silence(),
            _ => bytes.iter().for_each(|byte| feed.bytes(side, &[*byte])),
        }
    }
}
