use a76xx_parser::typed::Rssi;

use super::attempt::{NAMES, attempt};
use crate::rule::{Fact, Report, Transition, rule};

/// The strongest that is called weak: -103 dBm.
const WEAK: Rssi = Rssi(5);

rule! {
    /// The network is used although the signal is weak or not known.
    ///
    /// `AT+NETOPEN`, `AT+CIPOPEN` or a command that reaches a server is sent while the last `+CSQ` was 5 or less (-103 dBm), or 99 with no
    /// registration told since.
    ///
    /// # Why
    /// The note's chart asks for the signal first: 99 means that nothing was measured, and with a weak one links open slowly, time out and
    /// break.
    ///
    /// # Fires
    /// ```at
    /// > AT+CSQ
    /// < +CSQ: 99,99
    /// < OK
    /// > AT+NETOPEN
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CSQ
    /// < +CSQ: 22,0
    /// < OK
    /// > AT+NETOPEN
    /// ```
    /// ```at
    /// > AT+CSQ
    /// < +CSQ: 99,99
    /// < OK
    /// > AT+CEREG?
    /// < +CEREG: 0,1
    /// < OK
    /// > AT+NETOPEN
    /// ```
    WEAK_SIGNAL = 210, "weak-signal", Warning, Host, "AN 1.4", Documented;
    on [Command] of NAMES;
    "{0} is sent with a signal of {1}";
    "check the antenna and its place; ask AT+CSQ until it is 10 or more, then go on";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let row = attempt(transition)?;
    let registration = &transition.before.registration;
    let (rssi, told) = registration.signal?;
    let unknown = rssi == Rssi::UNKNOWN && !registration.good_after(told);
    (unknown || rssi <= WEAK).then(|| Report::new([Fact::Command(row), Fact::code(rssi)]).because(told))
}
