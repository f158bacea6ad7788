//! The parser on a wire, as the images of the parser use it.

use a76xx_parser::{Event, Kind, Limits, Parser, Side, Step};

use crate::{byte, keep, show, window};

/// Parses for ever; `each` uses what an image wants of an event.
pub fn parse(each: impl Fn(&Event<'_>)) -> ! {
    let parser = keep!(Parser, Parser::new(Limits { line: 256 }));
    window(|bytes| {
        let side = if byte() == 0 { Side::Host } else { Side::Module };
        let step = if byte() == 0 { parser.flush(side, bytes) } else { parser.next(side, bytes) };
        let Step::Event(event) = step else { return 0 };
        each(&event);
        event.raw.len()
    })
}

/// What every user of the parser looks at.
pub fn look(event: &Event<'_>) {
    if let Some(line) = event.kind.line() {
        show(line.name.len());
        show(line.int(0).unwrap_or(0) as usize);
        show(line.shape().map_or(0, |shape| shape as usize));
    }
    match event.kind {
        Kind::Final(last) => show(last.code as usize),
        Kind::Payload(payload) => show(payload.left as usize),
        _ => {}
    }
}
