//! The mock itself: bytes in, bytes out.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use super::Leeway;
use super::port::Port;
use super::script::{Said, Turn, normal, turns};
use crate::{Step, StepKind, Transcript, escape};

/// A module that says what a transcript has. Clones are the same module.
#[derive(Clone, Debug)]
pub struct Mock(Arc<Mutex<Inner>>);

#[derive(Debug)]
struct Inner {
    leeway: Leeway,
    turns: VecDeque<Turn>,
    /// What the host has said of the line or data under way.
    said: Vec<u8>,
    /// A line ended: a line feed now still belongs to it.
    ended: bool,
    /// The host ends its lines with CR LF: then a line feed in front of data belongs to their command.
    line_feeds: bool,
    output: VecDeque<u8>,
    heard: Vec<Step>,
    deviation: Option<Deviation>,
    reader: Option<Waker>,
}

/// Where a host left its transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// The step of the transcript, from 0; `None` behind its end.
    pub step: Option<usize>,
    /// The host's line or data there, as the transcript has them; empty behind its end.
    pub expected: Vec<u8>,
    /// What the host sent instead, up to the first byte that does not fit; empty where it has sent nothing yet.
    pub got: Vec<u8>,
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (expected, got) = (escape(&self.expected), escape(&self.got));
        match self.step {
            None => write!(f, "the transcript is over, and the host goes on with `{got}`"),
            Some(step) if self.got.is_empty() => write!(f, "at step {}: the host never sent `{expected}`", step + 1),
            Some(step) => write!(f, "at step {}: the host sent\n  `{got}` where the transcript has\n  `{expected}`", step + 1),
        }
    }
}

impl Error for Deviation {}

impl Mock {
    /// A module of this transcript.
    pub fn new(transcript: &Transcript, leeway: Leeway) -> Self {
        let mut inner = Inner {
            leeway,
            turns: turns(transcript).into(),
            said: Vec::new(),
            ended: false,
            line_feeds: false,
            output: VecDeque::new(),
            heard: Vec::new(),
            deviation: None,
            reader: None,
        };
        inner.speak();
        Self(Arc::new(Mutex::new(inner)))
    }

    /// Its port. All ports of a mock are the same.
    pub fn port(&self) -> Port {
        Port(self.clone())
    }

    /// The host sends bytes.
    ///
    /// # Errors
    /// They are not those of the transcript. From then on the mock says nothing more.
    pub fn receive(&self, bytes: &[u8]) -> Result<(), Deviation> {
        let mut inner = self.lock();
        if inner.deviation.is_none() && !bytes.is_empty() {
            inner.heard.push(StepKind::Host(bytes.to_vec()).into());
        }
        for byte in bytes {
            if let Some(deviation) = &inner.deviation {
                return Err(deviation.clone());
            }
            inner.hear(*byte);
        }
        if let Some(reader) = inner.reader.take() {
            reader.wake();
        }
        inner.deviation.clone().map_or(Ok(()), Err)
    }

    /// Takes what the module has said, as much as there is room for; gives how many bytes that was.
    pub fn take(&self, buffer: &mut [u8]) -> usize {
        let mut inner = self.lock();
        let count = buffer.len().min(inner.output.len());
        for (to, from) in buffer.iter_mut().zip(inner.output.drain(..count)) {
            *to = from;
        }
        count
    }

    /// Bytes that the module has said and nobody has taken.
    pub fn waiting(&self) -> usize {
        self.lock().output.len()
    }

    /// Whether the host has said all that the transcript has of it.
    pub fn is_over(&self) -> bool {
        self.lock().turns.is_empty()
    }

    /// Where the host left the transcript, if it did.
    pub fn deviation(&self) -> Option<Deviation> {
        self.lock().deviation.clone()
    }

    /// What both sides really said up to now: the host as it wrote, the module as the transcript has it.
    pub fn heard(&self) -> Transcript {
        Transcript { header: Vec::new(), steps: self.lock().heard.clone() }
    }

    /// The host is done: it has said what the transcript has, and no more.
    ///
    /// # Errors
    /// Where it left the transcript, or what it never sent.
    pub fn finish(&self) -> Result<(), Deviation> {
        let inner = self.lock();
        if let Some(deviation) = &inner.deviation {
            return Err(deviation.clone());
        }
        match inner.turns.front() {
            Some(Turn::Host(Said { step, bytes, .. })) => {
                Err(Deviation { step: Some(*step), expected: bytes.clone(), got: inner.said.clone() })
            }
            Some(Turn::Module(_)) | None => Ok(()),
        }
    }

    /// Wakes this task when the host has said something.
    pub(super) fn wake_later(&self, waker: &Waker) {
        self.lock().reader = Some(waker.clone());
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Whoever panicked while it held the lock fails its own test.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// The module says what comes before the next words of the host.
    fn speak(&mut self) {
        while let Some(Turn::Module(bytes)) = self.turns.pop_front_if(|turn| matches!(turn, Turn::Module(_))) {
            self.output.extend(&bytes);
            self.heard.push(StepKind::Module(bytes).into());
        }
    }

    fn hear(&mut self, byte: u8) {
        let ended = std::mem::take(&mut self.ended);
        let Some(Turn::Host(wanted)) = self.turns.front() else {
            if !(ended && byte == b'\n') {
                self.deviation = Some(Deviation { step: None, expected: Vec::new(), got: vec![byte] });
            }
            return;
        };
        let lenient = self.leeway == Leeway::Lenient;
        if lenient && ended && byte == b'\n' && (wanted.is_line || self.line_feeds) {
            self.line_feeds = true;
            return;
        }
        self.said.push(byte);
        let (fits, complete) = match (self.leeway, wanted.is_line) {
            (Leeway::Strict, _) => (wanted.bytes.starts_with(&self.said), wanted.bytes.len() == self.said.len()),
            (Leeway::Lenient, true) if byte == b'\r' => (normal(&self.said) == normal(&wanted.bytes), true),
            (Leeway::Lenient, true) => (true, false),
            // The escape from the data state is no data.
            (Leeway::Lenient, false) if wanted.bytes == b"+++" => (wanted.bytes.starts_with(&self.said), self.said.len() == 3),
            (Leeway::Lenient, false) => (true, self.said.len() == wanted.bytes.len()),
        };
        if !fits {
            self.deviation =
                Some(Deviation { step: Some(wanted.step), expected: wanted.bytes.clone(), got: std::mem::take(&mut self.said) });
        } else if complete {
            self.ended = lenient && wanted.is_line;
            self.said.clear();
            self.turns.pop_front();
            self.speak();
        }
    }
}
