//! What one complete line of the module is, given the context.

use super::head::head;
use super::{Context, Counted, Need, Pending, Phase, Setting, Waiting, is_boot};
use crate::event::{CommandNo, Final, FinalCode, Kind, Prompt};
use crate::fit::Sketch;
use crate::line::{Ask, Line, UNASKED, count_at, small_first};
use crate::search::{SMALL, trim};
use crate::spec::{Command, Role, RowId, Shape, Then, finals, tcpip_lines, v25ter};

/// What a line is, and which command it belongs to.
pub(crate) struct Verdict<'b> {
    pub(crate) kind: Kind<'b>,
    pub(crate) command: Option<CommandNo>,
}

/// What a line of a known row is.
pub(crate) struct Known {
    pub(crate) ask: Ask,
    /// The module sent it on its own; else it is an answer.
    pub(crate) urc: bool,
    pub(crate) command: Option<CommandNo>,
}

impl Context {
    /// Takes in one complete line of the module, without its end, and changes the context as it says.
    #[inline]
    pub(crate) fn module_line<'b>(&mut self, text: &'b [u8]) -> Verdict<'b> {
        let text = trim(text);
        if text == b"OK" {
            return self.final_line(FinalCode::Ok, Line { name: text, ..Line::text(&[]) }, &finals::OK);
        }
        let line = head(text);
        let line = if line.command.is_none() && !self.ring.is_empty() { self.listed(text, line) } else { line };
        let Some(row) = line.command else { return self.unknown(text, line) };
        match row.role() {
            Role::Final => self.final_line(FinalCode::of(row.name()), line, row),
            Role::Error => self.error_line(line),
            Role::Command | Role::Urc => self.known_line(line, row),
        }
    }

    /// A line whose head is not written as names are (`PRODUCT: …`), where a waiting command's row lists it.
    #[inline(never)]
    pub(crate) fn listed<'b>(&self, text: &'b [u8], line: Line<'b>) -> Line<'b> {
        let colon = text.iter().position(|byte| *byte == b':').filter(|_| line.name.is_empty());
        let Some((name, [_, params @ ..])) = colon.and_then(|colon| text.split_at_checked(colon)) else { return line };
        let listing = self.ring.iter().find(|pending| pending.lists(name));
        listing.map_or(line, |pending| Line { name, command: pending.row(), row: pending.row_id(), params: trim(params), ..line })
    }

    /// A final result code, verbose or a digit.
    #[inline]
    pub(crate) fn final_line<'b>(&mut self, code: FinalCode, line: Line<'b>, row: &'static Command) -> Verdict<'b> {
        let line = Line { command: Some(row), ask: Ask::Unasked, ..line };
        // What has no digit is a word whatever ATV says.
        if code.digit().is_some() && !line.name.first().is_some_and(u8::is_ascii_digit) {
            self.verbose = Setting::On;
        }
        let command = match code {
            FinalCode::Connect => {
                let then = self.ring.front().map_or(Then::Line, Pending::then);
                if let Then::ConnectData(_) = then {
                    return Verdict { command: self.prompt(), kind: Kind::Prompt(Prompt::Connect) };
                }
                let command = self.settle(code);
                self.connected(then, &line, command);
                command
            }
            _ => self.settle(code),
        };
        if code == FinalCode::NoCarrier {
            self.leave_data();
        }
        Verdict { kind: Kind::Final(Final { code, line }), command }
    }

    /// What a `CONNECT` opens.
    fn connected(&mut self, then: Then, line: &Line<'_>, command: Option<CommandNo>) {
        match (then, line.int(0).and_then(|count| u32::try_from(count).ok())) {
            (Then::ConnectPayload, Some(left)) if left > 0 => {
                self.module = Phase::Counted { left, kind: Counted::Received };
                self.module_data = command;
            }
            (Then::Connect | Then::MayConnect, _) => self.enter_data(command),
            // An accepted client connects without a command, where a server runs in transparent mode.
            _ if command.is_none() && (self.server || self.transparent == Setting::On) => self.enter_data(None),
            _ => {}
        }
    }

    /// A line that explains the `ERROR` behind it.
    fn error_line<'b>(&mut self, line: Line<'b>) -> Verdict<'b> {
        let line = Line { ask: Ask::Unasked, ..line };
        let command = self.ring.front().map(|pending| pending.no);
        self.note_answer(command);
        Verdict { kind: if command.is_some() { Kind::Answer(line) } else { Kind::Urc(line) }, command }
    }

    /// A line with a head that the table holds.
    fn known_line<'b>(&mut self, line: Line<'b>, row: &'static Command) -> Verdict<'b> {
        let known = self.known(row, line.row, line.params);
        let line = Line { ask: known.ask, ..line };
        Verdict { kind: if known.urc { Kind::Urc(line) } else { Kind::Answer(line) }, command: known.command }
    }

    /// What a line of a row is, and what it changes. Its name is the row's.
    #[inline(never)]
    pub(crate) fn known(&mut self, row: &'static Command, id: RowId, params: &[u8]) -> Known {
        let informs = row.has().informs() && row.role() == Role::Command;
        let (found, command) = match self.ring.waiting() {
            Waiting::None if informs => return self.informed(None, row, id),
            Waiting::One(only) if informs => return self.informed(Some(*only), row, id),
            _ if row.has().only(Shape::Urc) => {
                // One of its kind: nothing to tell apart. It may still be part of an answer (`CLOSED`).
                let command = self.ring.by_turn().find(|pending| pending.answers(row, id)).map(|pending| pending.no);
                let follows = row.has().module_follows();
                (if follows { Sketch::new(params).judge(row, &[Shape::Urc], true) } else { Some((Shape::Urc, None)) }, command)
            }
            Waiting::One(only) if !SMALL => self.form_of(row, id, params, [only].into_iter()),
            _ => self.form_of(row, id, params, self.ring.by_turn()),
        };
        let shape = found.map(|(shape, _)| shape);
        let ask = match found {
            Some((_, Some(index))) => Ask::Form(index),
            Some((shape, None)) => Ask::Module(shape),
            None => Ask::Nothing,
        };
        match (shape, command) {
            (Some(Shape::Result), Some(no)) => self.ring.resulted(no, row, id),
            (Some(Shape::Urc | Shape::Result), _) => {}
            _ => self.note_answer(command),
        }
        if row.has().module_follows() || row.role() == Role::Urc {
            self.follow(row, params, ask, command);
        }
        let urc = match (shape, command) {
            (Some(Shape::Urc | Shape::Result), None) => true,
            (None, None) => row.role() == Role::Urc,
            _ => false,
        };
        Known { ask, urc, command }
    }

    /// A line that can be nothing but an answer, and changes nothing: which form it has is found when somebody asks.
    #[inline]
    fn informed(&mut self, only: Option<Pending>, row: &'static Command, id: RowId) -> Known {
        let pending = only.filter(|pending| pending.answers(row, id));
        let ask = pending.map_or(Ask::Unasked, |pending| match pending.shape() {
            Some(Shape::Test) => Ask::Answer(Shape::TestInfo),
            Some(Shape::Read) => Ask::Answer(Shape::ReadInfo),
            _ => Ask::Answer(Shape::Info),
        });
        // A head of another command inside a free text (`+GCAP:` in the answer of ATI) is part of that text.
        let command = pending.map(|pending| pending.no).or_else(|| self.ring.takes_text().map(|front| front.no));
        self.note_answer(command);
        Known { ask, urc: false, command }
    }

    /// The shape and form of a known line and the command that it belongs to: these may have asked, in turn.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "twice: for the one command that waits as a rule, and for several")]
    fn form_of<'p>(
        &self,
        row: &'static Command,
        id: RowId,
        params: &[u8],
        turns: impl Iterator<Item = &'p Pending>,
    ) -> (Option<(Shape, Option<u8>)>, Option<CommandNo>) {
        let sketch = Sketch::new(params);
        let wanted = sketch.may_follow(row);
        let mut any = None;
        for pending in turns.filter(|pending| pending.answers(row, id)) {
            any = any.or(Some(pending.no));
            let shapes: &[Shape] = match (pending.need(), pending.shape()) {
                // A command that goes on after its OK may inform before it completes (`+CPING: 1,…`).
                (Need::Result, _) => &[Shape::Result, Shape::Info],
                (Need::Final, Some(Shape::Test)) => &[Shape::TestInfo],
                (Need::Final, Some(Shape::Read)) => &[Shape::ReadInfo],
                (Need::Final, _) => &[Shape::Info, Shape::Result],
            };
            if pending.need() == Need::Result && self.refuses(row, id, params) {
                continue;
            }
            // A result that names another link is another command's.
            let found = sketch.judge(row, shapes, wanted).filter(|(shape, _)| *shape != Shape::Result || !pending.differs(row, params));
            if found.is_some() {
                return (found, Some(pending.no));
            }
        }
        match sketch.judge(row, &UNASKED[..1], wanted).or_else(|| sketch.judge(row, &UNASKED[1..], wanted)) {
            Some(found) if matches!(found.0, Shape::Urc | Shape::Result) => (Some(found), None),
            found => (found, any.or_else(|| self.ring.takes_text().map(|front| front.no))),
        }
    }

    /// Whether a result is the refusal of the command that the module is at: an error, where an earlier one of the kind had its `OK` already.
    fn refuses(&self, row: &'static Command, id: RowId, params: &[u8]) -> bool {
        let failed = params.last().is_some_and(|last| *last != b'0');
        failed && self.ring.front().is_some_and(|front| front.answers(row, id) && front.arg() == small_first(params))
    }

    /// A line whose head the table does not hold, or that has none.
    fn unknown<'b>(&mut self, text: &'b [u8], line: Line<'b>) -> Verdict<'b> {
        if !line.name.is_empty() {
            let command = self.ring.iter().find(|pending| pending.is_called(line.name)).map(|pending| pending.no);
            self.note_answer(command);
            return Verdict { kind: if command.is_some() { Kind::Answer(line) } else { Kind::Urc(line) }, command };
        }
        // `CONNECT` and its like are in the table, so what is left is free text: the answer of a command that is known for it, or of one nobody knows.
        let open = self.ring.front().filter(|pending| pending.row().is_none()).or(self.ring.takes_text()).copied();
        match open {
            Some(pending) => {
                self.note_answer(Some(pending.no));
                let line = Line { command: pending.row(), ..Line::text(text) };
                Verdict { kind: Kind::Answer(line), command: Some(pending.no) }
            }
            None if text == b"DOWNLOAD" && self.ring.prompting().is_some() => {
                Verdict { command: self.prompt(), kind: Kind::Prompt(Prompt::Download) }
            }
            None => Verdict { kind: Kind::Text(text), command: None },
        }
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn note_answer(&mut self, command: Option<CommandNo>) {
        if let Some(no) = command {
            self.ring.answered(no);
        }
    }

    /// What the wire carries behind a line: the table says it, and the host's settings may change it.
    fn follow(&mut self, row: &'static Command, params: &[u8], ask: Ask, command: Option<CommandNo>) {
        if let Ask::Form(index) = ask
            && let Some(form) = row.forms().get(usize::from(index))
        {
            let phase = match form.then() {
                Then::Payload { count: field } => count_at(params, field).map(|left| Phase::Counted { left, kind: Counted::Received }),
                Then::HexPayload { count: field } => {
                    count_at(params, field).map(|bytes| Phase::Counted { left: bytes.saturating_mul(2), kind: Counted::ReceivedHex })
                }
                Then::TextLine => Some(Phase::Body),
                _ => None,
            };
            if let Some(phase) = phase {
                self.module = phase;
                self.module_data = command;
            }
        }
        if row.role() == Role::Urc {
            self.happened(row, command);
        }
    }

    /// What a notice of the module changes.
    pub(super) fn happened(&mut self, row: &'static Command, command: Option<CommandNo>) {
        if is_boot(row) {
            self.restart();
        } else if row.is(&tcpip_lines::CLOSED) {
            // Where data are announced it is another link's.
            if !matches!(self.host, Phase::Counted { .. } | Phase::CtrlZ) {
                self.leave_data();
                // What was to end the data state came too late.
                self.ring.forget(&v25ter::ESCAPE);
            }
        } else if self.head == Setting::Off && (row.is(&tcpip_lines::RECV_FROM) || row.is(&tcpip_lines::RECV_FROM_PLUS)) {
            self.module = Phase::Unframed;
            self.module_data = command;
        }
    }
}
