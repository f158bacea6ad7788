//! What a driver is told at its start.

use core::time::Duration;

/// What to bring up, and how patient to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Config {
    /// Access point name; `None` leaves the context as the module has it.
    pub apn: Option<&'static str>,
    /// PDP context of the sockets: 1 to 15.
    pub context: u8,
    /// How the context authenticates; `None` leaves it as the module has it.
    pub credentials: Option<Credentials>,
    /// PIN of the SIM. It is tried once in the life of the driver, since a SIM locks itself after three wrong ones.
    pub pin: Option<&'static str>,
    /// How received data come.
    pub reception: Reception,
    /// What TCP links received is read as hexadecimal digits: it takes twice the time, and every damaged digit shows. Buffered reception only.
    pub hex: bool,
    /// Notices of received data name their sender, where the firmware knows how (`AT+CIPRXGET=5`, since V1.09). Buffered reception only.
    pub senders: bool,
    /// Link 0 is a transparent one: a byte pipe. No other link can be opened beside it.
    pub transparent: bool,
    /// A send is confirmed when the peer has acknowledged it, not when the module's stack has it (M 15.2.11). TCP only.
    pub acknowledged: bool,
    /// The module may be restarted by `AT+CRESET` where nothing else helps.
    pub may_restart: bool,
    /// The module's lines that can be moved beside the data lines.
    pub wiring: Wiring,
    /// Time limits.
    pub patience: Patience,
}

impl Config {
    /// Buffered reception, the module's own context 1.
    pub const DEFAULT: Self = Self {
        apn: None,
        context: 1,
        credentials: None,
        pin: None,
        reception: Reception::Buffered,
        hex: false,
        senders: false,
        transparent: false,
        acknowledged: false,
        may_restart: true,
        wiring: Wiring::NONE,
        patience: Patience::DEFAULT,
    };
}

impl Default for Config {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Which lines of the module are wired to something that can move them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wiring {
    /// PWRKEY: it is pressed where the module does not answer, once in each bring-up.
    pub power_key: bool,
    /// RESET: it is pulled where the module has not answered in [`Patience::wake`], once in each bring-up.
    pub reset: bool,
    /// DTR: by its drop the data state of a transparent link is left at once, without the two seconds of silence that `+++` wants.
    pub dtr: bool,
}

impl Wiring {
    /// Data lines alone.
    pub const NONE: Self = Self { power_key: false, reset: false, dtr: false };
}

/// How a context authenticates (`AT+CGAUTH`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// CHAP rather than PAP.
    pub chap: bool,
    /// The user.
    pub user: &'static str,
    /// The password.
    pub password: &'static str,
}

/// How received data reach the host (AN 1.5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reception {
    /// The module keeps them until they are read: a slow reader slows the peer down, and nothing is lost.
    Buffered,
    /// The module sends them at once. What finds no room in a link's buffer is lost, and the link with it.
    Push,
}

/// How long things may take. Commands have the limits that the table of the protocol gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until the module answers at all, after which it counts as silent.
    pub wake: Duration,
    /// Until the SIM is ready. The note has 20 s (AN 1.4).
    pub card: Duration,
    /// Until a network has taken the module.
    pub registration: Duration,
    /// `AT+NETOPEN`, 3 to 120 s (M 15.2.12).
    pub net_open: Duration,
    /// `AT+CIPOPEN`, 3 to 120 s.
    pub cip_open: Duration,
    /// `AT+CIPSEND`, 3 to 120 s.
    pub cip_send: Duration,
    /// Until the prompt of a send, or the result code behind its data.
    pub prompt: Duration,
    /// Until an accepted close is carried out.
    pub close: Duration,
    /// How often an idle line with open links is looked at: it finds notices that were lost, and a module that is gone.
    pub heartbeat: Duration,
    /// From a service that is down to one that is up; whatever keeps it down then, it has failed.
    pub bring_up: Duration,
    /// From a failed bring-up to the next.
    pub rest: Duration,
}

impl Patience {
    /// As the note and the manual have it; the sockets' limits shorter than the longest.
    pub const DEFAULT: Self = Self {
        wake: Duration::from_secs(20),
        card: Duration::from_secs(20),
        registration: Duration::from_mins(2),
        net_open: Duration::from_mins(2),
        cip_open: Duration::from_mins(1),
        cip_send: Duration::from_mins(1),
        prompt: Duration::from_secs(10),
        close: Duration::from_mins(2),
        heartbeat: Duration::from_secs(30),
        bring_up: Duration::from_mins(15),
        rest: Duration::from_secs(30),
    };
}

impl Default for Patience {
    fn default() -> Self {
        Self::DEFAULT
    }
}
