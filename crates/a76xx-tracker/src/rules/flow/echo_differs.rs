use a76xx_parser::Kind;

use crate::model::Stage;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// The module's echo differs from what the host sent.
    ///
    /// Seen where the capture holds the host's own bytes beside the echo: the newest command waits, has had no echo yet, and the echo that
    /// comes is that of no command before.
    ///
    /// # Why
    /// The module repeats what it heard. Bytes that differ were lost or changed on the way: a wrong speed, no flow control, a software serial
    /// port that is too slow. The module then carries out something else than the host meant, or nothing.
    ///
    /// # Fires
    /// ```at
    /// > AT+CGDCONT=1,"IP","internet"
    /// << AT+CGDCONT=1,"IP","intrnet"\r
    /// !
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CGDCONT=1,"IP","internet"
    /// << AT+CGDCONT=1,"IP","internet"\r
    /// < OK
    /// ```
    ECHO_DIFFERS = 122, "echo-differs", Warning, Capture, "M 2.2.8", Inferred;
    on [Echo];
    "the module heard something else than the host sent: {0}";
    "check speed, wiring and flow control; repeat the command";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let event = transition.seen.event.filter(|event| event.command.is_none() && matches!(event.kind, Kind::Echo(_)))?;
    let flow = &transition.before.flow;
    let newest = flow.newest().filter(|newest| newest.stage == Stage::Waiting && !flow.echoed)?;
    Some(Report::new([Fact::Text(event.raw.trim_ascii())]).because(newest.sent.event))
}
