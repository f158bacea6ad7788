use core::time::Duration;

use a76xx_parser::spec::v25ter::ESCAPE;
use a76xx_parser::{Role, Side};

use crate::rule::{Fact, Report, Transition, rule};
use crate::time::Moment;

rule! {
    /// An escape has no second of silence before or after it.
    ///
    /// In the data state the host sends `+++` less than a second after other bytes, or other bytes less than a second after `+++`. Seen only
    /// where the capture has the host's bytes and their times.
    ///
    /// # Why
    /// Silence is what tells the escape from three plus signs of the data. Without it they go to the peer, and the line stays in the data state:
    /// every command that follows is data too.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// @ 5s
    /// >> hello
    /// @ 0.2s
    /// >> +++
    /// !
    /// ```
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// @ 5s
    /// >> +++
    /// @ 0.1s
    /// >> AT\r
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// @ 5s
    /// >> hello
    /// * silence
    /// @ 1.2s
    /// >> +++
    /// < OK
    /// ```
    ///
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// @ 5s
    /// >> +++
    /// >> 12.5
    /// @ 0.4s
    /// >> 12.6
    /// ```
    ESCAPE_WITHOUT_GUARD = 414, "escape-without-guard", Warning, Host, "AN 1.5.4", Documented;
    on [Command, Payload];
    "{0} of silence stand {1} +++; it takes more than one second";
    "keep silent for more than a second, send +++, keep silent until OK has come";
}

/// The least silence before and after the escape.
const GUARD: Duration = Duration::from_secs(1);
/// Bytes with less between them were written as one.
const BESIDE: Duration = Duration::from_millis(20);

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let event = transition.seen.event.filter(|event| event.side == Some(Side::Host))?;
    let access = &transition.before.access;
    if access.online != Some(true) {
        return None;
    }
    let typed = transition.seen.payload().is_some_and(|payload| payload.role == Role::Transparent);
    let escapes = transition.sent().is_some_and(|line| line.command.is_some_and(|row| row.is(&ESCAPE)));
    if !typed && !escapes {
        return None;
    }
    let since = |earlier: Option<Moment>| Some(transition.at?.since(earlier?)).filter(|span| *span < GUARD);
    if let Some(escape) = access.escaping {
        // With data right beside them they are data themselves, whatever comes later.
        let newest = access.host.is_none_or(|host| host.event <= escape.event);
        // A line end behind it has a rule of its own.
        let ends = matches!(event.raw, [b'\r' | b'\n', ..]);
        // What stands right beside them is of the same data.
        let span = since(escape.at()).filter(|span| newest && !ends && !escapes && *span >= BESIDE)?;
        return Some(Report::new([Fact::Time(span), Fact::Word("behind")]).because(escape.event));
    }
    if !escapes && event.raw != b"+++" {
        return None;
    }
    // Host data in the data state: a stream without marks tells none, and its stamps are those of lines.
    let last = access.host.filter(|host| access.since.is_some_and(|since| host.event > since))?;
    let span = since(last.at())?;
    Some(Report::new([Fact::Time(span), Fact::Word("before")]).because(last.event))
}
