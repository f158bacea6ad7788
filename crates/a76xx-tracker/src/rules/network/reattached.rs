use a76xx_parser::Urc;

use crate::model::Service;
use crate::rule::{Report, Transition, rule};

rule! {
    /// The module detached and attached again, with nothing open.
    ///
    /// `+CGEV: … DETACH`, then `+CGEV: … PDN ACT` or `REATTACH`, while the socket service neither ran nor started.
    ///
    /// # Why
    /// After a boot this is ordinary: the network moves the module or gives it a new context. With nothing open, nothing is lost.
    ///
    /// # Fires
    /// ```at
    /// < *ATREADY: 1
    /// < +CGEV: NW PDN DEACT 1
    /// < +CGEV: ME DETACH
    /// < +CGEV: EPS PDN ACT 1
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < *ATREADY: 1
    /// < +CGEV: EPS PDN ACT 1
    /// ```
    REATTACHED = 237, "reattached", Note, Network, "M 5.2.15", Log;
    on [Urc] of ["+CGEV"];
    "the module is attached again; the detach did no harm";
    "ask AT+CEREG? before AT+NETOPEN, to be sure that it lasts";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Urc::PacketEvent { .. } = *transition.seen.urc()? else { return None };
    let (before, after) = (transition.before, transition.after);
    let detached = before.registration.detached.filter(|_| after.registration.detached.is_none())?;
    let open = matches!(before.network.service, Service::Open | Service::Opening);
    (!open && before.network.ended != crate::model::network::Ended::Lost).then(|| Report::new([]).because(detached))
}
