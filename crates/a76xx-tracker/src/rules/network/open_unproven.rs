use a76xx_parser::Answer;
use a76xx_parser::typed::SocketError;

use crate::model::Service;
use crate::rule::{Report, Transition, rule};

rule! {
    /// The socket service starts although the PDP context was refused before.
    ///
    /// `+NETOPEN: 0` after `AT+CGACT=1,…` failed, with no activation told in between.
    ///
    /// # Why
    /// Modules were seen to report success here without a context that carries data. The result is no proof; the address is.
    ///
    /// # Fires
    /// ```at
    /// > AT+CGACT=1,1
    /// < +CME ERROR: requested service option not subscribed (#33)
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CGACT=1,1
    /// < OK
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// ```
    OPEN_UNPROVEN = 220, "open-unproven", Warning, Network, "M 15.2.1", Log;
    on [Answer, Urc] of ["+NETOPEN"];
    "the socket service says it is open although the PDP context was refused";
    "ask AT+IPADDR and AT+CGPADDR: without an address of its own the module has no way out; check the APN";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Answer::NetOpen { err: SocketError::SUCCESS, .. } = *transition.seen.answer()? else { return None };
    let refused = transition.before.network.refused?;
    (transition.after.network.service == Service::Open).then(|| Report::new([]).because(refused))
}
