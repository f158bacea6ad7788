//! A line as it is heard: bytes that come now, from whoever listens, and the silence between them.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::time::{Clock, Kind, Stamp};
use super::{Chunk, Header, Item, Lines, Micros, Opened, Outside, Role, Run, Sides, Source, raw};
use a76xx_parser::Side;

/// A line that pauses for so long is shown as it stands.
pub const QUIET: Duration = Duration::from_millis(50);

/// A command that is being typed is waited for so long.
pub const TYPING: Duration = Duration::from_secs(5);

/// What a listener hears.
#[derive(Debug)]
pub enum Heard {
    /// Bytes of the wire.
    Bytes {
        /// Who sent them; `None` where host and module stand in one stream.
        side: Option<Side>,
        /// When they came.
        at: Instant,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// Something worth telling that is not of the wire.
    Remark {
        /// When.
        at: Instant,
        /// The text.
        text: String,
    },
    /// Nothing more comes.
    End,
}

/// Opens a line that is heard from now on; what has been heard comes through `from`.
///
/// Times count from now. Places count the bytes in the order in which they were heard.
pub fn live(name: &str, sides: Sides, why: &'static str, from: Receiver<Heard>) -> Opened {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = Stamp { kind: Kind::Utc, micros: micros(since), resolution: 1 };
    let header = Header { input: name.to_owned(), format: raw::FORMAT.name, sides, why, stamps: true, start: Clock::start(now) };
    Opened { header, source: Box::new(Live::new(from)), lines: Lines::default(), rival: None }
}

struct Live {
    from: Receiver<Heard>,
    start: Instant,
    current: Vec<u8>,
    runs: [Run; 1],
    origin: u64,
    /// Silences that were not yet told since the last bytes, and when these came.
    quiet: &'static [Duration],
    last: Instant,
}

impl Live {
    fn new(from: Receiver<Heard>) -> Self {
        let start = Instant::now();
        Self { from, start, current: Vec::new(), runs: [Run { origin: 0, bytes: 0, width: 1 }], origin: 0, quiet: &[], last: start }
    }

    /// What is heard next; `None` where silence is what is heard.
    fn hear(&mut self) -> Option<Heard> {
        let Some((span, rest)) = self.quiet.split_first() else {
            return Some(self.from.recv().unwrap_or(Heard::End));
        };
        let until = self.last + *span;
        match self.from.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(heard) => Some(heard),
            Err(RecvTimeoutError::Disconnected) => Some(Heard::End),
            Err(RecvTimeoutError::Timeout) => {
                self.quiet = rest;
                None
            }
        }
    }

    fn since_start(&self, at: Instant) -> Micros {
        micros(at.saturating_duration_since(self.start))
    }
}

impl Source for Live {
    fn next(&mut self) -> io::Result<Option<Item<'_>>> {
        Ok(match self.hear() {
            Some(Heard::End) => None,
            Some(Heard::Remark { at, text }) => {
                self.current = text.into_bytes();
                let at = Some(self.since_start(at));
                Some(Item::Outside(Outside { role: Role::Remark, at, bytes: &self.current, origin: self.origin }))
            }
            Some(Heard::Bytes { side, at, bytes }) => {
                self.current = bytes;
                self.runs = [Run { origin: self.origin, bytes: self.current.len(), width: 1 }];
                self.origin += self.current.len() as u64;
                self.quiet = &[QUIET, TYPING];
                self.last = at;
                let at = Some(self.since_start(at));
                Some(Item::Chunk(Chunk { side, at, bytes: &self.current, runs: &self.runs }))
            }
            None => {
                let at = Some(self.since_start(Instant::now()));
                Some(Item::Chunk(Chunk { side: None, at, bytes: &[], runs: &[] }))
            }
        })
    }

    fn waits(&self) -> bool {
        true
    }
}

fn micros(span: Duration) -> Micros {
    Micros::try_from(span.as_micros()).unwrap_or(Micros::MAX)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]
mod tests {
    use std::sync::mpsc;
    use std::time::Instant;

    use super::{Heard, live};
    use crate::ingest::{Item, Sides};
    use a76xx_parser::Side;

    #[test]
    fn silence_is_told_once_for_each_span() {
        let (to, from) = mpsc::channel();
        let mut opened = live("line", Sides::Marked, "", from);
        let bytes = |text: &[u8]| Heard::Bytes { side: Some(Side::Module), at: Instant::now(), bytes: text.to_vec() };
        to.send(bytes(b"+CPIN")).unwrap();
        let mut told = Vec::new();
        for step in 0..4 {
            match opened.source.next().unwrap() {
                Some(Item::Chunk(chunk)) => told.push((chunk.bytes.to_vec(), chunk.runs.first().map(|run| run.origin))),
                other => panic!("{other:?}"),
            }
            match step {
                1 => to.send(bytes(b": READY\r\n")).unwrap(),
                2 => to.send(bytes(b"\r\nOK\r\n")).unwrap(),
                _ => {}
            }
        }
        to.send(Heard::End).unwrap();
        assert_eq!(
            told,
            [(b"+CPIN".to_vec(), Some(0)), (Vec::new(), None), (b": READY\r\n".to_vec(), Some(5)), (b"\r\nOK\r\n".to_vec(), Some(14))]
        );
        assert!(opened.source.next().unwrap().is_none());
        assert!(opened.header.start.is_some_and(|start| start.ends_with('Z')));
    }
}
