//! The parser's contract as laws that any input can be held against: tiling, cut invariance, a bounded window, promptness, few steps.
//!
//! Both the property tests of this crate and the fuzz targets include this folder by its path, so that a law is written once.

#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    missing_docs,
    clippy::pedantic,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test equipment: plain rather than fine, and a fault here is a failed test"
)]

mod dialogue;
mod feed;
pub mod table;

use a76xx_parser::{Limits, Merged, Parser, Side};

pub use dialogue::{Dialogue, MARK, Move};
pub use feed::{Feed, Heard, Pull};

/// Small enough that inputs go over it.
pub const LIMITS: Limits = Limits { line: 48 };

/// Plays a dialogue, its chunks cut into pieces of these sizes in turn, or left whole.
pub fn play<'b, P: Pull>(parser: P, dialogue: &'b Dialogue, cuts: &[usize]) -> Feed<'b, P> {
    let mut feed = Feed::new(parser, dialogue.all());
    let mut sizes = cuts.iter().cycle();
    for step in &dialogue.moves {
        match *step {
            Move::Bytes(side, len) => {
                let mut left = len;
                while left > 0 {
                    let size = sizes.next().map_or(left, |size| (*size).clamp(1, left));
                    feed.bytes(side, size);
                    left -= size;
                }
                feed.pause();
            }
            Move::Silence => feed.silence(),
            Move::SilenceOf(side) => feed.silence_of(side),
            Move::Control(what) => feed.parser.control(what),
            Move::Assume(what) => feed.parser.assume(what),
            Move::Time(_) => {}
        }
    }
    feed.silence();
    feed
}

/// Every law of the parser that knows its sides. `cuts` are further ways to cut, beside byte by byte.
pub fn two_sided(dialogue: &Dialogue, limits: Limits, cuts: &[usize]) {
    let whole = play(Parser::new(limits), dialogue, &[]);
    for side in [Side::Host, Side::Module] {
        whole.assert_tiles(side);
    }
    same_in_pieces(Parser::new(limits), dialogue, limits, cuts, &whole.heard);
}

/// The same for the parser of one stream; everything has to be of the module's side.
pub fn merged(dialogue: &Dialogue, limits: Limits, cuts: &[usize]) {
    let whole = play(Merged::new(limits), dialogue, &[]);
    whole.assert_tiles(Side::Module);
    same_in_pieces(Merged::new(limits), dialogue, limits, cuts, &whole.heard);
}

fn same_in_pieces<P: Pull>(parser: P, dialogue: &Dialogue, limits: Limits, cuts: &[usize], whole: &[Heard<'_>]) {
    for cuts in [&[1], cuts] {
        let cut = play(parser.clone(), dialogue, cuts);
        if let Some(at) = (0..whole.len().max(cut.heard.len())).find(|at| whole.get(*at) != cut.heard.get(*at)) {
            panic!("in pieces of {cuts:?} event {at} differs\n whole {:?}\n cut   {:?}\n{dialogue:?}", whole.get(at), cut.heard.get(at));
        }
        // Each call gives an event or asks for more; each event but those of a truncation takes a byte.
        let (bytes, chunks) = (dialogue.len(), dialogue.moves.len());
        assert!(cut.calls <= 2 * bytes + 8 * (chunks + 2), "{} calls for {bytes} bytes in {chunks} chunks\n{dialogue:?}", cut.calls);
        if cuts == [1] {
            assert!(cut.widest <= usize::from(limits.line) + 1, "a window held {} bytes\n{dialogue:?}", cut.widest);
        }
    }
}
