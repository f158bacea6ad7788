use a76xx_parser::{Role, Side};

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A command is sent in the data state, where it is data.
    ///
    /// The line is in the data state, and the host sends a piece that reads like a command line: `AT`, a command, CR. Seen only where the host's
    /// own bytes are in the capture.
    ///
    /// # Why
    /// In the data state everything goes to the peer. The command is not carried out, nothing answers it, and the peer gets bytes that it does
    /// not expect.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// >> AT+CSQ\r
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// >> ATTENTION\r
    /// ```
    COMMAND_AS_DATA = 413, "command-as-data", Warning, Host, "AN 1.5.4", Documented;
    on [Payload];
    "{0} is sent in the data state: it goes to the peer as data";
    "leave the data state first: silence of one second, +++, silence of one second, wait for OK";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let payload = transition.seen.payload()?;
    let event = transition.seen.event?;
    let access = &transition.before.access;
    // Behind an escape the line may be back in command mode, though its `OK` was not told from data.
    if payload.role != Role::Transparent || event.side != Some(Side::Host) || access.online != Some(true) || access.escaping.is_some() {
        return None;
    }
    let text = event.raw.split(|byte| *byte == b'\r').next().filter(|text| text.len() < event.raw.len())?;
    let [b'A' | b'a', b'T' | b't', body @ ..] = text else { return None };
    let command = match body {
        [] => true,
        [b'+' | b'&' | b'*' | b'^', letter, ..] | [letter] => letter.is_ascii_alphabetic(),
        [letter, digit] => letter.is_ascii_alphabetic() && digit.is_ascii_digit(),
        _ => false,
    };
    let command = command && text.iter().all(|byte| matches!(byte, b' '..=b'~'));
    command.then(|| Report::new([Fact::Text(text)]).because(access.since).at(text))
}
