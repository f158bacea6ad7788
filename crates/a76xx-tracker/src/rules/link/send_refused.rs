use core::num::NonZeroU32;

use a76xx_parser::Answer;
use a76xx_parser::spec::tcpip::CIPSEND;
use a76xx_parser::spec::tcpip_more::CIPSENDSTR;
use a76xx_parser::typed::{LinkId, SocketError};

use super::reasons::{crossed, of_send, open_instead};
use crate::rule::{Blame, Fact, Report, Transition, rule};

rule! {
    /// A send was refused before the module asked for the data.
    ///
    /// `+CIPERROR` in place of the prompt. The sentence says what the code amounts to for `AT+CIPSEND` in the state that the capture shows;
    /// the cause is the line that brought that state about.
    ///
    /// # Why
    /// The table calls 4 "operation not supported"; modules give it for a link that is not open, or that went with the network. Where another
    /// link is open, the number may be a slip. There is no prompt, so data that are sent all the same are read as commands.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// < +CIPEVENT: NETWORK CLOSED UNEXPECTEDLY
    /// > AT+CIPSEND=0,5
    /// < +CIPERROR: 4
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 0,0
    /// > AT+CIPSEND=0,5
    /// < >
    /// >> hello
    /// < OK
    /// < +CIPSEND: 0,5,5
    /// ```
    SEND_REFUSED = 325, "send-refused", Error, Host, "M 15.2.4", Log;
    on [Answer, Urc] of ["+CIPERROR"];
    "link[ {0}] did not take the data: {1}: {2}[; link {4} is open]";
    "{3}[, or use link {4}]";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    report(transition, false)
}

/// What a refusal says; `prompted` tells whether the module had asked for the data.
pub(super) fn report<'b>(transition: &Transition<'_, '_, 'b>, prompted: bool) -> Option<Report<'b>> {
    let Answer::CipError { err } = *transition.seen.answer()? else { return None };
    let command = transition.command_before();
    if command.is_some_and(|command| command.prompted.is_some()) != prompted {
        return None;
    }
    let command = command.filter(|command| command.is(&CIPSEND) || command.is(&CIPSENDSTR))?;
    let link = command.link.or_else(|| command.first().and_then(LinkId::new));
    let reason = of_send(err, link, command.announced.map(NonZeroU32::get), transition.before);
    let instead = link.filter(|_| err == SocketError::NOT_SUPPORTED).and_then(|link| open_instead(transition.before, link));
    let [link, instead] = [link, instead].map(|link| Fact::some(link, Fact::Link));
    let facts = [link, Fact::code(err), Fact::Word(reason.why), Fact::Word(reason.advice), instead];
    let report = Report::new(facts).because(reason.cause.unwrap_or(command.sent.event));
    Some(if crossed(transition, reason.cause) { report.blame(Blame::Network) } else { report })
}
