//! For the browser: one page that holds everything and needs nothing (`docs/html.md`).
//!
//! The page is written as the input is read: its frame, then the events in blocks of columns (`block`), then the verdict, then the program
//! that shows them. A browser can so show the frame at once, and the decoder's memory does not grow with the input.

mod block;
mod embed;
mod page;
mod reach;
mod words;

use std::io::{self, Write};

use serde::Serialize;

use super::{Render, jsonl, visible};
use crate::annotate::Annotated;
use crate::ingest::Header;
use crate::join::Joins;
use crate::judge::Ending;
use block::Block;
use words::Words;

/// Bytes of a payload that are shown; more than the 1500 of one read or send.
const EXCERPT: usize = 2048;

/// Events in a block.
const BLOCK: usize = 4096;

/// Events that a page holds. Browsers keep what a page holds in memory.
const MOST: u64 = 500_000;

/// Writes a page.
pub struct Html<'w> {
    out: &'w mut dyn Write,
    words: Words,
    block: Block,
    /// Whether the page was begun.
    begun: bool,
    held: u64,
    left_out: u64,
}

impl<'w> Html<'w> {
    /// Writes there.
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out, words: Words::default(), block: Block::default(), begun: false, held: 0, left_out: 0 }
    }

    fn begin(&mut self, input: &str) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            let mut title = String::new();
            visible::text(input, visible::Charset::Unicode, &mut title);
            page::begin(self.out, &title)?;
        }
        Ok(())
    }

    /// Writes the events that are held.
    fn spill(&mut self) -> io::Result<()> {
        if self.block.len() == 0 {
            return Ok(());
        }
        let block = std::mem::take(&mut self.block);
        embed::script(self.out, "events", &block.with(self.words.fresh()))
    }
}

/// What is known of an input before its first event.
#[derive(Serialize)]
struct Head<'a> {
    input: &'a str,
    format: &'static str,
    side: &'static str,
    why: &'static str,
    start: Option<&'a str>,
    stamps: bool,
    kinds: &'static [&'static str],
}

/// What is known behind the last one.
#[derive(Serialize)]
struct End<V> {
    verdict: V,
    left_out: u64,
}

impl Render for Html<'_> {
    fn joins(&self) -> Joins {
        Joins::Excerpt(EXCERPT)
    }

    fn follows(&self) -> bool {
        true
    }

    fn header(&mut self, header: &Header) -> io::Result<()> {
        let input = if header.input == "-" { "standard input" } else { &header.input };
        self.begin(input)?;
        (self.held, self.left_out) = (0, 0);
        embed::script(
            self.out,
            "capture",
            &Head {
                input,
                format: header.format,
                side: header.sides.name(),
                why: header.why,
                start: header.start.as_deref(),
                stamps: header.stamps,
                kinds: &block::KINDS,
            },
        )
    }

    fn event(&mut self, event: &Annotated<'_>) -> io::Result<()> {
        if self.held == MOST {
            self.left_out += 1;
            return Ok(());
        }
        self.held += 1;
        self.block.push(event, &mut self.words);
        if self.block.len() == BLOCK { self.spill() } else { Ok(()) }
    }

    fn end(&mut self, ending: &Ending) -> io::Result<()> {
        self.spill()?;
        embed::script(self.out, "end", &End { verdict: jsonl::verdict(ending), left_out: self.left_out })
    }

    fn unreadable(&mut self, input: &str, what: &str) -> io::Result<()> {
        self.begin(input)?;
        self.spill()?;
        embed::script(self.out, "fault", &what)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.begin("nothing")?;
        page::end(self.out)
    }

    /// A page that is only begun is of no use to anybody: nothing has to be seen early.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
