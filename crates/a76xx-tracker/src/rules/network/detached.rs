use a76xx_parser::Request;
use a76xx_parser::spec::packet::CGATT;

use super::attempt::{NAMES, attempt};
use crate::model::Service;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The network is used while the module is detached, or it is detached while the socket service is open.
    ///
    /// `+CGATT: 0` or `AT+CGATT=0` before `AT+NETOPEN`, `AT+CIPOPEN` or a command that reaches a server, with no attach and no registration
    /// told since; or `AT+CGATT=0` with the service open.
    ///
    /// # Why
    /// Detached means no packet data: nothing can be opened, and what is open is cut off.
    ///
    /// # Fires
    /// ```at
    /// > AT+CGATT?
    /// < +CGATT: 0
    /// < OK
    /// > AT+NETOPEN
    /// !
    /// < ERROR
    /// ```
    /// ```at
    /// > AT+NETOPEN
    /// < OK
    /// < +NETOPEN: 0
    /// > AT+CGATT=0
    /// !
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CGATT?
    /// < +CGATT: 1
    /// < OK
    /// > AT+NETOPEN
    /// < OK
    /// ```
    DETACHED = 215, "detached", Warning, Host, "M 5.2.3", Documented;
    on [Command] of WATCHED;
    "{0} is sent although {1}";
    "attach with AT+CGATT=1 and wait for +CGATT: 1 (AT+CGATT?), then go on; close the service before a detach";
}

#[expect(clippy::indexing_slicing, reason = "one is longer than the other; the compiler runs it")]
const WATCHED: [&str; NAMES.len() + 1] = {
    let (mut names, mut at) = ([CGATT.name(); NAMES.len() + 1], 0);
    while at < NAMES.len() {
        names[at] = NAMES[at];
        at += 1;
    }
    names
};

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (registration, network) = (&transition.before.registration, &transition.before.network);
    if let Some(Request::Cgatt { attached: false }) = transition.seen.request() {
        let row = transition.sent()?.command?;
        let facts = [Fact::Command(row), Fact::Word("the socket service is open")];
        return (network.service == Service::Open).then(|| Report::new(facts).because(network.since.map(|since| since.event)));
    }
    let row = attempt(transition)?;
    let (_, told) = network.attached.filter(|(attached, told)| !attached && !registration.good_after(*told))?;
    Some(Report::new([Fact::Command(row), Fact::Word("the module is detached")]).because(told))
}
