use a76xx_parser::{Kind, Noise, Side};

use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// A Ctrl-Z or a lone line feed follows data that were counted.
    ///
    /// Seen where the capture tells the sides apart. A note for the line feed, which most firmware passes over.
    ///
    /// # Why
    /// The announced bytes are complete, so the byte is no longer data: it stands in front of the next command, which the module then does
    /// not know.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPSEND=0,5
    /// < >
    /// >> hello\x1a
    /// !
    /// < OK
    /// < +CIPSEND: 0,5,5
    /// ```
    /// ```at
    /// > AT+CIPSEND=0,5
    /// < >
    /// >> hello
    /// >> \n
    /// !
    /// < OK
    /// < +CIPSEND: 0,5,5
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPSEND=0
    /// < >
    /// >> hello\x1a
    /// < OK
    /// < +CIPSEND: 0,5,5
    /// ```
    /// Line feeds that the log puts behind its lines are not the host's.
    /// ```at
    /// >> AT+CIPSEND=0,5\n
    /// << >\n
    /// >> hello\n
    /// << OK\n
    /// << +CIPSEND: 0,5,5\n
    /// ```
    /// Behind the result it is an empty line.
    /// ```at
    /// > AT+CIPSEND=0,5
    /// < >
    /// >> hello
    /// < OK
    /// < +CIPSEND: 0,5,5
    /// >> \n
    /// ```
    BYTE_BEHIND_PAYLOAD = 114, "byte-behind-payload", Warning, Host, "M 15.2.4", Inferred;
    on [Noise, HostBlank];
    "{0} stands behind the {1} bytes that were announced, in front of the next command";
    "send the announced bytes and nothing else; Ctrl-Z ends data without a length only";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let event = transition.seen.event.filter(|event| event.side == Some(Side::Host))?;
    let (command, capture) = (transition.before.flow.newest()?, &transition.before.capture);
    let announced = command.announced.filter(|announced| command.given >= announced.get())?;
    // Only right behind the data: nothing else of the host has come since.
    let (name, severity) = match (&event.kind, event.raw) {
        (Kind::Noise(Noise::Control), [0x1a]) => ("Ctrl-Z (1A)", Severity::Warning),
        (Kind::Blank, b"\n") if command.last.is_none() && capture.is_exact() => ("a line feed", Severity::Note),
        _ => return None,
    };
    let facts = [Fact::Word(name), Fact::Count(i64::from(announced.get()))];
    Some(Report::new(facts).because(command.sent.event).severity(severity))
}
