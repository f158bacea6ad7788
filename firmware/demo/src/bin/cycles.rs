//! Counts the instructions that the parser takes for streams in memory, which the emulator puts there before the start.
//!
//! The emulator runs with a clock that counts instructions (`-icount shift=10`: 1024 ns each), and a timer at 25 MHz shows it.

#![no_std]
#![no_main]
#![expect(unsafe_code, reason = "memory and a timer of the board")]

use core::ptr::{read_volatile, write_volatile};
use core::slice::from_raw_parts;

use a76xx_driver::parser::{Limits, Parser, Side, Step};
use a76xx_firmware::board;
use a76xx_firmware::say;

/// Where the streams are: their number, and then for each its length and its bytes, in whole words.
const STREAMS: usize = 0x2100_0000;

/// Bytes that come at once: what a UART without a buffer gives, what one with direct memory access does, and everything.
const PIECES: [usize; 3] = [1, 64, usize::MAX];

#[cortex_m_rt::entry]
fn main() -> ! {
    let _line = board::start();
    timer::start();
    let mut at = STREAMS;
    for number in 0..word(&mut at) {
        let len = word(&mut at) as usize;
        // SAFETY: nobody writes there while the program runs.
        let stream = unsafe { from_raw_parts(at as *const u8, len) };
        at += len.next_multiple_of(4);
        let counts = PIECES.map(|piece| {
            let begin = timer::now();
            let events = feed(stream, piece);
            (events, timer::instructions(begin))
        });
        let [(bytewise, one), (_, some), (whole, all)] = counts;
        say!("{number} {len} {one} {some} {all} {bytewise} {whole}");
    }
    board::exit(true)
}

fn word(at: &mut usize) -> u32 {
    // SAFETY: as above.
    let word = unsafe { read_volatile(*at as *const u32) };
    *at += 4;
    word
}

/// Parses a stream that comes in pieces, and gives the number of events.
#[inline(never)]
fn feed(stream: &[u8], piece: usize) -> u32 {
    let mut parser = Parser::new(Limits::DEFAULT);
    let (mut begin, mut end, mut events) = (0, 0_usize, 0);
    while end < stream.len() {
        end = end.saturating_add(piece).min(stream.len());
        while let Some(window) = stream.get(begin..end)
            && let Step::Event(event) = parser.next(Side::Module, window)
        {
            begin += event.raw.len();
            events += 1;
        }
    }
    events
}

/// The first timer of the CMSDK (DDI 0479, 4.4): it counts down.
mod timer {
    use super::{read_volatile, write_volatile};

    const CONTROL: usize = 0x4000_0000;
    const VALUE: usize = 0x4000_0004;
    const RELOAD: usize = 0x4000_0008;

    /// Nanoseconds of a tick, and of an instruction.
    const TICK: u64 = 40;
    const INSTRUCTION: u64 = 1024;

    pub fn start() {
        // SAFETY: registers of a timer that nobody else uses.
        unsafe {
            write_volatile(RELOAD as *mut u32, u32::MAX);
            write_volatile(VALUE as *mut u32, u32::MAX);
            write_volatile(CONTROL as *mut u32, 1);
        }
    }

    pub fn now() -> u32 {
        // SAFETY: as above.
        unsafe { read_volatile(VALUE as *const u32) }
    }

    pub fn instructions(since: u32) -> u64 {
        u64::from(since.wrapping_sub(now())) * TICK / INSTRUCTION
    }
}
