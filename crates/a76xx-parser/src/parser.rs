//! The parser for input whose side is known: one- and two-sided captures, drivers, simulators.

use memchr::memchr3;

use crate::context::{Assume, Context, Control, Counted, Phase, Setting, text_hash};
use crate::data::{self, Piece};
use crate::event::{CommandNo, End, Event, FinalCode, Guess, Kind, Noise, Payload, Prompt, Role, Side, Step};
use crate::lexer::{Cut, Limits, Scan};
use crate::line::{Line, command_line};
use crate::spec::find;

/// Pulls events from the bytes of a side. See the crate's documentation for the loop and the contract.
#[derive(Clone, Copy, Debug)]
pub struct Parser {
    limits: Limits,
    context: Context,
    host: HostSide,
    module: ModuleSide,
}

#[derive(Clone, Copy, Debug)]
struct HostSide {
    scan: Scan,
    /// A command just ended at its CR: one LF is not data.
    after_cr: bool,
    /// The data state just began, or the host fell silent: three plus signs here are the escape.
    fresh: bool,
}

#[derive(Clone, Copy, Debug)]
struct ModuleSide {
    scan: Scan,
    /// A prompt just came: one space belongs to it, and what follows without a line end is the copy of the data.
    after_prompt: bool,
}

impl Parser {
    /// A parser at the start of a stream of which nothing is known.
    pub const fn new(limits: Limits) -> Self {
        let line = if limits.line < Limits::MIN { Limits::MIN } else { limits.line };
        Self {
            limits: Limits { line },
            context: Context::new(false),
            host: HostSide { scan: Scan::new(), after_cr: false, fresh: true },
            module: ModuleSide { scan: Scan::new(), after_prompt: false },
        }
    }

    /// Takes one event off the front of what a side sent.
    ///
    /// The window of a side may only grow at its end until an event comes; then drop `event.raw.len()` bytes from its front.
    #[inline]
    pub fn next<'b>(&mut self, side: Side, window: &'b [u8]) -> Step<'b> {
        match side {
            Side::Module => self.quick(window).unwrap_or_else(|| self.pull_module(window, false)),
            Side::Host => self.pull_host(window, false),
        }
    }

    /// What most calls for the module come to: a piece of counted data, a line end, or bytes of a line that is not complete.
    #[inline]
    fn quick<'b>(&mut self, window: &'b [u8]) -> Option<Step<'b>> {
        match self.context.module {
            Phase::Line if !self.module.after_prompt && !self.module.scan.long => match window {
                [b'\r', b'\n', ..] => {
                    self.module.scan.reset();
                    Some(blank(Side::Module, window, 2))
                }
                [] | [0 | b'\r' | b'\n' | b'>', ..] => None,
                _ => self.module.scan.skip(window, self.limits.line).then_some(Step::NeedMore),
            },
            Phase::Counted { left, kind } if !window.is_empty() => {
                let (left, step) = counted(Side::Module, window, left, role_of(kind), self.context.module_data, false);
                self.context.module = if left == 0 { Phase::Line } else { Phase::Counted { left, kind } };
                Some(step)
            }
            _ => None,
        }
    }

    /// The same when the side fell silent or its input ended: what is left becomes events. Call it until it wants more.
    pub fn flush<'b>(&mut self, side: Side, window: &'b [u8]) -> Step<'b> {
        self.pull(side, window, true)
    }

    /// Tells what the bytes do not show.
    pub fn assume(&mut self, what: Assume) {
        self.context.assume(what);
    }

    /// Tells what happened beside the bytes.
    pub fn control(&mut self, what: Control) {
        self.context.control(what);
    }

    fn pull<'b>(&mut self, side: Side, window: &'b [u8], flush: bool) -> Step<'b> {
        match side {
            Side::Host => self.pull_host(window, flush),
            Side::Module => self.pull_module(window, flush),
        }
    }
}

/// The host.
impl Parser {
    fn pull_host<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
        self.context.host_seen |= !window.is_empty();
        if self.host.after_cr && !window.is_empty() {
            self.host.after_cr = false;
            if window.first() == Some(&b'\n') {
                return blank(Side::Host, window, 1);
            }
        }
        let role = Role::Sent { prompted: self.context.prompted };
        if self.context.host != Phase::Line {
            self.host.scan.reset();
        }
        match self.context.host {
            // Silence before the first byte is the host waiting for its prompt, not data that went missing.
            phase @ Phase::Counted { .. } if window.is_empty() && phase == self.context.announced.phase(Counted::Sent) => Step::NeedMore,
            Phase::Counted { left, kind } => {
                let (left, step) = counted(Side::Host, window, left, role, self.context.host_data, flush);
                self.context.host = if left == 0 { Phase::Line } else { Phase::Counted { left, kind } };
                step
            }
            Phase::CtrlZ => self.ctrl_z(window, role, flush),
            Phase::Data => self.host_data(window, flush),
            Phase::Line | Phase::Body | Phase::Unframed => self.host_line(window, flush),
        }
    }

    fn host_line<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
        match window {
            [] => return Step::NeedMore,
            [0 | 0x1a | 0x1b, ..] if !self.host.scan.long => return noise(Side::Host, window, 1, Noise::Control),
            [b'+', b'+', b'+', ..] if !self.host.scan.long => return self.escape(window),
            [b'A' | b'a', b'/', ..] if !self.host.scan.long => return self.command(window, 2, 2),
            // Both of the above have no line end to wait for.
            [b'+'] | [b'+', b'+'] | [b'A' | b'a'] if !flush && !self.host.scan.long => return Step::NeedMore,
            _ => {}
        }
        match self.host.scan.cut(window, self.limits.line, flush, |_| true) {
            Cut::More => Step::NeedMore,
            Cut::Long { raw } => {
                self.host.scan.long = true;
                noise(Side::Host, window, raw, Noise::Overlong)
            }
            Cut::Line { raw, .. } if self.host.scan.long => {
                self.host.scan.long = false;
                noise(Side::Host, window, raw, Noise::Overlong)
            }
            Cut::Line { text, raw } => {
                self.host.after_cr = window.get(raw.wrapping_sub(1)) == Some(&b'\r');
                if text == 0 {
                    return blank(Side::Host, window, raw);
                }
                self.command(window, text, raw)
            }
        }
    }

    fn command<'b>(&mut self, window: &'b [u8], text: usize, raw: usize) -> Step<'b> {
        let text = window.get(..text).unwrap_or(window);
        let Some(line) = command_line(text.trim_ascii()) else {
            return event(Side::Host, window, raw, Kind::Text(text), None);
        };
        let no = self.context.command(&line, text_hash(text));
        self.host.fresh = true;
        event(Side::Host, window, raw, Kind::Command(line), Some(no))
    }

    fn escape<'b>(&mut self, window: &'b [u8]) -> Step<'b> {
        self.host.fresh = false;
        self.command(window, 3, 3)
    }

    /// Data that 1A ends and 1B cancels. An ETX (03) makes the byte behind it data (M 15.2.4).
    fn ctrl_z<'b>(&mut self, window: &'b [u8], role: Role, flush: bool) -> Step<'b> {
        let command = self.context.host_data;
        let piece = |len: usize, end| {
            let payload = Payload { role, left: 0, end };
            event(Side::Host, window, len, Kind::Payload(payload), command)
        };
        let special = memchr3(0x1a, 0x1b, 0x03, window).unwrap_or(window.len());
        match (special, window.get(special)) {
            (_, None) if window.is_empty() => Step::NeedMore,
            (0, Some(0x03)) if window.len() == 1 && !flush => Step::NeedMore,
            (0, Some(0x03)) => piece(window.len().min(2), End::Open),
            (0, Some(&byte)) => {
                self.context.host = Phase::Line;
                piece(1, if byte == 0x1a { End::CtrlZ } else { End::Cancelled })
            }
            (len, _) => piece(len, End::Open),
        }
    }

    /// The data state: everything is data but three plus signs after silence (M 2.2.5, AN 1.5.4).
    fn host_data<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
        if window.is_empty() {
            self.host.fresh |= flush;
            return Step::NeedMore;
        }
        if self.host.fresh {
            match window {
                [b'+', b'+', b'+', ..] => return self.escape(window),
                [b'+'] | [b'+', b'+'] if !flush => return Step::NeedMore,
                _ => self.host.fresh = false,
            }
        }
        let payload = Payload { role: Role::Transparent, left: 0, end: End::Open };
        event(Side::Host, window, window.len(), Kind::Payload(payload), self.context.host_data)
    }
}

/// The module.
impl Parser {
    #[inline(never)]
    fn pull_module<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
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
            Phase::CtrlZ => self.echoed_ctrl_z(window),
            Phase::Data | Phase::Unframed => self.module_data(window, flush),
            Phase::Line | Phase::Body => self.module_line(window, flush),
        }
    }

    fn module_line<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
        let Some(&first) = window.first() else { return Step::NeedMore };
        if self.module.after_prompt {
            self.module.after_prompt = false;
            match first {
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
                b'>' => {
                    self.module.after_prompt = true;
                    let command = self.context.prompt();
                    return event(Side::Module, window, 1, Kind::Prompt(Prompt::Angle), command);
                }
                _ => {}
            }
        }
        let digits = self.context.verbose == Setting::Off;
        let at_cr = |text: &[u8]| !body && (is_echo(text) || (digits && is_digit(text)));
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

    /// A complete line.
    fn complete<'b>(&mut self, window: &'b [u8], len: usize, raw: usize) -> Step<'b> {
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
            && let Some(line) = command_line(text.trim_ascii())
        {
            return self.echo(window, text, raw, line);
        }
        let bare_cr = raw == len + 1 && window.get(len) == Some(&b'\r');
        if let Some(code) = digit_result(text)
            && (bare_cr || self.context.verbose == Setting::Off)
        {
            self.context.verbose = Setting::Off;
            if let Some(row) = find(code.text().as_bytes()) {
                let line = Line { name: text, ..Line::text(&[]) };
                let verdict = self.context.final_line(code, line, row);
                return event(Side::Module, window, raw, verdict.kind, verdict.command);
            }
        }
        // Digit 2 is `RING`, no final result.
        let text = if text == b"2" && bare_cr { b"RING" } else { text };
        let verdict = self.context.module_line(text);
        event(Side::Module, window, raw, verdict.kind, verdict.command)
    }

    /// The module's copy of a command. Where the host's own bytes are not in the input, it is the only sight of it.
    fn echo<'b>(&mut self, window: &'b [u8], text: &'b [u8], raw: usize, line: Line<'b>) -> Step<'b> {
        let hash = text_hash(text);
        let mut command = if self.context.host_seen { self.context.ring.echo(hash) } else { None };
        if command.is_none() && !self.context.host_seen {
            command = Some(self.context.command(&line, hash));
            self.context.ring.echo(hash);
        }
        if command.is_some() {
            self.context.echo = Setting::On;
        }
        event(Side::Module, window, raw, Kind::Echo(line), command)
    }

    /// The data that the module may be copying behind its prompt.
    fn data_echo(&self) -> Option<Phase> {
        if self.context.ring.prompting().map(|pending| pending.no) != self.context.host_data {
            return None;
        }
        Some(self.context.announced.phase(Counted::SentEcho))
    }

    /// The module's copy of data that 1A ends.
    fn echoed_ctrl_z<'b>(&mut self, window: &'b [u8]) -> Step<'b> {
        let command = self.context.module_data;
        let len = memchr3(0x1a, 0x1b, b'\r', window).unwrap_or(window.len());
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
                self.pull_module(window, false)
            }
            (len, _) => piece(len, End::Open),
        }
    }

    /// The data state, and unframed data.
    fn module_data<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
        let unframed = self.context.module == Phase::Unframed;
        let ok = unframed || self.context.escaping || !self.context.host_seen;
        match data::cut(window, flush, ok, unframed) {
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
fn is_echo(text: &[u8]) -> bool {
    match text {
        [a, t, ..] => matches!((a | 0x20, t | 0x20), (b'a', b't')) || text.eq_ignore_ascii_case(b"A/"),
        _ => false,
    }
}

fn is_digit(text: &[u8]) -> bool {
    digit_result(text).is_some()
}

/// The final result code of a digit (ATV0).
fn digit_result(text: &[u8]) -> Option<FinalCode> {
    let [digit] = text else { return None };
    FinalCode::DIGITS.into_iter().find(|code| code.digit() == Some(*digit))
}

const fn role_of(kind: Counted) -> Role {
    match kind {
        Counted::Received => Role::Received,
        Counted::ReceivedHex => Role::ReceivedHex,
        Counted::Sent => Role::Sent { prompted: true },
        Counted::SentEcho => Role::SentEcho,
    }
}

/// Takes what the window holds of counted data. Gives what is left.
#[inline]
fn counted<'b>(side: Side, window: &'b [u8], left: u32, role: Role, command: Option<CommandNo>, flush: bool) -> (u32, Step<'b>) {
    let len = window.len().min(left as usize);
    let left = left.saturating_sub(len as u32);
    let end = match (left, flush) {
        (0, _) => End::Complete,
        (missing, true) if len == window.len() => End::Truncated { missing },
        _ if len == 0 => return (left, Step::NeedMore),
        _ => End::Open,
    };
    let payload = Payload { role, left: if matches!(end, End::Open) { left } else { 0 }, end };
    let rest = if matches!(end, End::Open) { left } else { 0 };
    (rest, event(side, window, len, Kind::Payload(payload), command))
}

#[inline]
fn event<'b>(side: Side, window: &'b [u8], len: usize, kind: Kind<'b>, command: Option<CommandNo>) -> Step<'b> {
    let raw = window.get(..len).unwrap_or(window);
    Step::Event(Event { raw, side: Some(side), kind, command, guess: Guess::None })
}

#[inline]
fn blank(side: Side, window: &[u8], len: usize) -> Step<'_> {
    event(side, window, len, Kind::Blank, None)
}

fn noise(side: Side, window: &[u8], len: usize, why: Noise) -> Step<'_> {
    event(side, window, len, Kind::Noise(why), None)
}
