use a76xx_parser::spec::Shape;
use a76xx_parser::spec::v25ter::ESCAPE;

use crate::model::{Exchange, Stage};
use crate::rule::{Fact, Report, Transition, rule};
use crate::seen::Class;

rule! {
    /// The answer of a command comes when the next one has been sent already.
    ///
    /// The first line that answers an older command, or its final result code, stands behind a newer command; so does a late result, where
    /// the newer command asks for the same. Silent where both are the same command, for then the order does not matter.
    ///
    /// # Why
    /// A host that reads the next line as the answer to its last command takes one answer for another, and stays one off.
    ///
    /// # Fires
    /// ```at
    /// > AT+CPIN?
    /// > AT+CSQ
    /// < +CPIN: READY
    /// !
    /// < OK
    /// < +CSQ: 20,99
    /// < OK
    /// ```
    ///
    /// ```at
    /// > AT+CIPCLOSE=0
    /// < OK
    /// > AT+CIPCLOSE=0
    /// < +CIPCLOSE: 0,0
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CPIN?
    /// < +CPIN: READY
    /// < OK
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// ```
    /// ```at
    /// @ 1s
    /// > AT+CPIN?
    /// @ 10s
    /// > AT+CSQ
    /// < +CPIN: READY
    /// < OK
    /// ```
    ANSWER_UNDER_NEXT = 118, "answer-under-next", Warning, Host, "M 1.5.2", Documented;
    on [Late];
    "the answer of {0} comes under {1}";
    "wait for the final result code, and for the result line where there is one, before the next command";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let seen = &transition.seen;
    if !matches!(seen.class, Class::Answer | Class::Urc | Class::Final) {
        return None;
    }
    let older = transition.command_before()?;
    let newer = transition.before.flow.newest().filter(|newer| newer.no != older.no && newer.stage == Stage::Waiting)?;
    let same = newer.repeats(older);
    // The host has waited for it as long as the manual promises: it is the answer that is late.
    if transition.overdue_at(older, newer.sent.at()) || transition.before.flow.shifted || transition.before.flow.unanswered > 0 {
        return None;
    }
    let mixed = match older.stage {
        // Of several lines the first, or else the final result code.
        Stage::Waiting => !same && older.answers == 0 && older.prompted.is_none() && !is_ready_probe(newer) && !is_ready_probe(older),
        Stage::Owing => same && seen.line()?.shape() == Some(Shape::Result),
        Stage::Done | Stage::Dropped => false,
    };
    let facts = [Fact::some(older.row, Fact::Command), Fact::some(newer.row, Fact::Command)];
    mixed.then(|| Report::new(facts).because(newer.sent.event))
}

/// `AT` alone, or the escape: how a host tries whether the module listens, in the middle of anything.
fn is_ready_probe(command: &Exchange) -> bool {
    command.row.is_some_and(|row| row.name.is_empty() || row.is(&ESCAPE))
}
