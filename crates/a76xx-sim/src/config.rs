//! What a modem is told at its birth: who it is, what card it holds, what the air around it is like, how fast it is.

use core::net::Ipv4Addr;
use core::time::Duration;

use a76xx_parser::typed::{BitErrorRate, RegistrationState, Rssi};

use crate::profile::Profile;

/// Everything about a modem that does not change by what the host says.
#[derive(Clone, Debug)]
pub struct Config {
    /// Model and firmware.
    pub profile: Profile,
    /// Serial number, 15 digits. The default is from the range for tests.
    pub imei: String,
    /// The SIM.
    pub card: Card,
    /// What the antenna hears.
    pub air: Air,
    /// How long things take.
    pub timing: Timing,
    /// Chooses what varies from boot to boot. Same seed, same bytes.
    pub seed: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self::of(Profile::A7670E)
    }
}

impl Config {
    /// A modem of this profile with a working card in a good place.
    pub fn of(profile: Profile) -> Self {
        Self { profile, imei: "001010123456780".to_owned(), card: Card::default(), air: Air::default(), timing: Timing::default(), seed: 0 }
    }

    /// The same without any delay, for tests that look at bytes alone.
    #[must_use]
    pub fn instant(mut self) -> Self {
        self.timing = Timing::INSTANT;
        self
    }
}

/// A SIM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Whether it is in its holder, and what it waits for.
    pub state: CardState,
    /// Its PIN, four to eight digits.
    pub pin: String,
    /// Its number (ICCID), 19 or 20 digits.
    pub iccid: String,
    /// The subscriber (IMSI), 15 digits.
    pub imsi: String,
}

impl Default for Card {
    fn default() -> Self {
        Self {
            state: CardState::Ready,
            pin: "0000".to_owned(),
            iccid: "8900101000000000001".to_owned(),
            imsi: "001010000000001".to_owned(),
        }
    }
}

/// What a SIM waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CardState {
    /// There is none.
    Absent,
    /// Nothing: it can be used.
    Ready,
    /// Its PIN.
    Pin,
    /// Its PUK, after three wrong PINs.
    Puk,
    /// It still starts: questions are answered with `SIM busy`.
    Busy,
    /// It cannot be read.
    Failed,
}

/// What the antenna hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Air {
    /// Signal strength.
    pub rssi: Rssi,
    /// Bit error rate; [`None`] prints what the profile prints.
    pub ber: Option<BitErrorRate>,
    /// How the networks around take the modem.
    pub registration: RegistrationState,
    /// The operator's name.
    pub operator: String,
    /// The operator's number, five or six digits.
    pub plmn: String,
    /// The address that the network gives.
    pub address: Ipv4Addr,
    /// The first name server.
    pub name_server: Ipv4Addr,
    /// Whether the network refuses to activate a context.
    pub refuses_contexts: bool,
}

impl Default for Air {
    fn default() -> Self {
        Self {
            rssi: Rssi(23),
            ber: None,
            registration: RegistrationState::HOME,
            operator: "Test PLMN 1-1".to_owned(),
            plmn: "00101".to_owned(),
            address: Ipv4Addr::new(10, 148, 0, 17),
            name_server: Ipv4Addr::new(10, 148, 0, 1),
            refuses_contexts: false,
        }
    }
}

/// How long things take inside the modem; what the network takes is the world's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// From a command's CR to its answer.
    pub answer: Duration,
    /// From the acceptance of `AT+NETOPEN` to its result.
    pub net_open: Duration,
    /// From the acceptance of `AT+NETCLOSE` to its results.
    pub net_close: Duration,
    /// From power or reset to the first line of the boot.
    pub boot: Duration,
    /// From that line to the SIM's.
    pub card: Duration,
    /// From that line to the registration.
    pub register: Duration,
    /// From that line to `SMS DONE`.
    pub messages: Duration,
    /// From that line to `PB DONE`.
    pub phone_book: Duration,
    /// A search for operators.
    pub search: Duration,
    /// Silence before and after `+++` (M 2.2.5).
    pub guard: Duration,
    /// Most between its characters (M 2.2.5).
    pub between: Duration,
}

impl Timing {
    /// As modules are known to be; boot times are those of logs.
    pub const USUAL: Self = Self {
        answer: Duration::from_millis(2),
        net_open: Duration::from_millis(350),
        net_close: Duration::from_millis(200),
        boot: Duration::from_millis(2500),
        card: Duration::from_millis(600),
        register: Duration::from_millis(2500),
        messages: Duration::from_secs(4),
        phone_book: Duration::from_millis(6500),
        search: Duration::from_secs(8),
        guard: Duration::from_secs(1),
        between: Duration::from_millis(900),
    };

    /// Everything at once, but the guard times of the escape.
    pub const INSTANT: Self = Self {
        answer: Duration::ZERO,
        net_open: Duration::ZERO,
        net_close: Duration::ZERO,
        boot: Duration::ZERO,
        card: Duration::ZERO,
        register: Duration::ZERO,
        messages: Duration::ZERO,
        phone_book: Duration::ZERO,
        search: Duration::ZERO,
        ..Self::USUAL
    };
}

impl Default for Timing {
    fn default() -> Self {
        Self::USUAL
    }
}
