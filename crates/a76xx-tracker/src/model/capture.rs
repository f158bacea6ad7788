//! What the capture is like: whose bytes it holds, and whether they are the bytes that went over the wire.

use a76xx_parser::{Event, Guess, Kind, Noise, Side};

use crate::time::{EventNo, Mark};

/// What is known of the capture itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capture {
    /// Lines of the wire that ended as the wire ends them, with CR.
    pub exact_lines: u16,
    /// Lines of the module that ended with a lone LF: the capture changed line ends.
    pub bare_lines: u16,
    /// Events whose place or length was guessed.
    pub guesses: u16,
    /// Pieces of program prints and other foreign text.
    pub foreign: u16,
    /// Damaged lines and stray control bytes.
    pub damaged: u16,
    /// Bytes above 7E in lines of the wire.
    pub high: u16,
    /// NUL bytes outside of data.
    pub nuls: u16,
    /// Commands seen as the host sent them.
    pub host: u16,
    /// Lines, prompts and data of the module.
    pub module: u16,
    /// The last damaged line.
    pub last_damage: Option<EventNo>,
    /// Stamps went backwards here.
    pub backwards: Option<EventNo>,
}

impl Capture {
    pub(crate) const START: Self = Self {
        exact_lines: 0,
        bare_lines: 0,
        guesses: 0,
        foreign: 0,
        damaged: 0,
        high: 0,
        nuls: 0,
        host: 0,
        module: 0,
        last_damage: None,
        backwards: None,
    };

    /// Whether line ends and counts can be relied on: none was changed or guessed.
    pub const fn is_exact(&self) -> bool {
        self.bare_lines == 0 && self.guesses == 0
    }

    /// Whether commands are in the capture at all, as the host's bytes or as echoes.
    pub const fn shows_commands(&self) -> bool {
        self.host > 0
    }

    /// Whether the module's answers are in the capture at all.
    pub const fn shows_answers(&self) -> bool {
        self.module > 0
    }

    pub(super) fn note(&mut self, event: &Event<'_>, opens: bool, now: Mark) {
        let raw = event.raw;
        let is_line = event.kind.line().is_some();
        if is_line {
            match raw {
                [.., b'\r', b'\n'] | [.., b'\r'] => self.exact_lines = self.exact_lines.saturating_add(1),
                [.., b'\n'] => self.bare_lines = self.bare_lines.saturating_add(1),
                _ => {}
            }
            if raw.iter().any(|byte| *byte > 0x7e) {
                self.high = self.high.saturating_add(1);
            }
        }
        if !matches!(event.guess, Guess::None | Guess::Echo) {
            self.guesses = self.guesses.saturating_add(1);
        }
        match &event.kind {
            Kind::Foreign(text) if !text.trim_ascii().is_empty() => self.foreign = self.foreign.saturating_add(1),
            Kind::Noise(noise) => {
                if *noise == Noise::Damaged {
                    self.last_damage = Some(now.event);
                }
                if raw.contains(&0) {
                    self.nuls = self.nuls.saturating_add(1);
                } else {
                    self.damaged = self.damaged.saturating_add(1);
                }
            }
            _ => {}
        }
        if opens {
            self.host = self.host.saturating_add(1);
        }
        if event.side == Some(Side::Module) && !matches!(event.kind, Kind::Blank | Kind::Echo(_)) {
            self.module = self.module.saturating_add(1);
        }
    }
}
