use a76xx_parser::Request;
use a76xx_parser::typed::{DataMode, LinkId, ServerId};

use crate::model::Phase;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// Another link or server is used beside a transparent one.
    ///
    /// Link 0 is open in transparent mode, and the host uses a link from 1 to 9 or starts a server from 1 to 3.
    ///
    /// # Why
    /// Those stay in command mode: their data come with headers and by `AT+CIPSEND`, and they can be used only after `+++` or from another
    /// port. What arrives for them while link 0 is in the data state has to wait.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// >> +++
    /// < OK
    /// > AT+SERVERSTART=8080,1
    /// !
    /// ```
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// >> +++
    /// < OK
    /// > AT+CIPSEND=1,5
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// >> +++
    /// < OK
    /// > AT+CIPRXGET=4,0
    /// ```
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// >> +++
    /// < OK
    /// > AT+SERVERSTART=8080,0
    /// ```
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// >> +++
    /// < OK
    /// > AT+CIPSEND=0,5
    /// ```
    BESIDE_TRANSPARENT_LINK = 418, "beside-transparent-link", Note, Host, "AN 1.5.4", Documented;
    on [Command] of ["+SERVERSTART", "+CIPSEND", "+CIPRXGET"];
    "[link {0} is used][server {1} is started] while link 0 is transparent: it stays in command mode";
    "expect its data by AT+CIPSEND and with headers, and only after +++ has been answered by OK";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let facts = match *transition.seen.request()? {
        Request::ServerStart { server, .. } if server != ServerId::N0 => [Fact::None, Fact::Server(server)],
        Request::CipSend { link, .. } | Request::RxRead { link, .. } | Request::RxReadHex { link, .. } if link != LinkId::N0 => {
            [Fact::Link(link), Fact::None]
        }
        _ => return None,
    };
    let first = transition.before.link(LinkId::N0);
    let transparent = transition.before.settings.mode == Some(DataMode::TRANSPARENT) && first.phase == Phase::Open;
    transparent.then(|| Report::new(facts).because(first.since.map(|since| since.event)))
}
