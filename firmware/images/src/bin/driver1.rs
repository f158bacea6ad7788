//! The driver with 1 link, with all its calls and every way of receiving.

#![no_std]
#![no_main]
#![expect(unsafe_code, reason = "the entry of an image")]

use a76xx_images::{Driver, config, drive, keep};

#[unsafe(no_mangle)]
extern "C" fn main() -> ! {
    drive(keep!(Driver<1>, Driver::new(config())))
}
