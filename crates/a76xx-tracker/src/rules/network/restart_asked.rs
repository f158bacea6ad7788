use super::restart_unasked::{BANNERS, boots};
use crate::model::network::Ended;
use crate::rule::{Blame, Fact, Report, Transition, rule};

rule! {
    /// The module restarted, as the host asked.
    ///
    /// A boot banner after `AT+CRESET`, `AT+CPOF`, `AT+CFUN=1,1`, `AT+CFUN=6`, or after its reset or power line was used.
    ///
    /// # Why
    /// What ends around it (links, the socket service, `+CIPEVENT`, detach) is an effect of the request, and no fault of the network.
    ///
    /// # Fires
    /// ```at
    /// > AT+CRESET
    /// < OK
    /// < *ATREADY: 1
    /// !
    /// ```
    /// ```at
    /// @ 1s
    /// > AT
    /// < OK
    /// > AT+CRESET
    /// < OK
    /// @ 8s
    /// < *ATREADY: 1
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// < *ATREADY: 1
    /// ```
    RESTART_ASKED = 230, "restart-asked", Note, Host, "M 3.2.6", Documented;
    on [Urc] of BANNERS;
    "the restart that was asked for[, {0} later]: links, the socket service and unsaved settings are gone";
    "wait for +CPIN: READY and the registration, then set everything up anew";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let before = transition.before;
    let asked = before.power.asked.filter(|_| boots(transition))?;
    let command = before.flow.recent().find(|command| command.sent.event == asked);
    let later = command.and_then(|command| command.sent.until(transition.at));
    let report = Report::new([Fact::some(later, Fact::Time)]).because(asked);
    // A service that does not start is what the note restarts for (AN 1.5).
    let last_rung = matches!(before.network.ended, Ended::Failed(_));
    Some(if last_rung { report.blame(Blame::Network) } else { report })
}
