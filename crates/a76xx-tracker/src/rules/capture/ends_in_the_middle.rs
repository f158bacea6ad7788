use crate::model::{Exchange, Stage};
use crate::rule::{Fact, Report, Transition, rule};
use crate::seen::Class;

rule! {
    /// The capture ends in the middle of a command or of data.
    ///
    /// At its end a command has no final result code yet, the line that completes it has not come, or data were announced that are not all there.
    ///
    /// # Why
    /// What became of it is not known. Nothing can be said about the command's failure or success.
    ///
    /// # Fires
    /// ```at
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// > AT+COPS=?
    /// * end
    /// !
    /// ```
    /// ```at
    /// > AT+CSQ
    /// < OK
    /// < +IPD5
    /// << ab
    /// * end
    /// !
    /// ```
    ///
    /// # Quiet
    /// ```at
    /// > AT+CSQ
    /// < +CSQ: 20,99
    /// < OK
    /// * end
    /// ```
    ENDS_IN_THE_MIDDLE = 907, "ends-in-the-middle", Note, Capture, "", Inferred;
    on [End];
    "the capture ends [before {0} has its final result code][before the result of {1}][within {2}]";
    "record on until the answer has come";
}

fn check<'b>(transition: &Transition<'_, '_, 'b>) -> Option<Report<'b>> {
    let model = transition.after;
    if transition.seen.class != Class::End || model.capture.answers == 0 {
        return None;
    }
    if model.capture.ends_short {
        let header = model.access.incoming.filter(|incoming| incoming.got < incoming.announced).map(|incoming| incoming.by);
        let newest = model.flow.newest().map(|command| command.sent.event);
        return Some(Report::new([Fact::None, Fact::None, Fact::Word("data")]).because(header.or(newest)));
    }
    let last = model.flow.newest()?;
    // Where a command was repeated, its result may have come for the one before.
    let answered = |last: &Exchange| {
        let same = |other: &&Exchange| last.row.is_some_and(|row| other.is(row));
        model.flow.recent().filter(same).any(|other| other.result.is_some_and(|result| result > last.sent.event))
    };
    let row = Fact::Command(last.row.filter(|row| !row.name().is_empty())?);
    let facts = match last.stage {
        Stage::Waiting if !model.capture.drops_finals() => [row, Fact::None, Fact::None],
        Stage::Owing if !answered(last) => [Fact::None, row, Fact::None],
        _ => return None,
    };
    Some(Report::new(facts).because(last.sent.event))
}
