use super::parameters::{What, fault, may_be_faulty};
use crate::model::Exchange;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A parameter is missing, surplus, out of range, or written in another way than the manual has it.
    ///
    /// One rule for all commands: names, types and ranges are those of the table, which are the manual's. Firmware may take more than its
    /// manual says, so it is a warning; where the module refuses the command, the refusal has a finding of its own. Link numbers and the
    /// length of a send have their own rules.
    ///
    /// # Why
    /// A command that does not fit is refused as a whole, most often with a bare `ERROR` that does not say which parameter it was.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIPTIMEOUT=1000
    /// !
    /// < ERROR
    /// ```
    ///
    /// ```at
    /// > AT+CSSLCFG="authmode",0,"1
    /// !
    /// < ERROR
    /// ```
    ///
    /// ```at
    /// > AT+CPING="example.com"
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPTIMEOUT=10000
    /// < OK
    /// > AT+CSSLCFG="authmode",0,1
    /// < OK
    /// > AT+CPING="example.com",1
    /// < OK
    /// ```
    BAD_PARAMETER = 119, "bad-parameter", Warning, Host, "M 1.5.2", Documented;
    on [Command];
    "{0}: [{1} ]{2}[: {3}][, {4}]";
    "write it as the manual has it; AT+…=? tells the ranges of most commands";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let line = transition.sent()?;
    if transition.command().is_some_and(Exchange::fits) && !may_be_faulty(line) {
        return None;
    }
    let (row, fault) = fault(line)?;
    let (what, bounds) = match fault.what {
        What::Quote => ("a quotation mark has no partner", Fact::None),
        What::Missing => ("is missing", Fact::None),
        What::Surplus => ("a parameter is too many", Fact::None),
        What::Range(min, max) => ("is out of range", Fact::Range(min, max)),
        What::Long(most) => ("is longer than the module takes", Fact::Range(0, most)),
        What::Bare => ("needs quotation marks", Fact::None),
        What::NoNumber => ("is not a number", Fact::None),
    };
    let text = if fault.text.is_empty() { Fact::None } else { Fact::Text(fault.text) };
    let report = Report::new([Fact::Command(row), Fact::some(fault.name, Fact::Word), Fact::Word(what), text, bounds]);
    Some(if fault.text.is_empty() { report } else { report.at(fault.text) })
}
