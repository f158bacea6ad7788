use a76xx_parser::Request;
use a76xx_parser::typed::{LinkId, Name, RxMode};

use crate::model::Phase;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The way of receiving is switched while a link is open.
    ///
    /// `AT+CIPRXGET=1` (or 5) where data were pushed, or `AT+CIPRXGET=0` where they were kept.
    ///
    /// # Why
    /// It is allowed, and some hosts do so on purpose. But data that come around the switch arrive either way: the host must take both
    /// `+IPD` and `+CIPRXGET: 1` for a while. Back to push mode, what is kept is put out at once in pieces of up to 1500 bytes.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPRXGET=0
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPRXGET=1
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPRXGET=0
    /// < OK
    /// > AT+CIPRXGET=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// ```
    MODE_SWITCHED = 327, "receive-mode-switched", Note, Host, "M76 11.2.6", Documented;
    on [Command] of ["+CIPRXGET"];
    "receiving is switched to {1} while link {0} is open";
    "choose the mode before the link is opened, or be ready for data in both ways";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let mode = match *transition.seen.request()? {
        Request::RxMode { mode } => mode,
        Request::Exec(Name::CipRxGet) => RxMode::PUSH,
        _ => return None,
    };
    let before = transition.before;
    let pushes = |mode| mode == RxMode::PUSH;
    if pushes(before.settings.rx?) == pushes(mode) {
        return None;
    }
    let open = LinkId::all().find(|id| before.link(*id).phase == Phase::Open)?;
    let how = if pushes(mode) { "push mode" } else { "buffered mode" };
    Some(Report::new([Fact::Link(open), Fact::Word(how)]).because(before.link(open).told()))
}
