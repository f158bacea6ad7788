//! The driver with 1 link, with all its calls and every way of receiving.

#![no_std]
#![no_main]
#![expect(unsafe_code, reason = "the entry of an image")]

use a76xx_driver::{Config, Machine, Reception};
use a76xx_images::{byte, drive, keep};

#[unsafe(no_mangle)]
extern "C" fn main() -> ! {
    let reception = if byte() == 0 { Reception::Push } else { Reception::Buffered };
    let config = Config { reception, transparent: byte() == 0, acknowledged: byte() == 0, ..Config::DEFAULT };
    drive(keep!(Machine<1, 1, 1>, Machine::new(config)))
}
