//! From an input to its source: which format it is, and whose bytes it holds.

use std::io::{self, Cursor, Read};

use super::filter::Reading;
use super::format::{Fit, Format, Head};
use super::{HEAD, Header, Item, Lines, Opened, Role, Sides, carriage, formats, raw, read, sniff, transcript};
use crate::Error;
use crate::ingest::time::Clock;
use a76xx_parser::Side;

/// Formats whose scores are no further apart than this are told to the user.
const CLOSE: u32 = 40;

/// A format that at least tells something of each line.
const STAMPED: u32 = 300;

/// Finds out what an input is and opens it. `sides` is what the caller knows better; a format that marks its sides knows best.
///
/// What is there of the first [`HEAD`] bytes is read first, at least one line. Of a live pipe that is what the first read gives.
///
/// # Errors
/// The input cannot be read, or is a transcript of an unknown version.
pub fn open(name: &str, input: Box<dyn Read>, sides: Option<Sides>) -> Result<Opened, Error> {
    open_as(name, input, None, sides)
}

/// The same with a format that the caller knows. Raw bytes whose side is known are read without a look at their beginning.
///
/// # Errors
/// The input cannot be read, or is a transcript of an unknown version.
pub fn open_as(name: &str, mut input: Box<dyn Read>, format: Option<&'static Format>, sides: Option<Sides>) -> Result<Opened, Error> {
    let lines = Lines::default();
    input = lines.watch(input);
    let unreadable = |source| Error::Input { name: name.to_owned(), source };
    let mut begun = Vec::new();
    let is_raw = |format: &Format| format.name == raw::FORMAT.name;
    if !format.is_some_and(|format| is_raw(format) && sides.is_some()) {
        peek(&mut input, &mut begun).map_err(unreadable)?;
    }
    let choose = |facts: &Head<'_>| match format {
        Some(format) => Found { format, fit: (format.fit)(facts), why: "as told by --input", rival: None },
        None => find(facts),
    };
    let mut head: &[u8] = &begun;
    let mut facts = Head::new(head);
    let mut found = choose(&facts);
    let replaced = carriage::is_only(head).then(|| carriage::replaced(head));
    if let Some(replaced) = &replaced {
        let other = Head::new(replaced);
        let of_lines = choose(&other);
        if of_lines.fit.score >= STAMPED && of_lines.fit.score > found.fit.score {
            (found, facts, head) = (of_lines, other, replaced);
            input = Box::new(carriage::Replaced(input));
        }
    }
    let reading =
        Reading::of(head).filter(|reading| !format.is_some_and(is_raw) && replaced.is_none() && !reading.yields_to(found.fit.score));
    let text = reading.map(|reading| reading.text(head));
    // What came over one side of the line is left as it is, whatever colours it has.
    let is_wire = |format: &Format| is_raw(format) && (sides.is_some() || sniff::sides(head).0 != Sides::Merged);
    let reading = reading.zip(text.as_deref()).and_then(|(reading, text)| {
        let (other, of_text) = (Head::new(text), choose(&Head::new(text)));
        let fits = !of_text.format.packed && (reading != Reading::Plain || !is_wire(of_text.format));
        fits.then(|| {
            (found, facts) = (of_text, other);
            reading
        })
    });
    if found.format.name == transcript::FORMAT.name
        && transcript::is(head)
        && let Some(version) = transcript::unknown_version(head)
    {
        return Err(Error::Version { name: name.to_owned(), version });
    }
    let seen = if is_raw(found.format) { Seen::default() } else { try_out(found.format, &facts) };
    let (sides, why) = match sides {
        _ if found.fit.marked && (seen.marked || seen.wire.is_empty()) => (Sides::Marked, found.why),
        Some(sides) => (sides, "as told by --side"),
        None if found.fit.mixed => (Sides::Merged, found.why),
        None if is_raw(found.format) => sniff::sides(facts.bytes),
        None => (sniff::sides(&seen.wire).0, found.why),
    };
    // Places in the bytes of the wire have no line of the file.
    let lines = if found.format.packed { Lines::default() } else { lines };
    let told = transcript::value(head, b"start").filter(|_| found.format.name == transcript::FORMAT.name && seen.stamps);
    let told = told.map(|start| String::from_utf8_lossy(start).into_owned());
    let header = Header {
        input: name.to_owned(),
        format: found.format.name,
        sides,
        why,
        stamps: seen.stamps,
        start: told.or_else(|| facts.rows.iter().find_map(|row| row.stamp).filter(|_| seen.stamps).and_then(Clock::start)),
    };
    let side = match sides {
        Sides::Host => Some(Side::Host),
        Sides::Module => Some(Side::Module),
        Sides::Merged | Sides::Marked => None,
    };
    let open = found.format.open;
    let rest = Box::new(Cursor::new(head.to_vec()).chain(input));
    let source = match reading {
        Some(reading) => reading.open(head, rest, |text| open(&facts, text)),
        None => open(&facts, rest),
    };
    Ok(Opened { header, source: if side.is_some() { Box::new(OneSided { source, side }) } else { source }, lines, rival: found.rival })
}

/// The format that fits best.
struct Found {
    format: &'static Format,
    fit: Fit,
    why: &'static str,
    /// Another one that fits nearly as well.
    rival: Option<&'static Format>,
}

fn find(head: &Head<'_>) -> Found {
    let mut fits: Vec<(Fit, &'static Format)> = formats().iter().map(|format| ((format.fit)(head), *format)).collect();
    fits.sort_by_key(|(fit, _)| std::cmp::Reverse(fit.score));
    let best = fits.first().copied().filter(|(fit, _)| fit.score > 0);
    let (fit, format) = best.unwrap_or((Fit::merged(1, "nothing to tell by"), &raw::FORMAT));
    let rival =
        fits.get(1).filter(|(other, _)| fit.score > 500 && fit.score < 1000 && other.score + CLOSE >= fit.score).map(|(_, format)| *format);
    Found { format, fit, why: fit.why, rival }
}

/// What a format makes of the head.
#[derive(Default)]
struct Seen {
    wire: Vec<u8>,
    stamps: bool,
    marked: bool,
}

fn try_out(format: &Format, head: &Head<'_>) -> Seen {
    let mut seen = Seen::default();
    let mut source = (format.open)(head, Box::new(Cursor::new(head.bytes.to_vec())));
    // What cannot be read here will be told when it is read in earnest.
    while let Ok(Some(item)) = source.next() {
        match item {
            Item::Chunk(chunk) => {
                seen.stamps |= chunk.at.is_some();
                seen.marked |= chunk.side.is_some();
                seen.wire.extend_from_slice(chunk.bytes);
            }
            // A live session may begin with a line beside the data lines, and have nothing else yet.
            Item::Outside(outside) => seen.stamps |= matches!(outside.role, Role::Signal(_)) && outside.at.is_some(),
        }
    }
    seen
}

/// A source of one stream whose side is known.
struct OneSided {
    source: Box<dyn super::Source>,
    side: Option<Side>,
}

impl super::Source for OneSided {
    fn next(&mut self) -> io::Result<Option<Item<'_>>> {
        let mut item = self.source.next()?;
        if let Some(Item::Chunk(chunk)) = &mut item {
            chunk.side = chunk.side.or(self.side);
        }
        Ok(item)
    }

    fn waits(&self) -> bool {
        self.source.waits()
    }

    fn faults(&self) -> &[super::Fault] {
        self.source.faults()
    }

    fn is_lossy(&self) -> bool {
        self.source.is_lossy()
    }

    fn zero(&self) -> Option<super::Zero> {
        self.source.zero()
    }
}

/// Reads on until `head` holds [`HEAD`] bytes, or a line and nothing more is there. A file gives less than asked for at its end alone; what a
/// pipe will give later is not waited for.
fn peek(input: &mut dyn Read, head: &mut Vec<u8>) -> io::Result<()> {
    let has_line = |head: &[u8]| head.trim_ascii_start().iter().any(|byte| matches!(byte, b'\r' | b'\n'));
    let mut short = false;
    while head.len() < HEAD && !(short && has_line(head) && !transcript::may_be(head)) {
        let begun = head.len();
        head.resize(HEAD, 0);
        let len = read(input, head.get_mut(begun..).unwrap_or_default());
        head.truncate(begun + *len.as_ref().unwrap_or(&0));
        short = begun + len? < HEAD;
        if head.len() == begun {
            break;
        }
    }
    Ok(())
}
