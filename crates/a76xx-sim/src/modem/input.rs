//! Bytes of the host: command lines, data behind a prompt, the data state (V.250 5.2, M 1.5.2, M 2.2.5).

use a76xx_parser::FinalCode;
use a76xx_parser::spec::{Data, Then};
use a76xx_parser::typed::LinkId;
use core::net::SocketAddrV4;
use core::time::Duration;

use super::Modem;
use super::run::{Call, Outcome};
use super::schedule::Task;

/// What is typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Input {
    /// Bytes that came while a line was carried out.
    pub(crate) waiting: std::collections::VecDeque<u8>,
    /// The line so far.
    line: Vec<u8>,
    /// The line was longer than the longest: it is dropped.
    overlong: bool,
    /// The last line, for `A/`.
    last: Vec<u8>,
    /// A CR ended a line: one LF behind it belongs to it.
    after_cr: bool,
    /// The data that a prompt asked for.
    pub(crate) intake: Option<Intake>,
    /// A line is complete and waits for its time.
    pub(crate) ready: Option<Vec<u8>>,
}

/// Data that a prompt asked for.
#[derive(Clone, Debug)]
pub(crate) struct Intake {
    data: Vec<u8>,
    /// Bytes that are missing; `None` where Ctrl-Z ends.
    left: Option<usize>,
    /// An ETX takes the meaning off the next byte.
    escaped: bool,
    /// Whereto they go.
    pub(crate) link: LinkId,
    pub(crate) to: Option<SocketAddrV4>,
}

impl Input {
    /// The data state is over: nothing of a line is typed.
    pub(crate) fn after_online(&mut self) {
        self.line.clear();
        (self.overlong, self.after_cr) = (false, false);
    }
}

/// How data behind a prompt end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Complete,
    Cancelled,
}

const ETX: u8 = 0x03;
const BACKSPACE: u8 = 0x08;
const CTRL_Z: u8 = 0x1a;
const ESC: u8 = 0x1b;

impl Modem {
    /// Takes bytes as far as it can: a line under way holds the rest back.
    pub(super) fn digest(&mut self) {
        while !self.input.waiting.is_empty() {
            if self.input.intake.is_some() {
                self.take_data();
            } else if self.run.is_under_way() || self.input.ready.is_some() {
                return;
            } else if self.online.is_some() {
                let bytes: Vec<u8> = self.input.waiting.drain(..).collect();
                self.input.after_cr = false;
                self.online_bytes(&bytes);
            } else if let Some(byte) = self.input.waiting.pop_front() {
                self.typed(byte);
            }
        }
    }

    fn echo(&mut self, byte: u8) {
        if self.settings.echo {
            self.out.bytes.push(byte);
        }
    }

    /// One byte in command mode.
    fn typed(&mut self, byte: u8) {
        if std::mem::take(&mut self.input.after_cr) && byte == b'\n' {
            return;
        }
        match byte {
            b'\r' => {
                self.echo(byte);
                self.input.after_cr = true;
                let line = std::mem::take(&mut self.input.line);
                self.entered(&line);
            }
            BACKSPACE => {
                self.echo(byte);
                self.input.line.pop();
            }
            // gammu sends ESC and Ctrl-Z before a command, to end what may be open; a NUL is a slip of the line.
            b'\n' | 0..=0x1f if self.input.line.is_empty() => {}
            byte => {
                self.echo(byte);
                self.input.line.push(byte);
                match self.input.line.as_slice() {
                    // An escape in command mode has no meaning, and hides no command behind it.
                    b"+++" => self.input.line.clear(),
                    b"A/" | b"a/" => {
                        self.input.line.clear();
                        let last = self.input.last.clone();
                        self.entered(&last);
                    }
                    // `AT` goes before the body.
                    line if line.len() > self.config.profile.longest_body + 2 => {
                        self.input.overlong = true;
                        self.input.line.truncate(2);
                    }
                    _ => {}
                }
            }
        }
    }

    /// A line is complete.
    fn entered(&mut self, line: &[u8]) {
        let line = line.trim_ascii();
        let overlong = std::mem::take(&mut self.input.overlong);
        if line.is_empty() {
            return;
        }
        let body = line.strip_prefix(b"AT").or(line.strip_prefix(b"at")).or(line.strip_prefix(b"At")).or(line.strip_prefix(b"aT"));
        let commands = line.split(|byte| *byte == b';').count();
        let Some(body) = body.filter(|_| !overlong && commands <= self.config.profile.most_commands) else {
            return self.code(FinalCode::Error);
        };
        self.input.ready = Some(body.to_vec());
        self.input.last = line.to_vec();
        if self.config.timing.answer == Duration::ZERO {
            self.execute();
        } else {
            self.tasks.set(self.now.after(self.config.timing.answer), Task::Execute);
        }
    }

    pub(super) fn execute(&mut self) {
        if let Some(body) = self.input.ready.take() {
            self.begin(body);
        }
    }

    /// Writes the prompt; the command's line waits for its data.
    pub(crate) fn ask(&mut self, call: &Call<'_>, link: LinkId, to: Option<SocketAddrV4>) -> Outcome {
        let left = match call.line.form().map(|form| form.then()) {
            Some(Then::Prompt(Data::Counted(field) | Data::CountedOrCtrlZ(field))) => {
                call.int(usize::from(field)).and_then(|count| usize::try_from(count).ok())
            }
            _ => None,
        };
        self.out.bytes.extend(if self.config.profile.prompt_space { b"\r\n> ".as_slice() } else { b"\r\n>" });
        self.out.prompt_unseen = true;
        self.input.intake = Some(Intake { data: Vec::new(), left, escaped: false, link, to });
        Outcome::Later
    }

    /// Data behind a prompt.
    fn take_data(&mut self) {
        // What came before the host can have seen the prompt is the line end of its command.
        let line_end = std::mem::take(&mut self.input.after_cr) && self.out.prompt_unseen;
        if line_end && self.input.waiting.front() == Some(&b'\n') {
            self.input.waiting.pop_front();
        }
        let Some(mut intake) = self.input.intake.take() else { return };
        let echoes = self.settings.echo && self.settings.data_echo;
        let from = intake.data.len();
        let done = match intake.left {
            Some(left) => {
                let count = left.min(self.input.waiting.len());
                intake.data.extend(self.input.waiting.drain(..count));
                intake.left = Some(left - count);
                (left == count).then_some(End::Complete)
            }
            None => self.up_to_ctrl_z(&mut intake),
        };
        if echoes {
            self.out.bytes.extend(intake.data.get(from..).unwrap_or_default());
        }
        match done {
            Some(End::Complete) => self.send_data(intake.link, intake.to, intake.data),
            Some(End::Cancelled) => self.settle(if self.config.profile.cancel_is_error { Outcome::Error } else { Outcome::Ok }),
            None => self.input.intake = Some(intake),
        }
    }

    /// The variable form (M 15.2.4): 1A ends, 1B cancels, 03 takes the meaning off what follows.
    fn up_to_ctrl_z(&mut self, intake: &mut Intake) -> Option<End> {
        while let Some(byte) = self.input.waiting.pop_front() {
            match byte {
                _ if std::mem::take(&mut intake.escaped) => intake.data.push(byte),
                CTRL_Z => return Some(End::Complete),
                ESC => return Some(End::Cancelled),
                ETX => intake.escaped = true,
                byte => intake.data.push(byte),
            }
        }
        None
    }

    /// Forgets what was typed, at a restart.
    pub(crate) fn forget_input(&mut self) {
        self.input = Input::default();
        self.run = super::run::Run::default();
    }
}
