//! The speed that a program sets on its port, which has none: the real port follows.

use std::os::fd::OwnedFd;

use rustix::termios::tcgetattr;
use serial2::SerialPort;

use super::ears::Ears;

/// Follows the program's settings.
pub(super) struct Rate {
    program: OwnedFd,
    port: SerialPort,
    /// What the program set last.
    asked: u32,
    /// The user said what it is to be.
    fixed: Option<u32>,
}

impl Rate {
    pub(super) fn new(program: OwnedFd, port: SerialPort, asked: u32, fixed: Option<u32>) -> Self {
        Self { program, port, asked, fixed }
    }

    /// Looks whether the program set another speed.
    pub(super) fn follow(&mut self, ears: &Ears) {
        let Ok(settings) = tcgetattr(&self.program) else { return };
        let asked = settings.output_speed();
        // Speed 0 asks for the end of a call.
        if asked == 0 || asked == self.asked {
            return;
        }
        self.asked = asked;
        ears.remark(match (self.fixed, self.set(asked)) {
            (Some(fixed), _) => format!("the program set {asked} baud; the port stays at {fixed}, as --baud says"),
            (None, Ok(())) => format!("the program set {asked} baud, and so it is"),
            (None, Err(error)) => format!("the program set {asked} baud, which the port does not take: {error}"),
        });
    }

    fn set(&mut self, baud: u32) -> std::io::Result<()> {
        if self.fixed.is_some() {
            return Ok(());
        }
        let mut settings = self.port.get_configuration()?;
        settings.set_baud_rate(baud)?;
        self.port.set_configuration(&settings)
    }
}
