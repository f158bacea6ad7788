//! The express lane: lines that are complete in the window and written as most lines are. Nothing is decided differently here, only with one look
//! at each byte; what is unusual in any way takes the way of all.

use super::{Parser, event};
use crate::context::{Setting, plain_head, text_hash};
use crate::event::{Final, FinalCode, Kind, Side, Step};
use crate::line::{Ask, Line, plain_command};
use crate::spec::{Role, finals};

impl Parser {
    /// Takes a line that begins with neither of the bytes that [`Parser::next`] decides by.
    #[inline(never)]
    pub(super) fn express<'b>(&mut self, window: &'b [u8]) -> Step<'b> {
        let Some((len, raw)) = self.module.scan.whole(window, self.limits.line) else { return self.pull_module(window, false) };
        match window {
            [b'O', b'K', ..] if len == 2 => self.ok(window, raw),
            [b'A', b'T', b'+', ..] if raw == len + 1 => self.express_echo(window, len),
            // What is shorter has no parameters.
            [first, ..] if len > 3 && !matches!(first, b'A' | b'a') => self.express_known(window, len, raw),
            _ => self.complete(window, len, raw),
        }
    }

    /// The module's copy of a command; its end is one byte.
    #[inline(never)]
    fn express_echo<'b>(&mut self, window: &'b [u8], len: usize) -> Step<'b> {
        let text = window.get(..len).unwrap_or(window);
        let Some((line, row, shape)) = plain_command(window, text) else { return self.complete(window, len, len + 1) };
        let command = if self.context.host_seen {
            self.context.ring.echo(text_hash(text))
        } else {
            Some(self.context.echoed(row, line.row, shape, line.params))
        };
        event(Side::Module, window, len + 1, Kind::Echo(line), command)
    }

    /// A line that the table knows by its head.
    #[inline(never)]
    fn express_known<'b>(&mut self, window: &'b [u8], len: usize, raw: usize) -> Step<'b> {
        let text = window.get(..len).unwrap_or(window);
        match plain_head(window, text) {
            Some((line, row)) if matches!(row.role(), Role::Command | Role::Urc) => {
                let known = match self.context.known_at_once(row, line.row, line.params) {
                    Some(known) => known,
                    None => self.context.known(row, line.row, line.params),
                };
                let line = Line { ask: known.ask, ..line };
                let kind = if known.urc { Kind::Urc(line) } else { Kind::Answer(line) };
                event(Side::Module, window, raw, kind, known.command)
            }
            _ => self.complete(window, len, raw),
        }
    }

    #[inline(never)]
    fn ok<'b>(&mut self, window: &'b [u8], raw: usize) -> Step<'b> {
        let row = &finals::OK;
        self.context.verbose = Setting::On;
        let command = self.context.settle(FinalCode::Ok);
        let line = Line { name: window.get(..2).unwrap_or(window), command: Some(row), ask: Ask::Unasked, ..Line::text(&[]) };
        event(Side::Module, window, raw, Kind::Final(Final { code: FinalCode::Ok, line }), command)
    }
}
