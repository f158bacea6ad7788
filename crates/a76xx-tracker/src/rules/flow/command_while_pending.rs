use a76xx_parser::spec::v25ter::{AT, ESCAPE};

use crate::model::Stage;
use crate::rule::{Fact, Report, Transition, rule};

rule! {
    /// A command is sent while another still waits for its final result code.
    ///
    /// The host writes a new command line although neither `OK` nor an error has come for the one before. Kept quiet where people may have
    /// left the final result code out of the log: where line ends are changed, where the command was answered all the same, and where more
    /// than one command went without.
    ///
    /// # Why
    /// The module takes one command at a time. What is sent meanwhile is lost, or cuts the running command short, and the answers that
    /// follow are read as those of the wrong command.
    ///
    /// # Fires
    /// ```at
    /// > AT+CREG?
    /// > AT+CSQ
    /// !
    /// < +CREG: 0,1
    /// < OK
    /// < +CSQ: 20,99
    /// < OK
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CREG?
    /// < +CREG: 0,1
    /// < OK
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// ```
    /// ```at
    /// @ 1s
    /// > AT+CREG?
    /// @ 10s
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// ```
    COMMAND_WHILE_PENDING = 101, "command-while-pending", Warning, Host, "M 1.5.2", Documented;
    on [Command];
    "{0} is sent while {1} still waits for its final result code";
    "wait for OK, ERROR, +CME ERROR or +CMS ERROR before the next command";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let own = transition.sent()?;
    let (flow, capture) = (&transition.before.flow, &transition.before.capture);
    let pending = flow.newest().filter(|command| command.stage == Stage::Waiting && command.answers == 0)?;
    // `AT` is how a host tries whether the module is awake, again and again, and `+++` may come to a module that has nothing to leave.
    let pending_row = pending.row.filter(|row| !row.is(&AT) && !row.is(&ESCAPE))?;
    let again = own.command.is_some_and(|row| row.is(pending_row)) && own.shape() == pending.shape;
    // It waits for the rest of its data: what comes is taken for it, of which another rule speaks.
    let hungry = pending.announced.is_some_and(|announced| pending.given > 0 && pending.given < announced.get());
    let dropped = flow.recent().filter(|command| command.stage == Stage::Waiting).count();
    // The wire ends a command with CR: a line that does not was written down by a program, or pasted.
    let written = !transition.seen.event?.raw.contains(&b'\r');
    // Behind the time that the manual promises no answer is due any more.
    let over = transition.overdue(pending) || transition.before.flow.shifted;
    let edited = over || written || capture.bare_lines > 0 || flow.unanswered > 0 || dropped > 1 || capture.drops_finals();
    if again || hungry || edited || !capture.shows_answers() && flow.last_final.is_none() && flow.commands > 1 {
        return None;
    }
    let name = own.command.map_or(Fact::Text(own.name), Fact::Command);
    Some(Report::new([name, Fact::Command(pending_row)]).because(pending.sent.event))
}
