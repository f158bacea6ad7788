use a76xx_parser::Line;
use a76xx_parser::spec::tcpip::{CIPACK, CIPCLOSE, CIPOPEN, CIPRXGET, CIPSEND};
use a76xx_parser::spec::tcpip_more::CIPSENDSTR;

use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// A command names a link that the module does not have.
    ///
    /// The number is above 9, or below 0. A warning where it is above 3 on a module that listed four links (SIM767X), and for `AT+CIPSEND`
    /// with one number alone, which other families take for a length.
    ///
    /// # Why
    /// A76XX and SIM7600 have the links 0 to 9, SIM767X has 0 to 3. The command is refused, with `+IP ERROR: Invalid parameter` or `3`.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPOPEN=10,"TCP","example.com",80
    /// !
    /// < +IP ERROR: Invalid parameter
    /// < ERROR
    /// ```
    ///
    /// ```at
    /// > AT+CIPCLOSE?
    /// < +CIPCLOSE: 0,0,0,0
    /// < OK
    /// > AT+CIPSEND=4,5
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=9,"TCP","example.com",80
    /// < OK
    /// < +CIPOPEN: 9,0
    /// ```
    LINK_NUMBER_OUT_OF_RANGE = 302, "link-number-out-of-range", Error, Host, "M 15.2.3", Documented;
    on [Command] of ["+CIPOPEN", "+CIPSEND", "+CIPCLOSE", "+CIPACK", "+CIPSENDSTR", "+CIPRXGET"];
    "there is no link {0}: the links are 0 to {1}";
    "use a link from 0 to {1}";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let line = transition.sent()?;
    let listed = transition.before.settings.links;
    // The model has read it already.
    if listed.is_none() && transition.command().is_some_and(|command| command.link.is_some() && !command.is_chained()) {
        return None;
    }
    let index = index(line)?;
    let number = line.int(index)?;
    let last = i64::from(listed.unwrap_or(10)) - 1;
    if (0..=last).contains(&number) {
        return None;
    }
    let report = Report::new([Fact::Count(number), Fact::Count(last)]).at(line.field(index)?);
    // That there are only four was read from one line; and a number alone is the length where a module has one link.
    let alone = line.command.is_some_and(|row| row.is(&CIPSEND)) && line.int(1).is_none();
    Some(if alone || (0..=9).contains(&number) { report.severity(Severity::Warning) } else { report })
}

/// Where the command has its link.
fn index(line: &Line<'_>) -> Option<usize> {
    let row = line.command?;
    if [&CIPOPEN, &CIPSEND, &CIPCLOSE, &CIPACK, &CIPSENDSTR].iter().any(|with| row.is(with)) {
        return Some(0);
    }
    (row.is(&CIPRXGET) && matches!(line.int(0), Some(2..=4))).then_some(1)
}
