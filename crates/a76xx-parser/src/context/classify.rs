//! What one complete line of the module is, given the context.

use super::{Context, Counted, Need, Pending, Phase, Setting, is_boot};
use crate::event::{CommandNo, Final, FinalCode, Kind, Prompt};
use crate::line::{Line, best};
use crate::spec::{Command, Role, Sep, Shape, Then, find};

/// What a line is, and which command it belongs to.
pub(crate) struct Verdict<'b> {
    pub(crate) kind: Kind<'b>,
    pub(crate) command: Option<CommandNo>,
}

/// Longest name that begins a line of the module, in bytes. Longer heads are text.
const NAME: usize = 36;

impl Context {
    /// Takes in one complete line of the module, without its end, and changes the context as it says.
    pub(crate) fn module_line<'b>(&mut self, text: &'b [u8]) -> Verdict<'b> {
        let text = text.trim_ascii();
        let (line, row) = head(text);
        let Some(row) = row else { return self.unknown(text, line) };
        match row.role {
            Role::Final => self.final_line(FinalCode::of(row.name), line, row),
            Role::Error => self.error_line(line, row),
            Role::Command | Role::Urc => self.known(line, row),
        }
    }

    /// A final result code, verbose or a digit.
    pub(crate) fn final_line<'b>(&mut self, code: FinalCode, line: Line<'b>, row: &'static Command) -> Verdict<'b> {
        let line = Line { command: Some(row), form: best(row, &[Shape::Result], line.params), ..line };
        let then = self.ring.front().map_or(Then::Line, Pending::then);
        if let (FinalCode::Connect, Then::ConnectData(_)) = (code, then) {
            return Verdict { command: self.prompt(), kind: Kind::Prompt(Prompt::Connect) };
        }
        let command = self.settle(code);
        match code {
            FinalCode::Connect => self.connected(then, &line, command),
            FinalCode::NoCarrier => self.leave_data(),
            _ => {}
        }
        if !line.name.first().is_some_and(u8::is_ascii_digit) {
            self.verbose = Setting::On;
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
    fn error_line<'b>(&mut self, line: Line<'b>, row: &'static Command) -> Verdict<'b> {
        let line = Line { command: Some(row), form: best(row, &[Shape::Info], line.params), ..line };
        let command = self.ring.front().map(|pending| pending.no);
        self.note_answer(command);
        Verdict { kind: if command.is_some() { Kind::Answer(line) } else { Kind::Urc(line) }, command }
    }

    /// A line with a head that the table holds.
    fn known<'b>(&mut self, line: Line<'b>, row: &'static Command) -> Verdict<'b> {
        let (form, command) = self.form_of(row, &line);
        let line = Line { command: Some(row), form, ..line };
        let shape = form.map(|form| form.shape);
        match shape {
            Some(Shape::Result) => {
                if let Some(no) = command {
                    self.ring.resulted(no, line.name);
                }
            }
            Some(Shape::Urc) => {}
            _ => self.note_answer(command),
        }
        self.follow(&line, command);
        let kind = match (shape, command) {
            (Some(Shape::Urc | Shape::Result), None) => Kind::Urc(line),
            (None, None) if row.role == Role::Urc => Kind::Urc(line),
            _ => Kind::Answer(line),
        };
        Verdict { kind, command }
    }

    /// The form of a known line and the command that it belongs to: those that wait are asked first, the oldest first.
    fn form_of(&self, row: &'static Command, line: &Line<'_>) -> (Option<&'static crate::spec::Form>, Option<CommandNo>) {
        let mut any = None;
        for pending in self.ring.by_turn().filter(|pending| pending.answers_to(line.name)) {
            any = any.or(Some(pending.no));
            let shapes: &[Shape] = match (pending.need(), pending.shape()) {
                // A command that goes on after its OK may inform before it completes (`+CPING: 1,…`).
                (Need::Result, _) => &[Shape::Result, Shape::Info],
                (Need::Final, Some(Shape::Test)) => &[Shape::TestInfo],
                (Need::Final, Some(Shape::Read)) => &[Shape::ReadInfo],
                (Need::Final, _) => &[Shape::Info, Shape::Result],
            };
            // A result that names another link is another command's.
            let form = best(row, shapes, line.params).filter(|form| form.shape != Shape::Result || !pending.differs(form, line));
            if form.is_some() {
                return (form, Some(pending.no));
            }
        }
        // A line of its own that a command's answer may hold (`CLOSED`).
        if let (Role::Urc, Some(no)) = (row.role, any) {
            return (best(row, &[Shape::Urc], line.params), Some(no));
        }
        let form = best(row, &[Shape::Urc], line.params)
            .or_else(|| best(row, &[Shape::Result, Shape::ReadInfo, Shape::Info, Shape::TestInfo], line.params));
        match form {
            Some(form) if matches!(form.shape, Shape::Urc | Shape::Result) => (Some(form), None),
            // A head of another command inside a free text (`+GCAP:` in the answer of ATI) is part of that text.
            form => (form, any.or_else(|| self.ring.takes_text().map(|front| front.no))),
        }
    }

    /// A line whose head the table does not hold, or that has none.
    fn unknown<'b>(&mut self, text: &'b [u8], line: Line<'b>) -> Verdict<'b> {
        if !line.name.is_empty() {
            let command = self.ring.iter().find(|pending| pending.answers_to(line.name)).map(|pending| pending.no);
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

    fn note_answer(&mut self, command: Option<CommandNo>) {
        if let Some(no) = command {
            self.ring.answered(no);
        }
    }

    /// What the wire carries behind a line: the table says it, and the host's settings may change it.
    fn follow(&mut self, line: &Line<'_>, command: Option<CommandNo>) {
        let count = |field: u8| line.int(usize::from(field)).and_then(|count| u32::try_from(count).ok()).filter(|count| *count > 0);
        let phase = match line.form.map(|form| form.then) {
            Some(Then::Payload { count: field }) => count(field).map(|left| Phase::Counted { left, kind: Counted::Received }),
            Some(Then::HexPayload { count: field }) => {
                count(field).map(|bytes| Phase::Counted { left: bytes.saturating_mul(2), kind: Counted::ReceivedHex })
            }
            Some(Then::TextLine) => Some(Phase::Body),
            _ if self.head == Setting::Off && line.name.ends_with(b"RECV FROM") => Some(Phase::Unframed),
            _ => None,
        };
        if let Some(phase) = phase {
            self.module = phase;
            self.module_data = command;
        }
        if is_boot(line) {
            let module = self.module;
            self.restart();
            self.module = module;
        }
        if line.name == b"CLOSED" {
            self.leave_data();
        }
    }
}

/// Splits a line of the module into its head and the rest, and finds the row.
pub(crate) fn head(text: &[u8]) -> (Line<'_>, Option<&'static Command>) {
    let near = text.get(..NAME).unwrap_or(text);
    let colon = near.iter().position(|byte| matches!(byte, b':' | b','));
    // Heads of one word and a number: `+IPD16`, and the prose spelling `+IPD(16)`.
    if let Some(tail) = text.strip_prefix(b"+IPD") {
        let digits = tail.strip_prefix(b"(").and_then(|inner| inner.strip_suffix(b")")).unwrap_or(tail).trim_ascii();
        if digits.first().is_some_and(u8::is_ascii_digit) && digits.iter().all(u8::is_ascii_digit) {
            let name = text.get(..4).unwrap_or(text);
            return (Line { name, params: digits, ..Line::text(text) }, find(name));
        }
    }
    if let Some(name) = colon.and_then(|at| text.get(..at)) {
        let name = name.trim_ascii_end();
        let params = text.get(colon.unwrap_or(0) + 1..).unwrap_or_default().trim_ascii();
        let row = exact(name).filter(|row| fits_separator(row, text.get(colon.unwrap_or(0)).copied()));
        if row.is_some() || marked(name) {
            let params = if row.is_some_and(|row| has_sep(row, Sep::Comma)) { params.strip_suffix(b":").unwrap_or(params) } else { params };
            return (Line { name, params, ..Line::text(text) }, row);
        }
    }
    if text.len() <= NAME
        && let Some(row) = exact(text).filter(|row| bare(row))
    {
        return (Line { name: text, params: &[], ..Line::text(text) }, Some(row));
    }
    if let Some(rest) = text.strip_prefix(b"CONNECT ")
        && let Some(row) = find(b"CONNECT")
    {
        return (Line { name: text.get(..7).unwrap_or(text), params: rest.trim_ascii(), ..Line::text(text) }, Some(row));
    }
    let bare_name = marked(text) && text.len() <= NAME;
    (if bare_name { Line { name: text, params: &[], ..Line::text(text) } } else { Line::text(text) }, None)
}

/// The row of a name as the module writes it: in capitals. `Ring` in a program's print is not `RING`.
fn exact(name: &[u8]) -> Option<&'static Command> {
    find(name).filter(|row| row.name.as_bytes() == name)
}

/// Whether a head is written as extended syntax writes names: a mark, then letters.
fn marked(name: &[u8]) -> bool {
    match name {
        [b'+' | b'*' | b'^' | b'$' | b'%' | b'#', first, rest @ ..] => {
            first.is_ascii_alphabetic() && rest.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' '))
        }
        _ => false,
    }
}

/// Basic commands (`E`, `D`) share their names with ordinary words: a module's line never begins with one.
fn speaks(row: &Command) -> bool {
    row.role != Role::Command || row.name.starts_with(['+', '*', '^', '$'])
}

fn fits_separator(row: &Command, separator: Option<u8>) -> bool {
    speaks(row) && (separator != Some(b',') || has_sep(row, Sep::Comma))
}

fn has_sep(row: &Command, sep: Sep) -> bool {
    row.forms.iter().any(|form| form.sep == sep)
}

/// Whether the row's name can stand alone on a line.
fn bare(row: &Command) -> bool {
    speaks(row) && row.forms.iter().any(|form| !form.shape.is_host() && form.required() == 0)
}
