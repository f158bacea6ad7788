//! The UART of ARM's CMSDK (DDI 0479, 4.3): one byte of buffer each way, an interrupt for each.

#![expect(unsafe_code, reason = "registers of the board")]

use core::ptr::{read_volatile, write_volatile};

/// One of the board's UARTs.
#[derive(Clone, Copy)]
pub(super) struct Uart(usize);

/// The console's.
pub(super) const CONSOLE: Uart = Uart(0x4000_4000);
/// The module's.
pub(super) const MODULE: Uart = Uart(0x4000_5000);

const DATA: usize = 0x0;
const STATE: usize = 0x4;
const CONTROL: usize = 0x8;
const INTERRUPTS: usize = 0xc;
const DIVIDER: usize = 0x10;

const TX: u32 = 1;
const RX: u32 = 2;
const INTERRUPT: u32 = 2;

impl Uart {
    /// Switches it on at a speed, with its interrupts or without.
    pub(super) fn start(self, baud: u32, interrupts: bool) {
        self.write(DIVIDER, super::HERTZ / baud);
        let both = TX | RX;
        self.write(CONTROL, if interrupts { both | both << INTERRUPT } else { both });
    }

    /// Takes the byte that has come.
    pub(super) fn take(self) -> Option<u8> {
        (self.read(STATE) & RX != 0).then(|| self.read(DATA) as u8)
    }

    /// Whether it takes a byte.
    pub(super) fn has_room(self) -> bool {
        self.read(STATE) & TX == 0
    }

    /// Sends a byte; there has to be room.
    pub(super) fn give(self, byte: u8) {
        self.write(DATA, u32::from(byte));
    }

    /// Acknowledges the interrupt of receiving.
    pub(super) fn received(self) {
        self.write(INTERRUPTS, RX);
    }

    /// Acknowledges the interrupt of sending.
    pub(super) fn sent(self) {
        self.write(INTERRUPTS, TX);
    }

    fn read(self, register: usize) -> u32 {
        // SAFETY: a register of a peripheral that this board has; reading it touches no memory.
        unsafe { read_volatile((self.0 + register) as *const u32) }
    }

    fn write(self, register: usize, value: u32) {
        // SAFETY: as above.
        unsafe { write_volatile((self.0 + register) as *mut u32, value) }
    }
}
