//! The parser with every chapter of its table.

#![no_std]
#![no_main]
#![expect(unsafe_code, reason = "the entry of an image")]

use a76xx_images::{look, parse};

#[unsafe(no_mangle)]
extern "C" fn main() -> ! {
    parse(look)
}
