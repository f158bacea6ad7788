use a76xx_parser::Request;

use super::reasons::{open_instead, outage, why_idle};
use crate::model::Phase;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// Data are sent through a link that is not open.
    ///
    /// The host sends `AT+CIPSEND` or `AT+CIPACK` for a link that was closed, that is being closed, or that was never opened. An error where
    /// the capture shows how the link ended, or that another link was opened in its place; a warning where it only shows no opening. Left
    /// to another rule where the whole socket service is closed.
    ///
    /// # Why
    /// The module refuses with `+CIPERROR: 4`, and never asks for the data. What the host sends then is read as commands.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPSEND=1,5
    /// !
    /// < +CIPERROR: 4
    /// < ERROR
    /// ```
    ///
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// < +IPCLOSE: 0,1
    /// > AT+CIPSEND=0,5
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPSEND=0,5
    /// < >
    /// ```
    LINK_NOT_OPEN = 304, "link-not-open", Error, Host, "M 15.2.4", Documented;
    on [Command] of ["+CIPACK", "+CIPSEND"];
    "link {0} is used, but {1}[; link {2} is open]";
    "open link {0} with AT+CIPOPEN and wait for +CIPOPEN: {0},0[, or use link {2}]";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (Request::CipSend { link: id, .. } | Request::CipAck { link: id }) = *transition.seen.request()? else { return None };
    let before = transition.before;
    let link = before.link(id);
    let why = match link.phase {
        Phase::Idle => why_idle(link),
        Phase::Closing => "it is being closed",
        _ => return None,
    };
    if outage(before).is_some() {
        return None;
    }
    let instead = open_instead(before, id);
    let report = Report::new([Fact::Link(id), Fact::Word(why), Fact::some(instead, Fact::Link)]).because(link.told());
    // A server may have accepted it, which a shortened capture need not show.
    let may_be = before.servers.iter().any(|server| server.listens != Some(false));
    let sure = link.phase == Phase::Idle && (link.since.is_some() || instead.is_some() && !may_be);
    Some(if sure { report } else { report.severity(Severity::Warning) })
}
