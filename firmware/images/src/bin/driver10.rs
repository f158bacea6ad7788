//! The driver with 10 links, with all its calls and every way of receiving.

#![no_std]
#![no_main]
#![expect(unsafe_code, reason = "the entry of an image")]

use a76xx_images::{Driver, config, drive, keep};

#[unsafe(no_mangle)]
extern "C" fn main() -> ! {
    drive(keep!(Driver<10>, Driver::new(config())))
}
