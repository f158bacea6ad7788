use super::send_refused::report;
use crate::rule::{Report, Transition, rule};

rule! {
    /// A send failed after the module had asked for the data.
    ///
    /// The prompt came, and then `+CIPERROR` in place of `OK` and `+CIPSEND`.
    ///
    /// # Why
    /// The link was there when the module asked and was gone when the data had come: the peer or the network closed it meanwhile. None of
    /// these bytes was sent.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPSEND=0,5
    /// < >
    /// >> hello
    /// < +CIPERROR: 4
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPSEND=0,5
    /// < >
    /// >> hello
    /// < OK
    /// < +CIPSEND: 0,5,5
    /// ```
    SEND_FAILED_LATE = 326, "send-failed-late", Error, Network, "M 15.2.4", Documented;
    on [Answer, Urc] of ["+CIPERROR"];
    "link[ {0}] took the data and did not send them: {1}: {2}";
    "{3}";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    report(transition, true)
}
