use crate::rule::{Fact, Report, Severity, Transition, rule};
use crate::seen::Class;

use a76xx_parser::Side;

rule! {
    /// Fewer data came than their header announced.
    ///
    /// A line of the module follows before the announced bytes were there. Only said of captures that kept their line ends and in which
    /// nothing was guessed; a note where the capture ends first.
    ///
    /// # Why
    /// The module always sends as many bytes as it announces. Lost bytes mean a buffer that ran over or a line too fast for its reader;
    /// flow control helps. A restart can cut data too.
    ///
    /// # Fires
    /// ```at
    /// < RECV FROM:203.0.113.7:5000
    /// << +IPD20\r\nhalf of
    /// * silence
    /// < +IPCLOSE: 0,1
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < RECV FROM:203.0.113.7:5000
    /// << +IPD7\r\nhalf of
    /// * silence
    /// < +IPCLOSE: 0,1
    /// ```
    DATA_CUT_SHORT = 323, "data-cut-short", Warning, Capture, "M 15.2.5", Bytes;
    on [Short];
    "{0} bytes were announced[ for link {1}], and {2} came";
    "check baud rate and flow control (AT+IFC=2,2), and that the reader keeps up; read in smaller pieces with AT+CIPRXGET=2";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (before, seen) = (transition.before, &transition.seen);
    let incoming = before.access.incoming.filter(|incoming| incoming.got < incoming.announced)?;
    let ends = seen.class == Class::End;
    let line = seen.event.is_some_and(|event| event.side == Some(Side::Module) && event.kind.line().is_some());
    if !(ends || line) || !before.capture.is_exact() {
        return None;
    }
    let [announced, got] = [incoming.announced, incoming.got].map(|bytes| Fact::Count(i64::from(bytes)));
    let report = Report::new([announced, Fact::some(incoming.link, Fact::Link), got]).because(incoming.by);
    Some(if ends { report.severity(Severity::Note) } else { report })
}
