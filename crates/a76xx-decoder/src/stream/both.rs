//! Two who take the same pieces.

use std::io;

use super::{Piece, Rest, Sink};

/// Hands each piece to the first, then to the second.
pub(crate) struct Both<A, B>(pub(crate) A, pub(crate) B);

impl<A: Sink, B: Sink> Sink for Both<A, B> {
    fn take(&mut self, piece: &Piece<'_>) -> io::Result<()> {
        self.0.take(piece)?;
        self.1.take(piece)
    }

    fn rest(&mut self, rest: &Rest<'_>) -> io::Result<()> {
        self.0.rest(rest)?;
        self.1.rest(rest)
    }

    fn idle(&mut self) -> io::Result<()> {
        self.0.idle()?;
        self.1.idle()
    }

    fn quiet(&mut self) -> io::Result<()> {
        self.0.quiet()?;
        self.1.quiet()
    }

    fn end(&mut self) -> io::Result<()> {
        self.0.end()?;
        self.1.end()
    }
}
