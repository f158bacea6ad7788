//! What the host sends: commands, the data that a prompt asks for, and the data state.

use super::{Parser, blank, counted, event, noise};
use crate::context::{Counted, Phase, Text};
use crate::event::{End, Kind, Noise, Payload, Role, Side, Step};
use crate::lexer::Cut;
use crate::line::command_line;
use crate::search::{find3_far, trim};

impl Parser {
    pub(super) fn pull_host<'b>(&mut self, window: &'b [u8], flush: bool) -> Step<'b> {
        self.context.host_seen |= !window.is_empty();
        if self.host.after_cr
            && let Some(&first) = window.first()
        {
            self.host.after_cr = false;
            // From a host that ends its commands with a CR alone, an LF behind the prompt is the first byte of the data.
            let data = self.host.bare_cr && self.context.prompted && self.context.host != Phase::Line;
            if first == b'\n' && !data {
                self.host.bare_cr = false;
                return blank(Side::Host, window, 1);
            }
            self.host.bare_cr = true;
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
            [b'+' | b'A' | b'a'] | [b'+', b'+'] if !flush && !self.host.scan.long => return Step::NeedMore,
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
        let Some(line) = command_line(trim(text)) else {
            return event(Side::Host, window, raw, Kind::Text(text), None);
        };
        let no = self.context.command(&line, Text::sent(text));
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
        let special = find3_far(0x1a, 0x1b, 0x03, window).unwrap_or(window.len());
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
