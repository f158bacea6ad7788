//! Two inputs, one for each side, as one: in the order of time where both have the same clock, else in the order that the protocol allows.

mod order;

use std::collections::VecDeque;
use std::io::{self, Read};

use super::{Chunk, Fault, Format, Header, Item, Micros, Opened, Outside, Role, Run, Runs, Sides, Source, Zero, open_as};
use crate::Error;
use a76xx_parser::Side;
use order::Turn;

/// One side's input.
pub struct Half {
    /// Its name, as given.
    pub name: String,
    /// The bytes.
    pub input: Box<dyn Read>,
    /// How many they are.
    pub len: u64,
}

/// Opens two inputs as one. Places in the second, the module's, are counted on from the end of the first.
///
/// # Errors
/// One of them cannot be read, or holds both sides by itself.
pub fn open_pair(host: Half, module: Half, format: Option<&'static Format>) -> Result<Opened, Error> {
    let base = host.len;
    let mut first = open_half(host, format)?;
    let mut second = open_half(module, format)?;
    let names = [first.header.input.clone(), second.header.input.clone()];
    let mut host = Track::new(0);
    let mut module = Track::new(base);
    for (track, opened) in [(&mut host, &mut first), (&mut module, &mut second)] {
        track.begin(opened.source.as_mut()).map_err(|source| Error::Input { name: opened.header.input.clone(), source })?;
    }
    let shifts = first.source.zero().zip(second.source.zero()).and_then(|(host, module)| shifts(host, module));
    let (why, start) = match shifts {
        Some((0, _)) => ("merged by time", first.header.start.take()),
        Some(_) => ("merged by time", second.header.start.take()),
        None => ("merged by what the protocol allows, since they have no clock in common", None),
    };
    let why = if (first.header.sides, second.header.sides) == (Sides::Module, Sides::Host) {
        "as told, though the host's file looks like the module's, and the other way round"
    } else {
        why
    };
    (host.shift, module.shift) = shifts.unwrap_or_default();
    let header = Header {
        input: names.join(" and "),
        format: if first.header.format == second.header.format { first.header.format } else { "mixed" },
        sides: Sides::Marked,
        why,
        stamps: shifts.is_some(),
        start,
    };
    let turn = if shifts.is_some() { Turn::by_time() } else { Turn::by_protocol() };
    let lines = first.lines.clone().with(base, &second.lines);
    let rival = first.rival.or(second.rival);
    let source = Pair { sources: [first.source, second.source], tracks: [host, module], turn, faults: Vec::new(), out: Out::default() };
    Ok(Opened { header, source: Box::new(source), lines, rival })
}

fn open_half(half: Half, format: Option<&'static Format>) -> Result<Opened, Error> {
    let opened = open_as(&half.name, half.input, format, None)?;
    if opened.header.sides == Sides::Marked {
        let source = io::Error::new(io::ErrorKind::InvalidInput, "it holds both sides by itself; decode it alone");
        return Err(Error::Input { name: half.name, source });
    }
    Ok(opened)
}

/// What to add to the times of each, if they have a clock in common.
fn shifts(host: Zero, module: Zero) -> Option<(Micros, Micros)> {
    let ((Zero::Utc(host), Zero::Utc(module))
    | (Zero::Local(host), Zero::Local(module))
    | (Zero::Year(host), Zero::Year(module))
    | (Zero::Day(host), Zero::Day(module))
    | (Zero::Capture(host), Zero::Capture(module))) = (host, module)
    else {
        return None;
    };
    let first = host.min(module);
    Some((host - first, module - first))
}

/// What of an input was read and not handed out.
pub(super) struct Track {
    window: Vec<u8>,
    runs: Runs,
    /// When the first byte of the window came.
    at: VecDeque<(usize, Option<Micros>)>,
    /// What stands in front of the window and is not of the wire.
    outside: VecDeque<(Role, Option<Micros>, Vec<u8>, u64)>,
    base: u64,
    shift: Micros,
    ended: bool,
}

impl Track {
    fn new(base: u64) -> Self {
        Self { window: Vec::new(), runs: Runs::default(), at: VecDeque::new(), outside: VecDeque::new(), base, shift: 0, ended: false }
    }

    /// Reads up to the first bytes of the wire.
    fn begin(&mut self, source: &mut dyn Source) -> io::Result<()> {
        while self.window.is_empty() && !self.ended {
            self.fill(source)?;
        }
        Ok(())
    }

    /// Reads one item on.
    fn fill(&mut self, source: &mut dyn Source) -> io::Result<()> {
        match source.next()? {
            Some(Item::Chunk(chunk)) => {
                self.window.extend_from_slice(chunk.bytes);
                self.at.push_back((chunk.bytes.len(), chunk.at));
                for run in chunk.runs {
                    self.runs.push(&[Run { origin: run.origin + self.base, ..*run }], None);
                }
            }
            Some(Item::Outside(outside)) => {
                self.outside.push_back((outside.role, outside.at, outside.bytes.to_vec(), outside.origin + self.base));
            }
            None => self.ended = true,
        }
        Ok(())
    }

    /// When its next byte came.
    fn next_at(&self) -> Option<Micros> {
        self.at.front().and_then(|(_, at)| *at).map(|at| at + self.shift)
    }

    /// Takes bytes off the front, all of one time where times tell the order.
    fn take(&mut self, len: usize, out: &mut Out) -> Option<Micros> {
        let at = self.next_at();
        out.bytes.clear();
        out.bytes.extend(self.window.drain(..len.min(self.window.len())));
        out.runs.clear();
        self.runs.take(out.bytes.len(), &mut out.runs);
        let mut left = out.bytes.len();
        while left > 0
            && let Some((count, _)) = self.at.front_mut()
        {
            let part = left.min(*count);
            *count -= part;
            left -= part;
            if *count == 0 {
                self.at.pop_front();
            }
        }
        at
    }
}

#[derive(Default)]
struct Out {
    bytes: Vec<u8>,
    runs: Vec<Run>,
}

struct Pair {
    /// The host's and the module's.
    sources: [Box<dyn Source>; 2],
    tracks: [Track; 2],
    turn: Turn,
    faults: Vec<Fault>,
    out: Out,
}

impl Source for Pair {
    fn next(&mut self) -> io::Result<Option<Item<'_>>> {
        let [host, module] = &mut self.tracks;
        let [host_source, module_source] = &mut self.sources;
        let (side, len) = loop {
            let waiting = if host.outside.is_empty() { module.outside.pop_front() } else { host.outside.pop_front() };
            if let Some((role, at, bytes, origin)) = waiting {
                self.out.bytes = bytes;
                return Ok(Some(Item::Outside(Outside { role, at, bytes: &self.out.bytes, origin })));
            }
            match self.turn.next(host, module) {
                order::Next::Take(side, len) => break (side, len),
                order::Next::Read(Side::Host) => host.fill(host_source.as_mut())?,
                order::Next::Read(Side::Module) => module.fill(module_source.as_mut())?,
                order::Next::End => {
                    self.faults = [host_source.faults(), module_source.faults()].concat();
                    return Ok(None);
                }
            }
        };
        let track = if side == Side::Host { host } else { module };
        let at = track.take(len, &mut self.out).filter(|_| self.turn.is_timed());
        Ok(Some(Item::Chunk(Chunk { side: Some(side), at, bytes: &self.out.bytes, runs: &self.out.runs })))
    }

    fn waits(&self) -> bool {
        false
    }

    fn faults(&self) -> &[Fault] {
        &self.faults
    }

    fn is_lossy(&self) -> bool {
        self.sources.iter().any(|source| source.is_lossy())
    }
}
