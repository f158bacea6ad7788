use a76xx_parser::Side;
use a76xx_parser::typed::LinkId;

use crate::model::Ended;
use crate::rule::{Report, Transition, rule};

rule! {
    /// Data are sent although the transparent link has closed.
    ///
    /// After `CLOSED` or `NO CARRIER` the host sends a line that is no command. Seen only where the host's own bytes are in the capture.
    ///
    /// # Why
    /// With the link the data state has ended. What the host still sends is read as commands: it is lost, and may run into `ERROR` or into the
    /// next command.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// < CLOSED
    /// >> temperature=21\r
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// >> temperature=21\r
    /// < CLOSED
    /// ```
    DATA_AFTER_CLOSED = 420, "data-after-closed", Warning, Host, "M 15.2.10", Inferred;
    on [Text];
    "data are sent after the transparent link has closed: they are lost";
    "watch for CLOSED and NO CARRIER while in the data state; then open the link anew";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let event = transition.seen.event.filter(|event| event.side == Some(Side::Host))?;
    let a76xx_parser::Kind::Text(_) = event.kind else { return None };
    let (before, link) = (transition.before, transition.before.link(LinkId::N0));
    let closed = before.access.online == Some(false) && link.ended == Ended::Closed && before.access.since == link.since.map(|at| at.event);
    closed.then(|| Report::new([]).because(before.access.since))
}
