//! Feeding a parser, and what it said. Nothing is copied: every event points into the bytes of its side, so that hundreds of inputs pass in a
//! millisecond.

use a76xx_parser::{Assume, Control, End, Event, Kind, Merged, Parser, Side, Step};

/// A parser of either type behind one face.
pub trait Pull: Clone {
    /// Those with a window of their own.
    const SIDES: &'static [Side] = &[Side::Host, Side::Module];

    fn pull<'b>(&mut self, side: Side, window: &'b [u8], flush: bool) -> Step<'b>;
    fn control(&mut self, what: Control);
    fn assume(&mut self, what: Assume);
    /// Whether what a side holds back may stay so when it pauses.
    fn may_hold(&self, side: Side, held: &[u8], last: Option<&Event<'_>>) -> bool;
}

impl Pull for Parser {
    fn pull<'b>(&mut self, side: Side, window: &'b [u8], flush: bool) -> Step<'b> {
        if flush { self.flush(side, window) } else { self.next(side, window) }
    }

    fn control(&mut self, what: Control) {
        Parser::control(self, what);
    }

    fn assume(&mut self, what: Assume) {
        Parser::assume(self, what);
    }

    fn may_hold(&self, side: Side, held: &[u8], last: Option<&Event<'_>>) -> bool {
        match side {
            // A command ends at its CR or LF.
            Side::Host => !held.iter().any(|byte| matches!(byte, b'\r' | b'\n')) || last.is_none_or(|last| is_data(&last.kind)),
            // A line ends at its LF, and a CR may be the first part of its end. Data wait only where they could be the line that ends them.
            Side::Module => {
                !held.contains(&b'\n') || held.starts_with(b"\r\n") && held.len() < 16 || last.is_none_or(|last| is_data(&last.kind))
            }
        }
    }
}

impl Pull for Merged {
    const SIDES: &'static [Side] = &[Side::Module];

    fn pull<'b>(&mut self, _: Side, window: &'b [u8], flush: bool) -> Step<'b> {
        if flush { self.flush(window) } else { self.next(window) }
    }

    fn control(&mut self, what: Control) {
        Merged::control(self, what);
    }

    fn assume(&mut self, what: Assume) {
        Merged::assume(self, what);
    }

    /// Lines of data whose count is doubtful wait for what comes behind.
    fn may_hold(&self, _: Side, _: &[u8], _: Option<&Event<'_>>) -> bool {
        true
    }
}

fn is_data(kind: &Kind<'_>) -> bool {
    matches!(kind, Kind::Payload(_))
}

/// An event with its place; neighbouring pieces of a payload are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard<'b> {
    /// Whose bytes it is made of. In one stream all are the module's.
    pub of: Side,
    /// Offset among them.
    pub at: usize,
    pub event: Event<'b>,
}

/// A parser, a window for each side, and what it said.
#[derive(Clone)]
pub struct Feed<'b, P> {
    pub parser: P,
    bytes: [&'b [u8]; 2],
    from: [usize; 2],
    to: [usize; 2],
    pub heard: Vec<Heard<'b>>,
    /// Most bytes that a window held.
    pub widest: usize,
    /// How often the parser was asked.
    pub calls: usize,
}

impl<'b, P: Pull> Feed<'b, P> {
    pub fn new(parser: P, bytes: [&'b [u8]; 2]) -> Self {
        Self { parser, bytes, from: [0; 2], to: [0; 2], heard: Vec::new(), widest: 0, calls: 0 }
    }

    /// So many more bytes of a side have come.
    pub fn bytes(&mut self, side: Side, count: usize) {
        let index = side as usize;
        self.to[index] = self.bytes[index].len().min(self.to[index] + count);
        self.widest = self.widest.max(self.to[index] - self.from[index]);
        self.drain(side, false);
    }

    /// Of one stream there is one window, the module's.
    pub fn silence(&mut self) {
        for side in P::SIDES {
            self.drain(*side, true);
        }
    }

    pub fn silence_of(&mut self, side: Side) {
        if P::SIDES.contains(&side) {
            self.drain(side, true);
        }
    }

    /// The side that spoke pauses: what is complete must have been said by now.
    pub fn pause(&self) {
        for side in [Side::Host, Side::Module] {
            let held = &self.bytes[side as usize][self.from[side as usize]..self.to[side as usize]];
            let last = self.heard.iter().rev().find(|heard| heard.of == side).map(|heard| &heard.event);
            assert!(self.parser.may_hold(side, held, last), "{side:?} is held back: {}", held.escape_ascii());
        }
    }

    fn drain(&mut self, side: Side, flush: bool) {
        let index = side as usize;
        let mut empty = 0;
        loop {
            let bytes = self.bytes[index];
            let window = &bytes[self.from[index]..self.to[index]];
            self.calls += 1;
            let Step::Event(event) = self.parser.pull(side, window, flush) else { break };
            assert!(window.starts_with(event.raw), "an event begins where the last one ended");
            empty = if event.raw.is_empty() { empty + 1 } else { 0 };
            assert!(empty < 3, "events without bytes do not end: {event:?}");
            self.keep(side, event);
            self.from[index] += event.raw.len();
        }
        assert!(!flush || self.from[index] == self.to[index], "bytes are left behind a silence");
    }

    fn keep(&mut self, of: Side, event: Event<'b>) {
        let at = self.from[of as usize];
        if let Some(last) = self.heard.last_mut()
            && last.of == of
            && joins(&last.event, &event)
        {
            last.event = Event { raw: &self.bytes[of as usize][last.at..at + event.raw.len()], ..event };
            return;
        }
        self.heard.push(Heard { of, at, event });
    }

    /// The events of a side, joined, are its bytes.
    pub fn assert_tiles(&self, side: Side) {
        let mut end = 0;
        for heard in self.heard.iter().filter(|heard| heard.of == side) {
            assert_eq!(heard.at, end, "{side:?}: a gap or an overlap before {:?}", heard.event);
            end += heard.event.raw.len();
        }
        assert_eq!(end, self.bytes[side as usize].len(), "{side:?}: bytes were lost");
    }
}

/// Whether an event goes on with the payload before it.
fn joins(last: &Event<'_>, next: &Event<'_>) -> bool {
    let (Kind::Payload(before), Kind::Payload(behind)) = (&last.kind, &next.kind) else { return false };
    before.end == End::Open
        && before.role == behind.role
        && last.command == next.command
        && last.guess == next.guess
        // The byte that ends such data is a piece of its own.
        && !matches!(behind.end, End::CtrlZ | End::Cancelled)
}
