//! The parser for host and module text in one stream without marks, as people paste it.

use crate::event::{Side, Step};
use crate::lexer::Limits;
use crate::parser::{Assume, Control, Parser};

/// Pulls events from a merged stream; says the side of each, and what it guessed.
#[derive(Clone, Copy, Debug)]
pub struct Merged {
    parser: Parser,
}

impl Merged {
    /// A parser at the start of a stream of which nothing is known.
    pub const fn new(limits: Limits) -> Self {
        Self { parser: Parser::new(limits) }
    }

    /// Takes one event off the front of the window.
    pub fn next<'b>(&mut self, window: &'b [u8]) -> Step<'b> {
        self.parser.next(Side::Module, window)
    }

    /// The same when the stream fell silent or ended.
    pub fn flush<'b>(&mut self, window: &'b [u8]) -> Step<'b> {
        self.parser.flush(Side::Module, window)
    }

    /// Tells what the bytes do not show.
    pub fn assume(&mut self, what: Assume) {
        self.parser.assume(what);
    }

    /// Tells what happened beside the bytes.
    pub fn control(&mut self, what: Control) {
        self.parser.control(what);
    }
}
