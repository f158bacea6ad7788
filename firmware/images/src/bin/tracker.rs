//! The parser, and the tracker's model of the module.

#![no_std]
#![no_main]
#![expect(unsafe_code, reason = "the entry of an image")]

use a76xx_images::{byte, keep, show, window};
use a76xx_parser::{Limits, Parser, Side, Step};
use a76xx_tracker::{EventNo, Input, Model};

#[unsafe(no_mangle)]
extern "C" fn main() -> ! {
    let parser = keep!(Parser, Parser::new(Limits { line: 256 }));
    let model = keep!(Model, Model::START);
    window(|bytes| {
        let side = if byte() == 0 { Side::Host } else { Side::Module };
        let Step::Event(event) = parser.next(side, bytes) else { return 0 };
        let seen = model.look(Input::event(&event));
        model.take(EventNo::new(0), None, &seen);
        show(model.live_links().count());
        event.raw.len()
    })
}
