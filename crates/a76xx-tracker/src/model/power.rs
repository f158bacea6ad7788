//! Boot, reset and power.

use crate::time::{EventNo, Mark};

/// What is known of the module's power.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Power {
    /// Whether it runs; `None` while nothing has told.
    pub runs: Option<bool>,
    /// The last boot banner (`*ATREADY: 1`, `RDY`).
    pub booted: Option<EventNo>,
    /// Boot banners so far.
    pub boots: u8,
    /// The host asked for a restart or for power-off, and no banner has come since.
    pub asked: Option<EventNo>,
    /// What the host asked for before the last boot, if it did.
    pub expected: Option<EventNo>,
    /// `SMS DONE` has come since the boot.
    pub sms_ready: bool,
    /// `PB DONE` has come since the boot.
    pub phonebook_ready: bool,
    /// A warning of the supply or of the temperature.
    pub warned: Option<EventNo>,
    /// What switched it off.
    pub down: Option<EventNo>,
}

impl Power {
    pub(crate) const START: Self = Self {
        runs: None,
        booted: None,
        boots: 0,
        asked: None,
        expected: None,
        sms_ready: false,
        phonebook_ready: false,
        warned: None,
        down: None,
    };

    pub(super) fn boot(&mut self, now: Mark) {
        let (boots, warned) = (self.boots.saturating_add(1), self.warned);
        *self = Self { runs: Some(true), booted: Some(now.event), boots, expected: self.asked, warned, ..Self::START };
    }
}
