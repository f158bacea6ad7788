//! The console: text on UART 0.

use core::fmt::{self, Write};

use super::uart::CONSOLE;

/// Prints a line.
#[macro_export]
macro_rules! say {
    ($($what:tt)*) => { $crate::board::console::line(format_args!($($what)*)) };
}

pub(super) fn start() {
    CONSOLE.start(115_200, false);
}

/// Prints a line; `say!` calls it.
pub fn line(what: fmt::Arguments<'_>) {
    // Nothing in it fails.
    let _ = writeln!(Console, "{what}");
}

struct Console;

impl Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            while !CONSOLE.has_room() {}
            CONSOLE.give(byte);
        }
        Ok(())
    }
}
