use a76xx_parser::Request;

use crate::model::link::LinkKind;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// Data of open length are sent through a link that a server accepted.
    ///
    /// The host sends `AT+CIPSEND` without a length through a link that came by `+CLIENT`.
    ///
    /// # Why
    /// The application note says that links which a server accepted take data of fixed length only. The manual does not repeat it.
    ///
    /// # Fires
    /// ```at
    /// < +CLIENT: 0,0,198.51.100.5:57202
    /// > AT+CIPSEND=0
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < +CLIENT: 0,0,198.51.100.5:57202
    /// > AT+CIPSEND=0,5
    /// ```
    OPEN_SEND_ON_ACCEPTED_LINK = 408, "open-send-on-accepted-link", Warning, Host, "AN 3.4.2", Documented;
    on [Command] of ["+CIPSEND"];
    "data of open length are sent through link {0}, which server {1} accepted";
    "announce the length: AT+CIPSEND={0},length";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::CipSend { link: id, length: None, .. } = *transition.seen.request()? else { return None };
    let link = transition.before.link(id);
    let LinkKind::Accepted(server) = link.kind else { return None };
    let since = link.since.map(|since| since.event);
    link.phase.is_live().then(|| Report::new([Fact::Link(id), Fact::Server(server)]).because(since))
}
