use a76xx_parser::FinalCode;
use a76xx_parser::spec::v25ter::ESCAPE;

use crate::model::{Exchange, Stage};
use crate::rule::{Fact, Report, Transition, rule};
use crate::seen::Class;

rule! {
    /// Nothing answers the escape, nor the command behind it.
    ///
    /// The data state began with `CONNECT`, the host sent `+++` and went on with commands, and no answer came to any of them. Left out where the
    /// capture shows no answers, or lacks final result codes elsewhere. Seen in one stream of both sides; where the host's own bytes are known,
    /// AT413 and AT416 see them.
    ///
    /// # Why
    /// The module has taken the plus signs for data, and the commands as well: the line is still in the data state, and the peer gets them.
    /// A terminal program that sends CR LF behind the plus signs, or no second of silence around them, is the usual reason.
    ///
    /// # Fires
    /// ```at
    /// | AT+CIPOPEN=0,"TCP","example.com",80\n
    /// | CONNECT 115200\n
    /// | hello\n
    /// | +++\n
    /// | AT+CIPCLOSE=0\n
    /// | AT+NETCLOSE\n
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// | AT+CIPOPEN=0,"TCP","example.com",80\n
    /// | CONNECT 115200\n
    /// | hello\n
    /// | +++\n
    /// | OK\n
    /// | AT+CIPCLOSE=0\n
    /// | AT+NETCLOSE\n
    /// ```
    ESCAPE_UNANSWERED = 425, "escape-unanswered", Warning, Host, "AN 1.5.4", Documented;
    on [Command, End];
    "nothing answers +++, nor {0} behind it: the line is still in the data state";
    "send the three plus signs without CR and LF, with a second of silence before and behind them, and go on when OK has come";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let (flow, capture) = (&transition.before.flow, &transition.before.capture);
    // An echo that is seen late is no other command.
    let own = transition.seen.event.and_then(|event| event.command);
    let silent = |command: &Exchange| command.stage == Stage::Waiting && command.answers == 0 && Some(command.no) != own;
    let mut recent = flow.recent();
    let behind = recent.next().filter(|command| silent(command) && !command.is(&ESCAPE))?;
    let escape = recent.next().filter(|command| silent(command) && command.is(&ESCAPE))?;
    recent.next().filter(|command| command.last.is_some_and(|(code, _)| code == FinalCode::Connect))?;
    if !capture.shows_answers() || capture.drops_finals() {
        return None;
    }
    // The last command of a capture may have been answered behind its end.
    if transition.seen.class == Class::End && behind.sent.event == transition.before.now.event {
        return None;
    }
    let name = behind.row.map_or(Fact::Word("the command"), Fact::Command);
    Some(Report::new([name]).because(escape.sent.event))
}
