use a76xx_parser::spec::packet::CPING;
use a76xx_parser::spec::tcpip::{CIPCLOSE, CIPOPEN, NETCLOSE, NETOPEN};

use crate::model::{Exchange, Stage};
use crate::rule::{Fact, Report, Transition, rule};
use crate::seen::Class;

rule! {
    /// A command was accepted, and the line that says how it ended never came.
    ///
    /// Seen when the same is asked for again, or when the longest time for it has passed; while that runs, a host that asks again has not waited. `AT+NETOPEN`, `AT+CIPOPEN`, `AT+CIPCLOSE`, and the repeat of
    /// `AT+NETCLOSE` have rules of their own; `AT+CPING` takes as long as its parameters say. A capture that ends behind the `OK` tells nothing.
    ///
    /// # Why
    /// The `OK` of these commands only says that they were taken. A host that goes on without the result does not know whether it worked,
    /// and takes the late result for something else.
    ///
    /// # Fires
    /// ```at
    /// > AT+HTTPACTION=0
    /// < OK
    /// > AT+HTTPACTION=0
    /// !
    /// < ERROR
    /// ```
    ///
    /// ```at
    /// > AT+CMQTTPUB=0,1,60
    /// < OK
    /// @ 200s
    /// > AT+CMQTTPUB=0,1,60
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+HTTPACTION=0
    /// < OK
    /// < +HTTPACTION: 0,200,12
    /// > AT+HTTPACTION=0
    /// < OK
    /// ```
    ///
    /// ```at
    /// @ 1s
    /// > AT+CIPSEND=0,5
    /// < >
    /// >> hello
    /// < OK
    /// @ 1s
    /// > AT+CIPSEND=0,5
    /// ```
    RESULT_MISSING = 106, "result-missing", Warning, Module, "M 1.5.2", Documented;
    on [Command, Clock];
    "{0} was accepted, but its result never came";
    "wait for the result line before the same command again; set a time limit for it as long as the manual's";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let before = transition.before;
    let owing = |command: &&Exchange| command.stage == Stage::Owing && !has_own_rule(command);
    let limit = |command: &Exchange| Some(command.sent.at()?.after(before.limit(command)?));
    let again = || {
        let newest = transition.command()?;
        let runs = |command: &Exchange| limit(command).zip(transition.at).is_some_and(|(limit, now)| now <= limit);
        let asked = |command: &&Exchange| command.repeats(newest) && !command.is(&NETCLOSE) && !runs(command);
        before.flow.recent().filter(owing).find(asked)
    };
    let overdue = || {
        transition.at.filter(|_| !transition.is_withheld())?;
        before.flow.recent().filter(owing).find(|command| limit(command).is_some_and(|limit| transition.passes(limit)))
    };
    let command = if transition.seen.class == Class::Command { again().or_else(overdue) } else { overdue() }?;
    // What comes this moment is no longer missing.
    let comes = transition.after.flow.find(command.no).is_some_and(|after| after.stage == Stage::Done);
    let accepted = command.last.map(|(_, event)| event);
    (!comes).then(|| Report::new([Fact::some(command.row, Fact::Command)]).because(accepted))
}

/// How long a ping takes is in its parameters.
fn has_own_rule(command: &Exchange) -> bool {
    command.is(&CPING) || command.is(&NETOPEN) || command.is(&CIPOPEN) || command.is(&CIPCLOSE)
}
