use a76xx_parser::{Line, suggest};

use crate::model::Dialect;
use crate::rule::{Fact, Report, Severity, Transition, rule};

rule! {
    /// A command has a name that the manuals do not know.
    ///
    /// The nearest name is given where there is one, and the family of modules where the command is known to be another's. A warning where
    /// a name is near, for then it is a slip; otherwise a note, for firmware may know more than its manual.
    /// Silent once the module itself has turned out to be of another family.
    ///
    /// # Why
    /// The module answers `ERROR` to a name that it does not know. Programs that were written for another family of modules are full of them.
    ///
    /// # Fires
    /// ```at
    /// > AT+CIOPEN=0,"TCP","example.com",80
    /// !
    /// < ERROR
    /// ```
    ///
    /// ```at
    /// > AT+SAPBR=3,1,"Contype","GPRS"
    /// !
    /// < ERROR
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CIPOPEN=0,"TCP","example.com",80
    /// < ERROR
    /// ```
    UNKNOWN_COMMAND = 104, "unknown-command", Warning, Host, "M 1.5.2", Documented;
    on [Command];
    "the manuals do not know AT{0}[; AT{1} is near][; it is a command of {2}]";
    "check the spelling, and that the program was written for A76XX";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let first = transition.sent().filter(|_| !transition.before.capture.is_foreign())?;
    if first.command.is_some() && first.more.is_empty() {
        return None;
    }
    let unknown = core::iter::successors(Some(*first), Line::next).find(|line| line.command.is_none() && is_name(line.name))?;
    let (near, family) = match Dialect::of_command(unknown.name).and_then(Dialect::name) {
        Some(family) => (None, Some(family)),
        None => (suggest(unknown.name).next(), None),
    };
    let report = Report::new([Fact::Text(unknown.name), Fact::some(near, Fact::Word), Fact::some(family, Fact::Word)]).at(unknown.name);
    Some(if near.is_some() { report } else { report.severity(Severity::Note) })
}

/// A mark, a letter, and more: anything less may be a piece of something else.
fn is_name(name: &[u8]) -> bool {
    matches!(name, [mark, letter, _, ..] if !mark.is_ascii_alphanumeric() && letter.is_ascii_alphabetic())
}
