use a76xx_parser::Request;
use a76xx_parser::typed::SendMode;

use crate::model::link::LinkKind;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A send over UDP is to be confirmed by the peer.
    ///
    /// The host sends through a UDP link while `AT+CIPSENDMODE=1` holds, and has asked for no TCP link that the mode could be for.
    ///
    /// # Why
    /// The mode is for TCP: UDP knows no acknowledgement, so `+CIPSEND` tells no more than that the module has taken the data.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPSENDMODE=1
    /// < OK
    /// > AT+CIPOPEN=1,"UDP",,,5000
    /// < +CIPOPEN: 1,0
    /// < OK
    /// > AT+CIPSEND=1,5,"198.51.100.5",5254
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPSENDMODE=0
    /// < OK
    /// > AT+CIPOPEN=1,"UDP",,,5000
    /// < +CIPOPEN: 1,0
    /// < OK
    /// > AT+CIPSEND=1,5,"198.51.100.5",5254
    /// ```
    ACKNOWLEDGE_ON_UDP = 424, "acknowledge-on-udp", Note, Host, "M 15.2.11", Documented;
    on [Command] of ["+CIPSEND"];
    "link {0} is UDP: AT+CIPSENDMODE=1 does not make +CIPSEND wait for the peer";
    "let the peer answer, and wait for its answer";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::CipSend { link: id, .. } = *transition.seen.request()? else { return None };
    let link = transition.before.link(id);
    // The mode is one for all links: whoever has had TCP links too may want it for those.
    if transition.before.settings.streams {
        return None;
    }
    let udp = transition.before.settings.send == Some(SendMode::ACKNOWLEDGED) && link.kind == LinkKind::Udp && link.phase.is_live();
    udp.then(|| Report::new([Fact::Link(id)]).because(link.since.map(|since| since.event)))
}
