use a76xx_parser::Request;
use a76xx_parser::typed::{HeaderType, LinkId, Name, RxMode};

use crate::model::{Phase, Settings};
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The header of pushed data is changed while a link is open.
    ///
    /// `AT+CIPCCFG` with another `HeaderType`, `AT+CIPHEAD` or `AT+CIPSRIP` with another value than before, in push mode.
    ///
    /// # Why
    /// Data that are on their way may carry the old header or the new one. A host that knows one of them alone takes the other's for data,
    /// and loses its place in the stream.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPCCFG=10,0,0,1,0,0,500
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPCCFG=10,0,0,1,1,0,500
    /// !
    /// ```
    /// ```at
    /// > AT+CIPHEAD=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPHEAD=0
    /// !
    /// < OK
    /// > AT+CIPSRIP=1
    /// < OK
    /// > AT+CIPSRIP=0
    /// !
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPCCFG=10,0,0,1,0,0,500
    /// < OK
    /// > AT+CIPCCFG=10,0,0,1,1,0,500
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// ```
    /// Where data are read by the host, no header comes with them.
    /// ```at
    /// > AT+CIPHEAD=1;+CIPRXGET=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPHEAD=0
    /// < OK
    /// ```
    HEADER_CHANGED = 328, "header-changed", Warning, Host, "M 15.2.13", Inferred;
    on [Command] of ["+CIPCCFG", "+CIPHEAD", "+CIPSRIP"];
    "{1} changes while link {0} is open";
    "set the headers before AT+CIPOPEN, or close the links first";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let before = transition.before;
    let what = change(transition.seen.request()?, &before.settings)?;
    if before.settings.rx.is_some_and(|mode| mode != RxMode::PUSH) {
        return None;
    }
    let open = LinkId::all().find(|id| before.link(*id).phase == Phase::Open)?;
    Some(Report::new([Fact::Link(open), Fact::Word(what)]).because(before.link(open).told()))
}

/// Which header a command changes.
fn change(request: &Request<'_>, settings: &Settings) -> Option<&'static str> {
    let header = |header: HeaderType| settings.header.is_some_and(|before| before != header).then_some("HeaderType");
    match *request {
        Request::CipCcfg { header_type: Some(asked), .. } => header(asked),
        Request::Exec(Name::CipCcfg) => header(HeaderType::IPD),
        Request::CipHead { on } => settings.head.is_some_and(|before| before != on).then_some("the length header (AT+CIPHEAD)"),
        Request::CipSrip { on } => settings.sender.is_some_and(|before| before != on).then_some("the sender line (AT+CIPSRIP)"),
        _ => None,
    }
}
