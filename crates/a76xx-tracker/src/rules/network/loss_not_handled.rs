use crate::model::Aftermath;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The host goes on with its links after the network closed, without looking after the socket service.
    ///
    /// `AT+CIPOPEN` or `AT+CIPSEND` as the first thing after `+CIPEVENT`, with no `AT+NETOPEN?`, `AT+NETCLOSE` or `AT+NETOPEN` before it. Said
    /// once for each loss.
    ///
    /// # Why
    /// `+CIPEVENT` is the only word that the module gives. A program that does not listen for it sends into links that are gone until it is
    /// reset.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// < +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY
    /// > AT+CIPSEND=0,5
    /// !
    /// < +CIPERROR: 4
    /// < ERROR
    /// > AT+CIPSEND=0,5
    /// < +CIPERROR: 4
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// < +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// ```
    LOSS_NOT_HANDLED = 227, "loss-not-handled", Warning, Host, "M 15.4", Documented;
    on [Command] of ["+CIPOPEN", "+CIPSEND"];
    "the network closed[ {0} ago], and the host goes on with its links as if it had not";
    "on +CIPEVENT drop every link, ask AT+NETOPEN?, then AT+NETCLOSE and AT+NETOPEN before the next AT+CIPOPEN";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    transition.sent()?;
    let (before, after) = (&transition.before.network, &transition.after.network);
    if before.aftermath != Aftermath::Untouched || after.aftermath != Aftermath::Used {
        return None;
    }
    let ago = before.since.and_then(|since| since.until(transition.at));
    Some(Report::new([Fact::some(ago, Fact::Time)]).because(before.lost))
}
