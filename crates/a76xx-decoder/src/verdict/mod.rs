//! What to make of a capture, at a glance: which line was the first that went wrong, what its code means there, what only follows from it,
//! what the capture does not show, and the one next step.

mod chart;
mod ledger;
mod repair;
mod story;
mod words;

use a76xx_tracker::Severity;

use crate::judge::{Finding, Quote};

pub use ledger::Ledger;

/// What to make of a capture.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// How it went, on the whole.
    pub outcome: Outcome,
    /// That in a sentence.
    pub headline: String,
    /// What went wrong first and was not put right; where all was put right, what went wrong first.
    pub first: Option<First>,
    /// Lines of what only follows from it, the first few.
    pub consequences: Vec<Quote>,
    /// How many there are.
    pub follows: u64,
    /// What else went wrong, apart from it, the first few.
    pub others: Vec<Finding>,
    /// What went wrong and was put right later, the first few.
    pub repaired: Vec<Finding>,
    /// What is worth knowing of host, module and network, though nothing is broken, the first few.
    pub noted: Vec<Finding>,
    /// What the capture does not show.
    pub missing: Vec<String>,
    /// The next step to take.
    pub next: Option<String>,
    /// How SIM, registration and socket service went, one sentence each.
    pub network: Vec<String>,
    /// How each link that was used went, a sentence each.
    pub links: Vec<String>,
    /// Findings by severity: notes, warnings, errors.
    pub counts: [u64; 3],
}

/// How a capture went, on the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing on the wire at all.
    #[default]
    Empty,
    /// Nothing was found.
    Clean,
    /// Nothing failed; some things are worth a look.
    Noted,
    /// Something failed, and was put right later.
    Recovered,
    /// Something failed, and stayed so.
    Failed,
    /// It is not, or not alone, what these rules are for: another dialect, or no capture of the wire.
    Foreign,
}

impl Outcome {
    /// The name, as the JSON output spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Clean => "clean",
            Self::Noted => "noted",
            Self::Recovered => "recovered",
            Self::Failed => "failed",
            Self::Foreign => "foreign",
        }
    }
}

/// What went wrong first.
#[derive(Clone, Debug)]
pub struct First {
    /// The finding.
    pub finding: Finding,
    /// The worst of what it led to, itself included.
    pub severity: Severity,
    /// It was put right later.
    pub repaired: bool,
    /// How often the same came again.
    pub again: u64,
    /// For a command: the line that refused it, or told that it failed.
    pub answer: Option<Quote>,
    /// For an answer: the command.
    pub command: Option<Quote>,
}

impl First {
    /// The line to look at.
    pub fn place(&self) -> &Quote {
        self.finding.place()
    }
}
