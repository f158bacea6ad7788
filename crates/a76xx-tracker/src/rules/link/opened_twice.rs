use a76xx_parser::Request;
use a76xx_parser::typed::{DataMode, LinkId};

use crate::model::Phase;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A link is opened that is open already, or is just being opened.
    ///
    /// The host sends `AT+CIPOPEN` for a number that is in use. Transparent mode is left out: there the note opens link 0 a second time to
    /// come back to its data.
    ///
    /// # Why
    /// The module refuses, and the first link stays as it is. A host that opens twice has lost count of its links: it has missed that the
    /// first open went well, or did not wait for it.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// !
    /// < +CIPOPEN: 0,4
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPOPEN=1,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 1,0
    /// ```
    LINK_OPENED_TWICE = 303, "link-opened-twice", Warning, Host, "M 15.2.3", Documented;
    on [Command] of ["+CIPOPEN"];
    "link {0} is {1} already";
    "wait for +CIPOPEN: {0},…; close the link with AT+CIPCLOSE={0} before it is opened anew, or take another number";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::CipOpen { link: id, .. } = *transition.seen.request()? else { return None };
    let before = transition.before;
    let link = before.link(id);
    let state = match link.phase {
        Phase::Opening => "being opened",
        Phase::Open | Phase::HalfDead => "open",
        _ => return None,
    };
    let transparent = before.access.resumable || before.settings.mode == Some(DataMode::TRANSPARENT);
    if id == LinkId::N0 && transparent {
        return None;
    }
    Some(Report::new([Fact::Link(id), Fact::Word(state)]).because(link.told()))
}
