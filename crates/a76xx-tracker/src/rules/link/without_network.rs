use a76xx_parser::Request;

use super::reasons::outage;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A link is opened or used while the socket service is closed.
    ///
    /// The host sends `AT+CIPOPEN` or `AT+CIPSEND` although the capture shows that the service of `AT+NETOPEN` is not running: it was never
    /// started after the boot, was stopped, or has ended by itself.
    ///
    /// # Why
    /// Every link stands on the socket service. Without it the module refuses with `2` (network not opened) or `4`.
    ///
    /// # Fires
    /// ```at
    /// < *ATREADY: 1
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// !
    /// < +CIPOPEN: 0,2
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < *ATREADY: 1
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// ```
    LINK_WITHOUT_NETWORK = 301, "link-without-network", Error, Host, "M 15.2.1", Documented;
    on [Command] of ["+CIPOPEN", "+CIPSEND"];
    "link {0} is used while the socket service is closed";
    "start the service with AT+NETOPEN, wait for +NETOPEN: 0, then open the link";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (Request::CipOpen { link, .. } | Request::CipSend { link, .. }) = *transition.seen.request()? else { return None };
    outage(transition.before).map(|since| Report::new([Fact::Link(link)]).because(since))
}
