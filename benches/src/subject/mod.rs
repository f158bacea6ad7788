//! Parsers under test. Each has a file and one function, `run(input, cut) -> Counts`, that stands alone in the program: the optimiser does not make
//! room for one at another's cost.
//!
//! Feeding is part of what is measured and the same for all that need one window: the input lies in memory and the window is a part of it
//! that grows at its end and is dropped from its front. Nothing is copied. (`atat` owns its window, so it copies: that is how it is used.)

pub mod at_commands;
pub mod atat;
pub mod driver;
pub mod memchr_lines;
pub mod module;
pub mod ours;
pub mod program;
pub mod tracked;
pub mod winnow_lines;

/// How an input arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// In one slice.
    Whole,
    /// In pieces of so many bytes.
    Pieces(usize),
}

impl Cut {
    /// The four that are reported.
    pub const ALL: [Self; 4] = [Self::Whole, Self::Pieces(4096), Self::Pieces(64), Self::Pieces(1)];

    /// Bytes of a piece.
    pub const fn size(self, input: &[u8]) -> usize {
        match self {
            Self::Whole => input.len(),
            Self::Pieces(size) => size,
        }
    }

    /// `whole`, or the number of bytes.
    pub fn name(self) -> String {
        match self {
            Self::Whole => "whole".into(),
            Self::Pieces(size) => size.to_string(),
        }
    }

    /// The cut of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        if name == "whole" { Some(Self::Whole) } else { name.parse().ok().filter(|size| *size > 0).map(Self::Pieces) }
    }
}

/// What a subject saw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Events in the subject's own sense: for ours all but blanks, text and noise; for the line splitters lines.
    pub events: u64,
    /// Bytes that it recognised as payload.
    pub payload_bytes: u64,
    /// A sum over what it handed out, so that handing out cannot be optimised away.
    pub checksum: u64,
}

/// A parser under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The anchor: the fastest ordinary line splitter.
    MemchrLines,
    /// `a76xx-parser`, events classified.
    Ours,
    /// `a76xx-parser`, and every field of every line read.
    OursFields,
    /// Lines, names and fields by winnow alone.
    WinnowLines,
    /// atat's digester behind a window of 256 bytes.
    Atat,
    /// `a76xx-parser`, and the model of `a76xx-tracker`.
    OursModel,
    /// The same, and every rule.
    OursRules,
    /// at-commands behind the line scan.
    AtCommands,
    /// `a76xx decode --format jsonl`.
    Jsonl,
    /// `a76xx decode`.
    Text,
    /// `a76xx-sim`, which hears commands and answers them.
    Simulator,
    /// The encoder of `a76xx-parser`.
    Encoder,
    /// `a76xx-driver`: questions and their replies.
    DriverRounds,
    /// `a76xx-driver`: pushed data.
    DriverPush,
}

impl Subject {
    /// Ways to read the same bytes, the anchor first.
    pub const ALL: [Self; 5] = [Self::MemchrLines, Self::Ours, Self::OursFields, Self::WinnowLines, Self::Atat];

    /// What comes on top of the parser, step by step.
    pub const TRACKED: [Self; 3] = [Self::Ours, Self::OursModel, Self::OursRules];

    /// What stands on the parser or beside it.
    pub const MORE: [Self; 7] =
        [Self::AtCommands, Self::Jsonl, Self::Text, Self::Simulator, Self::Encoder, Self::DriverRounds, Self::DriverPush];

    /// The name that commands and tables use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MemchrLines => "memchr_lines",
            Self::Ours => "ours",
            Self::OursFields => "ours_fields",
            Self::WinnowLines => "winnow_lines",
            Self::Atat => "atat_256",
            Self::OursModel => "ours_model",
            Self::OursRules => "ours_rules",
            Self::AtCommands => "at_commands",
            Self::Jsonl => "decode_jsonl",
            Self::Text => "decode_text",
            Self::Simulator => "simulator",
            Self::Encoder => "encoder",
            Self::DriverRounds => "driver_rounds",
            Self::DriverPush => "driver_push",
        }
    }

    /// The subject of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().chain(Self::TRACKED).chain(Self::MORE).find(|subject| subject.name() == name)
    }

    /// Makes ready what it begins with, so that a measurement does not hold it.
    pub fn prepare(self) {
        if matches!(self, Self::DriverRounds | Self::DriverPush) {
            driver::prepare();
        }
    }

    /// Runs it over an input.
    pub fn run(self, input: &[u8], cut: Cut) -> Counts {
        match self {
            Self::MemchrLines => memchr_lines::run(input, cut),
            Self::Ours => ours::run(input, cut),
            Self::OursFields => ours::run_fields(input, cut),
            Self::WinnowLines => winnow_lines::run(input, cut),
            Self::Atat => atat::run(input, cut),
            Self::OursModel => tracked::run_model(input, cut),
            Self::OursRules => tracked::run_rules(input, cut),
            Self::AtCommands => at_commands::run(input, cut),
            Self::Jsonl => program::run_jsonl(input, cut),
            Self::Text => program::run_text(input, cut),
            Self::Simulator => module::run_simulator(input, cut),
            Self::Encoder => module::run_encoder(input, cut),
            Self::DriverRounds => driver::run_rounds(input, cut),
            Self::DriverPush => driver::run_push(input, cut),
        }
    }
}
