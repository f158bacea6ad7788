use a76xx_parser::Request;

use crate::model::Phase;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// Data are sent through a link that failed to take an earlier send in full.
    ///
    /// `+CIPSEND: n,requested,confirmed` had two different numbers, the link was not closed, and the host sends again.
    ///
    /// # Why
    /// By the manual the link is of no use after that. With -1 it is disconnected; with 0 the buffer or the peer's window is full. The bytes
    /// in between are lost, so that what is sent later does not join what was sent before.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPSEND=0,5
    /// < >
    /// >> hello
    /// < OK
    /// < +CIPSEND: 0,5,-1
    /// > AT+CIPSEND=0,5
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPSEND=0,5
    /// < >
    /// >> hello
    /// < OK
    /// < +CIPSEND: 0,5,5
    /// > AT+CIPSEND=0,5
    /// ```
    SEND_HALF_DEAD = 324, "send-after-short-confirmation", Warning, Host, "M 15.2.4", Documented;
    on [Command] of ["+CIPSEND"];
    "link {0} did not take an earlier send in full and is of no use any more";
    "close it with AT+CIPCLOSE={0}, open it again, and send from the last confirmed byte on";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::CipSend { link: id, .. } = *transition.seen.request()? else { return None };
    let link = transition.before.link(id);
    (link.phase == Phase::HalfDead).then(|| Report::new([Fact::Link(id)]).because(link.told()))
}
