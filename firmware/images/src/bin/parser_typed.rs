//! The parser, and the types of the socket service.

#![no_std]
#![no_main]
#![expect(unsafe_code, reason = "the entry of an image")]

use a76xx_images::{look, parse, show};

#[unsafe(no_mangle)]
extern "C" fn main() -> ! {
    parse(|event| {
        if let Some(line) = event.kind.line() {
            show(line.urc().is_some().into());
            show(line.answer().is_some().into());
        }
        look(event);
    })
}
