use core::time::Duration;

use a76xx_parser::{Role, Side};

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The plus signs of an escape come too far apart.
    ///
    /// In the data state the host sends three plus signs alone, in pieces, with more than 900 ms between two of them. Seen only where the
    /// capture has the host's bytes and their times.
    ///
    /// # Why
    /// The three are one command. With a longer pause inside they are data, go to the peer, and the line stays in the data state.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPMODE=1
    /// < OK
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < CONNECT 115200
    /// @ 5s
    /// >> +
    /// * silence
    /// @ 1.5s
    /// >> ++
    /// * silence
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
    /// >> +
    /// * silence
    /// @ 0.5s
    /// >> ++
    /// * silence
    /// ```
    ESCAPE_IN_PIECES = 415, "escape-in-pieces", Warning, Host, "AN 1.5.4", Documented;
    on [Payload];
    "{0} lie between the plus signs of an escape; it takes less than 900 ms";
    "write the three characters at once: +++";
}

/// The longest pause between two of the plus signs.
const PAUSE: Duration = Duration::from_millis(900);

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let own = |role| role == Role::Transparent && transition.seen.event.is_some_and(|event| event.side == Some(Side::Host));
    transition.seen.payload().filter(|payload| own(payload.role))?;
    let (before, after) = (&transition.before.access, &transition.after.access);
    if !matches!(before.pluses, 1 | 2) || after.pluses <= before.pluses {
        return None;
    }
    let last = before.host?;
    let pause = last.until(transition.at).filter(|pause| *pause > PAUSE)?;
    Some(Report::new([Fact::Time(pause)]).because(last.event))
}
