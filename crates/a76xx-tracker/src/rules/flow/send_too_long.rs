use a76xx_parser::spec::Shape;
use a76xx_parser::spec::tcpip::CIPSEND;

use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// AT+CIPSEND announces more than 1500 bytes.
    ///
    /// # Why
    /// One send takes 1 to 1500 bytes. The module refuses more, and data that the host sends nonetheless is read as commands.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPSEND=0,2000
    /// !
    /// < +CIPERROR: 3
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPSEND=0,1500
    /// < >
    /// ```
    SEND_TOO_LONG = 115, "send-too-long", Error, Host, "M 15.2.4", Documented;
    on [Command] of ["+CIPSEND"];
    "{0} bytes are more than the {1} of one send";
    "send in pieces of up to 1500 bytes, each behind its own prompt";
}

/// Bytes of one send.
pub(super) const MOST: i64 = 1500;

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let line = transition.sent()?;
    line.command.filter(|row| row.is(&CIPSEND) && line.asked() == Some(Shape::Write))?;
    let length = line.int(1).filter(|length| *length > MOST)?;
    let report = Report::new([Fact::Count(length), Fact::Count(MOST)]);
    Some(line.field(1).map_or(report, |field| report.at(field)))
}
