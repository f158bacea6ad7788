use a76xx_parser::Answer;
use a76xx_parser::spec::tcpip::CIPACK;

use crate::model::Phase;
use crate::model::link::LinkKind;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The module cannot tell how far a link's data have come, because the link is closed, is UDP, or is transparent.
    ///
    /// `AT+CIPACK` is refused, and the capture shows why: its link is closed or was opened for UDP.
    ///
    /// # Why
    /// Acknowledgements are counted for open TCP links in command mode alone. A program that waits for them on another link waits for ever.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=1,"UDP",,,5000
    /// < +CIPOPEN: 1,0
    /// < OK
    /// > AT+CIPACK=1
    /// < +IP ERROR: Operation not supported
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=1,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 1,0
    /// > AT+CIPACK=1
    /// < +CIPACK: 10,10,0
    /// < OK
    /// ```
    ACK_NOT_ANSWERED = 409, "ack-not-answered", Warning, Host, "M 15.2.16", Documented;
    on [Answer] of ["+IP ERROR"];
    "AT+CIPACK={0} is refused: link {0} is {1}";
    "ask only for TCP links that are open and not transparent; AT+CIPOPEN? lists them";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Answer::IpError { .. } = transition.seen.answer()? else { return None };
    let id = transition.command().filter(|command| command.does(&CIPACK))?.link?;
    let link = transition.before.link(id);
    let state = match (link.phase, link.kind) {
        (Phase::Idle, _) => "closed",
        (Phase::Unknown, _) => return None,
        (_, LinkKind::Udp) => "UDP",
        _ => return None,
    };
    Some(Report::new([Fact::Link(id), Fact::Word(state)]).because(link.since.map(|since| since.event)))
}
