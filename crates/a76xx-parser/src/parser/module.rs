//! What the module sends: lines, prompts, counted data, and the data state.

use super::{Parser, blank, counted, event, noise};
use crate::context::{Counted, Phase, Setting, Text, text_hash};
use crate::data::{self, Ends, Piece};
use crate::event::{End, FinalCode, Kind, Noise, Payload, Prompt, Role, Side, Step};
use crate::lexer::Cut;
use crate::line::{Line, command_line};
use crate::search::{find3_far, trim};
use crate::spec::{Command, finals};

impl Parser {
    /// What most calls come to is decided here: a piece of counted data, or one more byte of a line.
    #[inline]
    pub(super) fn next_module<'b>(&mut self, window: &'b [u8]) -> Step<'b> {
        if let Phase::Counted { left, kind } = self.context.module
            && !window.is_empty()
        {
            let len = window.len().min(left as usize);
            let left = left - len as u32;
            let (phase, end) = if left == 0 { (Phase::Line, End::Complete) } else { (Phase::Counted { left, kind }, End::Open) };
            self.context.module = phase;
            return event(Side::Module, window, len, Kind::Payload(Payload { role: role_of(kind), left, end }), self.context.module_data);
        }
        if self.module.scan.one_more(window, self.limits.line) { Step::NeedMore } else { self.next_line(window) }
    }

    /// The rest by what is under way.
    #[inline(never)]
    fn next_line<'b>(&mut self, window: &'b [u8]) -> Step<'b> {
        match self.context.module {
            Phase::Line if self.module.scan.long => self.pull_module(window, false),
            Phase::Line if window.starts_with(b"\r\n") => {
                self.module.scan.reset();
                self.module.after_prompt = false;
                blank(Side::Module, window, 2)
            }
            Phase::Line if self.module.after_prompt => self.behind_prompt(window),
            Phase::Line => self.line_start(window),
            Phase::Data | Phase::Unframed => {
                self.module.scan.reset();
                // Every line end may begin the line that ends the data.
                if let [b'\r'] | [b'\r', b'\n'] = window {
                    return Step::NeedMore;
                }
                self.module_data(window, false)
            }
            _ => self.pull_module(window, false),
        }
    }

    /// What stands behind a prompt: the space that belongs to it, the copy of the data, or a line.
    #[inline(never)]
    fn behind_prompt<'b>(&mut self, window: &'b [u8]) -> Step<'b> {
        match window {
            [b' ', ..] => return blank(Side::Module, window, 1),
            [] => return Step::NeedMore,
            [b'\r' | b'\n' | 0, ..] => {}
            _ if self.data_echo().is_none() => {}
            [_] if self.may_be_digit(window) => return Step::NeedMore,
            _ if self.may_be_digit(window) => {}
            _ => return self.pull_module(window, false),
        }
        self.module.after_prompt = false;
        self.next_line(window)
    }

    /// What begins a line, decided at its first bytes.
    #[inline]
    fn line_start<'b>(&mut self, window: &'b [u8]) -> Step<'b> {
        match window {
            _ if self.module.scan.at_cr(window) && self.context.verbose != Setting::Off => Step::NeedMore,
            [first @ (b'\r' | b'\n' | 0 | b'>'), behind @ ..] => self.mark(window, *first, behind),
            [_] => {
                self.module.scan.begin();
                Step::NeedMore
            }
            _ if self.context.verbose != Setting::Off => self.express(window),
            [digit, b'\r', ..] if is_digit(&[*digit]) => {
                self.module.scan.reset();
                self.complete(window, 1, 2)
            }
            _ => self.pull_module(window, false),
        }
    }

    /// Single bytes at the start of a line that need no line: its end, a prompt, a stray NUL.
    #[inline]
    fn mark<'b>(&mut self, window: &'b [u8], first: u8, behind: &[u8]) -> Step<'b> {
        let len = match (first, behind) {
            (b'>', _) => return self.prompt(window),
            (0, _) => return noise(Side::Module, window, 1, Noise::Control),
            // One LF more, or one CR and LF more, belong to a line end.
            (b'\r', [] | [b'\r']) => return Step::NeedMore,
            (b'\r', [b'\r', b'\n', ..]) => 3,
            (b'\r', [b'\n', ..]) => 2,
            _ => 1,
        };
        self.module.scan.reset();
        blank(Side::Module, window, len)
    }

    #[inline(never)]
    pub(super) fn pull_module<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
        let command = self.context.module_data;
        if !matches!(self.context.module, Phase::Line | Phase::Body) {
            self.module.scan.reset();
        }
        match self.context.module {
            Phase::Counted { left, kind } => {
                let (left, step) = counted(Side::Module, window, left, role_of(kind), command, flush);
                self.context.module = if left == 0 { Phase::Line } else { Phase::Counted { left, kind } };
                step
            }
            Phase::CtrlZ => self.echoed_ctrl_z(window, flush),
            Phase::Data | Phase::Unframed => self.module_data(window, flush),
            Phase::Line | Phase::Body => self.module_line(window, flush),
        }
    }

    fn module_line<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
        let Some(&first) = window.first() else { return Step::NeedMore };
        if self.module.after_prompt {
            let digit = self.may_be_digit(window);
            if digit && window.len() == 1 && !flush {
                return Step::NeedMore;
            }
            self.module.after_prompt = false;
            match first {
                _ if digit => {}
                b' ' => {
                    self.module.after_prompt = true;
                    return blank(Side::Module, window, 1);
                }
                b'\r' | b'\n' | 0 => {}
                _ => {
                    if let Some(phase) = self.data_echo() {
                        self.context.module = phase;
                        self.context.module_data = self.context.host_data;
                        return self.pull_module(window, flush);
                    }
                }
            }
        }
        let body = self.context.module == Phase::Body;
        if !self.module.scan.long && !body {
            match first {
                0 => return noise(Side::Module, window, 1, Noise::Control),
                b'>' => return self.prompt(window),
                _ => {}
            }
        }
        // A digit and a CR that no LF follows: results come in digits, whether or not that was known.
        if !self.module.scan.long
            && !body
            && self.context.verbose == Setting::Unknown
            && matches!(window, [digit, b'\r', next, ..] if *next != b'\n' && is_digit(&[*digit]))
        {
            self.module.scan.reset();
            return self.complete(window, 1, 2);
        }
        let (digits, long) = (self.context.verbose == Setting::Off, self.module.scan.long);
        let at_cr = |text: &[u8]| !body && !long && (is_echo(text) || (digits && is_digit(text)));
        match self.module.scan.cut(window, self.limits.line, flush, at_cr) {
            Cut::More => Step::NeedMore,
            Cut::Long { raw } => {
                self.module.scan.long = true;
                noise(Side::Module, window, raw, Noise::Overlong)
            }
            Cut::Line { raw, .. } if self.module.scan.long => {
                self.module.scan.long = false;
                noise(Side::Module, window, raw, Noise::Overlong)
            }
            Cut::Line { text, raw } => self.complete(window, text, raw),
        }
    }

    /// Whether a result in digits may stand behind a prompt: what begins like one is more likely that than the copy of such data.
    fn may_be_digit(&self, window: &[u8]) -> bool {
        let [first, behind @ ..] = window else { return false };
        self.context.verbose == Setting::Off && is_digit(&[*first]) && matches!(behind, [] | [b'\r', ..])
    }

    #[inline(never)]
    fn prompt<'b>(&mut self, window: &'b [u8]) -> Step<'b> {
        self.module.after_prompt = true;
        let command = self.context.prompt();
        event(Side::Module, window, 1, Kind::Prompt(Prompt::Angle), command)
    }

    /// A complete line.
    #[inline(never)]
    pub(super) fn complete<'b>(&mut self, window: &'b [u8], len: usize, raw: usize) -> Step<'b> {
        let text = window.get(..len).unwrap_or(window);
        if self.context.module == Phase::Body {
            self.context.module = Phase::Line;
            let payload = Payload { role: Role::Body, left: 0, end: End::Complete };
            return event(Side::Module, window, raw, Kind::Payload(payload), self.context.module_data);
        }
        if len == 0 {
            return blank(Side::Module, window, raw);
        }
        if is_echo(text)
            && let Some(line) = command_line(trim(text))
        {
            return self.echo(window, text, raw, line);
        }
        if len == 1
            && let Some(step) = self.digit(window, raw)
        {
            return step;
        }
        let verdict = self.context.module_line(text);
        event(Side::Module, window, raw, verdict.kind, verdict.command)
    }

    /// A result code of ATV0: a digit and a bare CR (M 2.2.10). Digit 2 is `RING`, no final result.
    fn digit<'b>(&mut self, window: &'b [u8], raw: usize) -> Option<Step<'b>> {
        let bare_cr = raw == 2 && window.get(1) == Some(&b'\r');
        let text = window.get(..1)?;
        if text == b"2" && bare_cr {
            let verdict = self.context.module_line(b"RING");
            return Some(event(Side::Module, window, raw, verdict.kind, verdict.command));
        }
        let (code, row) = digit_result(text).filter(|_| bare_cr || self.context.verbose == Setting::Off)?;
        self.context.verbose = Setting::Off;
        let line = Line { name: text, ..Line::text(&[]) };
        let verdict = self.context.final_line(code, line, row);
        Some(event(Side::Module, window, raw, verdict.kind, verdict.command))
    }

    /// The module's copy of a command. Where the host's own bytes are not in the input, it is the only sight of it.
    pub(super) fn echo<'b>(&mut self, window: &'b [u8], text: &'b [u8], raw: usize, line: Line<'b>) -> Step<'b> {
        let command =
            if self.context.host_seen { self.context.ring.echo(text_hash(text)) } else { Some(self.context.command(&line, Text::ECHOED)) };
        event(Side::Module, window, raw, Kind::Echo(line), command)
    }

    /// The data that the module may be copying behind its prompt.
    fn data_echo(&self) -> Option<Phase> {
        let asked = Some(self.context.ring.prompting()?.no);
        (asked == self.context.host_data).then(|| self.context.announced.phase(Counted::SentEcho))
    }

    /// The module's copy of data that 1A ends.
    fn echoed_ctrl_z<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
        let command = self.context.module_data;
        let len = find3_far(0x1a, 0x1b, b'\r', window).unwrap_or(window.len());
        let piece = |len, end| {
            let payload = Payload { role: Role::SentEcho, left: 0, end };
            event(Side::Module, window, len, Kind::Payload(payload), command)
        };
        match (len, window.get(len)) {
            (0, None) => Step::NeedMore,
            (0, Some(0x1a)) => {
                self.context.module = Phase::Line;
                piece(1, End::CtrlZ)
            }
            (0, Some(0x1b)) => {
                self.context.module = Phase::Line;
                piece(1, End::Cancelled)
            }
            // The copy is not shown to its end: the answer begins.
            (0, Some(_)) => {
                self.context.module = Phase::Line;
                self.pull_module(window, flush)
            }
            (len, _) => piece(len, End::Open),
        }
    }

    /// The data state, and unframed data.
    fn module_data<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
        let unframed = self.context.module == Phase::Unframed;
        let ends = match self.context.module {
            Phase::Unframed => Ends::Unframed,
            _ if self.context.escaping || !self.context.host_seen => Ends::Escaped,
            _ => Ends::State,
        };
        match data::cut(window, flush, ends) {
            Piece::More => Step::NeedMore,
            Piece::Ends => {
                if unframed {
                    self.context.module = Phase::Line;
                } else {
                    self.context.leave_data();
                }
                self.pull_module(window, flush)
            }
            Piece::Data(len) => {
                let role = if unframed { Role::Unframed } else { Role::Transparent };
                let payload = Payload { role, left: 0, end: End::Open };
                event(Side::Module, window, len, Kind::Payload(payload), self.context.module_data)
            }
        }
    }
}

/// A line that repeats a command ends at its CR: the host waits for no LF.
#[inline]
fn is_echo(text: &[u8]) -> bool {
    matches!(text, [b'A' | b'a', b'T' | b't', ..] | [b'A' | b'a', b'/'])
}

fn is_digit(text: &[u8]) -> bool {
    digit_result(text).is_some()
}

/// The final result code of a digit (ATV0), and its row.
fn digit_result(text: &[u8]) -> Option<(FinalCode, &'static Command)> {
    Some(match text {
        b"0" => (FinalCode::Ok, &finals::OK),
        b"1" => (FinalCode::Connect, &finals::CONNECT),
        b"3" => (FinalCode::NoCarrier, &finals::NO_CARRIER),
        b"4" => (FinalCode::Error, &finals::ERROR),
        b"6" => (FinalCode::NoDialtone, &finals::NO_DIALTONE),
        b"7" => (FinalCode::Busy, &finals::BUSY),
        b"8" => (FinalCode::NoAnswer, &finals::NO_ANSWER),
        _ => return None,
    })
}

const fn role_of(kind: Counted) -> Role {
    match kind {
        Counted::Received => Role::Received,
        Counted::ReceivedHex => Role::ReceivedHex,
        Counted::Sent => Role::Sent { prompted: true },
        Counted::SentEcho => Role::SentEcho,
    }
}
