use core::net::Ipv6Addr;

use a76xx_parser::typed::{IpError, SocketError};
use a76xx_parser::{Answer, Request};

use a76xx_parser::spec::tcpip::CIPOPEN;

use crate::rule::{Blame, Fact, Report, Severity, Transition, rule};

rule! {
    /// The peer's name was not found, or is none that can be found.
    ///
    /// `+CIPOPEN: n,11` and `+IP ERROR: DNS query failed`; and before that, as a warning, a name in `AT+CIPOPEN` that holds
    /// a scheme, a path, a port or a blank, or four numbers that are no address.
    ///
    /// # Why
    /// `AT+CIPOPEN` takes a bare name or address; the rest of a URL is looked up as if it were part of the name. A proper name that is not
    /// found has a slip in it, or the network gave no name server, which happens where the context has no way out.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","exmaple.invalid",80
    /// < OK
    /// < +CIPOPEN: 0,11
    /// !
    /// ```
    ///
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","http://example.com/",80
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// ```
    NAME_NOT_FOUND = 307, "name-not-found", Error, Network, "M 15.3.2", Documented;
    on [Command, Answer, Urc] of ["+CIPOPEN", "+IP ERROR"];
    "[link {0} did not open: ]{1}[: {2}]";
    "{3}";
}

const ASK: &str = "check the name with AT+CDNSGIP=\"name\"; ask AT+CDNSCFG? and AT+CGPADDR, and try the bare address";
const BARE: &str = "give the bare name or address, such as \"example.com\", and the port as the next parameter";

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    if let Some(Request::CipOpen { host: Some(host), .. }) = transition.seen.request() {
        let fault = fault(host)?;
        let facts = [Fact::None, Fact::Word(fault), Fact::Text(host), Fact::Word(BARE)];
        return Some(Report::new(facts).at(host).severity(Severity::Warning).blame(Blame::Host));
    }
    let answer = transition.seen.answer()?;
    let found = |link, code, cause| Some(Report::new([link, Fact::Word("its name was not found"), code, Fact::Word(ASK)]).because(cause));
    match answer {
        Answer::CipOpen { link, err: err @ SocketError::DNS_FAILED } => {
            found(Fact::Link(*link), Fact::code(*err), transition.before.link(*link).asked)
        }
        Answer::IpError { reason } if reason.code() == Some(IpError::DNS_FAILED) => {
            let command = transition.command_before().filter(|command| command.does(&CIPOPEN))?;
            found(Fact::some(command.link, Fact::Link), Fact::code(IpError::DNS_FAILED), Some(command.sent.event))
        }
        _ => None,
    }
}

/// Why this can be neither name nor address.
fn fault(host: &[u8]) -> Option<&'static str> {
    let text = core::str::from_utf8(host).ok()?;
    // What a logger has masked says nothing.
    if text.is_empty() || text.contains(['*', '.']) && text.contains("..") || text.contains('*') || text.parse::<Ipv6Addr>().is_ok() {
        return None;
    }
    if text.contains("://") {
        return Some("a name has no scheme in front");
    }
    if text.contains('/') {
        return Some("a name has no path");
    }
    if text.contains(':') {
        return Some("a name has no port");
    }
    if text.contains(char::is_whitespace) {
        return Some("a name has no blank");
    }
    if text.split('.').any(|label| label.len() > 63) {
        return Some("a part of a name has 63 letters at the most");
    }
    let numbers = text.split('.').all(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    (numbers && text.parse::<core::net::Ipv4Addr>().is_err()).then_some("four numbers from 0 to 255 make an address")
}
