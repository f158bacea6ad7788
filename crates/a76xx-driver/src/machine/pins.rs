//! The module's lines beside the data lines: when they are to be moved.

use a76xx_tracker::Moment;

use super::Machine;
use super::state::Core;
use crate::say::say;

/// What is to be done with a line of the module. How long a key is pressed, the hardware manual of the module says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pin {
    /// Press PWRKEY for as long as switches the module on. One that runs does not mind.
    PowerKey,
    /// Pull RESET.
    Reset,
    /// Drive DTR: `true` is ready, which is the low level.
    Dtr(bool),
}

/// Pins that wait to be moved, and which were.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub(crate) struct Pins {
    key: bool,
    reset: bool,
    dtr: Option<bool>,
    /// Pressed since the module answered last.
    tried_key: bool,
    tried_reset: bool,
}

impl Pins {
    pub(crate) const IDLE: Self = Self { key: false, reset: false, dtr: None, tried_key: false, tried_reset: false };

    pub(crate) fn dtr(&mut self, on: bool) {
        self.dtr = Some(on);
    }

    /// The module has answered.
    pub(crate) fn answered(&mut self) {
        (self.key, self.reset, self.tried_key, self.tried_reset) = (false, false, false, false);
    }

    fn take(&mut self) -> Option<Pin> {
        if let Some(on) = self.dtr.take() {
            return Some(Pin::Dtr(on));
        }
        if core::mem::take(&mut self.key) {
            return Some(Pin::PowerKey);
        }
        core::mem::take(&mut self.reset).then_some(Pin::Reset)
    }
}

impl<const L: usize, const R: usize, const T: usize, const N: usize, const K: usize> Core<L, R, T, N, K> {
    /// The module has not answered some calls: it may be off.
    pub(crate) fn press_key(&mut self) {
        if self.config.wiring.power_key && !self.pins.tried_key {
            say!(info, "the module may be off: PWRKEY");
            (self.pins.key, self.pins.tried_key) = (true, true);
        }
    }

    /// Nothing else has helped; tells whether there is something to try yet.
    pub(crate) fn pull_reset(&mut self) -> bool {
        let can = self.config.wiring.reset && !self.pins.tried_reset;
        if can {
            say!(warn, "the module does not answer: RESET");
            (self.pins.reset, self.pins.tried_reset) = (true, true);
        }
        can
    }
}

impl<const LINKS: usize, const RX: usize, const TX: usize, const LINE: usize, const KEPT: usize> Machine<LINKS, RX, TX, LINE, KEPT> {
    /// A line of the module that is to be moved; only those come that [`Wiring`](crate::Wiring) names. Behind a press or a pull call
    /// [`handle_reset`](Self::handle_reset).
    pub fn poll_pin(&mut self) -> Option<Pin> {
        self.core.pins.take()
    }

    /// Whether a line is to be moved.
    #[cfg(feature = "async")]
    pub(crate) const fn has_pin(&self) -> bool {
        let pins = &self.core.pins;
        pins.key || pins.reset || pins.dtr.is_some()
    }

    /// The module was reset, or its power was switched, by the caller.
    pub fn handle_reset(&mut self, now: Moment) {
        self.core.start_over = true;
        self.core.restarted(now);
        self.advance(now);
    }
}
