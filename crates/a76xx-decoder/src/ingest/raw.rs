//! Raw bytes, and text pasted as it was: every byte of the input is a byte of the wire.

use std::io::{self, Read};

use super::{Chunk, Item, READ, Run, Source, read};
use a76xx_parser::Side;

/// Reads as much at a time as is there.
pub(super) struct Raw {
    /// What was read to find out what the input is.
    head: Vec<u8>,
    head_taken: usize,
    input: Box<dyn Read>,
    side: Option<Side>,
    buffer: Vec<u8>,
    runs: [Run; 1],
    origin: u64,
}

impl Raw {
    pub(super) fn new(head: Vec<u8>, input: Box<dyn Read>, side: Option<Side>) -> Self {
        Self { head, head_taken: 0, input, side, buffer: vec![0; READ], runs: [Run { origin: 0, bytes: 0, width: 1 }], origin: 0 }
    }
}

impl Source for Raw {
    fn next(&mut self) -> io::Result<Option<Item<'_>>> {
        let rest = self.head.get(self.head_taken..).unwrap_or_default();
        let bytes = if rest.is_empty() {
            let len = read(self.input.as_mut(), &mut self.buffer)?;
            self.buffer.get(..len).unwrap_or_default()
        } else {
            let part = rest.get(..READ).unwrap_or(rest);
            self.head_taken += part.len();
            part
        };
        if bytes.is_empty() {
            return Ok(None);
        }
        self.runs = [Run { origin: self.origin, bytes: bytes.len(), width: 1 }];
        self.origin += bytes.len() as u64;
        Ok(Some(Item::Chunk(Chunk { side: self.side, at: None, bytes, runs: &self.runs })))
    }

    fn waits(&self) -> bool {
        self.head_taken >= self.head.len()
    }
}
