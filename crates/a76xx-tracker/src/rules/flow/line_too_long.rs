use a76xx_parser::{Kind, Noise, Side};

use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// A command line is longer than the module takes.
    ///
    /// Counted are the characters behind `AT`. The limit is 3071 on A76XX; from 560 on a note, for SIM7500 and SIM7600 take 559.
    ///
    /// # Why
    /// A line over the limit is dropped as a whole and answered with `ERROR`.
    ///
    /// # Fires
    /// ```at
    /// >> AT+HTTPPARA="USERDATA","\*3060a"\r
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// >> AT+HTTPPARA="USERDATA","\*300a"\r
    /// ```
    LINE_TOO_LONG = 109, "line-too-long", Error, Host, "M 1.5.2", Documented;
    on [Command, Noise];
    "the command line has {0} characters behind AT, {1} are allowed";
    "split it: give settings one by one, and data behind a prompt";
}

/// Characters behind `AT` (M 1.5.2), and on the relatives (M76 1.4.4).
const MOST: usize = 3071;
const MOST_SIM7600: usize = 559;

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let event = transition.seen.event.filter(|event| event.raw.len() > MOST_SIM7600)?;
    let overlong = event.kind == Kind::Noise(Noise::Overlong) && event.side == Some(Side::Host);
    // Of a line that comes in pieces, the first.
    if transition.sent().is_none() && !(overlong && event.raw.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"AT"))) {
        return None;
    }
    let length = event.raw.trim_ascii().len().saturating_sub(2);
    let (limit, severity) = if length > MOST { (MOST, Severity::Error) } else { (MOST_SIM7600, Severity::Note) };
    (length > limit).then(|| Report::new([Fact::Count(length as i64), Fact::Count(limit as i64)]).severity(severity))
}
