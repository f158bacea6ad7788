//! A tracker that sees every byte, and remembers what was wrong.

use a76xx_parser::{Kind, Limits, Parser, Side, Step};
use a76xx_tracker::{Blame, EventNo, Input, Moment, Signal, Tracker};

pub(crate) struct Observer {
    parser: Parser,
    pub(crate) tracker: Tracker,
    windows: [Vec<u8>; 2],
    no: u32,
    at: Moment,
    /// What both sides said, to be shown when something is wrong.
    pub(crate) log: Vec<String>,
    pub(crate) wrong: Vec<String>,
    pub(crate) seen_lines: usize,
}

impl Observer {
    pub(crate) fn new() -> Self {
        Self {
            parser: Parser::new(Limits::DEFAULT),
            tracker: Tracker::new(),
            windows: [Vec::new(), Vec::new()],
            no: 0,
            at: Moment::default(),
            log: Vec::new(),
            wrong: Vec::new(),
            seen_lines: 0,
        }
    }

    pub(crate) fn at(&mut self, micros: u64) {
        self.at = Moment::from_micros(micros);
    }

    pub(crate) fn bytes(&mut self, side: Side, bytes: &[u8]) {
        let mark = if side == Side::Host { '>' } else { '<' };
        let text: String = bytes.escape_ascii().to_string().chars().take(300).collect();
        self.log.push(format!("{:>9} {mark} {text}", self.seconds()));
        self.windows[side as usize].extend_from_slice(bytes);
        self.drain(side, false);
    }

    /// The time, to the millisecond.
    fn seconds(&self) -> String {
        format!("{}.{:03}", self.at.micros() / 1_000_000, self.at.micros() / 1000 % 1000)
    }

    /// Whether there are bytes of the module whose meaning is still open.
    pub(crate) fn holds_back(&self) -> bool {
        !self.windows[Side::Module as usize].is_empty()
    }

    /// The line is silent: what a side holds back comes out.
    pub(crate) fn silence(&mut self) {
        self.drain(Side::Host, true);
        self.drain(Side::Module, true);
        self.input(Input::Silence);
    }

    pub(crate) fn signal(&mut self, signal: Signal) {
        self.log.push(format!("{:>9} ! {signal:?}", self.seconds()));
        match signal {
            Signal::Dtr(on) => self.parser.control(a76xx_parser::Control::Dtr(on)),
            Signal::Rts(_) => {}
            _ => self.parser.control(a76xx_parser::Control::Reset),
        }
        self.input(Input::Signal(signal));
    }

    fn input(&mut self, input: Input<'_, '_>) {
        for finding in self.tracker.step(EventNo::new(self.no), Some(self.at), input) {
            if finding.blame == Blame::Module {
                self.wrong.push(format!("{} {}: {}", finding.rule.code, finding.rule.name, finding.message()));
            }
        }
        self.no += 1;
    }

    fn drain(&mut self, side: Side, flush: bool) {
        let window = std::mem::take(&mut self.windows[side as usize]);
        let mut from = 0;
        loop {
            let rest = &window[from..];
            let step = if flush { self.parser.flush(side, rest) } else { self.parser.next(side, rest) };
            let Step::Event(event) = step else { break };
            from += event.raw.len();
            if side == Side::Module {
                self.seen_lines += 1;
                let unknown = match &event.kind {
                    Kind::Text(_) | Kind::Foreign(_) => true,
                    // One NUL before the banner of a restart is a quirk of its own.
                    Kind::Noise(_) => event.raw != [0],
                    // A head of another name inside an answer is part of it, and text has no form.
                    Kind::Answer(line) if matches!(line.name, b"" | b"+GCAP" | b"+ICCID") => event.command.is_none(),
                    Kind::Answer(line) | Kind::Urc(line) => line.form().is_none(),
                    _ => false,
                };
                if unknown {
                    self.wrong.push(format!("unknown line: {:?}", event.kind));
                }
            }
            self.input(Input::event(&event));
        }
        self.windows[side as usize] = window[from..].to_vec();
    }
}
