//! Captures of edges as a source of bytes: the places of the bytes are counted in the bytes themselves, since each stands for many edges.

use std::collections::VecDeque;
use std::io;

use super::channels::learn;
use super::uart::{Edge, Uart, bit};
use crate::ingest::label::Labels;
use crate::ingest::{Chunk, Fault, Item, Micros, Place, Run, Source, Zero};

/// Edges that the length of a bit is measured on.
const MEASURED: usize = 8_192;
/// Bytes that tell which channel is whose.
const LEARNED: usize = 4_096;

/// Where edges come from, in the order of time.
pub(super) trait Edges {
    /// The next edge; `None` at the end.
    fn next(&mut self) -> io::Result<Option<Edge>>;

    /// The names of the channels, once the first edge was read.
    fn names(&self) -> &[String];

    /// What could not be read.
    fn fault(&self) -> Option<Fault> {
        None
    }
}

/// A byte with its channel and time.
struct Sent {
    byte: u8,
    channel: usize,
    at: f64,
}

/// The bytes of edges.
pub(super) struct Decoded<E> {
    edges: E,
    /// Edges that were read to measure the length of a bit.
    ahead: VecDeque<Edge>,
    lines: Vec<Uart>,
    bit: Option<f64>,
    ready: VecDeque<Sent>,
    labels: Option<Labels>,
    ended: bool,
    first: Option<f64>,
    count: u64,
    byte: [u8; 1],
    runs: [Run; 1],
    faults: Vec<Fault>,
}

impl<E: Edges> Decoded<E> {
    pub(super) fn new(edges: E) -> Self {
        let runs = [Run { origin: 0, bytes: 1, width: 1 }];
        Self {
            edges,
            ahead: VecDeque::new(),
            lines: Vec::new(),
            bit: None,
            ready: VecDeque::new(),
            labels: None,
            ended: false,
            first: None,
            count: 0,
            byte: [0],
            runs,
            faults: Vec::new(),
        }
    }

    /// Reads the edges that the length of a bit is measured on.
    fn measure(&mut self) -> io::Result<()> {
        while self.ahead.len() < MEASURED
            && let Some(edge) = self.edges.next()?
        {
            self.ahead.push_back(edge);
        }
        // Without any edge there is nothing to decode.
        self.bit = bit(self.ahead.make_contiguous()).or(Some(1.0));
        Ok(())
    }

    /// Takes one edge, or the end.
    fn step(&mut self) -> io::Result<()> {
        let edge = match self.ahead.pop_front() {
            Some(edge) => Some(edge),
            None => self.edges.next()?,
        };
        let at = edge.map_or(f64::INFINITY, |edge| edge.at);
        for (channel, line) in self.lines.iter_mut().enumerate() {
            self.ready.extend(line.until(at).map(|(byte, at)| Sent { byte, channel, at }));
        }
        if let Some(edge) = edge {
            let bit = self.bit.unwrap_or(1.0);
            if self.lines.len() <= edge.channel && edge.channel < 64 {
                self.lines.resize(edge.channel + 1, Uart::new(bit));
            }
            if let Some(line) = self.lines.get_mut(edge.channel) {
                line.edge(edge.at, edge.level);
            }
        } else {
            self.ended = true;
            self.faults.extend(self.edges.fault());
        }
        Ok(())
    }

    /// Learns whose each channel is.
    fn learn(&mut self) {
        let names = self.edges.names();
        let name = |sent: &Sent| names.get(sent.channel).map(String::as_bytes).unwrap_or_default();
        self.labels = Some(learn(self.ready.iter().map(|sent| (name(sent), sent.byte))));
    }
}

impl<E: Edges> Source for Decoded<E> {
    fn next(&mut self) -> io::Result<Option<Item<'_>>> {
        if self.bit.is_none() {
            self.measure()?;
        }
        loop {
            let learns = self.labels.is_none();
            while !self.ended && (self.ready.is_empty() || learns && self.ready.len() < LEARNED) {
                self.step()?;
            }
            if learns {
                self.learn();
            }
            let Some(sent) = self.ready.pop_front() else { return Ok(None) };
            let name = self.edges.names().get(sent.channel).map(String::as_bytes).unwrap_or_default();
            let labels = self.labels.get_or_insert_default();
            let side = labels.side(name);
            // Where the sides are known, other channels are lines beside the data.
            if side.is_none() && !labels.is_empty() {
                continue;
            }
            let passed = sent.at - *self.first.get_or_insert(sent.at);
            self.byte = [sent.byte];
            self.runs = [Run { origin: self.count, bytes: 1, width: 1 }];
            self.count += 1;
            let at = Some(micros(passed));
            return Ok(Some(Item::Chunk(Chunk { side, at, bytes: &self.byte, runs: &self.runs })));
        }
    }

    fn waits(&self) -> bool {
        self.ready.is_empty()
    }

    fn faults(&self) -> &[Fault] {
        &self.faults
    }

    fn zero(&self) -> Option<Zero> {
        self.first.map(|first| Zero::Capture(micros(first)))
    }
}

/// Seconds in microseconds.
fn micros(seconds: f64) -> Micros {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float converts to the nearest number there is")]
    let micros = (seconds * 1e6).round().max(0.0) as u64;
    micros
}

/// A fault at a line.
pub(super) const fn at_line(line: u64, what: &'static str) -> Fault {
    Fault { place: Place::Line(line), what }
}
