use a76xx_parser::Request;
use a76xx_parser::typed::{DataMode, LinkId};

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A link other than 0 is opened while transparent mode is chosen.
    ///
    /// `AT+CIPMODE=1` holds, and the host opens a link from 1 to 9.
    ///
    /// # Why
    /// Link 0 alone can be transparent. By the manual the module refuses any other in this mode; by the application note it stays in command
    /// mode, where no transparent data will come.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=1,"TCP","example.com",80
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// ```
    TRANSPARENT_ON_OTHER_LINK = 412, "transparent-on-other-link", Warning, Host, "M 15.2.3", Documented;
    on [Command] of ["+CIPOPEN"];
    "link {0} is opened in transparent mode, in which link 0 alone can be used";
    "open link 0, or choose command mode: AT+NETCLOSE, AT+CIPMODE=0, AT+NETOPEN";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::CipOpen { link, .. } = *transition.seen.request()? else { return None };
    let transparent = transition.before.settings.mode == Some(DataMode::TRANSPARENT);
    let at = transition.sent()?.field(0)?;
    (transparent && link != LinkId::N0).then(|| Report::new([Fact::Link(link)]).at(at))
}
