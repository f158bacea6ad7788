use a76xx_parser::Request;

use crate::model::Phase;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A link number is opened anew before its close was confirmed.
    ///
    /// The host sends `AT+CIPOPEN` for a number whose `AT+CIPCLOSE` was answered with `OK`, while `+CIPCLOSE: n,…` is still out.
    ///
    /// # Why
    /// The number is not free yet, so the open is refused; or the late `+CIPCLOSE: n,0` comes behind the new `+CIPOPEN: n,0` and the host
    /// takes the new link for closed.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPCLOSE=0
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// !
    /// < +CIPOPEN: 0,8
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPCLOSE=0
    /// < OK
    /// < +CIPCLOSE: 0,0
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// ```
    REUSED_WHILE_CLOSING = 314, "link-reused-while-closing", Warning, Host, "M 15.2.6", Inferred;
    on [Command] of ["+CIPOPEN"];
    "link {0} is opened anew, but its close is not confirmed yet";
    "wait for +CIPCLOSE: {0},0 before AT+CIPOPEN, or take another number";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::CipOpen { link: id, .. } = *transition.seen.request()? else { return None };
    let link = transition.before.link(id);
    (link.phase == Phase::Closing).then(|| Report::new([Fact::Link(id)]).because(link.asked))
}
