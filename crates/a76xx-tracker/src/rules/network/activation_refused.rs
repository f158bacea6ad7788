use a76xx_parser::spec::CodeTable;
use a76xx_parser::spec::packet::CGACT;
use a76xx_parser::typed::{CmeError, Reason};

use super::attempt::obstacle;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The network refused to activate a PDP context.
    ///
    /// `AT+CGACT=1,…` fails. The number behind `#` in the error's text is the network's own cause (3GPP TS 24.008, 10.5.6.6). Without a
    /// reason it is a warning: a context that is active already is refused too.
    ///
    /// # Why
    /// Without a context there is no address and no data. Causes 8, 27, 29, 32 and 33 mean a wrong APN or a SIM without data service;
    /// waiting does not help.
    ///
    /// # Fires
    /// ```at
    /// > AT+CGACT=1,1
    /// < +CME ERROR: requested service option not subscribed (#33)
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CGACT=1,1
    /// < OK
    /// ```
    ACTIVATION_REFUSED = 213, "activation-refused", Warning, Network, "M 5.2.4", Log;
    on [Failure];
    "the PDP context was not activated[: {0}][, network cause {1}][; {2}]";
    "check the APN (AT+CGDCONT?), its user and password (AT+CGAUTH?) and with the operator that the SIM may use data";
}

/// The causes of session management that a subscriber meets.
static CAUSES: CodeTable = CodeTable {
    name: "cause",
    entries: &[
        (8, "barred by the operator"),
        (26, "insufficient resources"),
        (27, "APN missing or unknown"),
        (28, "unknown type of context"),
        (29, "user or password refused"),
        (30, "refused by the gateway"),
        (31, "refused without a reason"),
        (32, "service not supported"),
        (33, "service not subscribed"),
        (34, "service temporarily out of order"),
        (38, "network failure"),
        (50, "IPv4 only"),
        (51, "IPv6 only"),
    ],
};

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let last = transition.seen.last().filter(|last| !last.code.is_ok())?;
    transition.command_before().filter(|command| command.does(&CGACT) && command.first() == Some(1))?;
    let reason = last.cme().and_then(Reason::code);
    let cause = cause(last.line.params);
    let why = obstacle(transition.before);
    let by_network = cause.is_some() || reason.is_some_and(is_of_network);
    let severity = if by_network { Severity::Error } else { Severity::Warning };
    let facts = [
        Fact::some(reason, Fact::code),
        Fact::some(cause, |cause| Fact::Code(&CAUSES, cause)),
        Fact::some(why, |(word, _)| Fact::Word(word)),
    ];
    let at = if last.line.params.is_empty() { last.line.name } else { last.line.params };
    Some(Report::new(facts).because(why.map(|(_, told)| told)).severity(severity).at(at))
}

/// The number behind `#`.
fn cause(text: &[u8]) -> Option<i64> {
    let (_, behind) = text.split_at(text.iter().position(|byte| *byte == b'#')?);
    let digits = behind.get(1..)?;
    let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
    core::str::from_utf8(digits.get(..end)?).ok()?.parse().ok()
}

/// Reasons that only the network can give.
const fn is_of_network(reason: CmeError) -> bool {
    matches!(
        reason,
        CmeError::GPRS_SERVICES_NOT_ALLOWED
            | CmeError::PLMN_NOT_ALLOWED
            | CmeError::LOCATION_AREA_NOT_ALLOWED
            | CmeError::ROAMING_NOT_ALLOWED_IN_THIS_LOCATION_AREA
            | CmeError::SERVICE_OPTION_NOT_SUPPORTED
            | CmeError::REQUESTED_SERVICE_OPTION_NOT_SUBSCRIBED
            | CmeError::SERVICE_OPTION_TEMPORARILY_OUT_OF_ORDER
            | CmeError::PDP_AUTHENTICATION_FAILURE
    )
}
