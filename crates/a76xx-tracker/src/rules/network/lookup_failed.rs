use a76xx_parser::Answer;

use super::attempt::obstacle;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// A name could not be resolved.
    ///
    /// `+CDNSGIP: 0,<error>`. A warning where the state already explains it.
    ///
    /// # Why
    /// Either there is no way into the network, or its name servers do not answer, or the name does not exist.
    ///
    /// # Fires
    /// ```at
    /// > AT+CDNSGIP="example.com"
    /// < +CDNSGIP: 0,10
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CDNSGIP="example.com"
    /// < +CDNSGIP: 1,"example.com","93.184.216.34"
    /// < OK
    /// ```
    LOOKUP_FAILED = 234, "lookup-failed", Error, Network, "M 15.2.17", Documented;
    on [Answer, Urc] of ["+CDNSGIP"];
    "the name was not resolved: error {0}[; {1}]";
    "check the spelling; ask AT+CGPADDR for an address; set name servers with AT+CDNSCFG=\"8.8.8.8\",\"1.1.1.1\"";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let Answer::DnsFailed { error } = *transition.seen.answer()? else { return None };
    let why = obstacle(transition.before);
    let severity = if why.is_some() { Severity::Warning } else { Severity::Error };
    let facts = [Fact::code(error), Fact::some(why, |(word, _)| Fact::Word(word))];
    Some(Report::new(facts).because(why.map(|(_, told)| told)).severity(severity).at(transition.seen.line()?.params))
}
