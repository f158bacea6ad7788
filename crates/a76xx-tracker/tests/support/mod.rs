//! Dialogues as rules and tests write them, and how they are run.
//!
//! ```text
//! > AT+CIPOPEN=0,"TCP","example.com",80    the host's line; CR is added
//! < +CIPOPEN: 0,0                          the module's line between CR LF
//! < >                                      the prompt
//! >> data\x1a                              bytes of the host, nothing added
//! << data\r\n                              bytes of the module, nothing added
//! | AT\nOK\n                               bytes of one stream that holds both sides
//! @ 20.5s                                  so much time passes; with a minus sign the stamps go back
//! * dtr off                                a signal: dtr on, dtr off, reset, power off, power on; silence; end
//! !                                        the rule finds something in the line above
//! ```

#![allow(dead_code, reason = "each test file takes what it needs")]

pub(crate) mod states;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use a76xx_corpus::{Control, StepKind, Transcript};
use a76xx_parser::{Limits, Merged, Parser, Side, Step};
use a76xx_tracker::{EventNo, Finding, Input, Model, Moment, Rule, Signal, Tracker, Watch};

/// The dialogues of a section of a manual page.
pub(crate) fn dialogues(explain: &str, section: &str) -> Vec<String> {
    let text = explain.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n");
    let Some((_, behind)) = text.split_once(&format!("# {section}\n")) else { return Vec::new() };
    let own = behind.split_once("\n# ").map_or(behind, |(own, _)| own);
    own.split("```at\n").skip(1).map(|block| block.split_once("```").expect("a closed fence").0.to_owned()).collect()
}

/// What a dialogue gave: for each line of it, the codes found there, and whether it expects one.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// `(line, text, expected, found)`.
    pub(crate) lines: Vec<(usize, String, bool, Vec<String>)>,
}

/// Runs a dialogue through these rules.
pub(crate) fn run(dialogue: &str, rules: &'static [&'static Rule]) -> Outcome {
    let mut player = Player::new(rules);
    let mut outcome = Outcome::default();
    for (index, line) in dialogue.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if line == "!" {
            outcome.lines.last_mut().expect("a line above").2 = true;
            continue;
        }
        player.play(line);
        outcome.lines.push((index + 1, line.to_owned(), false, std::mem::take(&mut player.found)));
    }
    outcome
}

/// Feeds lines of a dialogue to parser and tracker.
pub(crate) struct Player {
    parser: Parser,
    merged: Merged,
    windows: [Vec<u8>; 2],
    /// The tracker.
    pub(crate) tracker: Tracker,
    no: u32,
    at: Option<Moment>,
    /// What was found since this was last emptied: code, and sentence.
    pub(crate) found: Vec<String>,
    /// The same as severities.
    pub(crate) severities: Vec<a76xx_tracker::Severity>,
    /// Where it was found: code, and the line.
    pub(crate) places: Vec<(String, String)>,
    /// The same with whom it blames before it.
    pub(crate) blamed: Vec<String>,
    /// Every event so far, by the name of its kind.
    pub(crate) kinds: Vec<&'static str>,
}

impl Player {
    /// At the start of a capture.
    pub(crate) fn new(rules: &'static [&'static Rule]) -> Self {
        Self {
            parser: Parser::new(Limits::DEFAULT),
            merged: Merged::new(Limits::DEFAULT),
            windows: [Vec::new(), Vec::new()],
            tracker: Tracker::with(watch(rules)),
            no: 0,
            at: None,
            found: Vec::new(),
            severities: Vec::new(),
            blamed: Vec::new(),
            places: Vec::new(),
            kinds: Vec::new(),
        }
    }

    /// One line of a dialogue.
    pub(crate) fn play(&mut self, line: &str) {
        let (mark, text) = line.split_once(' ').unwrap_or((line, ""));
        match mark {
            ">" => self.bytes(Side::Host, format!("{text}\r").as_bytes()),
            "<" if text == ">" => self.bytes(Side::Module, b"\r\n>"),
            "<" => self.bytes(Side::Module, format!("\r\n{text}\r\n").as_bytes()),
            ">>" => self.bytes(Side::Host, &unescape(text)),
            "<<" => self.bytes(Side::Module, &unescape(text)),
            "|" => self.stream(&unescape(text), false),
            "@" => {
                let seconds: f64 = text.trim_end_matches('s').parse().expect("seconds");
                let now = self.at.unwrap_or_default();
                let span = Duration::from_secs_f64(seconds.abs());
                self.at = Some(if seconds < 0.0 {
                    Moment::default().after(now.since(Moment::default()).saturating_sub(span))
                } else {
                    now.after(span)
                });
            }
            "*" => match text {
                "dtr on" => self.signal(Signal::Dtr(true)),
                "dtr off" => self.signal(Signal::Dtr(false)),
                "reset" => self.signal(Signal::Reset),
                "power on" => self.signal(Signal::Power(true)),
                "power off" => self.signal(Signal::Power(false)),
                "silence" => {
                    self.flush();
                    self.input(Input::Silence);
                }
                "end" => {
                    self.flush();
                    self.input(Input::End);
                }
                _ => panic!("no such signal: {text}"),
            },
            _ => panic!("a dialogue has no such line: {line}"),
        }
    }

    /// A transcript, from its beginning to its end.
    pub(crate) fn transcript(&mut self, transcript: &Transcript) {
        self.steps(&transcript.steps);
    }

    /// Steps of a transcript, and the end of the capture.
    pub(crate) fn steps(&mut self, steps: &[a76xx_corpus::Step]) {
        for step in steps {
            self.step(step);
        }
        self.play("* end");
    }

    /// One step of a transcript.
    pub(crate) fn step(&mut self, step: &a76xx_corpus::Step) {
        match &step.kind {
            StepKind::Host(bytes) => self.bytes(Side::Host, bytes),
            StepKind::Module(bytes) => self.bytes(Side::Module, bytes),
            StepKind::Silence(span) => {
                self.at = span.map(|span| self.at.unwrap_or_default().after(Duration::from_micros(span))).or(self.at);
                self.play("* silence");
            }
            StepKind::Control(Control::Dtr(on)) => self.signal(Signal::Dtr(*on)),
            StepKind::Control(Control::Rts(on)) => self.signal(Signal::Rts(*on)),
            StepKind::Control(Control::Reset) => self.signal(Signal::Reset),
            StepKind::Control(Control::Power(on)) => self.signal(Signal::Power(*on)),
            StepKind::Comment(_) => {}
        }
    }

    fn signal(&mut self, signal: Signal) {
        self.flush();
        match signal {
            Signal::Dtr(on) => self.parser.control(a76xx_parser::Control::Dtr(on)),
            Signal::Rts(_) => {}
            _ => self.parser.control(a76xx_parser::Control::Reset),
        }
        self.input(Input::Signal(signal));
    }

    /// Bytes of one side.
    pub(crate) fn bytes(&mut self, side: Side, bytes: &[u8]) {
        let index = usize::from(side == Side::Module);
        let mut window = std::mem::take(&mut self.windows[index]);
        window.extend_from_slice(bytes);
        let mut used = 0;
        while let Step::Event(event) = self.parser.next(side, &window[used..]) {
            used += event.raw.len();
            self.input(Input::event(&event));
        }
        window.drain(..used);
        self.windows[index] = window;
    }

    /// Bytes of one stream that holds both sides.
    pub(crate) fn stream(&mut self, bytes: &[u8], end: bool) {
        let mut window = std::mem::take(&mut self.windows[1]);
        window.extend_from_slice(bytes);
        let mut used = 0;
        loop {
            let rest = &window[used..];
            let step = if end { self.merged.flush(rest) } else { self.merged.next(rest) };
            let Step::Event(event) = step else { break };
            used += event.raw.len();
            self.input(Input::event(&event));
        }
        window.drain(..used);
        self.windows[1] = window;
    }

    fn flush(&mut self) {
        for side in [Side::Host, Side::Module] {
            let window = std::mem::take(&mut self.windows[usize::from(side == Side::Module)]);
            let mut used = 0;
            while let Step::Event(event) = self.parser.flush(side, &window[used..]) {
                used += event.raw.len();
                self.input(Input::event(&event));
            }
        }
        self.stream(b"", true);
    }

    /// One input.
    pub(crate) fn input(&mut self, input: Input<'_, '_>) {
        let mut raw = String::new();
        if let Input::Event { event, .. } = input {
            self.kinds.push(event.kind.name());
            raw = event.raw.trim_ascii().escape_ascii().to_string();
        }
        let (mut twin, mut fed) = (self.tracker, Vec::new());
        let found: Vec<Finding<'_>> = self.tracker.step(EventNo::new(self.no), self.at, input).collect();
        twin.feed(EventNo::new(self.no), self.at, input, |finding| fed.push(finding));
        let told =
            |finding: &Finding<'_>| (finding.rule.code, finding.severity, finding.blame, finding.cause, finding.message().to_string());
        assert!(found.iter().map(told).eq(fed.iter().map(told)), "both ways say the same");
        assert_eq!(*self.tracker.model(), *twin.model(), "both ways lead to the same model");
        self.no += 1;
        for finding in found {
            self.severities.push(finding.severity);
            self.blamed.push(format!("{}: {} {}", finding.blame.name(), finding.rule.code, finding.message()));
            self.places.push((finding.rule.code.to_string(), raw.clone()));
            self.found.push(format!("{} {}", finding.rule.code, finding.message()));
        }
    }
}

/// The model behind these lines.
pub(crate) fn after(lines: &[&str]) -> Model {
    let mut player = Player::new(&[]);
    for line in lines {
        player.play(line);
    }
    *player.tracker.model()
}

/// The service is open.
pub(crate) const OPENED: [&str; 3] = ["> AT+NETOPEN", "< OK", "< +NETOPEN: 0"];

/// The model behind these lines, the service being open.
pub(crate) fn opened(lines: &[&str]) -> Model {
    after(&[&OPENED, lines].concat())
}

/// `\r`, `\n`, `\0`, `\t`, `\\`, `\xNN`, and `\*300a` for three hundred times `a`.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        bytes.push(match rest.next() {
            Some(b'r') => b'\r',
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'0') => 0,
            Some(b'\\') => b'\\',
            Some(b'*') => {
                let digits: String = rest.clone().take_while(u8::is_ascii_digit).map(char::from).collect();
                let byte = rest.nth(digits.len()).expect("what is repeated");
                bytes.extend(std::iter::repeat_n(byte, digits.parse().expect("a count")));
                continue;
            }
            Some(b'x') => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                u8::from_str_radix(&digits, 16).expect("two digits")
            }
            other => panic!("no such escape: {other:?}"),
        });
    }
    bytes
}

/// What watches for these rules, made once for each list.
pub(crate) fn watch(rules: &'static [&'static Rule]) -> &'static Watch {
    static MADE: Mutex<BTreeMap<(usize, usize), &'static Watch>> = Mutex::new(BTreeMap::new());
    let key = (rules.as_ptr() as usize, rules.len());
    MADE.lock().unwrap().entry(key).or_insert_with(|| Box::leak(Box::new(Watch::of(rules))))
}
