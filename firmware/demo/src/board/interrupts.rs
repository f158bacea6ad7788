//! Which interrupt goes where.

#![expect(unsafe_code, reason = "the vector table of the board")]

use cortex_m::interrupt::InterruptNumber;

/// The module's UART.
#[derive(Clone, Copy)]
pub(super) enum Interrupt {
    Received = 2,
    Sent = 3,
}

// SAFETY: these are the numbers of the board.
unsafe impl InterruptNumber for Interrupt {
    fn number(self) -> u16 {
        self as u16
    }
}

/// Lets the module's UART interrupt.
pub(super) fn enable() {
    // SAFETY: handlers and what they share are statics, ready before this is called.
    unsafe {
        cortex_m::peripheral::NVIC::unmask(Interrupt::Received);
        cortex_m::peripheral::NVIC::unmask(Interrupt::Sent);
    }
}

/// What the runtime puts behind the core's own vectors.
#[unsafe(link_section = ".vector_table.interrupts")]
#[unsafe(no_mangle)]
static __INTERRUPTS: [extern "C" fn(); 4] = [unused, unused, super::line::received, super::line::sent];

extern "C" fn unused() {}
