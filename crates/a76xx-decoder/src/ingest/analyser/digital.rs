//! Edges as text: Saleae's table of levels, VCD.

use std::io::{self, BufRead, BufReader};

use super::edges::{Decoded, Edges, at_line};
use super::uart::Edge;
use crate::ingest::Fault;
use crate::ingest::format::{Fit, Format, Head, Input, Keeps};

const KEEPS: Keeps = Keeps { direction: "by the channel's name and bytes", time: "of each byte", line_ends: "exact", bytes: "all" };

pub(in crate::ingest) const CSV: Format = Format {
    name: "digital-csv",
    title: "levels of lines as a table, a row for each change; the UART is decoded",
    tools: "Saleae Logic 2 and Logic 1 (export of raw data)",
    keeps: KEEPS,
    packed: true,
    fit: |head| {
        let Some(first) = head.rows.first() else { return Fit::NO };
        let Some(channels) = channels(first.text) else { return Fit::NO };
        let (share, rows) = head.share(|row| levels(row, channels.len()).is_some());
        match (rows > 1 && share > 80, channels.len()) {
            (true, 1) => Fit::merged(960, "a table of levels"),
            (true, _) => Fit::marked(960, "a table of levels"),
            _ => Fit::NO,
        }
    },
    open: |head: &Head<'_>, input: Input| {
        let names = head.rows.first().and_then(|row| channels(row.text)).unwrap_or_default();
        Box::new(Decoded::new(Csv { lines: BufReader::new(input), names, levels: Vec::new(), queue: Vec::new(), line: 0, fault: None }))
    },
};

pub(in crate::ingest) const VCD: Format = Format {
    name: "vcd",
    title: "changes of lines over time; the UART is decoded",
    tools: "sigrok, PulseView, simulators",
    keeps: KEEPS,
    packed: true,
    fit: |head| {
        let has = |word: &[u8]| head.bytes.windows(word.len()).any(|window| window == word);
        if !has(b"$timescale") || !has(b"$enddefinitions") {
            return Fit::NO;
        }
        let wires = head.rows.iter().filter(|row| row.text.trim_ascii_start().starts_with(b"$var")).count();
        if wires == 1 { Fit::merged(980, "a dump of value changes") } else { Fit::marked(980, "a dump of value changes") }
    },
    open: |_: &Head<'_>, input: Input| {
        Box::new(Decoded::new(Vcd {
            lines: BufReader::new(input),
            names: Vec::new(),
            codes: Vec::new(),
            unit: 1e-9,
            now: 0.0,
            queue: Vec::new(),
            line: 0,
            fault: None,
        }))
    },
};

/// Longest line.
const LONGEST: u64 = 64 * 1024;

/// The next line without its end; `None` at the end.
fn line(from: &mut BufReader<Input>) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let len = io::Read::take(&mut *from, LONGEST).read_until(b'\n', &mut line)?;
    Ok((len > 0).then(|| line.trim_ascii_end().to_vec()))
}

/// The names of the channels in the first row of a table.
fn channels(row: &[u8]) -> Option<Vec<String>> {
    let row = row.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(row);
    let mut columns = row.split(|byte| *byte == b',').map(|name| String::from_utf8_lossy(name.trim_ascii()).trim_matches('"').to_owned());
    let is_time = columns.next()?.to_ascii_lowercase().starts_with("time");
    let names: Vec<String> = columns.collect();
    (is_time && !names.is_empty() && names.len() <= 64).then_some(names)
}

/// A row of a table: the time, then a level for each channel.
fn levels(row: &[u8], count: usize) -> Option<(f64, Vec<bool>)> {
    let mut columns = row.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    let time: f64 = std::str::from_utf8(columns.next()?).ok()?.parse().ok()?;
    let levels: Option<Vec<bool>> = columns
        .map(|level| match level {
            b"0" => Some(false),
            b"1" => Some(true),
            _ => None,
        })
        .collect();
    levels.filter(|levels| levels.len() == count && time.is_finite()).map(|levels| (time, levels))
}

struct Csv {
    lines: BufReader<Input>,
    names: Vec<String>,
    levels: Vec<bool>,
    /// Edges of one row, the last first.
    queue: Vec<Edge>,
    line: u64,
    fault: Option<Fault>,
}

impl Edges for Csv {
    fn next(&mut self) -> io::Result<Option<Edge>> {
        while self.queue.is_empty() {
            let Some(text) = line(&mut self.lines)? else { return Ok(None) };
            self.line += 1;
            let Some((at, levels)) = levels(&text, self.names.len()) else {
                if self.line > 1 && !text.is_empty() {
                    self.fault.get_or_insert(at_line(self.line, "no row of levels"));
                }
                continue;
            };
            for (channel, level) in levels.iter().copied().enumerate().rev() {
                if self.levels.get(channel) != Some(&level) {
                    self.queue.push(Edge { at, channel, level });
                }
            }
            self.levels = levels;
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

struct Vcd {
    lines: BufReader<Input>,
    names: Vec<String>,
    /// The code of each wire.
    codes: Vec<Vec<u8>>,
    /// Seconds that one step of time is.
    unit: f64,
    now: f64,
    queue: Vec<Edge>,
    line: u64,
    fault: Option<Fault>,
}

impl Vcd {
    /// Reads a word of the definitions or the changes.
    fn take(&mut self, text: &[u8]) {
        let words: Vec<&[u8]> = text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [b"$timescale", scale @ ..] => self.scale(&scale.concat()),
            [b"$var", _, b"1", code, name, ..] if self.codes.len() < 64 => {
                self.codes.push(code.to_vec());
                self.names.push(String::from_utf8_lossy(name).into_owned());
            }
            [first, ..] if first.starts_with(b"$") => {}
            // The scale may stand in a line of its own.
            [word] if self.codes.is_empty() => self.scale(word),
            words => {
                for word in words {
                    self.change(word);
                }
            }
        }
    }

    fn scale(&mut self, text: &[u8]) {
        let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number: f64 = text.get(..digits).and_then(|text| std::str::from_utf8(text).ok()?.parse().ok()).unwrap_or(1.0);
        let unit = match text.get(digits..).unwrap_or_default() {
            [b'f', ..] => 1e-15,
            [b'p', ..] => 1e-12,
            [b'n', ..] => 1e-9,
            [b'u', ..] => 1e-6,
            [b'm', ..] => 1e-3,
            [b's', ..] => 1.0,
            _ => return,
        };
        self.unit = number * unit;
    }

    fn change(&mut self, word: &[u8]) {
        if let Some(time) = word.strip_prefix(b"#") {
            match std::str::from_utf8(time).ok().and_then(|time| time.parse::<f64>().ok()) {
                Some(time) => self.now = time * self.unit,
                None => drop(self.fault.get_or_insert(at_line(self.line, "no time"))),
            }
            return;
        }
        if let [level @ (b'0' | b'1' | b'x' | b'z' | b'X' | b'Z'), code @ ..] = word
            && let Some(channel) = self.codes.iter().position(|known| known == code)
        {
            self.queue.insert(0, Edge { at: self.now, channel, level: *level != b'0' });
        }
    }
}

impl Edges for Vcd {
    fn next(&mut self) -> io::Result<Option<Edge>> {
        while self.queue.is_empty() {
            let Some(text) = line(&mut self.lines)? else { return Ok(None) };
            self.line += 1;
            self.take(&text);
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
