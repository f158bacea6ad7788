use super::attempt::{NAMES, attempt, unregistered};
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The network is used although the module is not registered.
    ///
    /// `AT+NETOPEN`, `AT+CIPOPEN` or a command that reaches a server is sent while the last report said state 0, 2, 3, 4 or 11, or that
    /// there is no service, and nothing has said better since.
    ///
    /// # Why
    /// The note's chart asks for the registration first. Without it the command fails, often with a plain `ERROR` that explains nothing.
    ///
    /// # Fires
    /// ```at
    /// > AT+CEREG?
    /// < +CEREG: 0,2
    /// < OK
    /// > AT+NETOPEN
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CEREG?
    /// < +CEREG: 0,1
    /// < OK
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// ```
    UNREGISTERED_ATTEMPT = 207, "unregistered-attempt", Warning, Host, "AN 1.4", Documented;
    on [Command] of NAMES;
    "{0} is sent although {1}";
    "ask AT+CGREG? and AT+CEREG? until one says 1 or 5, then go on";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let row = attempt(transition)?;
    let (word, told) = unregistered(transition.before)?;
    Some(Report::new([Fact::Command(row), Fact::Word(word)]).because(told))
}
