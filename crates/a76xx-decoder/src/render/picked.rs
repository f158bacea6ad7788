//! A part of the events, in any format.

use std::io;

use super::Render;
use crate::annotate::Annotated;
use crate::ingest::Header;
use crate::join::Joins;
use crate::judge::Ending;
use crate::pick::Pick;

/// Hands on what is picked.
pub struct Picked<'r> {
    pick: &'r mut Pick,
    to: &'r mut dyn Render,
}

impl<'r> Picked<'r> {
    /// In front of another renderer.
    pub fn new(pick: &'r mut Pick, to: &'r mut dyn Render) -> Self {
        Self { pick, to }
    }
}

impl Render for Picked<'_> {
    fn joins(&self) -> Joins {
        self.to.joins()
    }

    fn follows(&self) -> bool {
        self.to.follows()
    }

    fn header(&mut self, header: &Header) -> io::Result<()> {
        self.pick.begin(header.sides);
        self.to.header(header)
    }

    fn event(&mut self, event: &Annotated<'_>) -> io::Result<()> {
        if self.pick.event(event) { self.to.event(event) } else { Ok(()) }
    }

    fn end(&mut self, ending: &Ending) -> io::Result<()> {
        self.to.end(ending)
    }

    fn unreadable(&mut self, input: &str, what: &str) -> io::Result<()> {
        self.to.unreadable(input, what)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.to.finish()
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
