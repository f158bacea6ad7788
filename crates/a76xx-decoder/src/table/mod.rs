//! The protocol's table as people read it: names, lines with their fields, values, times. Manual pages and explanations share these words.
//!
//! Texts mark code with backticks, as Markdown does.

mod lines;
mod phrases;
mod sample;
mod values;

use a76xx_parser::spec::{self, Command, CommandWords, Form, FormWords, Role};

pub use lines::{line, then, when};
pub use phrases::{dialect, grade, order, role, saving, source, time, unit};
pub use sample::{Sample, encode, sample};
pub use values::{fixed, named, written};

/// A row of the table, both halves.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The wire facts.
    pub wire: &'static Command,
    /// The words.
    pub words: &'static CommandWords,
}

impl Row {
    /// Every row, in table order.
    pub fn all() -> impl Iterator<Item = Self> {
        spec::rows().zip(spec::all_words()).map(|(wire, words)| Self { wire, words })
    }

    /// Both halves of a row of which one is known.
    pub fn of(wire: &'static Command) -> Option<Self> {
        wire.words().map(|words| Self { wire, words })
    }

    /// Whether more than its name is known.
    pub fn is_full(&self) -> bool {
        !self.wire.forms().is_empty()
    }

    /// As people call it: `AT+CIPOPEN`, `ATE`, `+IPCLOSE`.
    pub fn title(&self) -> String {
        match self.wire.role() {
            Role::Command => command(self.wire.name()),
            Role::Urc | Role::Error | Role::Final => self.wire.name().to_owned(),
        }
    }

    /// Its forms, each with its words.
    pub fn forms(&self) -> impl Iterator<Item = (&'static Form, &'static FormWords)> + use<> {
        self.wire.forms().iter().zip(self.words.forms)
    }
}

/// A command's name as one types it.
pub fn command(name: &str) -> String {
    // Two commands are sent without `AT`; the shortest is `AT` alone.
    if matches!(name, "+++" | "A/") { name.to_owned() } else { format!("AT{name}") }
}
