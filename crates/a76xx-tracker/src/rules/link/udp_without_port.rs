use a76xx_parser::Request;
use a76xx_parser::typed::{DataMode, Protocol};

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A UDP link is opened without a port of its own, or in transparent mode without its peer.
    ///
    /// The last parameter of `AT+CIPOPEN` is missing or 0 for UDP. In transparent mode, address and port of the peer must be given too.
    ///
    /// # Why
    /// For UDP the peer may be left out, the own port may not: the module answers `+CIPOPEN: n,3` (wrong parameter). In transparent mode no
    /// `AT+CIPSEND` can name the peer, so it must be fixed when the link opens.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=1,"UDP","203.0.113.7",5000
    /// !
    /// < +CIPOPEN: 1,3
    /// < ERROR
    /// ```
    ///
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"UDP",,,5000
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=1,"UDP","203.0.113.7",5000,5000
    /// < +CIPOPEN: 1,0
    /// < OK
    /// ```
    UDP_WITHOUT_PORT = 306, "udp-without-port", Warning, Host, "M 15.2.3", Documented;
    on [Command] of ["+CIPOPEN"];
    "UDP link {0} is opened without {1}";
    "{2}";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Request::CipOpen { link, protocol: Protocol::Udp, host, port, local_port } = *transition.seen.request()? else { return None };
    let (lacks, advice) = if local_port.unwrap_or(0) == 0 {
        ("a port of its own", "give the own port as the last parameter: AT+CIPOPEN=0,\"UDP\",,,5000")
    } else if transition.before.settings.mode == Some(DataMode::TRANSPARENT)
        && (host.is_none_or(<[u8]>::is_empty) || port.unwrap_or(0) == 0)
    {
        ("its peer, in transparent mode", "give peer and own port: AT+CIPOPEN=0,\"UDP\",\"203.0.113.7\",5000,5000")
    } else {
        return None;
    };
    Some(Report::new([Fact::Link(link), Fact::Word(lacks), Fact::Word(advice)]))
}
