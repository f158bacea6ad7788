use a76xx_parser::typed::RxMode;
use a76xx_parser::{Request, Urc};

use crate::model::Settings;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// Pushed data carry no length, so that nothing tells where they end.
    ///
    /// `RECV FROM` comes while `AT+CIPHEAD=0` holds; or the host switches off the second of the two headers, after which not even the
    /// beginning of data can be seen.
    ///
    /// # Why
    /// Without `+IPD<length>` data end where the host believes that they do. An `OK` within them is taken for a result, and a notice behind
    /// them for data.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPHEAD=0
    /// < OK
    /// < RECV FROM:203.0.113.7:5000
    /// !
    /// << hi
    /// ```
    ///
    /// ```at
    /// > AT+CIPHEAD=0
    /// < OK
    /// > AT+CIPSRIP=0
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPHEAD=1
    /// < OK
    /// < RECV FROM:203.0.113.7:5000
    /// << +IPD2\r\n
    /// << hi
    /// ```
    UNFRAMED_DATA = 322, "unframed-data", Warning, Host, "M 15.2.8", Documented;
    on [Command, Urc] of ["+CIPHEAD", "+CIPSRIP", "RECV FROM", "+RECV FROM"];
    "[data from {0} come without their length][pushed data will come without {1}]";
    "set AT+CIPHEAD=1, or AT+CIPRXGET=1 and read with AT+CIPRXGET=2";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let settings = &transition.before.settings;
    if let Some(Urc::RecvFrom { peer }) = transition.seen.urc() {
        return (settings.head == Some(false)).then(|| Report::new([Fact::Peer(*peer), Fact::None]));
    }
    let bare = match *transition.seen.request()? {
        Request::CipHead { on: false } => settings.sender == Some(false),
        Request::CipSrip { on: false } => settings.head == Some(false),
        _ => return None,
    };
    (bare && pushes(settings))
        .then(|| Report::new([Fact::None, Fact::Word("sender and length: nothing will mark where they begin or end")]))
}

/// Whether data are pushed, for all that is known.
fn pushes(settings: &Settings) -> bool {
    settings.rx.is_none_or(|mode| mode == RxMode::PUSH)
}
