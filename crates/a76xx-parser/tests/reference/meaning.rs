//! What a line means after all that came before.

use a76xx_parser::spec::{self, Role as RowRole, Shape, Then, tcpip, tcpip_lines, urc_boot, v25ter};
use a76xx_parser::{Assume, FinalCode, Prompt, Role, Side};

use super::What;
use super::forms::{self, count};
use super::lines::{Command, Head, head};
use super::pending::{List, Pending, is_notice};

/// What the next bytes of a side are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    Lines,
    /// So many bytes of this role.
    Counted(u32, Role),
    CtrlZ,
    /// One line of text.
    Body,
    /// The data state.
    State,
    Unframed,
}

/// What is known.
pub struct Known {
    pub pending: List,
    next_no: u16,
    pub host: Data,
    pub module: Data,
    pub host_command: Option<u16>,
    pub module_command: Option<u16>,
    /// Bytes that the last prompting command announced; `None` for data up to Ctrl-Z.
    pub announced: Option<u32>,
    pub prompted: bool,
    pub host_seen: bool,
    pub escaping: bool,
    server: bool,
    /// Results are words; `None` where nothing told.
    pub verbose: Option<bool>,
    transparent: bool,
    /// Pushed data have a count.
    headed: bool,
}

/// Kind, row, command.
type Verdict = (What, Option<&'static str>, Option<u16>);

impl Known {
    pub fn new() -> Self {
        Self {
            pending: List::default(),
            next_no: 0,
            host: Data::Lines,
            module: Data::Lines,
            host_command: None,
            module_command: None,
            announced: Some(0),
            prompted: false,
            host_seen: false,
            escaping: false,
            server: false,
            verbose: None,
            transparent: false,
            headed: true,
        }
    }

    /// Nothing of the past holds, but the numbers go on.
    pub fn restart(&mut self) {
        *self = Self { next_no: self.next_no, host_seen: self.host_seen, ..Self::new() };
    }

    pub fn assume(&mut self, what: Assume) {
        match what {
            Assume::Verbose(on) => self.verbose = Some(on),
            Assume::Transparent(on) => self.transparent = on,
            Assume::Head(on) => self.headed = on,
            Assume::DataState(true) => self.enter_data(None),
            Assume::DataState(false) => self.leave_data(),
            Assume::Payload(Side::Host, left) => self.host = Data::Counted(left, Role::Sent { prompted: self.prompted }),
            Assume::Payload(Side::Module, left) => self.module = Data::Counted(left, Role::Received),
            Assume::PayloadEnd(Side::Host) => self.host = Data::Lines,
            Assume::PayloadEnd(Side::Module) => self.module = Data::Lines,
            _ => panic!("unknown: {what:?}"),
        }
    }

    fn enter_data(&mut self, no: Option<u16>) {
        (self.host, self.module) = (Data::State, Data::State);
        (self.host_command, self.module_command) = (no, no);
        self.escaping = false;
    }

    pub fn leave_data(&mut self) {
        (self.host, self.module) = (Data::Lines, Data::Lines);
        self.escaping = false;
    }

    /// A command line, sent or, where the host's bytes are not there to be seen, copied.
    pub fn command(&mut self, parts: &[Command<'_>], text: &[u8], echoed: bool) -> u16 {
        let no = self.next_no;
        self.next_no = no.wrapping_add(1);
        // No more than four can wait.
        for part in parts.iter().take(4) {
            let pending = Pending::new(no, part, text, echoed);
            if let Some(row) = part.row {
                if row.is(&v25ter::ESCAPE) {
                    self.escaping = true;
                } else if row.is(&v25ter::ATV) {
                    let value = forms::split(part.params, None).first().and_then(forms::number);
                    self.verbose = value.map(|value| value != 0);
                }
                self.announce(&pending, part.params);
            }
            self.pending.push(pending);
        }
        no
    }

    /// A command that asks for data: the host's next bytes are they. A missing or senseless count announces none.
    fn announce(&mut self, pending: &Pending, params: &[u8]) {
        let (Then::Prompt(data) | Then::Download(data) | Then::ConnectData(data)) = pending.then else { return };
        let count = |field| count(params, field).filter(|count| *count < u32::MAX);
        let announced = match data {
            spec::Data::Counted(field) => match count(field) {
                Some(count) => Some(count),
                None => return,
            },
            spec::Data::CountedOrCtrlZ(field) => count(field),
            spec::Data::CtrlZ => None,
        };
        self.prompted = false;
        self.announced = announced;
        self.host_command = Some(pending.no);
        self.host = announced.map_or(Data::CtrlZ, |count| Data::Counted(count, Role::Sent { prompted: false }));
    }

    /// The module asks for data.
    pub fn prompt(&mut self) -> Option<u16> {
        self.prompted = true;
        self.pending.prompting().map(|pending| pending.no)
    }

    /// What the module may be copying behind its prompt.
    pub fn copy_of_data(&self) -> Option<Data> {
        let asked = self.pending.prompting()?.no;
        let copy = self.announced.map_or(Data::CtrlZ, |count| Data::Counted(count, Role::SentEcho));
        (Some(asked) == self.host_command).then_some(copy)
    }

    /// One line of the module.
    pub fn line(&mut self, text: &[u8]) -> Verdict {
        let mut head = head(text.trim_ascii());
        if head.row.is_none() && !head.name.is_empty() {
            head.row = spec::rows().find(|row| row.heads().iter().any(|other| other.as_bytes() == head.name));
        } else if head.row.is_none()
            && let Some((name, params)) =
                text.trim_ascii().iter().position(|byte| *byte == b':').map(|colon| text.trim_ascii().split_at(colon))
            && let Some(row) = self.pending.listing(name)
        {
            // A text without a head may begin with a name that a command lists.
            head = Head { name, row: Some(row), params: params[1..].trim_ascii() };
        }
        let Some(row) = head.row else { return self.unknown(&head) };
        match row.role() {
            RowRole::Final => {
                let code = code(row.name());
                if !matches!(code, FinalCode::ConnectFail | FinalCode::CmeError | FinalCode::CmsError) {
                    // What has no digit is a word whatever ATV says.
                    self.verbose = Some(true);
                }
                let (what, command) = self.result(code, head.params);
                (what, Some(row.name()).filter(|_| matches!(what, What::Final(_))), command)
            }
            RowRole::Error => {
                let command = self.pending.front().map(|front| front.no);
                self.pending.answered(command);
                (if command.is_some() { What::Answer } else { What::Urc }, Some(row.name()), command)
            }
            RowRole::Command | RowRole::Urc => self.known(row, head.params),
        }
    }

    /// A final result code.
    pub fn result(&mut self, code: FinalCode, params: &[u8]) -> (What, Option<u16>) {
        let then = self.pending.front().map_or(Then::Line, |front| front.then);
        if code == FinalCode::Connect && matches!(then, Then::ConnectData(_)) {
            return (What::Prompt(Prompt::Connect), self.prompt());
        }
        let command = self.settle(matches!(code, FinalCode::Ok | FinalCode::Connect));
        if code == FinalCode::Connect {
            match (then, count(params, 0)) {
                (Then::ConnectPayload, Some(left)) => {
                    self.module = Data::Counted(left, Role::Received);
                    self.module_command = command;
                }
                (Then::Connect | Then::MayConnect, _) => self.enter_data(command),
                // A client that connects to a server needs no command.
                _ if command.is_none() && (self.server || self.transparent) => self.enter_data(None),
                _ => {}
            }
        }
        if code == FinalCode::NoCarrier {
            self.leave_data();
        }
        (What::Final(code), command)
    }

    fn settle(&mut self, ok: bool) -> Option<u16> {
        let settled = self.pending.settle(ok);
        for pending in settled.iter().filter(|_| ok) {
            self.apply(pending);
        }
        let no = settled.first().map(|pending| pending.no);
        // A result that is not for another command takes the place of data that were announced.
        if self.host != Data::State && (no.is_none() || no == self.host_command) {
            self.host = Data::Lines;
        }
        no
    }

    /// What a command that was carried out changes.
    fn apply(&mut self, pending: &Pending) {
        let Some(row) = pending.row else { return };
        if row.is(&v25ter::ATZ) || row.is(&v25ter::AT_F) {
            self.verbose = Some(true);
        }
        if matches!(pending.shape, Some(Shape::Write | Shape::Exec)) {
            if row.is(&tcpip::CIPMODE) {
                self.transparent = pending.arg == Some(1);
            } else if row.is(&tcpip::CIPHEAD) {
                self.headed = pending.arg != Some(0);
            } else if row.is(&tcpip::SERVERSTART) {
                self.server = true;
            }
        }
    }

    /// A line that the table knows.
    fn known(&mut self, row: &'static spec::Command, params: &[u8]) -> Verdict {
        let only_urc = row.forms().iter().any(|form| form.shape == Shape::Urc)
            && row.forms().iter().all(|form| form.shape.is_host() || form.shape == Shape::Urc);
        let (form, command) = if only_urc {
            // One of a kind; yet it may be part of an answer.
            let command = self.pending.by_turn().into_iter().find(|pending| pending.answers(row)).map(|pending| pending.no);
            let follows = row.forms().iter().any(|form| !form.shape.is_host() && form.then() != Then::Line);
            let any = row.forms().iter().find(|form| form.shape == Shape::Urc);
            (forms::best(row, &[Shape::Urc], params).or(any.filter(|_| !follows)), command)
        } else {
            self.form_of(row, params)
        };
        let shape = form.map(|form| form.shape);
        match (shape, command) {
            (Some(Shape::Result), Some(no)) => self.pending.resulted(no, row),
            (Some(Shape::Urc | Shape::Result), _) => {}
            _ => self.pending.answered(command),
        }
        let data = match form.map(|form| form.then()) {
            Some(Then::Payload { count: field }) => count(params, field).map(|left| Data::Counted(left, Role::Received)),
            Some(Then::HexPayload { count: field }) => {
                count(params, field).map(|bytes| Data::Counted(bytes.saturating_mul(2), Role::ReceivedHex))
            }
            Some(Then::TextLine) => Some(Data::Body),
            _ => None,
        };
        if let Some(data) = data {
            self.module = data;
            self.module_command = command;
        }
        if is_notice(row) {
            self.happened(row, command);
        }
        let urc = command.is_none() && (matches!(shape, Some(Shape::Urc | Shape::Result)) || shape.is_none() && is_notice(row));
        (if urc { What::Urc } else { What::Answer }, Some(row.name()), command)
    }

    /// The form of a line, and the command that it belongs to.
    fn form_of(&self, row: &'static spec::Command, params: &[u8]) -> (Option<&'static spec::Form>, Option<u16>) {
        let mut any = None;
        for pending in self.pending.by_turn().into_iter().filter(|pending| pending.answers(row)) {
            any = any.or(Some(pending.no));
            let shapes: &[Shape] = match pending.shape {
                _ if pending.settled => &[Shape::Result, Shape::Info],
                Some(Shape::Test) => &[Shape::TestInfo],
                Some(Shape::Read) => &[Shape::ReadInfo],
                _ => &[Shape::Info, Shape::Result],
            };
            if pending.settled && self.pending.refuses(row, params) {
                continue;
            }
            if let Some(form) = forms::best(row, shapes, params)
                && !(form.shape == Shape::Result && pending.is_of_another(row, params))
            {
                return (Some(form), Some(pending.no));
            }
        }
        let others = [Shape::Result, Shape::ReadInfo, Shape::Info, Shape::TestInfo];
        let form = forms::best(row, &[Shape::Urc], params).or_else(|| forms::best(row, &others, params));
        match form {
            Some(found) if matches!(found.shape, Shape::Urc | Shape::Result) => (form, None),
            // A head of another command inside a free text is part of that text.
            _ => (form, any.or_else(|| self.pending.text().map(|front| front.no))),
        }
    }

    /// What a notice changes.
    fn happened(&mut self, row: &spec::Command, command: Option<u16>) {
        if row.is(&urc_boot::ATREADY) || row.is(&urc_boot::RDY) {
            self.restart();
        } else if row.is(&tcpip_lines::CLOSED) {
            if matches!(self.host, Data::Lines | Data::State) {
                self.leave_data();
                self.pending.forget(&v25ter::ESCAPE);
            }
        } else if !self.headed && (row.is(&tcpip_lines::RECV_FROM) || row.is(&tcpip_lines::RECV_FROM_PLUS)) {
            self.module = Data::Unframed;
            self.module_command = command;
        }
    }

    /// A line that is in no row.
    fn unknown(&mut self, head: &Head<'_>) -> Verdict {
        if !head.name.is_empty() {
            let command = self.pending.named(head);
            self.pending.answered(command);
            return (if command.is_some() { What::Answer } else { What::Urc }, None, command);
        }
        // Free text: the answer of a command that is known for it, or of one that nobody knows.
        let open = self.pending.front().filter(|front| front.row.is_none()).or(self.pending.text()).map(|pending| pending.no);
        if open.is_some() {
            self.pending.answered(open);
            return (What::Answer, None, open);
        }
        if head.params == b"DOWNLOAD" && self.pending.prompting().is_some() {
            return (What::Prompt(Prompt::Download), None, self.prompt());
        }
        (What::Text, None, None)
    }
}

fn code(name: &str) -> FinalCode {
    match name {
        "OK" => FinalCode::Ok,
        "CONNECT" => FinalCode::Connect,
        "NO CARRIER" => FinalCode::NoCarrier,
        "NO DIALTONE" | "NO DIAL TONE" => FinalCode::NoDialtone,
        "BUSY" => FinalCode::Busy,
        "NO ANSWER" => FinalCode::NoAnswer,
        "CONNECT FAIL" => FinalCode::ConnectFail,
        "+CME ERROR" => FinalCode::CmeError,
        "+CMS ERROR" => FinalCode::CmsError,
        _ => FinalCode::Error,
    }
}
