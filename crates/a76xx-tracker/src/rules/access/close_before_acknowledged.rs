use a76xx_parser::Request;
use a76xx_parser::spec::tcpip::CIPSEND;
use a76xx_parser::typed::SendMode;

use crate::model::Stage;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A link is closed before its data were acknowledged.
    ///
    /// With `AT+CIPSENDMODE=1` the host closes a link while `+CIPSEND` for its last data has not come yet.
    ///
    /// # Why
    /// In this mode `+CIPSEND` comes once the peer has acknowledged the data. Closed earlier, nobody knows whether they arrived.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPSENDMODE=1
    /// < OK
    /// > AT+CIPSEND=1,5
    /// < >
    /// >> hello
    /// < OK
    /// > AT+CIPCLOSE=1
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPSENDMODE=1
    /// < OK
    /// > AT+CIPSEND=1,5
    /// < >
    /// >> hello
    /// < OK
    /// < +CIPSEND: 1,5,5
    /// > AT+CIPCLOSE=1
    /// ```
    CLOSE_BEFORE_ACKNOWLEDGED = 423, "close-before-acknowledged", Warning, Host, "M 15.2.11", Inferred;
    on [Command] of ["+CIPCLOSE"];
    "link {0} is closed before its data were acknowledged";
    "wait for +CIPSEND: {0},… before AT+CIPCLOSE={0}";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::CipClose { link } = *transition.seen.request()? else { return None };
    if transition.before.settings.send != Some(SendMode::ACKNOWLEDGED) {
        return None;
    }
    let owed = |stage| stage == Stage::Owing;
    let send = transition.before.flow.recent().find(|command| owed(command.stage) && command.is(&CIPSEND) && command.link == Some(link))?;
    // Asked for, the module has said that the peer has all of it.
    let told = transition.before.access.acked.is_some_and(|told| told.link == link && told.all && told.by > send.sent.event);
    (!told).then(|| Report::new([Fact::Link(link)]).because(send.sent.event))
}
