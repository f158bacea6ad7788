use super::attempt::off_air;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// The module says that it has no service.
    ///
    /// `+CPSI: NO SERVICE`, `+CNSMOD: 0` or `+CME ERROR: no network service`: the first of a run. A note while the module starts, a warning
    /// later; what it leads to is reported where it happens, and AT208 tells whether it lasted.
    ///
    /// # Why
    /// The radio runs and finds no cell that it may use, or it is off: no antenna, no coverage, bands that are locked, or no SIM.
    ///
    /// # Fires
    /// ```at
    /// > AT+CPSI?
    /// < +CPSI: NO SERVICE,Online
    /// !
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CPSI?
    /// < +CPSI: LTE,Online,460-00,0x230A,175499523,318,EUTRAN-BAND3,1650,5,5,21,67,255,19
    /// < OK
    /// ```
    NO_SERVICE = 205, "no-service", Warning, Network, "M 4.2.9", Log;
    on [RadioTold];
    "the module has no service[: {0}]";
    "ask AT+CPIN?, AT+CSQ, AT+CFUN? and AT+CNMP?; check antenna and coverage; search with AT+COPS=? (takes minutes)";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (before, after) = (transition.before, transition.after);
    let (there, told) = after.registration.service?;
    if there || told != transition.no || before.registration.service.is_some_and(|(there, _)| !there) {
        return None;
    }
    let why = off_air(before).filter(|(_, told)| *told < transition.no);
    let severity = if after.power.is_starting(after.now) { Severity::Note } else { Severity::Warning };
    Some(Report::new([Fact::some(why, |(word, _)| Fact::Word(word))]).because(why.map(|(_, told)| told)).severity(severity))
}
