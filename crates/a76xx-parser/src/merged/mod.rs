//! The parser for host and module text in one stream without marks, as people paste it.
//!
//! Lines are judged one at a time, by the line and the context alone; nothing is changed afterwards. What is neither side's is
//! [`Kind::Foreign`]. Every event tells what was guessed.

mod glue;
mod payload;

use payload::{Lossy, Received};

use crate::context::{Assume, Context, Control, Counted, Phase, Text, text_hash};
use crate::data::{self, Piece};
use crate::event::{CommandNo, End, Event, Guess, Kind, Noise, Prompt, Role, Side, Step};
use crate::lexer::{Cut, Limits, Scan};
use crate::line::Line;

/// Pulls events from a merged stream; says the side of each, and what it guessed.
#[derive(Clone, Copy, Debug)]
pub struct Merged {
    limits: Limits,
    context: Context,
    scan: Scan,
    data: Data,
    /// A command just ended at its CR: one LF belongs to it.
    after_cr: bool,
    /// A prompt just came.
    behind: Behind,
    /// The front of the window was cut off a line: what it was glued to, or the remark behind it.
    rest: Rest,
    /// The last line ended as the wire ends lines, so a count behind it can be trusted.
    exact: bool,
    /// A line end of its own was read since the last line, as the module sends one in front of a prompt.
    framed: bool,
}

/// What the front of the window is, when a line was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    None,
    /// The second of two lines on one.
    Glued,
    /// A remark, up to the line's end.
    Remark,
}

/// What a prompt was followed by, before the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Behind {
    /// There is none, or the data have begun.
    Done,
    /// Nothing yet: one space belongs to it.
    Prompt,
    /// Its space.
    Space,
}

/// What the next bytes are, when they are no line.
#[derive(Clone, Copy, Debug)]
enum Data {
    None,
    /// Counted, and the capture kept all bytes.
    Exact {
        left: u32,
        of: Received,
    },
    /// Counted, and the capture changed line ends.
    Lossy(Lossy),
    /// Up to 1A, or to a strong line.
    CtrlZ {
        command: Option<CommandNo>,
    },
    /// One line of text.
    Body,
    /// The data state.
    Transparent,
}

impl Merged {
    /// A parser at the start of a stream of which nothing is known.
    pub const fn new(limits: Limits) -> Self {
        let line = if limits.line < Limits::MIN { Limits::MIN } else { limits.line };
        Self {
            limits: Limits { line },
            context: Context::new(true),
            scan: Scan::new(),
            data: Data::None,
            after_cr: false,
            behind: Behind::Done,
            rest: Rest::None,
            exact: false,
            framed: false,
        }
    }

    /// Takes one event off the front of the window, which may only grow at its end until an event comes.
    pub fn next<'b>(&mut self, window: &'b [u8]) -> Step<'b> {
        self.pull(window, false)
    }

    /// The same when the stream fell silent or ended: what is left becomes events. Call it until it wants more.
    pub fn flush<'b>(&mut self, window: &'b [u8]) -> Step<'b> {
        self.pull(window, true)
    }

    /// Tells what the bytes do not show.
    pub fn assume(&mut self, what: Assume) {
        self.context.assume(what);
        self.scan.reset();
        self.follow_context();
    }

    /// Tells what happened beside the bytes.
    pub fn control(&mut self, what: Control) {
        self.context.control(what);
        self.scan.reset();
        self.follow_context();
    }

    fn pull<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
        let Some(&first) = window.first() else { return self.at_end(flush) };
        if self.after_cr {
            self.after_cr = false;
            if first == b'\n' {
                return piece(window, 1, Some(Side::Host), Kind::Blank, None, Guess::None);
            }
        }
        if self.rest == Rest::Remark {
            return self.remark(window, flush);
        }
        if self.behind != Behind::Done {
            match self.behind_prompt(window, first, flush) {
                Some(step) => return step,
                None => self.behind = Behind::Done,
            }
        }
        match self.data {
            Data::Exact { left, of } => self.counted(window, left, of, flush),
            Data::Lossy(lossy) => self.lossy(window, lossy, flush),
            Data::CtrlZ { command } => self.ctrl_z(window, command, flush),
            Data::Transparent if self.exact => self.transparent(window, flush),
            Data::Transparent | Data::Body | Data::None => self.line(window, first, flush),
        }
    }

    /// Nothing is left: a count that silence cuts short ends here.
    fn at_end(&mut self, flush: bool) -> Step<'static> {
        let (missing, of) = match self.data {
            Data::Exact { left, of } => (left, of),
            Data::Lossy(lossy) if lossy.left > 0 => (lossy.left, lossy.of),
            _ => return Step::NeedMore,
        };
        if !flush || self.behind == Behind::Prompt {
            return Step::NeedMore;
        }
        self.data = Data::None;
        self.scan.reset();
        of.piece(&[], 0, End::Truncated { missing }, Guess::None)
    }

    fn line<'b>(&mut self, window: &'b [u8], first: u8, flush: bool) -> Step<'b> {
        let body = matches!(self.data, Data::Body);
        if !self.scan.long && !body {
            match first {
                0 | 0x1a | 0x1b => return noise(window, 1, Noise::Control),
                b'>' if self.expects_prompt() => return self.prompt(window),
                b' ' if self.expects_prompt() => match indent(window) {
                    Some(spaces) => return piece(window, spaces, None, Kind::Blank, None, Guess::None),
                    None if !flush && window.len() <= INDENT && window.iter().all(|byte| *byte == b' ') => return Step::NeedMore,
                    None => {}
                },
                _ => {}
            }
        }
        let cut = self.scan.cut(window, self.limits.line, flush, |text| !body && glue::command(text).is_some());
        let (text, raw) = match cut {
            Cut::More => return Step::NeedMore,
            Cut::Long { raw } => {
                self.scan.long = true;
                return noise(window, raw, Noise::Overlong);
            }
            Cut::Line { raw, .. } if self.scan.long => {
                self.scan.long = false;
                return noise(window, raw, Noise::Overlong);
            }
            Cut::Line { text, raw } => (window.get(..text).unwrap_or(window), raw),
        };
        if text.trim_ascii().is_empty() {
            self.rest = Rest::None;
            self.framed = true;
            return piece(window, raw, None, Kind::Blank, None, Guess::None);
        }
        self.framed = false;
        let ended = window.get(text.len()..raw).unwrap_or_default();
        self.exact = ended.first() == Some(&b'\r') && (ended.len() > 1 || glue::command(text).is_some());
        if body {
            self.data = Data::None;
            return Received { role: Role::Body, side: Side::Module, command: self.context.module_data }.piece(
                window,
                raw,
                End::Complete,
                Guess::None,
            );
        }
        let guess = if core::mem::replace(&mut self.rest, Rest::None) == Rest::Glued { Guess::Glue } else { Guess::None };
        self.decide(window, text, raw, guess)
    }

    /// What one complete line is: the first of these that it can be.
    fn decide<'b>(&mut self, window: &'b [u8], text: &'b [u8], raw: usize, guess: Guess) -> Step<'b> {
        if let Some(at) = glue::remark(text)
            && glue::is_line(text.get(..at).unwrap_or_default(), &self.context)
        {
            self.rest = Rest::Remark;
            return self.decide(window, text.get(..at).unwrap_or(text), at, Guess::Remark);
        }
        if let Some(line) = glue::command(text) {
            return self.command(window, text, raw, line, guess);
        }
        if let Some(at) = glue::second(text) {
            self.rest = Rest::Glued;
            return self.decide(window, text.get(..at).unwrap_or(text), at, Guess::Glue);
        }
        // Behind the escape nothing is data any more, though its `OK` may have been cut out.
        if matches!(self.data, Data::Transparent) && !self.context.escaping && !glue::ends_data(text) {
            let of = Received { role: Role::Transparent, side: Side::Module, command: self.context.module_data };
            return of.piece(window, raw, End::Open, guess);
        }
        let wire = glue::is_wire(text, &self.context);
        if !wire && glue::is_damaged(text) {
            return piece(window, raw, Some(Side::Module), Kind::Noise(Noise::Damaged), None, guess);
        }
        if !wire {
            return piece(window, raw, None, Kind::Foreign(text), None, guess);
        }
        if matches!(self.data, Data::Transparent) {
            self.context.leave_data();
            self.data = Data::None;
        }
        let verdict = self.context.module_line(text);
        self.follow_context();
        piece(window, raw, Some(Side::Module), verdict.kind, verdict.command, guess)
    }

    /// A command, or the second copy of the one that waits: the module's echo.
    fn command<'b>(&mut self, window: &'b [u8], text: &'b [u8], raw: usize, line: Line<'b>, guess: Guess) -> Step<'b> {
        self.after_cr = window.get(raw.wrapping_sub(1)) == Some(&b'\r');
        if matches!(self.data, Data::Transparent) && line.name != b"+++" {
            self.context.leave_data();
            self.data = Data::None;
        }
        let hash = text_hash(text);
        if self.context.ring.is_copy(hash) {
            let command = self.context.ring.echo(hash);
            let guess = if guess == Guess::None { Guess::Echo } else { guess };
            return piece(window, raw, Some(Side::Module), Kind::Echo(line), command, guess);
        }
        let no = self.context.command(&line, Text { hash, echoed: false });
        piece(window, raw, Some(Side::Host), Kind::Command(line), Some(no), guess)
    }

    fn expects_prompt(&self) -> bool {
        !self.context.prompted && self.context.ring.prompting().is_some()
    }

    fn prompt<'b>(&mut self, window: &'b [u8]) -> Step<'b> {
        let command = self.context.prompt();
        self.behind = Behind::Prompt;
        self.begin_sent(command);
        piece(window, 1, Some(Side::Module), Kind::Prompt(Prompt::Angle), command, Guess::None)
    }

    /// The host's data begin here.
    fn begin_sent(&mut self, command: Option<CommandNo>) {
        self.context.host = Phase::Line;
        let of = Received { role: Role::Sent { prompted: true }, side: Side::Host, command };
        self.data = match self.context.announced.phase(Counted::Sent) {
            Phase::Counted { left, .. } if self.exact => Data::Exact { left, of },
            Phase::Counted { left, .. } => Data::Lossy(Lossy::new(left, of)),
            _ => Data::CtrlZ { command },
        };
    }

    /// One space behind a prompt is part of it. Where the answer follows at once, the capture lacks the host's data.
    fn behind_prompt<'b>(&mut self, window: &'b [u8], first: u8, flush: bool) -> Option<Step<'b>> {
        if first == b' ' && self.behind == Behind::Prompt {
            self.behind = Behind::Space;
            return Some(piece(window, 1, Some(Side::Module), Kind::Blank, None, Guess::None));
        }
        if let (Data::Exact { .. }, Behind::Prompt) = (self.data, self.behind) {
            match data::answers(window, flush) {
                Piece::Ends => self.data = Data::None,
                Piece::More => return Some(Step::NeedMore),
                Piece::Data(_) => {}
            }
        }
        if self.framed { None } else { self.wrapped(window, flush) }
    }

    /// Where the module's line end in front of the prompt is missing, lines were written anew, and one behind the prompt is the capture's.
    fn wrapped<'b>(&mut self, window: &'b [u8], flush: bool) -> Option<Step<'b>> {
        match (window, self.data) {
            ([b'\r'], _) if !flush => return Some(Step::NeedMore),
            ([b'\r', b'\n', ..], Data::Exact { left, of }) => self.data = Data::Lossy(Lossy::new(left, of)),
            ([b'\r', b'\n', ..], Data::CtrlZ { .. }) => {
                self.behind = Behind::Done;
                return Some(piece(window, 2, None, Kind::Blank, None, Guess::None));
            }
            _ => {}
        }
        None
    }

    fn remark<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
        match self.scan.cut(window, self.limits.line, flush, |_| false) {
            Cut::More => Step::NeedMore,
            Cut::Long { raw } => piece(window, raw, None, Kind::Foreign(window.get(..raw).unwrap_or(window)), None, Guess::Remark),
            Cut::Line { text, raw } => {
                self.rest = Rest::None;
                self.exact = raw > text + 1;
                self.distrust();
                piece(window, raw, None, Kind::Foreign(window.get(..text).unwrap_or(window)), None, Guess::Remark)
            }
        }
    }

    /// Takes over what the line that was just read announced.
    fn follow_context(&mut self) {
        let of = |role| Received { role, side: Side::Module, command: self.context.module_data };
        let role = |kind| if kind == Counted::ReceivedHex { Role::ReceivedHex } else { Role::Received };
        self.data = match core::mem::replace(&mut self.context.module, Phase::Line) {
            Phase::Counted { left, kind } if self.exact => Data::Exact { left, of: of(role(kind)) },
            Phase::Counted { left, kind } => Data::Lossy(Lossy::new(left, of(role(kind)))),
            Phase::Body => Data::Body,
            Phase::Data => Data::Transparent,
            _ => Data::None,
        };
        if let Phase::Counted { kind: Counted::Sent, .. } = self.context.host {
            // The words `DOWNLOAD` and `CONNECT` ask for data as a prompt does.
            if self.context.prompted && matches!(self.data, Data::None) && self.context.ring.prompting().is_some() {
                self.begin_sent(self.context.host_data);
            }
        }
    }

    /// A remark stood between a header and its data: the count is as good as the whole line's end.
    fn distrust(&mut self) {
        if let Data::Exact { left, of } = self.data
            && !self.exact
        {
            self.data = Data::Lossy(Lossy::new(left, of));
        }
    }
}

/// Most blanks in front of a prompt: pastes are indented by a few.
const INDENT: usize = 16;

/// Blanks in front of a prompt.
fn indent(window: &[u8]) -> Option<usize> {
    let spaces = window.iter().take(INDENT).take_while(|byte| **byte == b' ').count();
    (window.get(spaces) == Some(&b'>')).then_some(spaces)
}

pub(super) fn piece<'b>(
    window: &'b [u8],
    len: usize,
    side: Option<Side>,
    kind: Kind<'b>,
    command: Option<CommandNo>,
    guess: Guess,
) -> Step<'b> {
    Step::Event(Event { raw: window.get(..len).unwrap_or(window), side, kind, command, guess })
}

fn noise(window: &[u8], len: usize, why: Noise) -> Step<'_> {
    piece(window, len, None, Kind::Noise(why), None, Guess::None)
}
