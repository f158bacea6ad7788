//! The line to the module: two halves with the traits of embedded-io-async, which the driver takes.
//!
//! Interrupts carry bytes between the UART, which holds one, and two pipes in memory. Where the pipe of received bytes is full, the byte waits
//! in the UART, and the module behind it: on a board the UART's RTS line sees to that.

use core::convert::Infallible;

use critical_section::with;
use embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex;
use embassy_sync::pipe::Pipe;
use embassy_time::Timer;
use embedded_io_async::{ErrorType, Read, Write};

use super::interrupts;
use super::uart::MODULE;

const BAUD: u32 = 115_200;

static RECEIVED: Pipe<CriticalSectionRawMutex, 512> = Pipe::new();
static TO_SEND: Pipe<CriticalSectionRawMutex, 256> = Pipe::new();

/// What the module says.
pub struct Reader(());

/// What it is told.
pub struct Writer(());

pub(super) fn open() -> (Reader, Writer) {
    MODULE.start(BAUD, true);
    interrupts::enable();
    (Reader(()), Writer(()))
}

/// The interrupt of receiving.
pub(super) extern "C" fn received() {
    MODULE.received();
    fetch();
}

/// The interrupt of sending.
pub(super) extern "C" fn sent() {
    MODULE.sent();
    pass();
}

/// Takes what has come, as long as there is room for it.
fn fetch() {
    with(|_| {
        while RECEIVED.free_capacity() > 0
            && let Some(byte) = MODULE.take()
        {
            let _ = RECEIVED.try_write(&[byte]);
        }
    });
}

/// Gives what waits, as long as there is room for it.
fn pass() {
    with(|_| {
        let mut byte = [0];
        while MODULE.has_room() && TO_SEND.try_read(&mut byte).is_ok() {
            MODULE.give(byte[0]);
        }
    });
}

impl ErrorType for Reader {
    type Error = Infallible;
}

impl Read for Reader {
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Infallible> {
        let count = RECEIVED.read(buffer).await;
        // A byte may have waited for the room.
        fetch();
        Ok(count)
    }
}

impl ErrorType for Writer {
    type Error = Infallible;
}

impl Write for Writer {
    async fn write(&mut self, bytes: &[u8]) -> Result<usize, Infallible> {
        let count = TO_SEND.write(bytes).await;
        pass();
        Ok(count)
    }

    async fn flush(&mut self) -> Result<(), Infallible> {
        while !TO_SEND.is_empty() {
            Timer::after_millis(1).await;
        }
        Ok(())
    }
}
