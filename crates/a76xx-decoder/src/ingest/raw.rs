//! Raw bytes, and text pasted as it was: every byte of the input is a byte of the wire.

use std::io;

use super::format::{Fit, Format, Head, Input, Keeps};
use super::{Chunk, Item, READ, Run, Source, read};

pub(super) const FORMAT: Format = Format {
    name: "raw",
    title: "bytes as they were on the wire, or text as it stood in a terminal",
    tools: "cat, picocom, screen, microcom, tio, PuTTY, socat -r, StreamDebugger, copy and paste",
    keeps: Keeps { direction: "by the grammar", time: "no", line_ends: "as the tool", bytes: "as the tool" },
    packed: false,
    fit: |_: &Head<'_>| Fit::merged(100, "nothing speaks for another format"),
    open: |_: &Head<'_>, input: Input| Box::new(Raw::new(input)),
};

/// Reads as much at a time as is there.
struct Raw {
    input: Input,
    buffer: Vec<u8>,
    runs: [Run; 1],
    origin: u64,
    /// The last read gave less than it might: the next one may wait.
    short: bool,
}

impl Raw {
    fn new(input: Input) -> Self {
        Self { input, buffer: vec![0; READ], runs: [Run { origin: 0, bytes: 0, width: 1 }], origin: 0, short: false }
    }
}

impl Source for Raw {
    fn next(&mut self) -> io::Result<Option<Item<'_>>> {
        let len = read(self.input.as_mut(), &mut self.buffer)?;
        self.short = len < self.buffer.len();
        let bytes = self.buffer.get(..len).unwrap_or_default();
        if bytes.is_empty() {
            return Ok(None);
        }
        self.runs = [Run { origin: self.origin, bytes: bytes.len(), width: 1 }];
        self.origin += bytes.len() as u64;
        Ok(Some(Item::Chunk(Chunk { side: None, at: None, bytes, runs: &self.runs })))
    }

    fn waits(&self) -> bool {
        self.short
    }
}
