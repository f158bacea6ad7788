use a76xx_parser::spec::tcpip::{CIPCLOSE, CIPOPEN};
use a76xx_parser::spec::{Order, Shape};

use crate::model::Stage;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A result comes for a command that is complete already.
    ///
    /// The line completes a command, but the last command of its name has had its result or was refused. Silent where no such command is
    /// remembered, for it may stand before the beginning of the capture, and for `+CIPOPEN` and `+CIPCLOSE`, which come for other reasons as
    /// well.
    ///
    /// # Why
    /// A result that comes twice, or after the refusal, answers what the host asks next: one answer off from then on.
    ///
    /// # Fires
    /// ```at
    /// > AT+NETCLOSE
    /// < OK
    /// < +NETCLOSE: 0
    /// < +NETCLOSE: 0
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+NETCLOSE
    /// < OK
    /// < +NETCLOSE: 0
    /// ```
    RESULT_UNASKED = 107, "result-unasked", Note, Module, "M 1.5.2", Inferred;
    on [Answer, Urc];
    "the result of {0} comes, though the command is complete";
    "take results by their name, wherever they come, and not as the answer of the next command";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    if transition.seen.event?.command.is_some() {
        return None;
    }
    let line = transition.seen.line()?;
    let row = line.command.filter(|row| row.order() != Order::None && !row.is(&CIPOPEN) && !row.is(&CIPCLOSE))?;
    line.shape().filter(|shape| *shape == Shape::Result)?;
    let command = transition.before.flow.latest(row).filter(|command| command.stage == Stage::Done && command.result.is_some())?;
    let same = command.first().is_none_or(|first| line.int(0) == Some(i64::from(first)));
    same.then(|| Report::new([Fact::Command(row)]).because(command.result))
}
