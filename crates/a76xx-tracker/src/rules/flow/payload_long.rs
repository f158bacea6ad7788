use a76xx_parser::{Kind, Side};

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The host gives more bytes than it has announced, and the rest is read as a command.
    ///
    /// Seen where the capture tells the sides apart: behind the announced bytes comes text that is no command line, before the next command.
    ///
    /// # Why
    /// The module takes the announced bytes and is in command mode again with the next one. The rest gives an `ERROR`, or spoils the command
    /// that follows on the same line.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPSEND=0,5
    /// < >
    /// >> hello, world\r
    /// !
    /// < OK
    /// < +CIPSEND: 0,5,5
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPSEND=0,12
    /// < >
    /// >> hello, world\r
    /// < OK
    /// < +CIPSEND: 0,12,12
    /// ```
    PAYLOAD_LONG = 113, "payload-long", Error, Host, "M 15.2.4", Documented;
    on [Text];
    "{0} announced {1} bytes, and more came: the rest is read as a command";
    "announce the bytes that are sent, line ends included";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let event = transition.seen.event.filter(|event| event.side == Some(Side::Host) && matches!(event.kind, Kind::Text(_)))?;
    let command = transition.before.flow.newest()?;
    let announced = command.announced.filter(|announced| command.given >= announced.get())?;
    let facts = [Fact::some(command.row, Fact::Command), Fact::Count(i64::from(announced.get()))];
    Some(Report::new(facts).because(command.sent.event).at(event.raw))
}
