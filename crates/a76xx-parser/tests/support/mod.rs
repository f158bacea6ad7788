//! Feeding the parsers and keeping what they say.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test equipment: a fault here is a failed test"
)]

use a76xx_corpus::{StepKind, Transcript};
use a76xx_parser::{Control, End, Event, Guess, Kind, Limits, Merged, Parser, Payload, Side, Step};

/// Cases of a property: `PROPTEST_CASES` where it is set, for a quick look or a long night, else as many as the test asks for.
pub fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

/// An event that owns its bytes, with neighbouring payload pieces joined.
#[derive(Clone, PartialEq, Eq)]
pub struct Seen {
    pub side: Option<Side>,
    pub kind: &'static str,
    pub name: String,
    pub what: String,
    pub command: Option<u16>,
    pub link: Option<u8>,
    pub guess: Guess,
    pub raw: Vec<u8>,
}

impl std::fmt::Debug for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let side = self.side.map_or('?', |side| if side == Side::Host { '>' } else { '<' });
        write!(
            f,
            "\n  {side} {} {} [{}] {:?} {:?} \"{}\"",
            self.kind,
            self.name,
            self.what,
            self.command,
            self.guess,
            self.raw.escape_ascii()
        )
    }
}

/// A parser of either type behind one face.
pub trait Pull: Clone {
    fn pull<'b>(&mut self, side: Side, window: &'b [u8], flush: bool) -> Step<'b>;
}

impl Pull for Parser {
    fn pull<'b>(&mut self, side: Side, window: &'b [u8], flush: bool) -> Step<'b> {
        if flush { self.flush(side, window) } else { self.next(side, window) }
    }
}

impl Pull for Merged {
    fn pull<'b>(&mut self, _: Side, window: &'b [u8], flush: bool) -> Step<'b> {
        if flush { self.flush(window) } else { self.next(window) }
    }
}

/// Two windows, a parser, and what it said.
pub struct Feed<P> {
    pub parser: P,
    windows: [Vec<u8>; 2],
    pub seen: Vec<Seen>,
    /// Most bytes that a window held.
    pub widest: usize,
}

impl<P: Pull> Feed<P> {
    pub fn new(parser: P) -> Self {
        Self { parser, windows: [Vec::new(), Vec::new()], seen: Vec::new(), widest: 0 }
    }

    pub fn bytes(&mut self, side: Side, bytes: &[u8]) {
        let window = &mut self.windows[side as usize];
        window.extend_from_slice(bytes);
        self.widest = self.widest.max(window.len());
        self.drain(side, false);
    }

    /// The same parser at the same place, that has said nothing yet.
    pub fn fork(&self) -> Self {
        Self { parser: self.parser.clone(), windows: self.windows.clone(), seen: Vec::new(), widest: 0 }
    }

    /// Bytes of a side that are no event yet.
    pub fn held(&self, side: Side) -> &[u8] {
        &self.windows[side as usize]
    }

    pub fn silence(&mut self) {
        self.drain(Side::Host, true);
        self.drain(Side::Module, true);
    }

    pub fn silence_of(&mut self, side: Side) {
        self.drain(side, true);
    }

    fn drain(&mut self, side: Side, flush: bool) {
        let window = std::mem::take(&mut self.windows[side as usize]);
        let mut from = 0;
        let mut empty = 0;
        while let Step::Event(event) = self.parser.pull(side, &window[from..], flush) {
            empty = if event.raw.is_empty() { empty + 1 } else { 0 };
            assert!(empty < 3, "events without bytes do not end: {event:?}");
            from += event.raw.len();
            self.keep(&event);
        }
        assert!(!flush || from == window.len(), "bytes are left behind a silence");
        self.windows[side as usize] = window[from..].to_vec();
        if flush {
            assert!(self.windows[side as usize].is_empty(), "flush left {:?}", self.windows[side as usize].escape_ascii().to_string());
        }
    }

    fn keep(&mut self, event: &Event<'_>) {
        let seen = Seen::of(event);
        if let (Kind::Payload(payload), Some(last)) = (&event.kind, self.seen.last_mut())
            && last.joins(&seen)
        {
            last.raw.extend_from_slice(event.raw);
            last.what = what(payload);
            return;
        }
        self.seen.push(seen);
    }

    /// The bytes of a side, joined again.
    pub fn joined(&self, side: Side) -> Vec<u8> {
        self.seen.iter().filter(|seen| seen.side == Some(side)).flat_map(|seen| seen.raw.clone()).collect()
    }
}

impl Seen {
    pub fn of(event: &Event<'_>) -> Self {
        let line = event.kind.line();
        let name =
            line.map_or(&[][..], |line| if line.name.is_empty() { line.command.map_or(&[][..], |row| row.head()) } else { line.name });
        let number = line.and_then(|line| {
            let index = line.words()?.1?.fields.iter().position(|field| matches!(field.name, "link_num" | "client_index"))?;
            u8::try_from(line.int(index)?).ok()
        });
        Self {
            side: event.side,
            kind: event.kind.name(),
            name: String::from_utf8_lossy(name).into_owned(),
            what: match &event.kind {
                Kind::Payload(payload) => what(payload),
                Kind::Final(last) => format!("{:?} {}", last.code, last.line.params.escape_ascii()),
                Kind::Noise(noise) => format!("{noise:?}"),
                Kind::Prompt(prompt) => format!("{prompt:?}"),
                kind => kind.line().map_or(String::new(), |line| format!("{:?} {}", line.shape(), line.params.escape_ascii())),
            },
            command: event.command.map(|no| no.0),
            link: number,
            guess: event.guess,
            raw: event.raw.to_vec(),
        }
    }

    fn joins(&self, next: &Self) -> bool {
        self.kind == "payload"
            && self.what.ends_with("open")
            && self.side == next.side
            && self.command == next.command
            && self.guess == next.guess
            && self.what.split(' ').next() == next.what.split(' ').next()
            && !next.what.ends_with("CtrlZ")
            && !next.what.ends_with("Cancelled")
    }
}

fn what(payload: &Payload) -> String {
    let role = format!("{:?}", payload.role).replace(' ', "");
    match payload.end {
        End::Open => format!("{role} open"),
        end => format!("{role} {}", format!("{end:?}").replace(' ', "")),
    }
}

/// Events as short lines, blanks left out: `< answer +CSQ Info 23,0 #0`. The number is the command's.
pub fn short(seen: &[Seen]) -> Vec<String> {
    let line = |seen: &Seen| {
        let side = seen.side.map_or('?', |side| if side == Side::Host { '>' } else { '<' });
        let what = seen.what.replace("Some(", "").replace(')', "");
        let raw = if matches!(seen.kind, "payload" | "text" | "noise" | "foreign") {
            format!("\"{}\"", seen.raw.escape_ascii())
        } else {
            String::new()
        };
        let command = seen.command.map_or(String::new(), |no| format!("#{no}"));
        let guess = seen.guess.name().map_or(String::new(), |guess| format!("~{guess}"));
        let parts = [seen.kind.to_string(), seen.name.clone(), what, raw, command, guess];
        let parts: Vec<String> = parts.into_iter().map(|part| part.trim().to_string()).filter(|part| !part.is_empty()).collect();
        format!("{side} {}", parts.join(" "))
    };
    seen.iter().filter(|seen| seen.kind != "blank").map(line).collect()
}

/// Everything that a transcript says, in pieces of at most `cut` bytes.
pub fn transcript(transcript: &Transcript, limits: Limits, cut: usize) -> Feed<Parser> {
    let mut feed = Feed::new(Parser::new(limits));
    for step in &transcript.steps {
        match &step.kind {
            StepKind::Host(bytes) => bytes.chunks(cut).for_each(|piece| feed.bytes(Side::Host, piece)),
            StepKind::Module(bytes) => bytes.chunks(cut).for_each(|piece| feed.bytes(Side::Module, piece)),
            StepKind::Silence(_) => feed.silence(),
            StepKind::Control(a76xx_corpus::Control::Reset) => feed.parser.control(Control::Reset),
            StepKind::Control(_) | StepKind::Comment(_) => {}
        }
    }
    feed.silence();
    feed
}
