//! Boot, reset and power.

use core::time::Duration;

use a76xx_parser::typed::RxMode;

use super::settings::Settings;
use super::{Network, Service};
use crate::time::{EventNo, Mark};

/// What is known of the module's power.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Power {
    /// Whether it runs; `None` while nothing has told.
    pub runs: Option<bool>,
    /// The last boot banner (`*ATREADY: 1`, `RDY`).
    pub booted: Option<Mark>,
    /// Boot banners so far.
    pub boots: u8,
    /// The host asked for a restart or for power-off, and no banner has come since.
    pub asked: Option<EventNo>,
    /// What the host asked for before the last boot, if it did.
    pub expected: Option<EventNo>,
    /// What restarts took away and the host has not set again.
    pub lost: Lost,
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
        lost: Lost::NOTHING,
        sms_ready: false,
        phonebook_ready: false,
        warned: None,
        down: None,
    };

    /// Time within which a SIM is ready after the boot (AN 1.4).
    pub const SIM_TIME: Duration = Duration::from_secs(20);

    /// Whether the module still starts: its banner was seen, what ends a boot was not, and the time of a boot is not over.
    pub fn is_starting(&self, now: Mark) -> bool {
        self.booted.is_some_and(|booted| {
            !self.sms_ready && !self.phonebook_ready && booted.until(now.at()).is_none_or(|time| time < Self::SIM_TIME)
        })
    }

    pub(super) fn boot(&mut self, now: Mark) {
        let (boots, warned, lost) = (self.boots.saturating_add(1), self.warned, self.lost);
        *self = Self { runs: Some(true), booted: Some(now), boots, expected: self.asked, warned, lost, ..Self::START };
    }
}

/// What a restart takes away, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lost(u8);

impl Lost {
    /// Nothing.
    pub const NOTHING: Self = Self(0);
    /// `ATE0`.
    pub const NO_ECHO: Self = Self(1);
    /// `AT+CIPRXGET=1`.
    pub const BUFFERED: Self = Self(1 << 1);
    /// The socket service of `AT+NETOPEN`.
    pub const SERVICE: Self = Self(1 << 2);

    /// Whether all of these are in it.
    pub const fn has(self, part: Self) -> bool {
        self.0 & part.0 == part.0
    }

    pub(super) fn add(&mut self, more: Self) {
        self.0 |= more.0;
    }

    pub(super) fn regained(&mut self, part: Self) {
        self.0 &= !part.0;
    }

    /// What is there to lose.
    pub(crate) fn of(settings: &Settings, network: &Network) -> Self {
        let bits = [
            (settings.echo == Some(false), Self::NO_ECHO),
            (settings.rx == Some(RxMode::BUFFER), Self::BUFFERED),
            (matches!(network.service, Service::Open | Service::Opening), Self::SERVICE),
        ];
        Self(bits.into_iter().filter(|(there, _)| *there).fold(0, |all, (_, part)| all | part.0))
    }
}
