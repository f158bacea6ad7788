//! The parser for input whose side is known: one- and two-sided captures, drivers, simulators.

mod express;
mod host;
mod module;

use crate::context::{Assume, Context, Control, Phase};
use crate::event::{CommandNo, End, Event, Guess, Kind, Noise, Payload, Role, Side, Step};
use crate::lexer::{Limits, Scan};

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
    /// The command before ended at its CR alone: this host sends no LF behind it.
    bare_cr: bool,
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
            host: HostSide { scan: Scan::new(), after_cr: false, bare_cr: false, fresh: true },
            module: ModuleSide { scan: Scan::new(), after_prompt: false },
        }
    }

    /// Takes one event off the front of what a side sent.
    ///
    /// The window of a side may only grow at its end until an event comes; then drop `event.raw.len()` bytes from its front.
    #[inline]
    pub fn next<'b>(&mut self, side: Side, window: &'b [u8]) -> Step<'b> {
        match side {
            Side::Module => self.next_module(window),
            Side::Host => self.pull_host(window, false),
        }
    }

    /// The same when the side fell silent or its input ended: what is left becomes events. Call it until it wants more.
    pub fn flush<'b>(&mut self, side: Side, window: &'b [u8]) -> Step<'b> {
        self.pull(side, window, true)
    }

    /// Tells what the bytes do not show.
    pub fn assume(&mut self, what: Assume) {
        self.context.assume(what);
        self.look_again();
    }

    /// Tells what happened beside the bytes.
    pub fn control(&mut self, what: Control) {
        self.context.control(what);
        self.look_again();
    }

    /// What was looked at so far may be something else now.
    fn look_again(&mut self) {
        match self.context.module {
            Phase::Line | Phase::Body => self.module.scan.again(),
            _ => self.module.scan.reset(),
        }
    }

    fn pull<'b>(&mut self, side: Side, window: &'b [u8], flush: bool) -> Step<'b> {
        match side {
            Side::Host => self.pull_host(window, flush),
            Side::Module => self.pull_module(window, flush),
        }
    }
}

/// Takes what the window holds of counted data. Gives what is left.
#[inline]
fn counted(side: Side, window: &[u8], left: u32, role: Role, command: Option<CommandNo>, flush: bool) -> (u32, Step<'_>) {
    let len = window.len().min(left as usize);
    let left = left.saturating_sub(len as u32);
    let (end, rest) = match (left, flush) {
        (0, _) => (End::Complete, 0),
        // Less than the window is taken only where nothing is left.
        (missing, true) => (End::Truncated { missing }, 0),
        _ if len == 0 => return (left, Step::NeedMore),
        (left, false) => (End::Open, left),
    };
    let payload = Payload { role, left: rest, end };
    (rest, event(side, window, len, Kind::Payload(payload), command))
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "an event is built in place only where its parts are in sight")]
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

#[cfg(test)]
mod tests;
