use super::attempt::{NAMES, attempt, radio_off};
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The network is used although the radio is off.
    ///
    /// `AT+NETOPEN`, `AT+CIPOPEN` or a command that reaches a server is sent while the functionality is 0, 4 or 7, as `AT+CFUN=` set it or
    /// `+CFUN:` told it.
    ///
    /// # Why
    /// With the radio off nothing can be reached, and the socket service has ended without a word.
    ///
    /// # Fires
    /// ```at
    /// > AT+CFUN=4
    /// < OK
    /// > AT+NETOPEN
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CFUN=4
    /// < OK
    /// > AT+CFUN=1
    /// < OK
    /// > AT+NETOPEN
    /// < OK
    /// ```
    RADIO_OFF = 211, "radio-off", Error, Host, "M 3.2.1", Documented;
    on [Command] of NAMES;
    "{0} is sent although the radio is off[: functionality {1}]";
    "switch the radio on with AT+CFUN=1, wait for the registration (AT+CEREG?), then go on";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let row = attempt(transition)?;
    let told = radio_off(transition.before)?;
    let level = transition.before.registration.function.map(|(level, _)| level);
    Some(Report::new([Fact::Command(row), Fact::some(level, Fact::code)]).because(told))
}
