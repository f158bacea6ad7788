//! What goes to the host, and the writing of lines.

use a76xx_parser::spec::{Command, Shape};
use a76xx_parser::typed::{CmeError, IpError, Reason};
use a76xx_parser::{Answer, Arg, EncodeError, Encoder, FinalCode, Urc};

use super::Modem;

/// Longest line: a list of ranges, or a name of 254 bytes.
const LONGEST: usize = 1024;

/// Bytes on their way to the host.
#[derive(Clone, Debug, Default)]
pub(crate) struct Output {
    pub(crate) bytes: Vec<u8>,
    /// Notices that wait for the end of the data state.
    pub(crate) held: Vec<u8>,
    /// Results that wait for the `OK` of the line.
    pub(crate) behind: Vec<u8>,
    /// A prompt was written and not fetched.
    pub(crate) prompt_unseen: bool,
}

impl Modem {
    /// A line through the encoder; empty if it can not be written, which is a fault of the behaviour.
    pub(crate) fn encoded(verbose: bool, write: impl FnOnce(&mut Encoder<'_>) -> Result<(), EncodeError>) -> Vec<u8> {
        let mut buffer = [0; LONGEST];
        let mut encoder = Encoder::new(&mut buffer).verbose(verbose);
        let done = write(&mut encoder);
        debug_assert!(done.is_ok(), "{done:?}");
        encoder.written().to_vec()
    }

    /// An information line of the command under way: between line ends, further ones right below.
    pub(crate) fn info(&mut self, answer: &Answer<'_>) {
        let begins = self.begins();
        let line = Self::encoded(begins, |out| answer.encode(out));
        self.out.bytes.extend(line);
    }

    /// The same for a row without types; the parameters as they go over the wire.
    pub(crate) fn info_of(&mut self, row: &'static Command, shape: Shape, params: &[u8]) {
        let begins = self.begins();
        self.out.bytes.extend(Self::generic(begins, row, shape, params));
    }

    /// A line of information that has no head: who the module is.
    pub(crate) fn text(&mut self, text: &str) {
        if self.begins() {
            self.out.bytes.extend(b"\r\n");
        }
        self.out.bytes.extend(text.as_bytes());
        self.out.bytes.extend(b"\r\n");
    }

    /// Whether the next information line is the first of its command, and so has a line end before it.
    pub(crate) fn begins(&mut self) -> bool {
        !std::mem::replace(&mut self.run.informed, true) && self.settings.verbose
    }

    /// The line that completes a command: behind the `OK` of the line that is carried out, at once where none is.
    pub(crate) fn result(&mut self, answer: &Answer<'_>) {
        let line = Self::encoded(true, |out| answer.encode(out));
        self.later(&line);
    }

    /// The same for a row without types.
    pub(crate) fn result_of(&mut self, row: &'static Command, params: &[u8]) {
        let line = Self::generic(true, row, Shape::Result, params);
        self.later(&line);
    }

    /// A notice that comes behind the result of the line that caused it.
    pub(crate) fn result_urc(&mut self, urc: &Urc<'_>) {
        let line = Self::encoded(true, |out| urc.encode(out));
        self.later(&line);
    }

    /// `CLOSED`, where it goes before a result.
    pub(crate) fn result_closed(&mut self) {
        let line = Self::encoded(true, |out| Urc::Closed.encode(out));
        self.later(&line);
    }

    /// `CLOSED`, where it goes before an answer.
    pub(crate) fn info_closed(&mut self) {
        let begins = self.begins();
        let line = Self::encoded(begins, |out| Urc::Closed.encode(out));
        self.out.bytes.extend(line);
    }

    /// The same where it stands right below the line before.
    pub(crate) fn result_below(&mut self, answer: &Answer<'_>) {
        let line = Self::encoded(false, |out| answer.encode(out));
        self.later(&line);
    }

    /// A notice.
    pub(crate) fn urc(&mut self, urc: &Urc<'_>) {
        let line = Self::encoded(true, |out| urc.encode(out));
        self.notice(&line);
    }

    /// Bytes of a notice: not into the data of the data state.
    pub(crate) fn notice(&mut self, bytes: &[u8]) {
        if self.online.is_some() {
            self.out.held.extend(bytes);
        } else {
            self.out.bytes.extend(bytes);
        }
    }

    pub(crate) fn later(&mut self, bytes: &[u8]) {
        if self.run.is_under_way() {
            self.out.behind.extend(bytes);
        } else {
            self.notice(bytes);
        }
    }

    /// A plain result code.
    pub(crate) fn code(&mut self, code: FinalCode) {
        if !self.settings.quiet {
            let line = Self::encoded(self.settings.verbose, |out| out.result(code));
            self.out.bytes.extend(line);
        }
    }

    /// `CONNECT`, with the line's speed where `ATX` lets it (M 2.2.13).
    pub(crate) fn connected(&mut self) {
        if self.settings.connect_text == 0 || !self.settings.verbose {
            return self.code(FinalCode::Connect);
        }
        if !self.settings.quiet {
            let line = Self::generic(true, &a76xx_parser::spec::finals::CONNECT, Shape::Result, b"115200");
            self.out.bytes.extend(line);
        }
    }

    /// `+CME ERROR`, as `AT+CMEE` has it (M 3.2.11).
    pub(crate) fn equipment_error(&mut self, error: CmeError) {
        use a76xx_parser::typed::ErrorForm;
        let reason = match self.settings.errors {
            ErrorForm::NUMBER => Reason::Number(error),
            ErrorForm::WORDS => Reason::in_words(error),
            _ => return self.code(FinalCode::Error),
        };
        if !self.settings.quiet {
            let line = Self::encoded(self.settings.verbose, |out| Answer::CmeError { reason }.encode(out));
            self.out.bytes.extend(line);
        }
    }

    /// `+IP ERROR`, as `errMode` has it (M 15.2.13). `ERROR` follows.
    pub(crate) fn ip_error(&mut self, error: IpError) {
        use a76xx_parser::typed::ErrMode;
        let reason = match (self.settings.err_mode, error) {
            (ErrMode::NUMBER, IpError::NO_DATA) => Reason::Number(IpError(self.config.profile.no_data)),
            (ErrMode::NUMBER, error) => Reason::Number(error),
            (_, IpError::SOCKETS_OPEN) => Reason::Text(self.config.profile.net_close_spelling.as_bytes()),
            (_, error) => Reason::in_words(error),
        };
        self.info(&Answer::IpError { reason });
    }

    /// A line of a row, with parameters as they go over the wire.
    fn generic(verbose: bool, row: &'static Command, shape: Shape, params: &[u8]) -> Vec<u8> {
        let mut args = split(params);
        let form = row.forms_of(shape).iter().find(|form| {
            let rest = form.fields().iter().any(|field| field.takes_rest());
            let repeats = form.fields().last().is_some_and(|last| last.repeats > 0);
            form.required() <= args.len() && (rest || repeats || args.len() <= form.fields().len())
        });
        let Some(form) = form else {
            debug_assert!(false, "{} has no form {shape:?} for {}", row.name(), params.escape_ascii());
            return Vec::new();
        };
        // What takes the rest of the line takes its commas.
        let rest = form.fields().iter().position(|field| field.takes_rest()).filter(|rest| *rest < args.len());
        if let Some(rest) = rest {
            let used: usize = args.drain(rest..).rev().map(|arg| len(&arg) + 1).sum();
            let from = (params.len() + 1).saturating_sub(used);
            args.push(Arg::Bare(params.get(from..).unwrap_or_default()));
        }
        Self::encoded(verbose, |out| out.line(row, form, &args))
    }
}

/// Bytes of a parameter that was split off.
const fn len(arg: &Arg<'_>) -> usize {
    match arg {
        Arg::Bare(text) => text.len(),
        Arg::Quoted(text) => text.len() + 2,
        _ => 0,
    }
}

/// Parameters apart: commas outside quotes and parentheses.
fn split(params: &[u8]) -> Vec<Arg<'_>> {
    let (mut depth, mut quoted) = (0_i32, false);
    let parts = params.split(|byte| {
        match byte {
            b'"' => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted => depth -= 1,
            _ => {}
        }
        *byte == b',' && depth == 0 && !quoted
    });
    let args = parts.map(|part| match part {
        [] => Arg::Empty,
        [b'"', text @ .., b'"'] => Arg::Quoted(text),
        text => Arg::Bare(text),
    });
    if params.is_empty() { Vec::new() } else { args.collect() }
}
