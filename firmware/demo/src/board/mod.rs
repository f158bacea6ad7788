//! The board: ARM's MPS2 with the design AN386, a Cortex-M4 at 25 MHz. What another board needs is in docs/porting.md.

pub mod clock;
pub mod console;
mod interrupts;
pub mod line;
pub mod stack;
mod uart;

/// Core clock.
pub const HERTZ: u32 = 25_000_000;

/// Starts clock and console, and opens the line of the module.
///
/// # Panics
/// Where it is called twice.
#[expect(clippy::unwrap_used, reason = "without its parts the program cannot go on")]
pub fn start() -> (line::Reader, line::Writer) {
    let mut core = cortex_m::Peripherals::take().unwrap();
    console::start();
    clock::start(&mut core.SYST);
    line::open()
}

/// Ends the program: QEMU ends with status 0 or 1.
pub fn exit(well: bool) -> ! {
    use cortex_m_semihosting::debug::{EXIT_FAILURE, EXIT_SUCCESS, exit};
    exit(if well { EXIT_SUCCESS } else { EXIT_FAILURE });
    loop {
        cortex_m::asm::wfi();
    }
}

#[panic_handler]
fn panicked(info: &core::panic::PanicInfo<'_>) -> ! {
    crate::say!("{info}");
    exit(false)
}
