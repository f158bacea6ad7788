//! Edges in binary files: sigrok's sessions, Saleae's export of one channel.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use super::edges::{Decoded, Edges};
use super::uart::Edge;
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};
use crate::ingest::{Fault, Place};

const KEEPS: Keeps = Keeps { direction: "by the channel's name and bytes", time: "of each byte", line_ends: "exact", bytes: "all" };

pub(in crate::ingest) const SIGROK: Format = Format {
    name: "sigrok-session",
    title: "a session of sigrok with samples of lines; the UART is decoded",
    tools: "sigrok-cli, PulseView (.sr)",
    keeps: KEEPS,
    packed: true,
    fit: |head| {
        let names = [&b"version"[..], b"metadata"];
        let begins = names.iter().any(|name| head.bytes.get(30..30 + name.len()) == Some(name));
        if head.bytes.starts_with(b"PK\x03\x04") && begins { Fit::marked(1000, "the file is a session of sigrok") } else { Fit::NO }
    },
    open: |_: &Head<'_>, input: Input| Box::new(Decoded::new(Session::new(input))),
};

pub(in crate::ingest) const SALEAE: Format = Format {
    name: "saleae-digital",
    title: "the edges of one channel; the UART is decoded",
    tools: "Saleae Logic 2 (binary export of raw data)",
    keeps: Keeps { direction: "by the grammar", ..KEEPS },
    packed: true,
    fit: |head| if head.bytes.starts_with(b"<SALEAE>") { Fit::merged(1000, "the file begins as Saleae's exports do") } else { Fit::NO },
    open: |_: &Head<'_>, input: Input| {
        Box::new(Decoded::new(Saleae { input, begun: None, level: false, names: vec![String::from("line")], fault: None }))
    },
};

/// A session is held in memory; larger ones are refused.
const LARGEST: u64 = 1024 * 1024 * 1024;
/// Samples that are looked at together.
const BLOCK: usize = 64 * 1024;

/// A session of sigrok: a zip file of `metadata` and samples.
struct Session {
    input: Option<Input>,
    archive: Option<ZipArchive<Cursor<Vec<u8>>>>,
    names: Vec<String>,
    /// The bit of each channel in a sample.
    bits: Vec<usize>,
    rate: f64,
    unit: usize,
    /// Files with samples that were not read yet, the last first.
    files: Vec<String>,
    samples: Vec<u8>,
    position: usize,
    count: u64,
    last: Vec<Option<bool>>,
    queue: Vec<Edge>,
    fault: Option<Fault>,
}

impl Session {
    fn new(input: Input) -> Self {
        Self {
            input: Some(input),
            archive: None,
            names: Vec::new(),
            bits: Vec::new(),
            rate: 1.0,
            unit: 1,
            files: Vec::new(),
            samples: Vec::new(),
            position: 0,
            count: 0,
            last: Vec::new(),
            queue: Vec::new(),
            fault: None,
        }
    }

    fn open(&mut self, input: Input) -> io::Result<()> {
        let mut bytes = Vec::new();
        input.take(LARGEST).read_to_end(&mut bytes)?;
        let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
            self.fail("the zip file is damaged");
            return Ok(());
        };
        let mut metadata = String::new();
        let read = archive.by_name("metadata").ok().and_then(|file| file.take(BLOCK as u64).read_to_string(&mut metadata).ok());
        if read.is_none() {
            self.fail("the session has no metadata");
            return Ok(());
        }
        let mut capture = String::from("logic-1");
        for (key, value) in metadata.lines().filter_map(|line| line.split_once('=')).map(|(key, value)| (key.trim(), value.trim())) {
            match key {
                "samplerate" => self.rate = rate(value).unwrap_or(1.0),
                "unitsize" => self.unit = value.parse().unwrap_or(1).clamp(1, 8),
                "capturefile" => value.clone_into(&mut capture),
                _ => {
                    if let Some(bit) =
                        key.strip_prefix("probe").and_then(|number| number.parse::<usize>().ok()).filter(|bit| (1..=64).contains(bit))
                    {
                        self.bits.push(bit - 1);
                        self.names.push(value.to_owned());
                    }
                }
            }
        }
        // The samples may be cut into numbered files.
        let number = |name: &str| name.strip_prefix(&capture).map(|rest| rest.trim_start_matches('-').parse::<u64>().unwrap_or(0));
        let mut files: Vec<(u64, String)> =
            archive.file_names().filter_map(Result::ok).filter_map(|name| Some((number(&name)?, name.into_owned()))).collect();
        files.sort_by(|a, b| b.cmp(a));
        self.files = files.into_iter().map(|(_, name)| name).collect();
        self.last = vec![None; self.bits.len()];
        self.archive = Some(archive);
        Ok(())
    }

    fn fail(&mut self, what: &'static str) {
        self.fault = Some(Fault { place: Place::Offset(0), what });
    }

    /// Unpacks the next file of samples; `false` if there is none.
    fn unpack(&mut self) -> bool {
        let Some((archive, name)) = self.archive.as_mut().zip(self.files.pop()) else { return false };
        self.samples.clear();
        self.position = 0;
        let read = archive.by_name(&name).ok().and_then(|file| file.take(LARGEST).read_to_end(&mut self.samples).ok());
        if read.is_none() {
            self.fail("samples cannot be unpacked");
        }
        true
    }
}

/// `1 MHz`, `500 kHz`, `24000000`.
fn rate(text: &str) -> Option<f64> {
    let (number, unit) = text.split_once(' ').unwrap_or((text, "Hz"));
    let factor = match unit.trim() {
        "Hz" | "" => 1.0,
        "kHz" => 1e3,
        "MHz" => 1e6,
        "GHz" => 1e9,
        _ => return None,
    };
    number.parse::<f64>().ok().map(|number| number * factor).filter(|rate| *rate > 0.0)
}

impl Edges for Session {
    fn next(&mut self) -> io::Result<Option<Edge>> {
        if let Some(input) = self.input.take() {
            self.open(input)?;
        }
        while self.queue.is_empty() {
            let before = self.position.checked_sub(self.unit).and_then(|at| self.samples.get(at..at + self.unit));
            let Some(sample) = self.samples.get(self.position..self.position + self.unit) else {
                if self.unpack() {
                    continue;
                }
                return Ok(None);
            };
            // Most samples are as the one before.
            if before != Some(sample) {
                #[allow(clippy::cast_precision_loss, reason = "a float counts samples of hours exactly")]
                let at = self.count as f64 / self.rate;
                for (channel, (bit, last)) in self.bits.iter().zip(&mut self.last).enumerate() {
                    let level = sample.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1);
                    if last.replace(level) != Some(level) {
                        self.queue.insert(0, Edge { at, channel, level });
                    }
                }
            }
            self.position += self.unit;
            self.count += 1;
        }
        Ok(self.queue.pop())
    }

    fn names(&self) -> &[String] {
        &self.names
    }

    fn fault(&self) -> Option<Fault> {
        self.fault.clone()
    }
}

/// Saleae's export: 44 bytes of header, then the time of each change as a float of eight bytes.
struct Saleae {
    input: Input,
    /// The header was read; what it says of the first level was handed out at this time.
    begun: Option<f64>,
    level: bool,
    names: Vec<String>,
    fault: Option<Fault>,
}

impl Edges for Saleae {
    fn next(&mut self) -> io::Result<Option<Edge>> {
        if self.begun.is_none() {
            let mut header = Vec::new();
            (&mut self.input).take(44).read_to_end(&mut header)?;
            let number = |at: usize| header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
            let begin = header.get(20..28).and_then(|bytes| bytes.try_into().ok()).map(f64::from_le_bytes);
            let (Some(0), Some(0), Some(level), Some(begin)) = (number(8), number(12), number(16), begin) else {
                self.fault = Some(Fault { place: Place::Offset(8), what: "only digital data of version 0 can be read" });
                self.begun = Some(0.0);
                self.input = Box::new(io::empty());
                return Ok(None);
            };
            self.level = level != 0;
            self.begun = Some(begin);
            return Ok(Some(Edge { at: begin, channel: 0, level: self.level }));
        }
        let mut time = Vec::with_capacity(8);
        (&mut self.input).take(8).read_to_end(&mut time)?;
        let Ok(time) = <[u8; 8]>::try_from(time.as_slice()) else { return Ok(None) };
        self.level = !self.level;
        Ok(Some(Edge { at: f64::from_le_bytes(time), channel: 0, level: self.level }))
    }

    fn names(&self) -> &[String] {
        &self.names
    }

    fn fault(&self) -> Option<Fault> {
        self.fault.clone()
    }
}
