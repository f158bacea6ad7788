//! `a76xx-parser`: the module's side, everything at its default.

use std::hint::black_box;

use a76xx_parser::{End, Event, Kind, Limits, Line, Parser, Side, Step};

use super::{Counts, Cut};

/// Hands every event of an input to `see`, cut as asked; what is left at the end is flushed.
#[inline]
pub fn pull<'b>(input: &'b [u8], cut: Cut, mut see: impl FnMut(&Event<'b>)) {
    let mut parser = Parser::new(Limits::DEFAULT);
    let size = cut.size(input).max(1);
    let (mut start, mut end) = (0, 0);
    while end < input.len() {
        end = input.len().min(end + size);
        // An empty window holds no event: no caller asks for one.
        while start < end {
            let Step::Event(event) = parser.next(Side::Module, &input[start..end]) else { break };
            start += event.raw.len();
            see(&event);
        }
    }
    while let Step::Event(event) = parser.flush(Side::Module, &input[start..]) {
        start += event.raw.len();
        see(&event);
    }
}

/// Events, classified.
#[inline(never)]
pub fn run(input: &[u8], cut: Cut) -> Counts {
    let mut counts = Counts::default();
    pull(input, cut, |event| count(event, &mut counts));
    counts
}

/// Events, and each parameter of each line as number and text.
#[inline(never)]
pub fn run_fields(input: &[u8], cut: Cut) -> Counts {
    let mut counts = Counts::default();
    pull(input, cut, |event| {
        count(event, &mut counts);
        if let Some(line) = event.kind.line() {
            fields(line, &mut counts.checksum);
        }
    });
    counts
}

/// Uses the kind, the bytes and the command. Not the whole event is put before the optimiser's eyes: it would be copied for that alone,
/// which no caller does.
#[inline]
pub fn count(event: &Event<'_>, counts: &mut Counts) {
    counts.checksum = counts.checksum.wrapping_add(black_box(event.raw).len() as u64);
    black_box(event.command);
    match event.kind {
        Kind::Blank | Kind::Text(_) | Kind::Noise(_) | Kind::Foreign(_) => {}
        // The pieces of one payload are one event, whatever the cuts.
        Kind::Payload(payload) => {
            counts.payload_bytes += event.raw.len() as u64;
            counts.events += u64::from(!matches!(payload.end, End::Open));
        }
        _ => counts.events += 1,
    }
}

fn fields(line: &Line<'_>, sum: &mut u64) {
    for value in line.fields() {
        let read = match value.int() {
            Some(number) => number as u64,
            None => value.text().len() as u64,
        };
        *sum = sum.wrapping_add(black_box(read));
    }
}
