//! The arguments as typed.

use std::path::PathBuf;

use a76xx_decoder::ingest::{self, Sides};
use clap::{Parser, Subcommand, ValueEnum};

/// Reads captures of the wire between a host and a cellular module of the A76XX family
#[derive(Debug, Parser)]
#[command(name = "a76xx", version, max_term_width = 100, propagate_version = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what host and module said, line by line, with the meaning of each line
    ///
    /// Reads raw bytes, text pasted from a terminal, transcripts (.at) and what logging tools write (`a76xx formats` lists them). Nothing
    /// has to be said about the input: what it is, and whose bytes it holds, is found out from its beginning (64 KiB of a file; of a live
    /// pipe what the first read gives) and said in the first line of the output. A short beginning tells little: --input and --side know
    /// better.
    ///
    /// A note such as `[glue?]` behind a meaning names what was guessed (docs/json.md has the list).
    Decode(Decode),
    /// List the capture formats that `decode` reads, with what each keeps of the wire
    Formats,
}

/// The format of that name.
fn format(name: &str) -> Result<&'static ingest::Format, String> {
    ingest::format_named(name).ok_or_else(|| String::from("`a76xx formats` lists the names"))
}

/// Arguments of `decode`.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER)]
pub(crate) struct Decode {
    /// What to decode; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub(crate) files: Vec<PathBuf>,

    /// Capture format of the input, one of `a76xx formats`; found out if not given
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    pub(crate) input: Option<&'static ingest::Format>,

    /// Whose bytes the input holds; found out if not given. Formats that mark their sides know better
    #[arg(long, value_enum)]
    pub(crate) side: Option<Side>,

    /// What to write
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,

    /// When to colour; `auto` does on a terminal, unless `NO_COLOR` is set
    #[arg(long, value_enum, default_value_t)]
    pub(crate) color: Colour,

    /// Characters that the text may consist of; `auto` asks the locale
    #[arg(long, value_enum, default_value_t)]
    pub(crate) charset: Charset,

    /// Columns of the text; the terminal's if not given, 100 where there is none
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..))]
    pub(crate) width: Option<u16>,

    /// Write there instead of to standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
}

const AFTER: &str = "\
Examples:
  a76xx decode capture.log
  a76xx decode --format jsonl capture.log | jq 'select(.kind == \"urc\")'
  socat -u /dev/ttyUSB2,b115200,raw - | a76xx decode --side module

Exit status: 0 decoded, 2 something could not be read or written.";

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Side {
    /// What the host sends
    Host,
    /// What the module sends
    Module,
    /// Both in one stream, as a terminal shows them
    Merged,
}

impl From<Side> for Sides {
    fn from(side: Side) -> Self {
        match side {
            Side::Host => Self::Host,
            Side::Module => Self::Module,
            Side::Merged => Self::Merged,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Rows to read
    #[default]
    Text,
    /// One JSON object a line (docs/json.md)
    Jsonl,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Charset {
    #[default]
    Auto,
    Unicode,
    Ascii,
}
