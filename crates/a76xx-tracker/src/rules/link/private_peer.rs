use core::net::Ipv4Addr;

use a76xx_parser::Line;
use a76xx_parser::spec::ftp::CFTPSLOGIN;
use a76xx_parser::spec::http::HTTPPARA;
use a76xx_parser::spec::mqtt::CMQTTCONNECT;
use a76xx_parser::spec::packet::CPING;
use a76xx_parser::spec::tcpip::{CIPOPEN, CIPSEND};
use a76xx_parser::spec::tls::CCHOPEN;
use a76xx_parser::spec::websocket::WSCONNECT;

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The peer's address is one that the mobile network does not reach.
    ///
    /// `10.…`, `172.16.…` to `172.31.…`, `192.168.…`, `169.254.…`, `127.…` or `0.0.0.0`, in `AT+CIPOPEN`, `AT+CIPSEND`, `AT+CMQTTCONNECT`, the
    /// URL of `AT+HTTPPARA`, `AT+CCHOPEN`, `AT+CFTPSLOGIN`, `AT+WSCONNECT` or `AT+CPING`.
    ///
    /// # Why
    /// A server in the own home or office has such an address, and the module is not there: it stands behind its operator. Only a private
    /// APN leads to such a network. Other services name the failure in their own words: `+CMQTTCONNECT: 0,3` is a socket that did not connect.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","192.168.1.20",8080
    /// !
    /// < OK
    /// < +CIPOPEN: 0,1
    /// ```
    ///
    /// ```at
    /// > AT+CMQTTCONNECT=0,"tcp://10.0.0.5:1883",60,1
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","203.0.113.20",8080
    /// < OK
    /// < +CIPOPEN: 0,1
    /// ```
    PRIVATE_PEER = 308, "private-peer", Warning, Host, "", Inferred;
    on [Command] of ["+CIPOPEN", "+CIPSEND", "+CMQTTCONNECT", "+CCHOPEN", "+HTTPPARA", "+CFTPSLOGIN", "+WSCONNECT", "+CPING"];
    "{0} is {1}, which the mobile network does not reach";
    "give the public address or name of the server; for a server at home, forward the port on its router";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let line = transition.sent().filter(|line| line.params.contains(&b'.'))?;
    let host = host(line)?;
    let address: Ipv4Addr = core::str::from_utf8(host).ok()?.parse().ok()?;
    let what = match address.octets() {
        [0, ..] => "no address of a server",
        [127, ..] => "the module itself",
        [169, 254, ..] => "an address without a network",
        _ if address.is_private() => "an address of a local network",
        _ => return None,
    };
    Some(Report::new([Fact::Text(host), Fact::Word(what)]).at(host))
}

/// The peer that a command names, without scheme, port and path.
fn host<'b>(line: &Line<'b>) -> Option<&'b [u8]> {
    let row = line.command?;
    let index = match () {
        () if row.is(&CIPOPEN) || row.is(&CIPSEND) => 2,
        () if row.is(&CMQTTCONNECT) || row.is(&CCHOPEN) => 1,
        () if row.is(&HTTPPARA) && line.field(0)? == b"URL" => 1,
        () if row.is(&CFTPSLOGIN) || row.is(&WSCONNECT) || row.is(&CPING) => 0,
        () => return None,
    };
    let text = line.field(index)?;
    let scheme = text.windows(3).position(|part| part == b"://").map_or(0, |at| at + 3);
    text.get(scheme..)?.split(|byte| matches!(byte, b':' | b'/')).next()
}
