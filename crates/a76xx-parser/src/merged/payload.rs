//! Counted data in a stream whose line ends may have been changed.

use memchr::memchr2;

use super::{Data, Merged, glue, piece};
use crate::context::Text;
use crate::data::{self, Piece};
use crate::event::{CommandNo, End, Guess, Kind, Payload, Role, Side, Step};
use crate::lexer::Cut;
use crate::line::command_line;

/// Whose data it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Received {
    pub(super) role: Role,
    pub(super) side: Side,
    pub(super) command: Option<CommandNo>,
}

impl Received {
    pub(super) fn piece(self, window: &[u8], len: usize, end: End, guess: Guess) -> Step<'_> {
        self.part(window, len, 0, end, guess)
    }

    fn part(self, window: &[u8], len: usize, left: u32, end: End, guess: Guess) -> Step<'_> {
        piece(window, len, Some(self.side), Kind::Payload(Payload { role: self.role, left, end }), self.command, guess)
    }
}

/// A count in a capture that turned CR LF into LF, or lost bytes.
///
/// A lone LF counts as the two bytes that it most likely was. Where the payload held lone LFs after all, the count runs out early by one byte a
/// line; `spare` keeps those bytes, and further lines that fit into them are still data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lossy {
    pub(super) left: u32,
    spare: u32,
    begun: bool,
    pub(super) of: Received,
}

impl Lossy {
    pub(super) const fn new(left: u32, of: Received) -> Self {
        Self { left, spare: 0, begun: false, of }
    }

    /// Takes one line into the count; tells whether it belongs.
    fn takes(&mut self, text: usize, crlf: bool) -> bool {
        let text = text as u32;
        if self.left == 0 {
            let fits = text < self.spare;
            self.spare = self.spare.saturating_sub(text + 1);
            return fits;
        }
        if !crlf {
            self.spare += 1;
        }
        self.left = self.left.saturating_sub(text + 2);
        true
    }
}

impl Merged {
    /// Counted data of which no byte was lost: never looked into.
    pub(super) fn counted<'b>(&mut self, window: &'b [u8], left: u32, of: Received, flush: bool) -> Step<'b> {
        let len = window.len().min(left as usize);
        let left = left - len as u32;
        let end = match left {
            0 => End::Complete,
            missing if flush => End::Truncated { missing },
            _ => End::Open,
        };
        self.data = if end == End::Open { Data::Exact { left, of } } else { Data::None };
        of.part(window, len, if end == End::Open { left } else { 0 }, end, Guess::None)
    }

    /// Counted data line by line. A strong line at a line start ends them; a count that ends inside a line extends to its end.
    pub(super) fn lossy<'b>(&mut self, window: &'b [u8], mut lossy: Lossy, flush: bool) -> Step<'b> {
        let cut = self.scan.cut(window, self.limits.line, flush, |_| false);
        let (text, raw) = match cut {
            Cut::More => return Step::NeedMore,
            Cut::Long { raw } => {
                lossy.left = lossy.left.saturating_sub(raw as u32);
                lossy.begun = true;
                self.data = if lossy.left == 0 { Data::None } else { Data::Lossy(lossy) };
                return lossy.of.part(window, raw, lossy.left, End::Open, Guess::Count);
            }
            Cut::Line { text, raw } => (window.get(..text).unwrap_or(window), raw),
        };
        if !lossy.begun && text.is_empty() {
            return piece(window, raw, None, Kind::Blank, None, Guess::None);
        }
        if glue::is_strong(text, &self.context) {
            self.data = Data::None;
            if lossy.left == 0 {
                return self.pull(window, flush);
            }
            return lossy.of.piece(window, 0, End::Truncated { missing: lossy.left }, Guess::Resync);
        }
        // An empty line behind a complete count is the line end that the answer begins with.
        if lossy.left == 0 && text.is_empty() {
            self.data = Data::None;
            return self.pull(window, flush);
        }
        let crlf = raw > text.len() + 1;
        let exact = lossy.left as usize == text.len() || lossy.left as usize == raw;
        lossy.begun = true;
        if !lossy.takes(text.len(), crlf) {
            self.data = Data::None;
            return self.pull(window, flush);
        }
        let done = lossy.left == 0;
        self.data = if done && lossy.spare == 0 { Data::None } else { Data::Lossy(lossy) };
        let guess = if done && exact && lossy.spare <= 1 { Guess::None } else { Guess::Count };
        lossy.of.part(window, raw, lossy.left, if done { End::Complete } else { End::Open }, guess)
    }

    /// Data up to 1A. A line that answers the command ends them too: terminals often do not show the 1A.
    pub(super) fn ctrl_z<'b>(&mut self, window: &'b [u8], command: Option<CommandNo>, flush: bool) -> Step<'b> {
        let of = Received { role: Role::Sent { prompted: true }, side: Side::Host, command };
        let from = self.scan.position();
        let cut = self.scan.cut(window, self.limits.line, flush, |_| false);
        let (from, to) = match cut {
            Cut::More => (from, window.len()),
            Cut::Long { raw } => (0, raw),
            Cut::Line { text, .. } => (0, text),
        };
        // Only this line is searched: what a later one holds must not change what this one is.
        if let Some(at) = window.get(from..to).and_then(|line| memchr2(0x1a, 0x1b, line)).map(|at| at + from) {
            self.scan.reset();
            if at > 0 {
                return of.piece(window, at, End::Open, Guess::None);
            }
            self.data = Data::None;
            let end = if window.first() == Some(&0x1a) { End::CtrlZ } else { End::Cancelled };
            return of.piece(window, 1, end, Guess::None);
        }
        match cut {
            Cut::More => Step::NeedMore,
            Cut::Line { text, .. } if glue::is_strong(window.get(..text).unwrap_or(window), &self.context) => {
                self.data = Data::None;
                self.pull(window, flush)
            }
            Cut::Long { raw } | Cut::Line { raw, .. } => of.piece(window, raw, End::Open, Guess::None),
        }
    }

    /// The data state in a capture that kept all bytes.
    pub(super) fn transparent<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
        match data::cut_merged(window, flush) {
            Piece::More => Step::NeedMore,
            Piece::Ends if window.first() == Some(&b'+') => match command_line(b"+++") {
                Some(line) => self.escape(window, line),
                None => Step::NeedMore,
            },
            Piece::Ends => {
                self.context.leave_data();
                self.data = Data::None;
                self.pull(window, flush)
            }
            Piece::Data(len) => {
                let of = Received { role: Role::Transparent, side: Side::Module, command: self.context.module_data };
                of.piece(window, len, End::Open, Guess::None)
            }
        }
    }

    fn escape<'b>(&mut self, window: &'b [u8], line: crate::line::Line<'b>) -> Step<'b> {
        let no = self.context.command(&line, Text::sent(b"+++"));
        self.context.leave_data();
        self.data = Data::None;
        piece(window, 3, Some(Side::Host), Kind::Command(line), Some(no), Guess::None)
    }
}
